"""Who paid for the work and who shared it, by the words that say so: "financé par A et B", "en partenariat avec C",
"D et E financent".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

from articles.parsing.phrases import Found

_OF = r"(?:(?:de\s+la|d[eu]s?|from|of|by|del)\s+|de\s+l[’']|d[’'])"
# These two are tried on a text in small letters: without regard to case, they would take three times as long.
_AMOUNT = r"(?=[^;]{0,14}\d)(?:[^,.;’']|\d,\d){1,30}"
FUNDED_BY = re.compile(
    rf"""(?<!\w)(?=[abcdfgpqrstw])(?:
        (?:(?:co-?)?financ(?:ée?s?|er|iad[oa]s?|ed)|(?:co-?)?funded|subventionn\w+|supported|paid\s+for|coste?ad[oa]s?
          |sponsored|donated|donad[oa]s?|offerte?s?|parrainée?s?|patrocinad[oa]s?
          |pris\w*\s+en\s+charge)\s+
        (?:[\w’']+\s+){{0,3}}?(?:par|by|por)\s+
      | (?:(?:contributions?(?:\s+financi\w+)?|don|(?:soutien|appui|apport|concours)\s+financier|aide\s+financière
          |funding|(?<!transferts\ de\ )(?<!transfert\ de\ )fonds|financ(?:ement|ing)|contribuci[óo]n
          |(?:apoyo|aporte|respaldo)\s+financiero|fondos|financia(?:ción|miento)|financial\s+support|donation|donación)\s+
          (?:(?:de\s+{_AMOUNT}|(?:have|has)\s+been\s+received)\s+)?
          |(?:grâce\s+(?:à\s+l[’'](?:aide|appui)|au\s+(?:soutien|concours))|thanks\s+to\s+(?:the\s+)?support
            |with\s+support(?=\s+from)|gracias\s+al?\s+(?:apoyo|aporte|ayuda))\s+(?:généreu\w+\s+|financi\w+\s+)?
          |re(?:çoit|çu|çoivent|cibió|ceived|ceives)\s[^.;]{{3,40}}?(?:dollars|euros|francs|couronnes|livres|yens|dólares)\s+)
        (?:(?:de\s+la|d[eu]s?|from|of|by|del)\s+|de\s+l[’']|d[’'])
      | que\s+(?:co)?finance(?:nt)?\s+
      | bénéficie\s+d[’']une\s+contribution\s+de\s+)""",
    re.VERBOSE,
)
_DONE = r"""(?:(?:(?:co-?)?organis|exécut|réalis|men|lanc|sign|form|appuy|gér|dirig|rédig)ée?s?|soutenue?s?
    |mis\w*\ en\ œuvre|(?:co-?)?organi[sz]ed
    |implemented|executed|carried|developed|published|launched|signed|led|given|run
    |(?:implementa|ejecuta|organiza|realiza|lanza|imparti)d[oa]s?)"""
SHARED_WITH = re.compile(
    rf"""(?<!\w)(?=[acdefgijlmoprsw])(?:
       en\ (?:étroite\ )?(?:partenariat|collaboration|coopération|coordination|association|lien)\ (?:étroite?\ )?avec
      |mis\w*\ en\ œuvre\ avec|(?:coop[èé]r|collabor|coordonn)\w+\ (?:\w+\ )?avec
      |avec\ (?:le\ (?:soutien|concours|appui)|l[’'](?:appui|aide|assistance))(?:\ (?!financ)\w+)?\ d[eu]s?
      |conjointement\ avec
      |aux\ côtés\ d[eu]s?|{_DONE}\ (?:conjointement\ )?par\ l[’']oim(?:\ et(?:\ par)?|,)
      |(?:mis\w*\ en\ œuvre|exécutée?s?|réalisée?s?|organisée?s?)\ par
      |in\ (?:close\ )?(?:partnership|collaboration|cooperation|coordination)\ with
      |(?:implemented|developed|organi[sz]ed)\ with|with\ the\ (?:(?!financ)\w+\ )?(?:support|help|assistance)\ of
      |(?:jointly|together|along|alongside)\ with|{_DONE}\ (?:out\ |jointly\ )?by\ iom(?:,?\ and|,)
      |(?:implemented|executed|organi[sz]ed)\ by
      |en\ (?:estrecha\ )?(?:colaboración|asociación|cooperación|coordinación|alianza)\ con|junto\ (?:con|a)
      |con\ (?:el\ (?:apoyo|respaldo)|la\ asistencia)(?:\ (?!financ)\w+)?\ de|{_DONE}\ por\ la\ oim(?:\ y|,)
      |(?:ejecutad|implementad|organizad)[oa]s?\ por)\s+""",
    re.VERBOSE,
)
PAYS = re.compile(
    r"""(?:(?<!\bque)(?<!\bqui)\s+(?:y\s+)?|(?<=l[’']))(?:
        (?:(?:co)?finance(?:nt)?|(?:a|ont)\s+(?:co)?financé|(?:co)?financi(?:aron|ó|an?))(?!\w)
      | (?:(?:a|ont|has|have|ha|han)\s+)?
        (?:versent?|verse|consacre(?:nt)?|consacré|accordent?|versé|accordé|octroyé|débloqué|alloué
          |contributed|provided|donated|donado|aportado|otorgado)\s
        (?=[^.;]{0,40}?\b(?:millions?|mill[óo]n(?:es)?|dollars|euros|d[óo]lares|\d)))""",
    re.VERBOSE,
)
SUBJECT = re.compile(
    r"""(?:^|[.!?;,]\s+|\bet\s+)(?P<names>(?:(?:[Ll]es?|[Ll]a|[Tt]he|[Ee]l)\s+|[Ll][’'])?[A-ZÀ-Þ][^,.;:!?«»]{2,160}?)
        (?:,\s+qui\s+l[’'])?$""",
    re.VERBOSE,
)
FUNDED = re.compile(r"\b(?P<name>[A-ZÀ-Þ][\w.’-]*?)-(?:co-?)?(?:funded|financed)\b")
# Words without which none of these is found: looking for them is much quicker than trying the patterns.
PAYING = """
    financ fund fond subvention support contribu soutien appui aide apport apoyo aporte respaldo ayuda reçoi reçu recib
    receiv concours donaci donat donad offert cost sponsor parrain patrocin
""".split()
PAYING += ["don d", "paid for", "pris en charge"]
SHARING = """
    partenariat collabor coopér coopèr cooper coordon coordin associa asocia lien conjoint côtés œuvre exécut réalis
    organis organiz implement partner developed alongside jointly colabor alianza ejecut
""".split()
SHARING += ["avec l", "with the", "together with", "along with", "junto ", "con el ", "con la "]
SHARING += ["l’oim", "l'oim", "by iom", "la oim"]
PAYING_ACTIVELY = """
    financ vers consacr accord octroyé débloqué alloué contribut provided donat donad aport otorg
""".split()
_ARTICLE = r"(?:l[ae]s?\s|l[’']|the\s|el\s|los\s)"
PARTS = re.compile(
    rf"""(?:,\s+(?:(?:et|and|y)\s+)?|\s+(?:et|and|y)\s+)(?:(?:par|by|por|avec|with|con|d[eu]s?|of)\s+)?
        (?={_ARTICLE}(?:[A-ZÀ-Þ]|(?:ONG|association|ong|asociación|entreprise)\s)|[A-ZÀ-Þ]{{2,}}\b|[A-ZÀ-Þ][\w’'-]*\s+[\w’'(])""",
    re.VERBOSE,
)
_SUPPORT = r"(?:con\s+el|avec\s+l[e’']|with\s+(?:the)?)\s?(?:apoyo|respaldo|soutien|appui|concours|aide|support|help)"
CLAUSE_END = re.compile(
    rf"""(?<![\s.][A-Z])\.|[;:«»“”\"]
      |,\s(?!(?:et\s|and\s|y\s)?(?:par\s|by\s|por\s|avec\s|with\s|con\s)?{_ARTICLE}?(?:[A-ZÀ-Þ]|(?:ONG|association)\s))
      |\s(?:qui|que|dont|afin|(?:et|and|y)\s+(?:{_DONE}|{_SUPPORT})|dans\s+le\s+cadre|à\s+travers|depuis|en\s+20|which|who|through)\s
      |\s(?:pour|to|for|para)\s(?![A-ZÀ-Þ]|(?:le|la|les|the|el)\s+\w+\s*(?:\(|[.,]|$))""",
    re.VERBOSE,
)
UNCLOSED = re.compile(r"\s*\([^()]*$")
ARTICLE = re.compile(
    r"(?:le|la|les|l[’']|du|des|de\s+la|de\s+l[’']|d[’']|de|the|el|los|las|del)(?:(?<=[’'])|\s+)", re.IGNORECASE
)
KIND = re.compile(
    r"(?:ONG|NGO|[Aa]ssociation|[Aa]sociación|entreprise|company|empresa)\s+(?:[a-zà-ÿ]{4,}\s+)?(?=[A-ZÀ-Þ])"
)
INSTITUTION = re.compile(
    r"""(?:mairie|municipalité|commune|préfecture|université|ministères?|gouvernements?|autorités|police|ambassade|région|province|ville
      |association|fédération|confédération|syndicat|conseil|chambre|alcaldía|municipalidad|gobierno|universidad|embajada|autoridades)\b""",
    re.VERBOSE,
)
OWN_NAME = re.compile(r"\b(?:OIM|IOM)\b")
LONGEST_NAME = 120
LONGEST_CLAUSE = 400

Role = Literal["partner", "funder"]


class Stretch(NamedTuple):
    """A part of a text whose names have a role; `end` is where its own sentence or clause must end."""

    start: int
    end: int
    role: Role


@lru_cache(maxsize=128)  # a page asks for its organisations, then for its countries
def stretches_in(text: str) -> tuple[Stretch, ...]:
    """In order; one ends where the next begins."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    found: list[Stretch] = []
    for signs, pattern, role in ((PAYING, FUNDED_BY, "funder"), (SHARING, SHARED_WITH, "partner")):
        if any(sign in lower for sign in signs):
            matches = (match for match in pattern.finditer(lower) if not text.startswith("Fonds", match.start()))
            found += (Stretch(match.end(), len(text), role) for match in matches)  # "Fonds de …" is a name, no money
    if any(sign in lower for sign in PAYING_ACTIVELY):
        found += _payers(text)
    if "-fund" in lower or "-financed" in lower:
        found += (Stretch(*match.span("name"), "funder") for match in FUNDED.finditer(text))
    return tuple(sorted(found))


def _payers(text: str) -> Iterator[Stretch]:
    for match in PAYS.finditer(text):
        start = max(0, match.start() - LONGEST_CLAUSE)
        if subject := SUBJECT.search(text[start : match.start()]):
            yield Stretch(start + subject.start("names"), start + subject.end("names"), "funder")


def role_at(position: int, stretches: Sequence[Stretch], sentence: int) -> Role | None:
    """The role of a name, by the last stretch of its sentence that began before it; None where nothing says one."""
    for index in range(bisect_right(stretches, position + 1, key=attrgetter("start")) - 1, -1, -1):
        stretch = stretches[index]
        if stretch.start < sentence:
            return None
        if position < stretch.end:
            return stretch.role
    return None


def named_in(text: str, stretches: Sequence[Stretch]) -> Iterator[Found[str]]:
    """Names in "le X (ACR), Y et par la Z", for each stretch to the end of its clause."""
    for index, (start, end, _role) in enumerate(stretches):
        following = stretches[index + 1].start if index + 1 < len(stretches) else end
        yield from _names_of(text, start, min(end, max(following, start), start + LONGEST_CLAUSE))


def _names_of(text: str, start: int, end: int) -> Iterator[Found[str]]:
    stop = CLAUSE_END.search(text, start, end)
    clause = text[start : stop.start() if stop else end]
    position = start
    for part in PARTS.split(clause):
        position = text.index(part, position)
        name = bare_name(part)
        if name:
            yield Found(name, position, position + len(part))
        elif not (INSTITUTION.search(part) or OWN_NAME.search(part)):
            return


def bare_name(part: str) -> str | None:
    """A part of an enumeration without what is no name of it; None where it is none."""
    article = ARTICLE.match(part)
    name = UNCLOSED.sub("", part[article.end() :] if article else part).strip(" ,")
    name = KIND.sub("", name, count=1) if KIND.match(name) else name
    if len(name) > LONGEST_NAME or any(map(str.isdigit, name)):
        return None
    if OWN_NAME.match(name):
        return None
    return name if name[:1].isupper() or (INSTITUTION.match(name) and " " in name) else None

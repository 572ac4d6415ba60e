"""Names of institutions in prose: after the words that say who paid or worked along, and wherever a ministry, an
agency or a university is written as one ("Ministère chilien de la santé", "Kenya Ports Authority").

French writes most of a name in small letters. So a name goes on from its head ("Ministère") over adjectives and over
what "de", "du" or "pour la" join to it, and ends where the sentence does.
"""

import re
from collections.abc import Iterator

from articles.parsing.phrases import Found

FUNDED_BY = re.compile(
    r"""(?<!\w)(?=[abcdfgprs])(?:
        (?:(?:co-?)?financ(?:ée?s?|er|iad[oa]s?|ed)|(?:co-?)?funded|subventionn\w+|supported|paid\s+for)\s+
        (?:[\w’']+\s+){0,3}?(?:par|by|por)\s+
      | (?:(?:contribution|don|(?:soutien|appui|apport)\s+financier|aide\s+financière|funding|fonds|financement
          |contribuci[óo]n|(?:apoyo|aporte)\s+financiero|fondos|financial\s+support)\s+(?:de\s+[^,.;]{1,25}\s+)?
          |re(?:çoit|çu|çoivent|cibió|ceived|ceives)\s[^.;]{3,40}?(?:dollars|euros|francs|couronnes|livres|yens|dólares)\s+)
        (?:(?:de\s+la|d[eu]s?|from|of|by|del)\s+|de\s+l[’']|d[’'])
      | bénéficie\s+d[’']une\s+contribution\s+de\s+)""",
    re.VERBOSE | re.IGNORECASE,
)
PARTNERED_WITH = re.compile(
    r"""(?<!\w)(?=[acefmijwo])(?:
       en\ (?:étroite\ )?(?:partenariat|collaboration|coopération|coordination|association|lien)\ (?:étroite?\ )?avec
      |mis\w*\ en\ œuvre\ (?:avec|par\ l[’']OIM\ et)|(?:coop[èé]r|collabor|coordonn)\w+\ (?:\w+\ )?avec
      |avec\ (?:le\ (?:soutien|concours|appui)|l[’']appui|l[’']aide)\ (?:de|du|des)|conjointement\ avec
      |aux\ côtés\ d[eu]s?
      |(?:organis|form|men|lanc|sign|appuy|soutenu)\w*\ (?:conjointement\ )?par\ l[’']OIM\ et(?:\ par)?
      |in\ (?:close\ )?(?:partnership|collaboration|cooperation|coordination)\ with|implemented\ with
      |with\ the\ (?:support|help)\ of|(?:jointly|together|along|alongside)\ with
      |(?:organi[sz]ed|led|given|run)\ by\ IOM\ and
      |en\ (?:estrecha\ )?(?:colaboración|asociación|cooperación|coordinación|alianza)\ con|junto\ (?:con|a)
      |con\ el\ (?:apoyo|respaldo)\ de|organizad[oa]s?\ por\ la\ OIM\ y)\s+""",
    re.VERBOSE | re.IGNORECASE,
)
# Words without which neither of the two is found: looking for them is much quicker than trying the patterns.
PAYING = (
    "financ",
    "fund",
    "fond",
    "subvention",
    "supported",
    "contribu",
    "don ",
    "don d",
    "soutien",
    "appui",
    "aide",
    "apport",
)
PAYING = (*PAYING, "apoyo", "aporte", "support", "paid for", "reçoi", "reçu", "recib", "receiv")
WORKING_ALONG = (
    "avec ",
    " with",
    " con ",
    "conjoint",
    "côtés",
    "junto",
    "support",
    "help",
    "par l’oim",
    "par l'oim",
    "by iom",
)
WORKING_ALONG = (*WORKING_ALONG, "por la oim", "œuvre")
_ARTICLE = r"(?:l[ae]s?\s|l[’']|the\s|el\s|los\s)"
PARTS = re.compile(
    rf"""(?:,\s+(?:(?:et|and|y)\s+)?|\s+(?:et|and|y)\s+)(?:(?:par|by|por|avec|with|con|de|du|of)\s+)?
        (?={_ARTICLE}[A-ZÀ-Þ]|[A-ZÀ-Þ]{{2,}}\b|[A-ZÀ-Þ][\w’'-]*\s+[\w’'(])""",
    re.VERBOSE,
)
CLAUSE_END = re.compile(
    rf"""[.;:«»“”\"]
      |,\s(?!(?:et\s|and\s|y\s)?(?:par\s|by\s|por\s|avec\s|with\s|con\s)?{_ARTICLE}?[A-ZÀ-Þ])
      |\s(?:qui|que|dont|afin|dans\s+le\s+cadre|à\s+travers|depuis|en\s+20|which|who|through)\s
      |\s(?:pour|to|for|para)\s(?![A-ZÀ-Þ]|(?:le|la|les|the|el)\s+\w+\s*(?:\(|[.,]|$))""",
    re.VERBOSE,
)
UNCLOSED = re.compile(r"\s*\([^()]*$")
ARTICLE = re.compile(
    r"(?:le|la|les|l[’']|du|des|de\s+la|de\s+l[’']|d[’']|de|the|el|los|las|del)(?:(?<=[’'])|\s+)", re.IGNORECASE
)
OWN_NAME = re.compile(r"\b(?:OIM|IOM)\b")
MOVEMENT = frozenset(["Red Cross", "Red Crescent"])  # not one of its societies

_HEAD_FR = r"""(?:Ministère|Secrétariat|Agence|Institut|Service|Conseil|Commission|Université|Fédération
    |Confédération|Association|Fondation|ONG|Chambre|Banque|Direction|Office|Observatoire|Académie|Préfecture|Mairie
    |Police|Croix-Rouge|Croissant-Rouge|Comité|Haut-Commissariat|Parlement|Gouvernement
    |Centre(?=\ (?:inter)?national|\ régional)
    |(?:(?<=\bet\ le\ )|(?<=\bavec\ le\ )|(?<=\bpar\ le\ ))gouvernement)"""
_ADJECTIVE = r"""(?!dans\b|avec\b|sont\b)[a-zà-ÿ]{2,}(?:al|ale|aux|ales|ique|iques|blic|aire|aires|ain|aine|ains|aines
    |ien|ienne|iens|iennes|éen|éenne|ais|aise|ois|oise|if|ive|ifs|ives|el|elle|els|elles|anger|angers|ère|ères|ier|ieur
    |ieure|ieurs|ieures|eux|euse|iste|istes|ible|able|ables|bè|bés|ote|que|andes?|ands?)\b"""
_CAPITAL = r"(?:(?!(?:OIM|IOM)\b)[A-ZÀ-ÞŒ][\w’'-]*|&)"
_JOIN_FR = r"""(?:et\ )?(?:de\ la\ |de\ l[’']|du\ |des\ |de\ |d[’']|à\ la\ |à\ l[’']|aux?[ ]
    |pour\ l[aes]{1,2}\ |pour\ l[’'])"""
_NAME_FR = rf"""\b{_HEAD_FR}(?:\ {_ADJECTIVE}){{0,2}}
    (?:\ {_CAPITAL}(?:\ (?:of\ the|of|the|and)\ {_CAPITAL}|\ {_CAPITAL})*
      |\ {_JOIN_FR}[\w’'-]+(?:\ {_ADJECTIVE}|\ {_CAPITAL}){{0,2}}){{0,4}}"""
_HEAD_EN = r"""(?:Ministry|Authority|Agency|Council|University|Foundation|Commission|Federation|Association|Force
    |Service|Institute|Bank|Department|Chamber|Directorate|Secretariat|Cross|Crescent|Bureau|Trust|Mission|Police|Government|Office)\b"""
_NAME_EN = rf"""\b(?:(?!(?:The|In|At|A|An|On|For)\ ){_CAPITAL}\ ){{0,4}}{_HEAD_EN}
    (?:\ (?:of|for|to|on)\ (?:the\ )?{_CAPITAL}(?:(?:,|\ and|\ of|\ for|\ the|,\ and){{0,2}}\ {_CAPITAL}){{0,6}})?"""
_HEAD_ES = r"""(?:Ministerio|Secretaría|Agencia|Instituto|Servicio|Consejo|Comisión|Universidad|Federación|Asociación
    |Fundación|Cámara|Banco|Dirección|Alcaldía|Policía|Cruz\ Roja|Defensoría|Defensa|Gobernación|Registro|Gobierno
    |Carabineros)"""
_JOIN_ES = r"(?:y\ )?(?:de\ los\ |de\ las\ |de\ la\ |del\ |de\ |para\ el\ |para\ la\ |e\ |y\ )"
_NAME_ES = rf"\b{_HEAD_ES}(?:\ {_CAPITAL}|\ {_JOIN_ES}{_CAPITAL}){{1,8}}"
_ACRONYM = r"(?:\ \((?P<acronym>[A-ZÀ-Þ][\w-]{1,11})(?:\ en\ \w+)?\))?"
INSTITUTIONS = {
    language: re.compile(f"(?P<name>{name}){_ACRONYM}", re.VERBOSE)
    for language, name in (("fr", _NAME_FR), ("en", _NAME_EN), ("es", _NAME_ES))
}
HEADS = {
    language: tuple(re.findall(r"[A-ZÀ-Þ][\wÀ-ÿ-]+|gouvernement", head))
    for language, head in (("fr", _HEAD_FR), ("en", _HEAD_EN), ("es", _HEAD_ES))
}
DANGLING = re.compile(r"(?:\s+(?:de|du|des|la|le|les|et|pour|of|the|and|for|y|del|en|à|au|aux))+$")
LONGEST_NAME = 120
LONGEST_CLAUSE = 400


def named_as_such(text: str) -> Iterator[Found[str]]:
    """Names after words that say who paid, then after those that say who worked along."""
    lower = text.lower()
    for signs, pattern in ((PAYING, FUNDED_BY), (WORKING_ALONG, PARTNERED_WITH)):
        if any(sign in lower for sign in signs):
            for match in pattern.finditer(text):
                yield from _named_after(text, match.end(), len(text))


def _named_after(text: str, start: int, end: int) -> Iterator[Found[str]]:
    """Names in "le X (ACR), Y et par la Z", from `start` to the end of the clause."""
    end = min(end, start + LONGEST_CLAUSE)
    stop = CLAUSE_END.search(text, start, end)
    clause = text[start : stop.start() if stop else end]
    position = start
    for part in PARTS.split(clause):
        position = text.index(part, position)
        article = ARTICLE.match(part)
        name = UNCLOSED.sub("", part[article.end() :] if article else part).strip(" ,")
        if not _is_a_name(name):
            return
        yield Found(name, position, position + len(part))


def _is_a_name(name: str) -> bool:
    return name[:1].isupper() and len(name) <= LONGEST_NAME and not any(map(str.isdigit, name))


def institutions_in(text: str, language: str | None) -> Iterator[Found[str]]:
    """Names that begin or end with the word for an institution, and are more than that word."""
    if language not in INSTITUTIONS or not any(head in text for head in HEADS[language]):
        return
    for match in INSTITUTIONS[language].finditer(text):
        name = DANGLING.sub("", match["name"])
        if " " in name and name not in MOVEMENT and not OWN_NAME.search(name) and _is_a_name(name.title()):
            whole = f"{name} ({match['acronym']})" if match["acronym"] and name == match["name"] else name
            yield Found(whole, match.start(), match.start() + len(whole))

"""Organisations, programmes and themes that an article names, from the reference data and from the text's own words.

An organisation is a funder where the sentence says who paid ("financé par …"), a partner elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from articles.importing.clues import Clues
from articles.importing.phrases import Found, Passage, Phrases, folded_words
from articles.importing.places import NAME_FIELDS
from articles.importing.reading import Organisation

OWN = frozenset(["iom", "un", "united-nations"])  # slugs: the issuer, and the system it belongs to
THEMES_AT_MOST = 3
TITLE_WEIGHT = 3
ENOUGH_FOR_A_THEME = 2

FUNDED_BY = re.compile(
    r"""(?<!\w)(?=[abcdfs])(?:
        (?:financ\w+|cofinanc\w+|(?:co-?)?funded|subventionn\w+|supported)\s+(?:[\w’']+\s+){0,3}?(?:par|by|por)\s+
      | (?:contribution|don|soutien\s+financier|aide\s+financière|funding|contribución)\s+(?:de\s+[^,.;]{1,25}\s+)?
        (?:de\s+la|d[eu]s?|from|of|de\s+l[’']|d[’']|del)\s+
      | bénéficie\s+d[’']une\s+contribution\s+de\s+)""",
    re.VERBOSE | re.IGNORECASE,
)
PARTNERED_WITH = re.compile(
    r"""(?<!\w)(?=[acemijw])(?:
       en\ (?:étroite\ )?(?:partenariat|collaboration|coopération|coordination|association)\ (?:étroite\ )?avec
      |mis\w*\ en\ œuvre\ (?:avec|par\ l[’']OIM\ et)
      |avec\ le\ (?:soutien|concours|appui)\ (?:de|du|des)|conjointement\ avec
      |in\ (?:close\ )?(?:partnership|collaboration|cooperation|coordination)\ with|implemented\ with
      |with\ the\ support\ of|jointly\ with
      |en\ (?:colaboración|asociación|cooperación|coordinación|alianza)\ con|junto\ con|con\ el\ apoyo\ de)\s+""",
    re.VERBOSE | re.IGNORECASE,
)
PARTS = re.compile(
    r"\s+(?:et|and|y)\s+(?:(?:par|by|por|avec|with|con)\s+)?(?=(?:l[ae]\s|les\s|l[’']|the\s|el\s|las?\s|los\s)?[A-ZÀ-Þ])"
)
CLAUSE_END = re.compile(
    r"[.;:«»“”\"]|,\s|\s(?:qui|que|dont|pour|afin|dans\s+le\s+cadre|à\s+travers|depuis|en\s+20|which|who|to|for|through|para)\s"
)
PARENT = re.compile(
    r"\s*(?:\([^()]{2,12}\)\s*)?(?:d[eu]s?\s+|de\s+la\s+|de\s+l[’']|d[’']|of\s+(?:the\s+)?|del?\s+)\s*"
)
UNCLOSED = re.compile(r"\s*\([^()]*$")
ARTICLE = re.compile(
    r"(?:le|la|les|l[’']|du|des|de\s+la|de\s+l[’']|d[’']|de|the|el|los|las|del)(?:(?<=[’'])|\s+)", re.IGNORECASE
)
_WORD = r"[^\W\d_]+(?:[’'-][^\W\d_]+)*"
PROGRAMME = re.compile(
    rf"""\b(?:(?:Programme|Plan\ d[’']action|Plan|Projet|Initiative|Fonds|Stratégie|Pacte|Objectifs|Program|Project
        |Action\ Plan|Fund|Plan\ de\ [Aa]cción|Programa|Proyecto|Iniciativa|Fondo)\s
      |(?:programme|projet|programa|proyecto|project)\ (?:d[’']|de\ |on\ )?(?=[A-ZÀ-Þ«]))
    (?:{_WORD}|&)(?:,?\ (?:{_WORD}|\d{{4}}\b|&)){{0,20}}""",
    re.VERBOSE,
)
PROGRAMME_STOP = re.compile(
    r"""(?:(?<!\ de),?\ (?:l[’']OIM|IOM|la\ OIM)
      |,?\ (?:qui|que|dont|où|est|sont|était|étaient|a|ont|sera|seront|vise|visent|lancé\w*|financé\w*|mis|mise|afin
        |avec|par|lors|depuis|dans\s(?:le|la)|en\s(?:avril|20\d\d)|prévoit|élaboré\w*|soutenu\w*|s[’']\w+|et\s(?:aux?|du|des)
        |which|that|is|was|has|have|will|funded|launched|aims|implemented|es|fue|financiad\w|se)
      |,\ (?:une?|an?))(?!\w).*$""",
    re.VERBOSE,
)
HEADS = re.compile(
    r"(?:Programme|Plan|Plan d[’']action|Projet|Initiative|Fonds|Program|Project|Action Plan|Fund|Objectifs)\Z"
)
LONGEST_NAME = 120
LONGEST_CLAUSE = 400
DANGLING = frozenset("de du des la le les l et sur pour d of the and for y del".split())


class KnownNames:
    """Organisations, programmes and themes of the reference data, compiled once and used for all pages."""

    def __init__(self, organisations: Iterable[Mapping], programmes: Iterable[Mapping], themes: Iterable[Mapping]):
        own = [record for record in organisations if record["slug"] in OWN]
        self._own = {folded_words(name) for record in own for name in _names(record)} | {("oim",), ("iom",)}
        self._organisations = _phrases(record for record in organisations if record not in own)
        self._programmes = _phrases(programmes)
        self._themes = {
            language: Phrases(
                (folded_words(keyword), theme["slug"])
                for theme in themes
                for keyword in theme.get("keywords", {}).get(language, ())
            )
            for language in ("fr", "en", "es")
        }

    @classmethod
    def from_records(
        cls, organisations: Iterable[Mapping], programmes: Iterable[Mapping], themes: Iterable[Mapping]
    ) -> "KnownNames":
        """Records of organisations and programmes: {"slug", "name_fr", …, "acronym", "aliases"}; of themes: {"slug",
        "keywords": {"fr": […], "en": […], "es": […]}}.
        """
        return cls(list(organisations), list(programmes), list(themes))

    def organisations_in(
        self, passages: Iterable[Passage], language: str | None, clues: Clues | None = None
    ) -> list[Organisation]:
        """Known organisations, and those that a sentence says to have paid or worked along; a funder once, as a
        funder. The clues are by name.
        """
        found: dict[str, str] = {}
        clues = Clues() if clues is None else clues
        for passage in passages:
            known = list(self._organisations.find(passage))
            if not known and not FUNDED_BY.search(passage.text) and not PARTNERED_WITH.search(passage.text):
                continue
            for start, end, here in passage.by_sentence(known):
                for name, role in self._roles(passage.text, start, end, here, language, clues):
                    if role == "funder" or name not in found:
                        found[name] = role
        return [Organisation(name, role) for name, role in found.items()]

    def _roles(
        self, text: str, start: int, end: int, known: Sequence[Found], language: str | None, clues: Clues
    ) -> Iterator[tuple[str, str]]:
        """Names with their roles in the sentence of a text from `start` to `end`."""
        funded = FUNDED_BY.search(text, start, end)
        last = None
        for (_, record), begin, stop in known:
            if last is None or not PARENT.fullmatch(text, last, begin):
                clues.see(_name(record, language), "known_name", text, begin, stop)
                yield _name(record, language), "funder" if funded and begin >= funded.end() else "partner"
            last = stop
        for pattern, role in ((FUNDED_BY, "funder"), (PARTNERED_WITH, "partner")):
            for match in pattern.finditer(text, start, end):
                for name in _named_after(text, match.end(), end):
                    is_known = any(name.start < found.end and found.start < name.end for found in known)
                    if not is_known and folded_words(name.value) not in self._own:
                        clues.see(name.value, "named_after", text, match.start(), name.end)
                        yield name.value, role

    def programmes_in(
        self, passages: Iterable[Passage], language: str | None, clues: Clues | None = None
    ) -> list[str]:
        """Known programmes, then those that the text names with a capital. The clues are by name."""
        known, printed = Clues(), Clues()
        for passage in passages:
            for (_, record), start, end in self._programmes.find(passage):
                known.see(_name(record, language), "known_name", passage.text, start, end)
            for match in PROGRAMME.finditer(passage.text):
                if name := _programme(match[0]):
                    printed.see(name, "capital_name", passage.text, *match.span())
        if clues is not None:
            clues.update(printed | known)
        return list(dict.fromkeys([*known, *printed]))

    def themes_in(
        self, title: Passage, passages: Iterable[Passage], language: str | None, clues: Clues | None = None
    ) -> list[str]:
        """Slugs of at most three themes whose words come back in the text or stand in the title; so the clues."""
        if language not in self._themes:
            return []
        weights: Counter[str] = Counter()
        clues = Clues() if clues is None else clues
        texts = ((passage, 1, "keywords") for passage in passages)
        for passage, weight, rule in ((title, TITLE_WEIGHT, "title"), *texts):
            for slug, start, end in self._themes[language].find(passage):
                weights[slug] += weight
                clues.see(slug, rule, passage.text, start, end)
        return [slug for slug, weight in weights.most_common(THEMES_AT_MOST) if weight >= ENOUGH_FOR_A_THEME]


def _names(record: Mapping) -> list[str]:
    names = [record.get(field) for field in NAME_FIELDS] + list(record.get("aliases") or ())
    return [name for name in names if name]


def _phrases(records: Iterable[Mapping]) -> Phrases[tuple[str | None, Mapping]]:
    """Names, and acronyms that must be printed as they are ("PAM", not "Pam")."""
    named: dict[tuple[str, ...], tuple[str | None, Mapping]] = {}
    for record in records:
        for name in _names(record):
            exact = name if name.isupper() or " " not in name else None
            named.setdefault(folded_words(name), (exact, record))
        if record.get("acronym"):
            named.setdefault(folded_words(record["acronym"]), (record["acronym"], record))
    return Phrases(named.items(), accepts=_is_written_so)


def _is_written_so(value: tuple, text: str, start: int, end: int) -> bool:
    """An acronym stands for its record only in its own letters."""
    return value[0] in (None, text[start:end])


def _name(record: Mapping, language: str | None) -> str:
    return record.get(f"name_{language}") or record["name_fr"]


def _named_after(text: str, start: int, end: int) -> Iterator[Found[str]]:
    """Names in "le X (ACR) et par le Y", from `start` to the end of the clause."""
    end = min(end, start + LONGEST_CLAUSE)
    stop = CLAUSE_END.search(text, start, end)
    clause = text[start : stop.start() if stop else end]
    position = start
    for part in PARTS.split(clause):
        position = text.index(part, position)
        article = ARTICLE.match(part)
        name = UNCLOSED.sub("", part[article.end() :] if article else part).strip()
        if not name[:1].isupper() or len(name) > LONGEST_NAME or any(map(str.isdigit, name)):
            return
        yield Found(name, position, position + len(part))


def _programme(printed: str) -> str | None:
    words = PROGRAMME_STOP.sub("", printed).split()
    while words and words[-1].casefold() in DANGLING:
        words.pop()
    name = " ".join(words)
    return name if len(name) <= LONGEST_NAME and " " in name and not HEADS.match(name) else None

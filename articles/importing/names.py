"""Organisations, programmes and themes that an article names, from the reference data and from the text's own words.

An organisation is a funder where the sentence says who paid ("financé par …"), a partner elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from articles.importing.phrases import Phrases, folded_words, words_of
from articles.importing.places import NAME_FIELDS
from articles.importing.reading import Organisation

OWN = frozenset(["iom", "oim", "un", "onu", "united-nations", "nations unies", "united nations", "naciones unidas"])
THEMES_AT_MOST = 3
TITLE_WEIGHT = 3
ENOUGH_FOR_A_THEME = 2
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[«“\"A-ZÀ-Þ¿¡])")

_PAID = r"(?:financ\w+|cofinanc\w+|funded|co-?funded|financiad\w+|subventionn\w+|supported)"
FUNDED_BY = re.compile(
    rf"{_PAID}\s+(?:[\w’']+\s+){{0,3}}?(?:par|by|por)\s+|(?:contribution|don|soutien\s+financier|aide\s+financière|funding|contribución)\s+"
    r"(?:de\s+[^,.;]{1,25}\s+)?(?:de\s+la|d[eu]s?|from|of|de\s+l[’']|d[’']|del)\s+|bénéficie\s+d[’']une\s+contribution\s+de\s+",
    re.IGNORECASE,
)
PARTNERED_WITH = re.compile(
    r"""(?:en\ (?:étroite\ )?(?:partenariat|collaboration|coopération|coordination|association)\ (?:étroite\ )?avec
      |mis\w*\ en\ œuvre\ (?:avec|par\ l[’']OIM\ et)|avec\ le\ (?:soutien|concours|appui)\ (?:de|du|des)|conjointement\ avec
      |in\ (?:close\ )?(?:partnership|collaboration|cooperation|coordination)\ with|implemented\ with|with\ the\ support\ of|jointly\ with
      |en\ (?:colaboración|asociación|cooperación|coordinación|alianza)\ con|junto\ con|con\ el\ apoyo\ de)\s+""",
    re.VERBOSE | re.IGNORECASE,
)
PARTS = re.compile(
    r"\s+(?:et|and|y)\s+(?:(?:par|by|por|avec|with|con)\s+)?(?=(?:l[ae]\s|les\s|l[’']|the\s|el\s|las?\s|los\s)?[A-ZÀ-Þ])"
)
CLAUSE_END = re.compile(
    r"[.;:«»“”\"]|,\s|\s(?:qui|que|dont|pour|afin|dans\s+le\s+cadre|à\s+travers|depuis|en\s+20|which|who|to|for|through|para)\s"
)
PARENT = re.compile(r"\s*(?:\([^()]{2,12}\)\s*)?(?:d[eu]s?\s+|de\s+la\s+|de\s+l[’']|d[’']|of\s+(?:the\s+)?|del?\s+)\s*")
UNCLOSED = re.compile(r"\s*\([^()]*$")
ARTICLE = re.compile(
    r"(?:le|la|les|l[’']|du|des|de\s+la|de\s+l[’']|d[’']|de|the|el|los|las|del)(?:(?<=[’'])|\s+)", re.IGNORECASE
)
_WORD = r"[^\W\d_]+(?:[’'-][^\W\d_]+)*"
PROGRAMME = re.compile(
    rf"""\b(?:(?:Programme|Plan\ d[’']action|Plan|Projet|Initiative|Fonds|Stratégie|Pacte|Objectifs|Program|Project|Action\ Plan|Fund
        |Plan\ de\ [Aa]cción|Programa|Proyecto|Iniciativa|Fondo)\s
      |(?:programme|projet|programa|proyecto|project)\ (?:d[’']|de\ |on\ )?(?=[A-ZÀ-Þ«]))
    (?:{_WORD}|&)(?:,?\ (?:{_WORD}|\d{{4}}\b|&)){{0,20}}""",
    re.VERBOSE,
)
PROGRAMME_STOP = re.compile(
    r"""(?:(?<!\ de),?\ (?:l[’']OIM|IOM|la\ OIM)
      |,?\ (?:qui|que|dont|où|est|sont|était|étaient|a|ont|sera|seront|vise|visent|lancé\w*|financé\w*|mis|mise|afin|avec|par|lors|depuis
        |dans\ (?:le|la)\ |en\ (?:avril|20)|prévoit|élaboré\w*|soutenu\w*|s[’']|et\ (?:aux?|du|des)\ |which|that|is|was|has|have|will
        |funded|launched|aims|implemented|es|fue|financiad\w|se)|,\ (?:une?|an?)\ )(?!\w).*$""",
    re.VERBOSE,
)
HEADS = re.compile(r"(?:Programme|Plan|Plan d[’']action|Projet|Initiative|Fonds|Program|Project|Action Plan|Fund|Objectifs)\Z")
LONGEST_NAME = 120
DANGLING = frozenset("de du des la le les l et sur pour d of the and for y del".split())


class KnownNames:
    """Organisations, programmes and themes of the reference data, compiled once and used for all pages."""

    def __init__(self, organisations: Iterable[Mapping], programmes: Iterable[Mapping], themes: Iterable[Mapping]):
        own = [record for record in organisations if record["slug"] in OWN]
        self._own = {folded_words(name) for record in own for name in _names(record)}
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

    def organisations_in(self, text: str, language: str | None) -> list[Organisation]:
        """Known organisations, and those that a sentence says to have paid or worked along; a funder once, as a funder."""
        found: dict[str, str] = {}
        for sentence in SENTENCE.split(text):
            for name, role in self._roles(sentence, language):
                if role == "funder" or name not in found:
                    found[name] = role
        return [Organisation(name, role) for name, role in found.items()]

    def _roles(self, sentence: str, language: str | None) -> Iterator[tuple[str, str]]:
        funded = FUNDED_BY.search(sentence)
        spans: list[tuple[int, int]] = []
        for (_, record), start, end in self._organisations.find(sentence, words_of(sentence)):
            if not (spans and PARENT.fullmatch(sentence, spans[-1][1], start)):
                yield _name(record, language), "funder" if funded and start >= funded.end() else "partner"
            spans.append((start, end))
        for pattern, role in ((FUNDED_BY, "funder"), (PARTNERED_WITH, "partner")):
            for match in pattern.finditer(sentence):
                for name, start, end in _named_after(sentence, match.end()):
                    known = any(start < known_end and known_start < end for known_start, known_end in spans)
                    if not known and folded_words(name) not in self._own:
                        yield name, role

    def programmes_in(self, text: str, language: str | None) -> list[str]:
        """Known programmes, then those that the text names with a capital."""
        known = [_name(record, language) for (_, record), _, _ in self._programmes.find(text, words_of(text))]
        printed = [_programme(match[0]) for match in PROGRAMME.finditer(text)]
        return list(dict.fromkeys([*known, *filter(None, printed)]))

    def themes_in(self, title: str, text: str, language: str | None) -> list[str]:
        """Slugs of at most three themes whose words come back in the text or stand in the title."""
        if language not in self._themes:
            return []
        weights: Counter[str] = Counter()
        for passage, weight in ((title, TITLE_WEIGHT), (text, 1)):
            for slug, _, _ in self._themes[language].find(passage, words_of(passage)):
                weights[slug] += weight
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
    return Phrases(named.items(), accepts=lambda value, text, start, end: value[0] in (None, text[start:end]))


def _name(record: Mapping, language: str | None) -> str:
    return record.get(f"name_{language}") or record["name_fr"]


def _named_after(sentence: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Names in "le X (ACR) et par le Y", from `start` to the end of the clause, with their places."""
    end = CLAUSE_END.search(sentence, start)
    clause = sentence[start : end.start() if end else len(sentence)]
    position = start
    for part in PARTS.split(clause):
        position = sentence.index(part, position)
        article = ARTICLE.match(part)
        name = UNCLOSED.sub("", part[article.end() :] if article else part).strip()
        if not name[:1].isupper() or len(name) > LONGEST_NAME or any(map(str.isdigit, name)):
            return
        yield name, position, position + len(part)


def _programme(printed: str) -> str | None:
    words = PROGRAMME_STOP.sub("", printed).split()
    while words and words[-1].casefold() in DANGLING:
        words.pop()
    name = " ".join(words)
    return name if len(name) <= LONGEST_NAME and " " in name and not HEADS.match(name) else None

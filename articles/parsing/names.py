"""Organisations and programmes that an article names, from the reference data and from the text's own words.

An organisation is a funder where the sentence says who paid ("financé par …"), a partner elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from articles.parsing.clues import Clues
from articles.parsing.contributors import Stretch, named_in, role_at, stretches_in
from articles.parsing.institutions import institutions_in
from articles.parsing.phrases import Found, Passage, Phrases, folded_words
from articles.parsing.places import NAME_FIELDS
from articles.parsing.programmes import programmes_named_in
from articles.parsing.reading import Organisation
from articles.parsing.themes import ThemeWords

OWN = frozenset(["iom", "un", "united-nations"])  # slugs: the issuer, and the system it belongs to
START = attrgetter("start")

MENTIONED = "known_name"  # a known organisation of which nothing says that it paid or shared the work
# "l'OIM, l'UNICEF", "the UNICEF and IOM"
AFTER_OWN = re.compile(r"\b(?:OIM|IOM)(?:,|,?\s(?:et|and|y))\s(?:l[’']|(?:l[ae]s?|the|el|los)\s)?$")
BEFORE_OWN = re.compile(
    r"(?:\s\([^()]{2,15}\))?(?:,|,?\s(?:et|and|y))\s(?:de\s|par\s)?(?:l[’']|la\s|the\s)?(?:OIM|IOM)\b"
)
FUND = re.compile(r"^(?:Fonds|Fondo)\b|\b(?:Fund|Facility)\b")
PARENT = re.compile(
    r"\)?\s*(?:\([^()]{2,12}\)\s*)?(?:d[eu]s?\s+|de\s+la\s+|de\s+l[’']|d[’']|of\s+(?:the\s+)?|del?\s+)\s*"
)


class KnownNames:
    """Organisations, programmes and themes of the reference data, compiled once and used for all pages."""

    def __init__(self, organisations: Iterable[Mapping], programmes: Iterable[Mapping], themes: Iterable[Mapping]):
        own = [record for record in organisations if record["slug"] in OWN]
        self._own = {folded_words(name) for record in own for name in _names(record)} | {("oim",), ("iom",)}
        self._organisations = _phrases(record for record in organisations if record not in own)
        self._programmes = _phrases(programmes)
        self.themes = ThemeWords(themes)

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
            stretches = stretches_in(passage.text)
            named = self.named_in(passage, language, stretches)
            for start, _end, here in passage.by_sentence(named) if named else ():
                for name, role in self._roles(passage.text, start, here, stretches, language, clues):
                    if role == "funder" or name not in found:
                        found[name] = role
        return [Organisation(name, role) for name, role in found.items()]

    def named_in(self, passage: Passage, language: str | None, stretches: Sequence[Stretch]) -> list[Found]:
        """Known organisations, then institutions and whom the text names as who paid or shared the work; in order,
        each place once.
        """
        known = list(self._organisations.find(passage))
        named = [*institutions_in(passage.text, language), *named_in(passage.text, stretches)]
        if not named:
            return known
        taken = _Taken(passage.text, known)
        free = [one for one in named if folded_words(one.value) not in self._own and taken.is_free_for(one)]
        return sorted([*known, *free], key=START)

    def _roles(
        self,
        text: str,
        sentence: int,
        here: Sequence[Found],
        stretches: Sequence[Stretch],
        language: str | None,
        clues: Clues,
    ) -> Iterator[tuple[str, str]]:
        """Names with their roles in the sentence that begins at `sentence`."""
        last = None
        for value, begin, stop in here:
            is_known = not isinstance(value, str)
            if not is_known or last is None or not PARENT.fullmatch(text, last, begin):
                name = _name(value[1], language) if is_known else value
                role = role_at(begin, stretches, sentence)
                is_said = role or AFTER_OWN.search(text, max(0, begin - 20), begin) or BEFORE_OWN.match(text, stop)
                rule = ("known_contributor" if is_said else MENTIONED) if is_known else "named_after"
                if is_said and name in clues and clues[name].rule == MENTIONED:
                    del clues[name]
                clues.see(name, rule, text, begin, stop)
                yield name, "funder" if not is_known and FUND.search(name) else role or "partner"
            last = stop if is_known else last

    def programmes_in(
        self, passages: Iterable[Passage], language: str | None, clues: Clues | None = None
    ) -> list[str]:
        """Known programmes, then those that the text names with a capital. The clues are by name."""
        known, printed = Clues(), Clues()
        for passage in passages:
            for (_, record), start, end in self._programmes.find(passage):
                known.see(_name(record, language), "known_name", passage.text, start, end)
            named = list(programmes_named_in(passage.text))
            taken = _Taken(passage.text, self.named_in(passage, language, ()) if named else ())
            for found in named:
                if not taken.begins(found):
                    printed.see(found.value, "capital_name", passage.text, found.start, found.end)
        if clues is not None:
            clues.update(printed | known)
        return list(dict.fromkeys([*known, *printed]))


class _Taken:
    """Which letters of a text belong to a name already."""

    def __init__(self, text: str, names: Iterable[Found]):
        self._letters = bytearray(len(text))
        for found in names:
            self._take(found)

    def is_free_for(self, found: Found) -> bool:
        """Whether no letter of a name is taken; it takes them then."""
        is_free = not any(self._letters[found.start : found.end])
        if is_free:
            self._take(found)
        return is_free

    def begins(self, found: Found) -> bool:
        """Whether what is taken begins a name, and is not only named within it."""
        return bool(self._letters[found.start])

    def _take(self, found: Found) -> None:
        self._letters[found.start : found.end] = b"\1" * (found.end - found.start)


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
    """An acronym stands for its record only in its own letters, and not in "EU-IOM", a programme's name."""
    return value[0] in (None, text[start:end]) and text[end : end + 4] not in ("-IOM", "-OIM")


def _name(record: Mapping, language: str | None) -> str:
    return record.get(f"name_{language}") or record["name_fr"]

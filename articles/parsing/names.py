"""Organisations and programmes that an article names, from the reference data and from the text's own words.

An organisation is a funder where the sentence says who paid ("financé par …"), a partner elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from articles.parsing.clues import Clues
from articles.parsing.institutions import (
    FUNDED_BY,
    institutions_in,
    named_as_such,
)
from articles.parsing.phrases import Found, Passage, Phrases, folded_words
from articles.parsing.places import NAME_FIELDS
from articles.parsing.programmes import programmes_named_in
from articles.parsing.reading import Organisation
from articles.parsing.themes import ThemeWords

OWN = frozenset(["iom", "un", "united-nations"])  # slugs: the issuer, and the system it belongs to
START = attrgetter("start")

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
            known = list(self._organisations.find(passage))
            named = self._named_in(passage.text, language, known)
            for start, end, here in passage.by_sentence(sorted([*known, *named], key=START)) if known or named else ():
                for name, role in self._roles(passage.text, start, end, here, language, clues):
                    if role == "funder" or name not in found:
                        found[name] = role
        return [Organisation(name, role) for name, role in found.items()]

    def _named_in(self, text: str, language: str | None, known: Sequence[Found]) -> list[Found[str]]:
        """Institutions, then whom the text names as who paid or worked along; each place once, none that is known."""
        named = [*institutions_in(text, language), *named_as_such(text)]
        if not named:
            return named
        taken = _Taken(text, known)
        return [found for found in named if folded_words(found.value) not in self._own and taken.is_free_for(found)]

    def _roles(
        self, text: str, start: int, end: int, here: Sequence[Found], language: str | None, clues: Clues
    ) -> Iterator[tuple[str, str]]:
        """Names with their roles in the sentence of a text from `start` to `end`."""
        funded = FUNDED_BY.search(text, start, end)
        last = None
        for value, begin, stop in here:
            is_known = not isinstance(value, str)
            if not is_known or last is None or not PARENT.fullmatch(text, last, begin):
                name = _name(value[1], language) if is_known else value
                clues.see(name, "known_name" if is_known else "named_after", text, begin, stop)
                yield name, "funder" if funded and begin >= funded.end() - 1 else "partner"
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
            taken = _Taken(passage.text, self._organisations.find(passage) if named else ())
            for found in named:
                if taken.is_free_for(found, takes=False):
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

    def is_free_for(self, found: Found, *, takes: bool = True) -> bool:
        """Whether no letter of a name is taken; it takes them then."""
        is_free = not any(self._letters[found.start : found.end])
        if is_free and takes:
            self._take(found)
        return is_free

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
    """An acronym stands for its record only in its own letters."""
    return value[0] in (None, text[start:end])


def _name(record: Mapping, language: str | None) -> str:
    return record.get(f"name_{language}") or record["name_fr"]

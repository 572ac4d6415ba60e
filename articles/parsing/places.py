"""Countries named in a text: by name, alias, demonym or city, in any of the site's languages, blind to accents and
case.

Names and cities count only with a capital ("Chad", not "chad"); so does a demonym that its record writes with one
("Polish"). What is also a first name or a common word counts as a country after a preposition only ("à la Dominique").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from articles.parsing.phrases import Passage, Phrases, fold, folded_words

__all__ = ["Gazetteer", "Mention", "fold"]

GIVEN_NAMES = frozenset(["jordan", "chad", "georgia", "israel", "paris"])
PREPOSITION = re.compile(r"(?<!\w)(?:à|au|aux|en|du|de|la|el|in|of|from|to|y|et|and|l['’])\s*$", re.IGNORECASE)
# "Alto Beni" is not Beni; "Greater Accra" is Accra, and so is what follows the first word of a sentence.
PART_OF_A_NAME = re.compile(
    r"""(?<![.!?»”"]\s)(?<!^)(?<![\w'’-])(?!(?:Greater|Grand|Old|New|(?:North|South|East|West)(?:ern)?|Central|In|At|From|To|En|A|À
      |De|Of|Desde|Hacia|Selon|OIM|Camp|Ville|City|Ciudad|Mission|Bureau|Office)\s)[A-ZÀ-Þ][a-zà-ÿ]+\s$""",
    re.VERBOSE,
)
NAME_FIELDS = ("name_fr", "name_en", "name_es", "name_ar")
PRECEDENCE = {"country": 0, "demonym": 1, "city": 2}

Kind = Literal["country", "demonym", "city"]


class Mention(NamedTuple):
    code: str
    kind: Kind
    start: int
    end: int


class _Entry(NamedTuple):
    words: tuple[str, ...]
    code: str
    kind: Kind
    capital: bool
    weak: bool


class Gazetteer:
    """Names of countries, compiled once and used for all pages."""

    def __init__(self, entries: Iterable[_Entry]):
        entries = list(entries)
        self.words = frozenset(word for entry in entries for word in entry.words)
        self._phrases = Phrases(((entry.words, entry) for entry in entries), accepts=_is_meant)

    @classmethod
    def from_records(cls, countries: Iterable[Mapping]) -> "Gazetteer":
        """Records: {"code", "name_fr", "name_en", "name_es", "name_ar", "aliases", "demonyms", "cities"}, and what
        proves nothing by itself in "weak_names", "weak_demonyms" and "weak_cities". A name goes before a demonym and a
        demonym before a city; a demonym or a city that two countries share ("congolais") stands for none.
        """
        entries = [entry for record in countries for entry in _entries(record)]
        owners: dict[tuple[str, ...], set[str]] = {}
        for entry in entries:
            owners.setdefault(entry.words, set()).add(entry.code)
        chosen: dict[tuple[str, ...], _Entry] = {}
        for entry in sorted(entries, key=lambda entry: (PRECEDENCE[entry.kind], not entry.weak)):
            if entry.kind == "country" or len(owners[entry.words]) == 1:
                chosen.setdefault(entry.words, entry)
        return cls(chosen.values())

    def mentions(self, passage: Passage) -> Iterator[Mention]:
        """Every country named in the passage, in order."""
        for entry, start, end in self._phrases.find(passage):
            yield Mention(entry.code, entry.kind, start, end)

    def country_of(self, place: str) -> str | None:
        """The country of a place that is a country or a city: "Bogota" is in "CO"; None if it is neither."""
        found = [entry.code for entry in self._phrases.get(folded_words(place)) if entry.kind != "demonym"]
        return found[0] if found else None


def _is_meant(entry: _Entry, text: str, start: int, end: int) -> bool:
    """Whether the words are a country's here: "Polish", not "polish"; "à la Dominique", not "Dominique Roy"."""
    if entry.capital and text[start].islower() and not (len(entry.words) > 1 and _ends_in_a_capital(text, start, end)):
        return False
    if entry.kind == "city" and PART_OF_A_NAME.search(text, max(0, start - 30), start):
        return False
    if not entry.weak and entry.words[0] not in GIVEN_NAMES:
        return True
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return False
    return not entry.weak or (entry.kind == "country" and bool(PREPOSITION.search(text[max(0, start - 8) : start])))


def _ends_in_a_capital(text: str, start: int, end: int) -> bool:
    """ "les îles Salomon": the first word is a common one."""
    return text[start:end].replace("-", " ").rsplit(None, 1)[-1][:1].isupper()


def _entries(record: Mapping) -> Iterator[_Entry]:
    names = [record.get(field) or "" for field in NAME_FIELDS] + list(record.get("aliases") or ())
    for kind, weak, values in (
        ("country", False, names),
        ("country", True, record.get("weak_names")),
        ("demonym", False, record.get("demonyms")),
        ("demonym", True, record.get("weak_demonyms")),
        ("city", False, record.get("cities")),
        ("city", True, record.get("weak_cities")),
    ):
        for name in values or ():
            yield _Entry(folded_words(name), record["code"], kind, kind != "demonym" or name[:1].isupper(), weak)

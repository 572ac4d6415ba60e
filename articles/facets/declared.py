"""The facets, each declared once: its parameter, its label, where its keys are found and what they are called.

A key is what the index keeps bitmaps by (the primary key of a mission), a value what stands in an address (its slug).
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache, reduce
from itertools import product
from operator import or_
from typing import NamedTuple

from django.db.models import Choices, Q
from django.utils.dates import MONTHS
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from articles.models import Article, ArticleCountry, Organisation, Programme, Theme
from contacts.merging import current_keys
from contacts.models import Country, Mission, Region
from contacts.names import fold

UNDATED = "undated"
A_YEAR = re.compile(r"[1-9]\d{0,3}", re.ASCII)
MONTHS_OF_A_YEAR = [f"{month:02}" for month in range(1, 13)]
A_MONTH = re.compile(r"0[1-9]|1[0-2]", re.ASCII)
NOTHING = BitMap()
EVERY, NONE = Q(), Q(pk__in=[])


class Row(NamedTuple):
    """Of a public article, what the index reads in one query. Days are texts: 2010-11-05."""

    id: int
    group: str
    language: str
    translated_from: int | None
    kind: str
    scope: str
    mission: int | None
    date_edtf: str
    listed_on: str | None
    earliest_on: str | None
    latest_on: str | None


@lru_cache(maxsize=100_000)
def months(earliest_on: str, latest_on: str) -> tuple[tuple[int, int], ...]:
    """(year, month) of each month that the interval touches."""
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (earliest_on, latest_on))
    return tuple((month // 12, month % 12 + 1) for month in range(first, last + 1))


@lru_cache(maxsize=100_000)
def years(earliest_on: str, latest_on: str) -> range:
    return range(int(earliest_on[:4]), int(latest_on[:4]) + 1)


class Counting(NamedTuple):
    """What a facet is asked about: the state of the index, the values chosen of every facet."""

    state: "object"
    chosen: dict[str, list[str]]


def items(bitmaps: dict) -> list[tuple]:
    """At once: another thread may bring a new key."""
    return list(bitmaps.items())


def union(bitmaps: Iterable[BitMap]) -> BitMap:
    return reduce(or_, bitmaps, NOTHING)


@dataclass(frozen=True)
class Facet(ABC):
    """Its keys stand in a row of the article, or at the end of `path` where an article has several.

    Else they follow from those of another facet, named by `above`: its records have a field with the name of this one.
    """

    name: str
    label: str

    path = above = ""

    def keys(self, row: Row) -> Iterable:
        """Those of a row, where there is no path."""
        return [getattr(row, self.name)]

    def of_values(self, asked: Counting, values: list[str]) -> BitMap:
        """The positions with one of the values."""
        bitmaps = asked.state.index.values[self.name]
        return union(bitmaps[key] for key in self.keys_of(asked, values) if key in bitmaps)

    def keys_of(self, asked: Counting, values: list[str]) -> Iterable:
        return values

    def bitmaps(self, asked: Counting) -> list[tuple]:
        """Each key and its positions."""
        return items(asked.state.index.values[self.name])

    def shared(self, asked: Counting) -> list[tuple]:
        """Each key and the first ones of the pairs that share it."""
        return items(asked.state.index.shared[self.name])

    def by_value(self, asked: Counting, counts: dict) -> dict[str, int]:
        """Counts by key made counts by value, of what readers are offered."""
        return counts

    def known(self, asked: Counting, values: list[str]) -> set[str]:
        """Those of the values that mean something to a reader."""
        return {value for value in values if self.name_of(asked, value)}

    @abstractmethod
    def name_of(self, asked: Counting, value: str, language: str | None = None) -> str:
        """What the value is called; empty for none."""

    def names_of(self, asked: Counting, values: list[str], language: str | None) -> list[str]:
        """What each of the values is called, in their order."""
        return [self.name_of(asked, value, language) for value in values]

    def ordered(self, asked: Counting, counts: dict[str, int], language: str | None) -> list[str]:
        """The values, the most frequent first, then by name."""
        return sorted(counts, key=lambda value: (-counts[value], fold(self.name_of(asked, value, language))))

    def of_today(self, asked: Counting, values: list[str]) -> list[str]:
        """The values, each former one exchanged for the one that readers know today."""
        return values


@dataclass(frozen=True)
class RecordFacet(Facet):
    """Values are records with a name, `value` its field in addresses.

    Readers are not offered a record that is not `offered`. One that is not `certain` is known to them only by a
    public article: a draft must not betray it.
    """

    model: type = None
    value: str = "slug"
    path: str = ""
    where: dict = field(default_factory=dict)
    above: str = ""
    offered: Q = EVERY
    certain: Q = NONE

    def keys(self, row):
        key = getattr(row, self.name)
        return () if key is None else (key,)

    def keys_of(self, asked, values):
        keys = asked.state.names[self.name].keys
        return [keys[value] for value in values if value in keys]

    def by_value(self, asked, counts):
        named = asked.state.names[self.name].named
        return {one.value: count for key, count in counts.items() if (one := named.get(key))}

    def known(self, asked, values):
        names, bitmaps = asked.state.names[self.name], asked.state.index.values[self.name]
        return {
            value
            for value in values
            if (key := names.keys.get(value)) is not None
            and (names.named[key].is_certain or not asked.state.alive.isdisjoint(bitmaps.get(key, NOTHING)))
        }

    def name_of(self, asked, value, language=None):
        names = asked.state.names[self.name]
        return names.named[names.keys[value]].label(language)[0] if value in names.keys else ""

    def names_of(self, asked, values, language):
        labels = asked.state.names[self.name].labels(language)
        return [labels.get(value, "") for value in values]

    def ordered(self, asked, counts, language):
        by_name = sorted(counts, key=asked.state.names[self.name].places(language).__getitem__)
        return sorted(by_name, key=counts.__getitem__, reverse=True)

    def of_today(self, asked, values):
        if self.value != "slug":
            return values
        today = current_keys(self.model, values)
        known = self.known(asked, list(today.values()))
        return [today[value] if today[value] in known else value for value in values]


@cache
def labels_of(choices: type[Choices], language: str) -> dict[str, str]:
    with override(language):
        return {value: str(label) for value, label in choices.choices}


@dataclass(frozen=True)
class ChoiceFacet(Facet):
    """Values are the choices of a field of Article."""

    choices: type = None

    def name_of(self, asked, value, language=None):
        return labels_of(self.choices, language or get_language()).get(value, "")


def firsts(positions: BitMap) -> BitMap:
    """Of the pairs of neighbours."""
    return positions & positions.shift(-1)


@dataclass(frozen=True)
class YearFacet(Facet):
    """A release counts in every year that its date touches; one whose date is too wide is undated."""

    def keys(self, row):
        return years(row.earliest_on, row.latest_on) if row.listed_on else (UNDATED,)

    def of_values(self, asked, values):
        """Where months are chosen, those of the years: a release touches one of them."""
        if chosen := asked.chosen.get("month"):
            bitmaps = asked.state.index.values["month"]
            pairs = product(self._keys(values), map(int, chosen))
            return union(bitmaps[pair] for pair in pairs if pair in bitmaps)
        bitmaps = asked.state.index.values[self.name]
        return union(bitmaps[key] for key in self._keys(values) if key in bitmaps)

    @staticmethod
    def _keys(values):
        return [value if value == UNDATED else int(value) for value in values]

    def bitmaps(self, asked):
        keyed = super().bitmaps(asked)
        if asked.chosen.get("month"):
            return [(key, self.of_values(asked, [str(key)])) for key, _bitmap in keyed]
        return keyed

    def shared(self, asked):
        if asked.chosen.get("month"):
            return [(key, firsts(positions)) for key, positions in self.bitmaps(asked)]
        return super().shared(asked)

    def by_value(self, asked, counts):
        return {str(key): count for key, count in counts.items()}

    def name_of(self, asked, value, language=None):
        return str(_("Undated")) if value == UNDATED else value if A_YEAR.fullmatch(value) else ""

    def ordered(self, asked, counts, language):
        return sorted(counts, key=lambda value: (value == UNDATED, -int(value) if value != UNDATED else 0))


@dataclass(frozen=True)
class MonthFacet(Facet):
    """Months of the chosen years, 01 to 12; offered where a single year is chosen."""

    def keys(self, row):
        return months(row.earliest_on, row.latest_on) if row.listed_on else ()

    def of_values(self, asked, values):
        chosen, bitmaps = asked.chosen.get("year"), asked.state.index.values[self.name]
        wanted = set(map(int, values))
        return union(
            bitmap
            for (year, month), bitmap in items(bitmaps)
            if month in wanted and (not chosen or str(year) in chosen)
        )

    def bitmaps(self, asked):
        if not asked.chosen.get("month") and len(asked.chosen.get("year", ())) != 1:
            return []
        return [(month, self.of_values(asked, [month])) for month in MONTHS_OF_A_YEAR]

    def shared(self, asked):
        return [(month, firsts(positions)) for month, positions in self.bitmaps(asked)]

    def name_of(self, asked, value, language=None):
        return str(MONTHS[int(value)]).capitalize() if A_MONTH.fullmatch(value) else ""

    def ordered(self, asked, counts, language):
        return sorted(counts)


@dataclass(frozen=True)
class DoubtfulFacet(Facet):
    """Not a reader's: the years that a release may or may not belong to."""

    def keys(self, row):
        if not row.listed_on:
            return ()
        touched = years(row.earliest_on, row.latest_on)
        return touched if len(touched) > 1 or row.date_edtf[-1] in "~?%" else ()

    def name_of(self, asked, value, language=None):
        return ""


IS_ABOUT = {"country_links__rank": ArticleCountry.Rank.MAIN}
COUNTRY = RecordFacet(
    "country", _("Country concerned"), Country, "code", "country_links__country", IS_ABOUT, certain=~NONE
)
MISSION = RecordFacet("mission", _("Mission"), Mission, certain=Q(is_to_check=False))
PROGRAMME = RecordFacet(
    "programme", _("Programme"), Programme, path="programmes", offered=Q(kind__in=Programme.BROWSED)
)
LANGUAGE = ChoiceFacet("language", _("Language"), choices=Article.Language)

FACETS = (
    COUNTRY,
    RecordFacet("region", _("Region"), Region, above="country", certain=~NONE),
    MISSION,
    PROGRAMME,
    RecordFacet("theme", _("Theme"), Theme, path="themes", certain=~NONE),
    RecordFacet("organisation", _("Partner or funder"), Organisation, path="organisations"),
    YearFacet("year", _("Year")),
    MonthFacet("month", _("Month")),
    ChoiceFacet("kind", _("Kind"), choices=Article.Kind),
    ChoiceFacet("scope", _("Scope"), choices=Article.Scope),
    LANGUAGE,
)
DOUBTFUL_YEARS = DoubtfulFacet("doubtful year", "")

"""A facet as a list page shows it: its values with counts that are true after the choice."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language

from contacts.names import fold

from .declared import DOUBTFUL_YEARS, Facet, YearFacet
from .results import Results

SHOWN = 6  # before the rest is folded
ON_A_LIST = 100  # in the page of a list; all are on a page of their own
BAR_WIDTH, BAR_STEP = 9, 10


class FacetValue(NamedTuple):
    value: str
    label: str
    count: int
    is_selected: bool
    is_approximate: bool


@dataclass(frozen=True)
class FacetCounts:
    """`values` are the first ones and each that is chosen, of `number` in all."""

    name: str
    label: str
    values: list[FacetValue]
    number: int

    def narrows(self, total: int) -> bool:
        """Whether a reader can do anything with it: not where all the releases have its only value."""
        return self.has_more or any(value.is_selected or value.count != total for value in self.values)

    @property
    def has_more(self) -> bool:
        return self.number > len(self.values)

    @property
    def is_year(self) -> bool:
        return self.name == "year"

    @property
    def shown(self) -> list[FacetValue]:
        """The first values and every chosen one."""
        return [value for place, value in enumerate(self.values) if place < SHOWN or value.is_selected]

    @property
    def hidden(self) -> list[FacetValue]:
        return [value for place, value in enumerate(self.values) if place >= SHOWN and not value.is_selected]

    @property
    def years(self) -> list[FacetValue]:
        """Those with releases from the first to the last, for the drawing; the undated left out."""
        return [value for value in reversed(self.values) if value.value.isdigit() and value.count]

    @property
    def bars(self) -> list[tuple[int, int, int, int, bool]]:
        """(x, y, width, height, is_selected) of each year from the first to the last, heights up to 100."""
        by_year = {int(value.value): value for value in self.years}
        if not by_year:
            return []
        first, last, highest = min(by_year), max(by_year), max(value.count for value in by_year.values())
        rows = []
        for year in range(first, last + 1):
            value = by_year.get(year)
            height = max(4, round(100 * value.count / highest)) if value else 0
            rows.append(
                ((year - first) * BAR_STEP, 100 - height, BAR_WIDTH, height, bool(value and value.is_selected))
            )
        return rows


def count(facet: Facet, results: Results, most: int | None = None, named: str = "") -> FacetCounts:
    """The values with `named` in their name, the first ones first: `most` of them and those that are chosen."""
    counts, asked, language = results.count(facet), results.asked, get_language()
    chosen = results.chosen.get(facet.name, ())
    doubtful = results.touches(DOUBTFUL_YEARS, beside=facet) if isinstance(facet, YearFacet) else ()
    ordered = facet.ordered(asked, counts, language)
    if named:
        ordered = [value for value in ordered if fold(named) in fold(facet.name_of(asked, value, language))]
    wanted = ordered if most is None else ordered[:most] + [value for value in ordered[most:] if value in chosen]
    return FacetCounts(
        facet.name,
        str(facet.label),
        [
            FacetValue(value, name, counts[value], value in chosen, value in doubtful)
            for value, name in zip(wanted, facet.names_of(asked, wanted, language), strict=True)
        ],
        len(ordered),
    )

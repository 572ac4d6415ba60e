"""Pages of a list: by number, or from a cursor, which is right also while articles come in or go."""

from bisect import bisect_left
from dataclasses import dataclass

from articles.facets import Results

from . import cursors
from .problems import NoSuchPage


@dataclass(frozen=True)
class Page:
    """From one place in the list to before another; `next` and `previous` are what the address changes in, None where
    there is no such page.
    """

    start: int
    stop: int
    next: dict[str, str] | None = None
    previous: dict[str, str] | None = None


def numbered(total: int, number: int, size: int) -> Page:
    """Raises NoSuchPage."""
    last = max(1, -(-total // size))
    if number > last:
        raise NoSuchPage(last)
    following = {"page": str(number + 1)} if number < last else None
    before = {"page": str(number - 1)} if number > 1 else None
    return Page((number - 1) * size, min(number * size, total), following, before)


def from_cursor(results: Results, cursor: str | None, size: int) -> Page:
    """The results by date that come after the one where the page before ended.

    Where nothing has come in before it they are where they were; else their place is searched for by halving.
    Raises WrongParameters.
    """
    total = results.total()
    place, *last = cursors.read(cursor, int, int, int) if cursor else (0, 0, 0)
    place = min(max(place, 0), total)
    if place and results.ages(place - 1, place) != [tuple(last)]:
        place = bisect_left(range(total), True, key=lambda place: results.ages(place, place + 1) < [tuple(last)])
    ages = results.ages(place, place + size)
    end = place + len(ages)
    return Page(place, end, {"cursor": cursors.written(end, *ages[-1])} if end < total else None)

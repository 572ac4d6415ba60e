"""The menus of the sites that pages come from.

A site is the host of a page's legacy address; without one, the folder or archive that was imported, and whatever is
below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from articles.inputs.manifest import Facts
from articles.inputs.pages import Page
from articles.inputs.shared_lines import SharedLine
from articles.models import MenuLine
from articles.parsing.menu import Learnt, folded

Lines = Mapping[str, Sequence[SharedLine]]
"""By site."""


class Menus:
    """The lines of each site's menus, without those that somebody called text."""

    def __init__(self, kept: Iterable[MenuLine] = (), learnt: Lines | None = None):
        self._lines, self._texts = defaultdict(set), defaultdict(set)
        for one in kept:
            known = self._texts if one.is_text else self._lines
            known[one.site].add(key(one.place, one.line))
        for site, lines in (learnt or {}).items():
            self._lines[site] |= {key(place_of(one), one.line) for one in lines}
        self._learnt: dict[tuple[str, ...], Learnt] = {}

    def of(self, page: Page, facts: Facts) -> Learnt:
        known = tuple(site for site in sites(page, facts) if site in self._lines or site in self._texts)
        if known not in self._learnt:
            self._learnt[known] = self._of(known)
        return self._learnt[known]

    def _of(self, known: Sequence[str]) -> Learnt:
        lines, texts = (set().union(*(of.get(site, ()) for site in known)) for of in (self._lines, self._texts))
        return Learnt(*(frozenset(line for at, line in lines - texts if at == place) for place in MenuLine.Place))


def sites(page: Page, facts: Facts) -> list[str]:
    """The host; then the folder that was imported, and every other that the page is in."""
    host = facts.address.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return [*([host] if host else []), *_folders(page.root, page.path.rpartition("/")[0])]


@lru_cache(maxsize=1000)
def _folders(root: str, folder: str) -> tuple[str, ...]:
    """From the one that was imported on: a page may be imported by any of those that it is in."""
    here = PurePosixPath(root, folder)
    return tuple(dict.fromkeys(map(str, (PurePosixPath(root), here, *here.parents))))


def place_of(one: SharedLine) -> str:
    return MenuLine.Place.FOOT if one.is_foot else MenuLine.Place.HEAD


def key(place: str, line: str) -> tuple[str, str]:
    """Under which the line is known, however it is printed."""
    return str(place), folded(line)

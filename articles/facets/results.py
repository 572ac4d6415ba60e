"""What a reader's choice leaves: how many releases, which, and the counts of each facet, from the same bitmaps."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, reduce
from operator import and_

from pyroaring import BitMap

from .declared import FACETS, LANGUAGE, Counting, Facet, items, union
from .index import LANGUAGES, State

WORDS = "q"
OF_DATES = ("year", "month")
NARROWING = [facet for facet in FACETS if facet is not LANGUAGE]


class Results:
    """Values of one facet widen, facets narrow each other; language and words are of one and the same version.

    `chosen` holds the values of each facet, each known. Of the state's searches, the first `kept` are no filter of
    the reader's, who cannot leave them out.
    """

    def __init__(self, state: State, chosen: dict[str, list[str]], kept: int = 0):
        self.state, self.index = state, state.index
        self.chosen = {name: values for name, values in chosen.items() if values}
        self.kept = kept
        self.asked = Counting(state, self.chosen)

    @cached_property
    def _parts(self) -> dict[str, BitMap]:
        return self._narrowing(self.chosen)

    def _narrowing(self, chosen: dict[str, list[str]]) -> dict[str, BitMap]:
        asked = self.asked._replace(chosen=chosen)
        return {facet.name: facet.of_values(asked, chosen[facet.name]) for facet in NARROWING if facet.name in chosen}

    def _parts_without(self, name: str | None) -> list[BitMap]:
        parts = {other: part for other, part in self._parts.items() if other != name}
        if name in OF_DATES:  # the year's months are the months' year
            parts |= self._narrowing({other: self.chosen[other] for other in OF_DATES if other in parts})
        return list(parts.values())

    def _versions(self, languages: Iterable[str], with_words: bool = True) -> dict[str, BitMap]:
        """The positions with a version in each language that has all the words."""
        have = self.index.values[LANGUAGE.name]
        searches = self.state.found if with_words else self.state.found[: self.kept]
        return {
            language: reduce(and_, (found[language] for found in searches), have[language]) for language in languages
        }

    def matching(self, leaving_out: str | None = None) -> BitMap:
        """The positions that pass every filter, or every filter but one."""
        parts = self._parts_without(leaving_out)
        languages = self.chosen.get(LANGUAGE.name, []) if leaving_out != LANGUAGE.name else []
        if languages or self.state.found:
            parts.append(union(self._versions(languages or LANGUAGES, leaving_out != WORDS).values()))
        return reduce(and_, sorted(parts, key=len), self.state.alive)

    @cached_property
    def all(self) -> BitMap:
        return self.matching()

    def total(self, leaving_out: str | None = None) -> int:
        return self._size(self.all if leaving_out is None else self.matching(leaving_out))

    def _size(self, positions: BitMap) -> int:
        return len(positions) - len(self._doubles(positions)) - self._surplus(positions & self.index.crowded)

    def _doubles(self, positions: BitMap) -> BitMap:
        """The first ones of the pairs of which both are among the positions."""
        firsts = positions & self.index.firsts
        return firsts & (positions & firsts.shift(1)).shift(-1)

    def _surplus(self, crowd: BitMap) -> int:
        """How many more positions than releases."""
        return len(crowd) - len({self.index.leads[position] for position in crowd})

    def count(self, facet: Facet) -> dict[str, int]:
        """The releases of each value among those that every other facet leaves; a chosen one stays, be it at 0."""
        releases = self._beside(facet)
        counts = dict.fromkeys(self.chosen.get(facet.name, ()), 0)
        if facet is LANGUAGE:  # a release has one version in each
            versions = self._versions(LANGUAGES).items()
            return counts | {code: n for code, own in versions if (n := releases.intersection_cardinality(own))}
        bitmaps, having = facet.bitmaps(self.asked), releases.intersection_cardinality
        by_key = {key: n for key, bitmap in bitmaps if (n := having(bitmap))}
        if doubles := self._doubles(releases):
            for key, shared in facet.shared(self.asked):
                if key in by_key:
                    by_key[key] -= doubles.intersection_cardinality(shared)
        if crowd := releases & self.index.crowded:
            for key, bitmap in bitmaps:
                if key in by_key:
                    by_key[key] -= self._surplus(crowd & bitmap)
        return counts | facet.by_value(self.asked, by_key)

    def _beside(self, facet: Facet) -> BitMap:
        """The positions that every other facet leaves."""
        return self.matching(leaving_out=facet.name) if facet.name in self.chosen else self.all

    def touches(self, values: Facet, beside: Facet) -> set[str]:
        """The values of a facet, not a reader's, that any release has which every facet beside another leaves."""
        releases = self._beside(beside)
        return {str(key) for key, bitmap in items(self.index.values[values.name]) if not releases.isdisjoint(bitmap)}

    def articles(self, language: str, start: int, stop: int) -> list[int]:
        """The keys of the releases from one place in the list to before another, newest first, each in one version:
        in the language if it can be, else as it was first written, else its oldest."""
        positions = self.state.order.newest(self._once, start, stop)
        languages = self.chosen.get(LANGUAGE.name) or LANGUAGES
        versions = self._versions(languages)
        return [self._version(position, language, versions) for position in positions]

    def _version(self, position: int, language: str, versions: dict[str, BitMap]) -> int:
        """One of the release's that pass every filter, at the position or another of its twins."""
        twins = [one for one in self.index.twins.get(position, (position,)) if one in self.all]
        ids = self.index.ids
        having = {code: ids[code][one] for code, own in versions.items() for one in twins if one in own}
        original = LANGUAGES[self.index.originals[position]]
        return having.get(language) or having.get(original) or min(having.values())

    def ages(self, start: int, stop: int) -> list[tuple[int, int]]:
        """What the releases from one place to before another are sorted by, the greatest first: day and first key."""
        return [self.state.order.key(position) for position in self.state.order.newest(self._once, start, stop)]

    def near(self, chosen: dict[str, list[str]]) -> "Results":
        """The releases that have any of the values."""
        asked = self.asked._replace(chosen=chosen)
        some = union(facet.of_values(asked, chosen[facet.name]) for facet in NARROWING if facet.name in chosen)
        return Results(replace(self.state, alive=self.all & some), {})

    def versions(self) -> BitMap:
        """The keys of all the language versions that pass every filter."""
        versions = self._versions(self.chosen.get(LANGUAGE.name) or LANGUAGES)
        ids = self.index.ids
        return union(BitMap(map(ids[code].__getitem__, self.all & own)) for code, own in versions.items())

    @cached_property
    def _once(self) -> BitMap:
        """Of the twins of a release, the newest only."""
        crowd = self.all & self.index.crowded
        newest = {self.index.leads[position]: position for position in sorted(crowd, key=self.state.order.key)}
        return (self.all - self._doubles(self.all) - crowd) | BitMap(newest.values())

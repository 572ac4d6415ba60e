"""What is public, as bitmaps in memory: exact, counted in microseconds, no second source of truth.

A position stands for a release, whose language versions share it, so that each release counts once. Versions that are
filed differently have positions of their own, "twins", which are counted apart and then as one. Two of them are a
pair, the newer behind the other; `shared` keeps the first positions of the pairs that have a value twice, so that what
was counted twice comes off in one step. More than two are a crowd, which is looked through.

Positions are only ever added: a release that changed gets a new one, and `alive` says which count. A reader who holds
a State is therefore never disturbed by those that come after it.

The database says what has changed (articles/watching.py); what comes due by the clock is known beforehand.
"""

from array import array
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain, islice
from threading import Lock
from typing import NamedTuple

from django.db import connection
from django.db.models import CharField, Count, F
from django.db.models.functions import Cast
from pyroaring import BitMap

from articles.models import Article, PublicChange, PublicRevision
from articles.watching import ARTICLE, KEPT
from iomnews.one_moment import one_moment

from .declared import DOUBTFUL_YEARS, FACETS, LANGUAGE, RecordFacet, Row
from .names import Names
from .order import Order

LANGUAGES = Article.Language.values
POSITION_BITS = 29
POSITION = (1 << POSITION_BITS) - 1
NOWHERE = (1 << 32) - 1
CODES = [BitMap(range(n << POSITION_BITS, (n << POSITION_BITS) + POSITION)) for n in range(len(LANGUAGES))]
"""Of each language, all that there can be: a few hundred kilobytes."""
TOGETHER = 500  # articles asked for in one query
FEW = 20_000  # positions that are not worth a new index
A_MOMENT = timedelta(minutes=1)  # by which those who began before an index was read may be behind it
SEARCHES = 100  # whose hits are kept: for the filters, pages and letters that a reader goes on with
SOME = 500  # articles that moved; with more, looking for all hits again takes no longer

ABOVE = {facet.above: facet for facet in FACETS if facet.above}
LINKS = [facet for facet in FACETS if facet.path]
COLUMNS = [facet for facet in (*FACETS, DOUBTFUL_YEARS) if not (facet.path or facet.above or facet is LANGUAGE)]
RECORDS = {facet.name: facet for facet in FACETS if isinstance(facet, RecordFacet)}


@dataclass(frozen=True)
class State:
    """What was public at one moment. `found` holds, for each search, the positions of its hits by language."""

    index: "Index"
    revision: int
    now: datetime
    alive: BitMap
    order: Order
    names: dict[str, Names]
    found: list[dict[str, BitMap]] = field(default_factory=list)


class Kept(NamedTuple):
    """The hits of a search, but for articles that moved since: of `Index.moved`, those from the place `reached`."""

    found: dict[str, BitMap]
    reached: int


class Index:
    """Read from the database for the moment `now`; `current` brings it up to date."""

    def __init__(self, now: datetime):
        self.now, self.since = now, now - A_MOMENT
        self.values = {facet.name: defaultdict(BitMap) for facet in (*FACETS, DOUBTFUL_YEARS)}
        self.ids = {language: array("Q") for language in LANGUAGES}
        self.originals = bytearray()
        self.days, self.leads = array("I"), array("Q")
        self.codes = array("I")
        self.twins, self.twinned = {}, BitMap()
        self.firsts, self.crowded = BitMap(), BitMap()
        self.shared = {facet.name: defaultdict(BitMap) for facet in (*FACETS, DOUBTFUL_YEARS)}
        self.coming: dict[int, datetime] = {}
        self.moments: list[tuple[datetime, int]] = []
        self.alive, self.order = BitMap(), Order(self._age)
        self.lock, self.is_torn = Lock(), False
        self.searched: dict[str, Kept] = {}
        self.moved = array("Q")  # the articles whose positions, or whose words, are other ones since this was read
        with one_moment():
            self.origin, self.revision = _revision()
            self.names = {name: Names.read(facet) for name, facet in RECORDS.items()}
            self.above = _above()
            self._await(Article.objects.coming(self.since).only("visible_from"))
            public = Article.objects.published(now)
            self._add(public, _of_several(public))

    # Reading

    def current(self, now: datetime, searches: Iterable[Iterable[int]] = (), text: str = "") -> State | None:
        """What is public at `now`, with the hits of searches; None where everything must be read anew.

        The hits of the text come last, if all of them are known.
        """
        with self.lock:
            if not self._catch_up(now):
                return None
            found = [self._found(ids) for ids in searches]
            kept = self.searched.get(text)
            if kept and kept.reached == len(self.moved):
                found.append(kept.found)
            return State(self, self.revision, now, self.alive, self.order, self.names, found)

    def to_learn(self, text: str) -> tuple[Kept, set[int] | None]:
        """The hits that are known, and the articles that may be others, None for all: look, and `learn` both."""
        with self.lock:
            kept, end = self.searched.get(text), len(self.moved)
            if kept is None or end - kept.reached > SOME:
                return Kept(self._found([]), end), None
            return Kept(kept.found, end), set(self.moved[kept.reached :])

    def learn(self, text: str, kept: Kept, hits: Iterable[int]) -> None:
        """Take in what a database that this is not ahead of found after `to_learn`; what moved meanwhile is left."""
        with self.lock:
            found, later = self._found(hits), self._positions(set(self.moved[kept.reached :]))
            found = {language: known | found[language] - later for language, known in kept.found.items()}
            others = [item for item in self.searched.items() if item[0] != text]
            self.searched = dict(others[1 - SEARCHES :]) | {text: Kept(found, kept.reached)}

    def is_ahead_of(self, revision: tuple | None) -> bool:
        """Of a database, as a copy may be, that had this revision."""
        origin, number = revision or (None, 0)
        return origin != self.origin or number < self.revision

    def _found(self, ids: Iterable[int]) -> dict[str, BitMap]:
        """The positions of the articles, by language."""
        try:
            codes = BitMap(map(self.codes.__getitem__, ids))
        except IndexError:  # of drafts newer than all that is public
            codes = BitMap(map(self.codes.__getitem__, filter(len(self.codes).__gt__, ids)))
        return {language: codes_in(codes, number) for number, language in enumerate(LANGUAGES)}

    def _age(self, position: int) -> tuple[int, int]:
        return self.days[position], self.leads[position]

    @property
    def is_worn(self) -> bool:
        """Whether most positions are of releases that have changed since; another index is smaller."""
        return len(self.days) > 2 * len(self.alive) + FEW

    # Keeping up

    def _catch_up(self, now: datetime) -> bool:
        """False where everything must be read anew: other tables, a clock put back, too much or too deep a change."""
        if self.is_torn or now < self.since:
            return False
        if _revision() == (self.origin, self.revision) and not self._come_due(now):
            self.now = now
            return True
        self.is_torn = True  # unless all of it can be read
        with one_moment():
            origin, revision = _revision()
            if origin != self.origin or not 0 <= revision - self.revision <= KEPT[connection.vendor]:
                return False
            changes = defaultdict(set)
            for what, key in _changes(self.revision):
                changes[what].add(key)
            changed = {*self._come_due(now), *map(int, changes.pop(ARTICLE, ()))}
            many = FEW + len(self.alive) // 4  # reading them one by one takes four times as long for each
            if len(changed) > many or not self._rename(changes):
                return False
            if changed:
                self._replace(changed, now)
        self.revision, self.now, self.is_torn = revision, now, False
        return True

    def _come_due(self, now: datetime) -> list[int]:
        """Those that time alone made public or, by a clock put back, took away."""
        first, last = sorted((self.now, now))
        places = (bisect(self.moments, (moment, float("inf"))) for moment in (first, last))
        return [key for _moment, key in islice(self.moments, *places)]

    def _rename(self, changes: dict[str, set[str]]) -> bool:
        """Read names anew; False where a country has gone to another region with its releases."""
        for name, facet in RECORDS.items():
            if keys := changes.get(name):
                self._name(name, set(map(facet.model._meta.pk.to_python, keys)))
        if "country" not in changes:
            return True
        before, self.above = self.above, _above()
        return all(
            over.get(key) == before[name][1].get(key)
            for name, (_facet, over) in self.above.items()
            for key in self.values[name]
        )

    def _replace(self, changed: set[int], now: datetime) -> None:
        """Read the releases of the articles anew, each with all its versions, those it had and those it has."""
        members = changed | self._held_with(changed)
        releases = defaultdict(dict)
        for some in _pieces(members):
            groups = Article.objects.filter(pk__in=some).values("translation_group")
            rows = Article.objects.filter(translation_group__in=groups)
            for row in rows.only("translation_group", "state", "revises", "visible_from"):
                releases[row.translation_group][row.pk] = row
        members |= self._held_with(chain.from_iterable(releases.values()))
        self.moved.extend(members)
        self.alive = self.alive - self._positions(members)
        for key in members:
            self.coming.pop(key, None)
            self._set_code(key, NOWHERE)
        versions = [list(rows.values()) for rows in releases.values()]
        self._await(
            row
            for row in chain.from_iterable(versions)
            if row.visible_from and row.visible_from > self.since and row.is_public(row.visible_from)
        )
        public = ([row.pk for row in rows if row.is_public(now)] for rows in versions)
        for some in _pieces(filter(None, public)):  # by their keys: SQLite would rather walk all that is published
            keys = [*chain.from_iterable(some)]
            self._add(Article.objects.filter(pk__in=keys), {key for own in some if len(own) > 1 for key in own})

    def _positions(self, keys: Iterable[int]) -> BitMap:
        return BitMap(code & POSITION for key in keys if (code := self._code(key)) != NOWHERE)

    def _held_with(self, keys: Iterable[int]) -> set[int]:
        """The articles and those that shared a release with one of them when they were read."""
        keys = set(keys)
        held = self._positions(keys)
        held |= BitMap(chain.from_iterable(self.twins[position] for position in held & self.twinned))
        return keys | {ids[position] for ids in self.ids.values() for position in held} - {0}

    def _await(self, articles: Iterable[Article]) -> None:
        self.coming.update((article.pk, article.visible_from) for article in articles)
        self.moments = sorted((moment, key) for key, moment in self.coming.items())

    def _name(self, facet: str, keys: Set) -> None:
        self.names = self.names | {facet: self.names[facet].renewed(keys)}

    # Adding

    def _add(self, articles, of_several: Set[int]) -> None:
        """Give the articles positions, and their positions the values that they have.

        `of_several` are the keys of those that are one of several versions.
        """
        several = defaultdict(list)
        bits = {facet.name: defaultdict(lambda: array("I")) for facet in (*COLUMNS, *LINKS, *ABOVE.values())}
        begun = len(self.days)
        for row in _rows(articles):
            if row.id in of_several:
                several[row.group].append(row)
                continue
            position = self._position([row], row.id, row.language)
            for facet in COLUMNS:
                for key in facet.keys(row):
                    bits[facet.name][key].append(position)
        filed = {row.id: [] for rows in several.values() for row in rows}
        for facet in LINKS:
            positions, (name, above) = bits[facet.name], self.above.get(facet.name, ("", {}))
            for key, value in _links(articles, facet):
                if key not in filed:
                    positions[value].append(self.codes[key] & POSITION)
                else:
                    filed[key].append((facet.name, value))
                    if over := above.get(value):
                        filed[key].append((name, over))
            for value, ones in positions.items():
                if over := above.get(value):
                    bits[name][over].extend(ones)
        for rows in several.values():
            self._add_versions(rows, filed, bits)
        for name, positions in bits.items():
            for key, ones in positions.items():
                self.values[name][key].update(ones)
        for name in RECORDS:  # of records that came with a draft, nobody was told
            if strangers := bits[name].keys() - self.names[name].asked:
                self._name(name, strangers)
        added = range(begun, len(self.days))
        self.alive = self.alive | BitMap(added)
        self.order = self.order.inserted(added)

    def _add_versions(self, rows: list[Row], filed: dict[int, list], bits) -> None:
        alike = defaultdict(list)
        for row in rows:
            own = [(facet.name, key) for facet in COLUMNS for key in facet.keys(row)]
            alike[frozenset(own + filed[row.id])].append(row)
        apart = sorted(alike.items(), key=lambda item: item[1][0].listed_on or "")  # the newest last
        lead, original = min(row.id for row in rows), _original(rows)
        positions = [self._position(some, lead, original) for _values, some in apart]
        for position, (values, _rows) in zip(positions, apart, strict=True):
            for name, key in values:
                bits[name][key].append(position)
        if len(positions) > 1:
            self.twins |= dict.fromkeys(positions, positions)
            self.twinned.update(positions)
        if len(positions) > 2:
            self.crowded.update(positions)
        elif len(positions) == 2:
            self.firsts.add(positions[0])
            for name, key in frozenset.intersection(*(values for values, _rows in apart)):
                self.shared[name][key].add(positions[0])

    def _position(self, rows: list[Row], lead: int, original: str) -> int:
        position = len(self.days)
        listed_on = rows[0].listed_on
        self.days.append(date.fromisoformat(listed_on).toordinal() if listed_on else 0)
        self.leads.append(lead)
        self.originals.append(LANGUAGES.index(original))
        for ids in self.ids.values():
            ids.append(0)
        for row in rows:
            self.ids[row.language][position] = row.id
            self._set_code(row.id, LANGUAGES.index(row.language) << POSITION_BITS | position)
            self.values[LANGUAGE.name][row.language].add(position)
        return position

    def _code(self, key: int) -> int:
        return self.codes[key] if key < len(self.codes) else NOWHERE

    def _set_code(self, key: int, code: int) -> None:
        if key >= len(self.codes):
            self.codes.extend(array("I", [NOWHERE]) * (key + 1 - len(self.codes)))
        self.codes[key] = code


def _original(rows: list[Row]) -> str:
    """The language in which a release was first written, of its versions."""
    return min(rows, key=lambda row: (row.translated_from is not None, row.id)).language


def codes_in(codes: BitMap, number: int) -> BitMap:
    """The positions of the codes that have the number of a language."""
    return codes.intersection(CODES[number]).shift(-(number << POSITION_BITS))


def _revision() -> tuple:
    return PublicRevision.latest() or (None, 0)


def _changes(after: int):
    return PublicChange.objects.filter(revision__gt=after).values_list("what", "key").distinct()


def _above() -> dict[str, tuple[str, dict]]:
    """By the name of a facet the one above it, and the key there of each key."""
    return {
        name: (facet.name, dict(RECORDS[name].model.objects.values_list("pk", facet.name)))
        for name, facet in ABOVE.items()
    }


def _pieces(keys: Iterable) -> Iterator[list]:
    rest = iter(keys)
    while some := list(islice(rest, TOGETHER)):
        yield some


def _as_text(*names: str) -> list[Cast]:
    return [Cast(name, CharField()) for name in names]


def _of_several(articles) -> set[int]:
    """The keys of the articles that share a release with another of them."""
    groups = articles.order_by().values("translation_group").alias(versions=Count("pk")).filter(versions__gt=1)
    return set(articles.filter(translation_group__in=groups).values_list("pk", flat=True).iterator(10_000))


def _rows(articles) -> Iterator[Row]:
    """Oldest first, the undated before."""
    fields = ["language", "translated_from", "kind", "scope", "mission", "date_edtf"]
    days = _as_text("listed_on", "earliest_on", "latest_on")
    rows = articles.order_by(F("listed_on").asc(nulls_first=True), "pk")
    return map(Row._make, rows.values_list("pk", *_as_text("translation_group"), *fields, *days).iterator(10_000))


def _links(articles, facet) -> Iterator[tuple[int, object]]:
    rows = articles.order_by().filter(**facet.where, **{f"{facet.path}__isnull": False})
    return rows.values_list("pk", facet.path).iterator(10_000)

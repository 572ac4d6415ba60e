"""What has changed since a moment, for those who keep a copy: each language version by itself, and what is gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from uuid import UUID

from django.db import connections
from django.db.models import BooleanField, F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual
from pyroaring import BitMap

from articles.models import Article, Tombstone
from articles.models.article import CHANGED_AT
from articles.search.finding import keys_found

from . import cursors

BEFORE_ALL = UUID(int=0)
FEW = 500  # keys that are looked for by themselves; of more, one is soon met with in the order of moments
OVERLAP = timedelta(minutes=1)
"""Longer than a transaction takes: what is being saved now is seen later, with the moment of its beginning."""


@dataclass(frozen=True)
class Changes:
    """Of the articles that are public at `now`; of these only those with the keys `among`, where some are chosen."""

    since: datetime
    now: datetime
    among: BitMap | None = None

    def count(self) -> int:
        changed = self._articles().filter(_since(self.since)).order_by()
        if self.among is None:
            return changed.count()
        [keys] = keys_found(connections[changed.db], changed.values(key=F("pk")).query.sql_with_params())
        return len(self.among & BitMap(iter(keys)))

    def page(self, cursor: str | None, size: int) -> tuple[list[int], list[Tombstone], dict[str, str] | None]:
        """The keys of some of them in the order of their moments; the tombstones whose moments are among theirs, as
        many as a page has of both together; and what the next page's address changes in. Raises WrongParameters.
        """
        moment, uuid = cursors.read(cursor, cursors.moment, UUID) if cursor else (self.since, BEFORE_ALL)
        changed = _after(self._articles(), moment, uuid).values_list("moment", "uuid", "pk")
        if self.among is None:
            changed = changed[: size + 1]
        elif len(self.among) <= FEW:
            changed = changed.filter(pk__in=self.among)[: size + 1]
        else:
            changed = islice((row for row in changed.iterator() if row[-1] in self.among), size + 1)
        standing = Tombstone.objects.standing(self.now).annotate(moment=F("gone_at"))
        gone = ((row.moment, row.uuid, row) for row in _after(standing, moment, uuid)[: size + 1])
        found = list(islice(merge(changed, gone, key=lambda entry: entry[:2]), size + 1))
        entries = [entry for _moment, _uuid, entry in found[:size]]
        keys = [entry for entry in entries if not isinstance(entry, Tombstone)]
        tombstones = [entry for entry in entries if isinstance(entry, Tombstone)]
        if len(found) <= size:
            return keys, tombstones, None
        moment, uuid, _entry = found[size - 1]
        return keys, tombstones, {"cursor": cursors.written(moment.isoformat(), uuid)}

    def _articles(self):
        return Article.objects.published(self.now).annotate(moment=CHANGED_AT)


def _after(rows, moment: datetime, uuid: UUID):
    later = Q(moment__gt=moment) | Q(moment=moment, uuid__gt=uuid)
    return rows.filter(_since(moment), later).order_by("moment", "uuid")


class Rarely(Func):
    """A condition that few rows meet, which SQLite does not know: it would rather walk all that is published."""

    template, output_field = "%(expressions)s", BooleanField()

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="likelihood(%(expressions)s, 0.0001)")


def _since(moment: datetime) -> Rarely:
    return Rarely(GreaterThanOrEqual(F("moment"), moment))

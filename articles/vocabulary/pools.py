"""What imports did not know, pooled by spelling: how many wait for it, where it stands, which known names are near."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max, Min, Q

from articles import html
from articles.importing.likeness import Likeness, Near
from articles.importing.phrases import fold as letter_for_letter
from articles.models import Article, NameDecision, PrintedPlace
from articles.vocabulary.kinds import IS_DRAFT, KINDS, Kind
from contacts.models import Country, Mission
from contacts.names import name_key

AROUND = 90  # letters of the example on each side of the name
OF_ARTICLES = {f"article__{name}": value for name, value in IS_DRAFT.items()}


@dataclass(frozen=True)
class Example:
    """An article that bears the name, and the passage around it, cut in three; empty where it is not found."""

    article: Article
    before: str = ""
    name: str = ""
    after: str = ""


@dataclass
class Pool:
    """One spelling: `waiting` are the drafts that name it, `total` all articles; `records` keys of those to check."""

    kind: Kind
    key: str
    printed: str
    waiting: int = 0
    total: int = 0
    records: list[int] = field(default_factory=list)
    example: Example | None = None
    nearest: list[Near] = field(default_factory=list)
    suggestion: NameDecision | None = None

    @property
    def settled(self) -> int:
        """Articles that are no drafts any more."""
        return self.total - self.waiting


def pools(kind: Kind, words: str = "") -> list[Pool]:
    """Those that wait, the most frequent first; with words, those whose name holds them all. One or two queries."""
    found = _of_places() if kind == Kind.PLACE else _of_records(kind)
    wanted = name_key(words).split()
    decisions = {one.key: one for one in NameDecision.objects.filter(kind=kind)}
    some = []
    for pool in found:
        decision = decisions.get(pool.key)
        is_done = decision is not None and decision.decided_at is not None and not pool.waiting
        pool.suggestion = decision if decision and decision.decided_at is None else None
        if not is_done and all(word in pool.key for word in wanted):
            some.append(pool)
    return sorted(some, key=lambda pool: (-pool.waiting, -pool.total, pool.key))


def find(kind: Kind, key: str) -> Pool | None:
    return next((pool for pool in pools(kind, key) if pool.key == key), None)


def _of_places() -> Iterable[Pool]:
    rows = PrintedPlace.objects.values("key").order_by()
    counted = rows.annotate(Min("printed"), waiting=Count("pk", filter=Q(**OF_ARTICLES)), total=Count("pk"))
    for row in counted:
        yield Pool(Kind.PLACE, row["key"], row["printed__min"], row["waiting"], row["total"])


def _of_records(kind: Kind) -> Iterable[Pool]:
    of = KINDS[kind]
    found = {}
    for pk, waiting, count, *names in of.counted().order_by("pk").values_list("pk", "waiting", "total", *of.names):
        name = next(filter(None, names))
        pool = found.setdefault(name_key(name), Pool(kind, name_key(name), name))
        pool.waiting, pool.total = pool.waiting + waiting, pool.total + count
        pool.records.append(pk)
    return found.values()


def look_at(some: Sequence[Pool]) -> None:
    """Give each of a page's pools its example and the nearest known names, in as many queries for all as for one."""
    for kind in {pool.kind for pool in some}:
        theirs = [pool for pool in some if pool.kind == kind]
        known = likeness(kind)
        last = _last_articles(kind, theirs)
        articles = Article.objects.prefetch_related("contact_links").in_bulk(set(last.values()))
        for pool in theirs:
            article = articles.get(last.get(pool.key))
            pool.example = example(article, pool.printed) if article else None
            pool.nearest = known.nearest(pool.printed)


def _last_articles(kind: Kind, some: Sequence[Pool]) -> dict[str, int]:
    """The primary key of the last article that bears the name, by the pool's key."""
    if kind == Kind.PLACE:
        rows = PrintedPlace.objects.filter(key__in=[pool.key for pool in some]).order_by()
        return dict(rows.values("key").annotate(Max("article")).values_list("key", "article__max"))
    of, pools_of = KINDS[kind], {pk: pool.key for pool in some for pk in pool.records}
    rows = of.model.objects.filter(pk__in=pools_of).order_by().annotate(last=Max(of.back))
    last = defaultdict(int)
    for pk, article in rows.values_list("pk", "last"):
        last[pools_of[pk]] = max(last[pools_of[pk]], article or 0)
    return last


def likeness(kind: Kind) -> Likeness:
    """The known records of the kind by all their names; a place may be a country, a town in one, or a mission."""
    if kind != Kind.PLACE:
        return Likeness((name, record) for record in KINDS[kind].known() for name in record.all_names)
    missions = ((name, mission) for mission in KINDS[Kind.MISSION].known() for name in _places_of(mission))
    countries = Country.objects.all()
    return Likeness([*missions, *((name, one) for one in countries for name in [*one.all_names, *one.cities])])


def _places_of(mission: Mission) -> list[str]:
    return [*mission.all_names, mission.city]


def example(article: Article, name: str) -> Example:
    """The first passage with the name, accents and case aside, in the dateline, the text or the printed contacts."""
    wanted = re.compile(rf"(?<!\w){re.escape(letter_for_letter(name))}(?!\w)")
    lines = [" ".join([article.dateline, html.plain(article.body_html)]).replace("\n", " ")]
    lines += [" · ".join(filter(None, [link.name, link.role, link.office])) for link in article.contact_links.all()]
    for line in lines:
        if found := wanted.search(letter_for_letter(line)):
            return Example(article, *_cut(line, *found.span()))
    return Example(article)


def _cut(line: str, start: int, end: int) -> tuple[str, str, str]:
    before, after = line[max(0, start - AROUND) : start], line[end : end + AROUND]
    is_whole = start <= AROUND, end + AROUND >= len(line)
    return (before if is_whole[0] else f"…{before}"), line[start:end], (after if is_whole[1] else f"{after}…")

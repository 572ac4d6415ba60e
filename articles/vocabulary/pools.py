"""What imports did not know, pooled by spelling: how many wait for it, where it stands, which known names are near."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max, Min, Q

from articles import html
from articles.models import Article, NameDecision, PrintedPlace
from articles.parsing.likeness import Likeness, Near
from articles.parsing.phrases import fold as letter_for_letter
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
    """Those that wait, the most frequent first; with words, those whose name holds them all. Three queries at most."""
    found = _of_places() if kind == Kind.PLACE else _of_records(kind)
    wanted = name_key(words).split()
    decisions = {one.key: one for one in NameDecision.objects.filter(kind=kind)}
    some = []
    for pool in found:
        if _waits(pool, decisions.get(pool.key)) and all(word in pool.key for word in wanted):
            some.append(pool)
    return sorted(some, key=lambda pool: (-pool.waiting, pool.key))


def find(kind: Kind, key: str) -> Pool | None:
    """The one of this spelling."""
    if kind == Kind.PLACE:
        pool = next(_of_places(key=key), None)
    else:
        pool = next(iter(_pooled(kind, [(one.pk, *_names(one, kind)) for one in KINDS[kind].called(key)])), None)
    decision = NameDecision.objects.filter(kind=kind, key=key).first()
    if pool is None:
        return None
    _count([pool])
    return pool if _waits(pool, decision) else None


def _waits(pool: Pool, decision: NameDecision | None) -> bool:
    """Whether it is to be decided, or drafts are still to follow; notes what somebody suggests."""
    is_decided = decision is not None and decision.decided_at is not None
    pool.suggestion = None if is_decided else decision
    return not is_decided or pool.waiting > 0


def _of_places(**of_key) -> Iterator[Pool]:
    rows = PrintedPlace.objects.filter(**of_key).values("key").order_by()
    for row in rows.annotate(Min("printed"), waiting=Count("pk", filter=Q(**OF_ARTICLES))):
        yield Pool(Kind.PLACE, row["key"], row["printed__min"], row["waiting"])


def _of_records(kind: Kind) -> Iterable[Pool]:
    of = KINDS[kind]
    found, waiting = _pooled(kind, of.unknown().order_by("pk").values_list("pk", *of.names)), of.counts(**IS_DRAFT)
    for pool in found:
        pool.waiting = sum(waiting.get(key, 0) for key in pool.records)
    return found


def _pooled(kind: Kind, rows: Iterable[tuple]) -> Collection[Pool]:
    """Records of one spelling together; a row is the key and the names."""
    found = {}
    for pk, *names in rows:
        name = next(filter(None, names))
        key = name_key(name)
        if key not in found:
            found[key] = Pool(kind, key, name)
        found[key].records.append(pk)
    return found.values()


def count_waiting(some: Sequence[Pool]) -> int:
    """The drafts that name any of these, of one kind; one that names two is one."""
    if some[0].kind == Kind.PLACE:
        articles = Article.objects.filter(unknown_places__key__in=[pool.key for pool in some])
    else:
        of = KINDS[some[0].kind]
        articles = of.articles(of.model.objects.filter(pk__in=[key for pool in some for key in pool.records]))
    return articles.filter(**IS_DRAFT).order_by().distinct().count()


def _names(record, kind: Kind) -> list[str]:
    return [getattr(record, field) for field in KINDS[kind].names]


def _count(some: Sequence[Pool]) -> None:
    """Give each its numbers of articles, of drafts too."""
    keys, places = [key for pool in some for key in pool.records], [pool.key for pool in some]
    if some and some[0].kind == Kind.PLACE:
        counted = PrintedPlace.objects.filter(key__in=places).values_list("key").order_by().annotate(Count("pk"))
        totals = dict(counted)
        for pool in some:
            pool.total = totals.get(pool.key, 0)
    elif some:
        of = KINDS[some[0].kind]
        totals, waiting = of.counts(keys), of.counts(keys, **IS_DRAFT)
        for pool in some:
            pool.total = sum(totals.get(key, 0) for key in pool.records)
            pool.waiting = sum(waiting.get(key, 0) for key in pool.records)


def look_at(some: Sequence[Pool]) -> None:
    """Give a page's pools, of one kind, their counts, examples and nearest known names, in as many queries for all as
    for one.
    """
    if not some:
        return
    kind = some[0].kind
    _count(some)
    known, last = likeness(kind), _last_articles(kind, some)
    articles = Article.objects.prefetch_related("contact_links").in_bulk(set(last.values()))
    for pool in some:
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

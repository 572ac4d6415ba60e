"""After a decision about a name: the articles that wait follow, some at a time, each with a version that says why.

A draft follows where no person has said otherwise of that field; a published article only where that was confirmed
too. For every other one the new value waits as a proposal: what people wrote is never overwritten.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles import doubts, versions
from articles.importing.turns import turn
from articles.models import Article, ArticleVersion, NameDecision, PrintedPlace
from articles.restoring import LONGEST_COMMENT
from articles.vocabulary.deciding import record_of
from articles.vocabulary.kinds import KINDS, Kind
from articles.vocabulary.recounting import Recount
from contacts.merging import REASON_LENGTH, merge
from contacts.models import Country, PressContact
from contacts.pointers import with_use_counts

TOGETHER = 10  # articles in a transaction: SQLite is held for less than 50 ms
Reason, Meaning, State = ArticleVersion.Reason, NameDecision.Meaning, Article.State


@dataclass(frozen=True)
class Outcome:
    """`followed` articles, `proposed` to people, `published` ones left as they are."""

    followed: int = 0
    proposed: int = 0
    published: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


@task()
def follow_in_background(decision: int) -> None:
    found = NameDecision.objects.filter(pk=decision).first()
    if found:
        follow(found)


def follow(decision: NameDecision, *, now: datetime | None = None) -> Outcome:
    """Have every article that waits follow, then part with the records that imports made of the name; in turn with
    imports, and so never within a transaction that has written already.

    Begun again after an interruption, it goes on with the rest. Raises MergeRefused and ValidationError where the
    records do not go together.
    """
    if not _has_effect(decision):
        return Outcome()
    following, moment, counts = _of(decision), now or timezone.now(), Counter()
    keys = list(following.concerned().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), TOGETHER):
        counts += following.piece(keys[start : start + TOGETHER], moment)
    following.settle(moment)
    return Outcome(**counts, published=following.published_ones().count())


def waiting(decision: NameDecision) -> QuerySet[Article]:
    """The articles that still bear the name, without their texts."""
    return _of(decision).articles().only("title", "language", "state").order_by("-pk")


def _of(decision: NameDecision) -> "_Following":
    return _OfPlaces(decision) if decision.kind == Kind.PLACE else _OfRecords(decision)


def _has_effect(decision: NameDecision) -> bool:
    """Not what is only suggested, nor where the record that was meant is gone."""
    is_mapped = decision.meaning == Meaning.RECORD
    leads_somewhere = record_of(decision) is not None if is_mapped else decision.meaning == Meaning.NOTHING
    return decision.decided_at is not None and leads_somewhere


class _Following:
    """Of one decision; how the field's value changes is said by kinds of names."""

    field = ""

    def __init__(self, decision: NameDecision):
        self.decision, self.record = decision, record_of(decision)

    def concerned(self) -> QuerySet[Article]:
        """Those that a decision reaches: published ones by a confirmation of their own."""
        articles = self.articles()
        return articles if self.decision.with_published else articles.exclude(state=State.PUBLISHED)

    def published_ones(self) -> QuerySet[Article]:
        return self.articles().filter(state=State.PUBLISHED)

    def piece(self, keys: Sequence[int], now: datetime) -> Counter:
        """Read before the transaction, which others wait for; what was saved in between is read again."""
        articles = list(Article.objects.filter(pk__in=keys).order_by("pk"))
        pasts, sorted_out = _pasts(articles, self.field), defaultdict(list)
        for article, content in zip(articles, versions.snapshots(articles), strict=True):
            new = self.new_value(article, content[self.field])
            comes = "same" if new == content[self.field] else self._what_comes(article, content, pasts[article.pk])
            sorted_out[comes].append((article, {self.field: new}))
        with turn():
            held = _held(articles)
            late = [article.pk for article in articles if held.get(article.pk, article.version) != article.version]
            as_read = {article.pk for article in articles if held.get(article.pk) == article.version}
            counts = self._write_all(_only(sorted_out, as_read), pasts, now)
            self.done(as_read, sorted_out)
        return counts + self.piece(late, now) if late else counts

    def _write_all(self, sorted_out: dict[str, list], pasts: dict[int, "_Past"], now: datetime) -> Counter:
        followed = sorted_out.get("followed", [])
        self._write(followed, pasts, now)
        proposed = [self._propose(*one, now) for one in sorted_out.get("proposed", ())]
        NameDecision.objects.filter(pk=self.decision.pk).update(followed=F("followed") + len(followed))
        return Counter(followed=len(followed), proposed=sum(proposed))

    def _what_comes(self, article: Article, content: dict, past: "_Past") -> str:
        """It is followed where an import wrote the field and readers do not see it, or may."""
        if article.state == State.PUBLISHED and not self.decision.with_published:
            return "published"
        is_ready = article.state in (State.DRAFT, State.PUBLISHED) and article.revises_id is None
        return "followed" if is_ready and past.value == content[self.field] else "proposed"

    def _write(self, changes: list[tuple[Article, dict]], pasts: dict[int, "_Past"], now: datetime) -> None:
        """Nobody's edit where nobody had edited, so that the next import and an undo find their own."""
        if not changes:
            return
        versions.restore_all(changes)
        fields = {"reason": Reason.VOCABULARY, "comment": self.comment, "now": now}
        articles = [article for article, _content in changes]
        for article in articles if self.field == "mission" else ():
            doubts.remove(article, [self.field])
        of_imports = [article for article in articles if pasts[article.pk].is_of_an_import]
        sources = [pasts[article.pk].source for article in of_imports]
        versions.keep_all(of_imports, sources, **fields)
        edited = [article for article in articles if article not in of_imports]
        versions.keep_all(edited, by=self.decision.by, **fields)

    def _propose(self, article: Article, content: dict, now: datetime) -> bool:
        """Whether it was new."""
        waiting = article.versions.filter(awaits_decision=True)
        if any(version.content == content for version in waiting):
            return False
        versions.propose(article, content, by=self.decision.by, comment=self.comment, now=now)
        return True

    @property
    def comment(self) -> str:
        text = _("“%(printed)s” is %(name)s") if self.record else _("“%(printed)s” is not a name")
        return (text % {"printed": self.decision.printed, "name": self.record})[:LONGEST_COMMENT]

    def done(self, as_read: set[int], sorted_out) -> None:
        """What is to be noted of the piece's articles, given by their keys, in its transaction."""

    def finish(self, now: datetime) -> None:
        NameDecision.objects.filter(pk=self.decision.pk, finished_at=None).update(finished_at=now)


class _OfRecords(_Following):
    def __init__(self, decision):
        super().__init__(decision)
        self.of = KINDS[Kind(decision.kind)]
        self.field = self.of.field
        self.unknown = [one for one in self.of.called(decision.key) if one != self.record]
        self.gone = {getattr(one, self.of.key) for one in self.unknown}

    def articles(self) -> QuerySet[Article]:
        return self.of.articles(self.unknown)

    def new_value(self, _article, value):
        return self.of.replaced(value, self.gone, self.record and getattr(self.record, self.of.key))

    def settle(self, now: datetime) -> None:
        """Once no article names the records of the import, they become a part of the one that is meant, or go."""
        for unknown in self.unknown:
            with turn():
                if not self.of.articles([unknown]).exists():
                    self._part_with(unknown)
        if not self.of.articles(self.unknown).exists():
            self.finish(now)

    def _part_with(self, unknown) -> None:
        if self.record is None:
            if with_use_counts(type(unknown).objects.filter(pk=unknown.pk)).filter(use_count=0).exists():
                unknown._change_reason = self.comment[:REASON_LENGTH]
                unknown.delete()
            return
        merge(self.record, unknown, take=set() if isinstance(unknown, PressContact) else None)


class _OfPlaces(_Following):
    field = "countries"

    def __init__(self, decision):
        super().__init__(decision)
        self.is_country = isinstance(self.record, Country)
        self.recount = Recount(self.record, decision.printed) if self.is_country else None
        self.places = PrintedPlace.objects.filter(key=decision.key)

    def articles(self) -> QuerySet[Article]:
        return Article.objects.filter(pk__in=self.places.values("article"))

    def new_value(self, article, value):
        return self.recount.countries(article, value) if self.recount else value

    def done(self, as_read, sorted_out) -> None:
        """The place is known now, or none; it stands by published articles until they are confirmed too."""
        left = {article.pk for article, _content in sorted_out["published"]}
        self.places.filter(article__in=as_read - left).delete()

    def settle(self, now: datetime) -> None:
        if not self.places.exists():
            self.finish(now)


def _held(articles: Sequence[Article]) -> dict[int, int]:
    """The versions of those that are still there, held until the end of the transaction."""
    rows = Article.objects.select_for_update().filter(pk__in=[article.pk for article in articles])
    return dict(rows.order_by("pk").values_list("pk", "version"))


def _only(sorted_out: dict[str, list], keys: set[int]) -> dict[str, list]:
    return {comes: [one for one in some if one[0].pk in keys] for comes, some in sorted_out.items()}


@dataclass(frozen=True)
class _Past:
    """What an import, or a decision like this one, last wrote into the field; who saved the article last."""

    value: object
    is_of_an_import: bool
    source: object


def _pasts(articles: Iterable[Article], field: str) -> dict[int, _Past]:
    """By article; two queries for all."""
    kept = ArticleVersion.objects.filter(article__in=articles).kept().order_by("article", "-number")
    histories = defaultdict(list)
    for version in kept.defer("content").select_related("source"):
        histories[version.article_id].append(version)
    own = {key: next((one for one in past if one.is_of_an_import), None) for key, past in histories.items()}
    values = ArticleVersion.objects.filter(pk__in=[version.pk for version in own.values() if version])
    values = dict(values.values_list("pk", f"content__{field}"))
    return {article.pk: _past(histories[article.pk], own.get(article.pk), values) for article in articles}


def _past(history: Sequence[ArticleVersion], own: ArticleVersion | None, values: dict) -> _Past:
    if own is None:
        return _Past(None, False, None)
    return _Past(values[own.pk], history[0].is_of_an_import, own.source)

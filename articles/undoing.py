"""An import taken back: what it made is removed, what it changed is what it was before, its proposals wait no longer.

What somebody has edited, decided or built upon since stays and is named; so does what a later import has changed. It
is done some articles at a time, each time within a transaction: begun again, it goes on with the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import versions, workflow
from articles.doubts import doubts_of
from articles.importing.received import ROOT
from articles.importing.turns import turn
from articles.models import Article, ArticleImage, ArticleVersion, Attachment, ImportBatch, SourceDocument
from articles.restoring import LONGEST_COMMENT, still_there
from articles.unused import Forecast, Named, named_in, remove_unused

Reason, Status = ArticleVersion.Reason, SourceDocument.Status
TOGETHER = 50  # articles in a transaction
NO_ARTICLE = (Status.DUPLICATE, Status.NOT_AN_ARTICLE, Status.FAILED)


class Action(models.TextChoices):
    REMOVED = "removed", gettext_lazy("removed")
    RESTORED = "restored", gettext_lazy("restored")
    TAKEN_BACK = "taken_back", gettext_lazy("proposal taken back")
    KEPT = "kept", gettext_lazy("stays")


@dataclass(frozen=True)
class Outcome:
    """What is done with an article, or with a record that the import made; `reason` is why it stays as it is, or what
    of it could not be restored.
    """

    action: Action
    name: str
    reason: str = ""
    article: int | None = None
    is_published: bool = False
    """It goes, or is restored, only where that is confirmed too."""
    record: models.Model | None = None


def find(name: str) -> ImportBatch:
    """The batch with this uuid, or the only one whose uuid begins so, or with this primary key.

    Raises ImportBatch.DoesNotExist or ImportBatch.MultipleObjectsReturned.
    """
    wanted = name.replace("-", "").casefold()
    keys = {uuid.hex: pk for pk, uuid in ImportBatch.objects.values_list("pk", "uuid")}
    if name.isdecimal() and int(name) in keys.values():
        return ImportBatch.objects.get(pk=int(name))
    found = [pk for digits, pk in keys.items() if wanted and digits.startswith(wanted)]
    return ImportBatch.objects.get(pk__in=found)


class Undo:
    """Of one import, by somebody; `published` confirms what readers will see too."""

    def __init__(self, batch: ImportBatch, *, by=None, published: bool = False):
        self.batch, self.by, self.published = batch, by, published
        self.counts, self.forecast = Counter(), Forecast()

    @property
    def article_count(self) -> int:
        return self._articles().count()

    def preview(self) -> Iterator[Outcome]:
        """What `run` would do with each article and record; nothing is written."""
        forecast, named, named_by_kept = self.forecast, defaultdict(set), defaultdict(set)
        for keys in self._pieces():
            cases = self._cases(Article.objects.filter(pk__in=keys))
            self._foresee(cases, named, named_by_kept)
            yield from (self._counted(case.outcome) for case in cases if case.own)
        awaited = ArticleVersion.objects.filter(awaits_decision=True).exclude(article__in=forecast.gone)
        _join(forecast.needed, named_in(awaited.exclude(source__batch=self.batch)))
        records = list(forecast.of(named, by_id=self.batch.by_id))
        forecast.stay(named_by_kept, [record for record, _stays in records], by_id=self.batch.by_id)
        yield from (self._counted(_of_record(*one)) for one in records)

    def _foresee(self, cases: Sequence["Case"], named: Named, named_by_kept: Named) -> None:
        """What the piece's articles name that are undone, or stay, and what of it they still need."""
        by_action = defaultdict(list)
        for case in cases:
            by_action[case.outcome.action].append(case)
        kept = {case.article.pk for case in by_action[Action.KEPT]}
        own = ArticleVersion.objects.filter(source__batch=self.batch)
        _join(named, named_in(own.filter(article__in={case.article.pk for case in cases} - kept)))
        _join(named_by_kept, named_in(own.filter(article__in=kept)))
        before = [case.before.pk for case in by_action[Action.RESTORED]]
        _join(self.forecast.needed, named_in(ArticleVersion.objects.filter(pk__in=before)))
        self.forecast.gone.update(case.article.pk for case in by_action[Action.REMOVED])
        self.forecast.restored.update(case.article.pk for case in by_action[Action.RESTORED])

    def files(self) -> Iterator[ArticleImage | Attachment]:
        """The pictures and documents that go with their articles, once `preview` is through."""
        for model, file in ((ArticleImage, "image"), (Attachment, "file")):
            yield from model.objects.filter(article__in=self.forecast.gone).exclude(**{file: ""}).order_by("pk")

    def run(self) -> Iterator[Outcome]:
        """What was done with each article and record, some articles at a time. Raises django.db.Error."""
        for keys in self._pieces():
            yield from map(self._counted, self._take_back(keys))
        self._finish()

    def _counted(self, outcome: Outcome) -> Outcome:
        self.counts[outcome.action] += 1
        return outcome

    def _pieces(self) -> list[list[int]]:
        keys = list(self._articles())
        return [keys[start : start + TOGETHER] for start in range(0, len(keys), TOGETHER)]

    def _articles(self) -> models.QuerySet:
        """The primary keys of those that the import made or changed, as far as it is not undone."""
        documents = self.batch.documents.filter(article__isnull=False, is_undone=False)
        return documents.order_by("article").values_list("article", flat=True).distinct()

    def _cases(self, articles) -> list["Case"]:
        cases = {article.pk: Case(self, article) for article in articles.defer("body_html").order_by("pk")}
        kept = ArticleVersion.objects.filter(article__in=cases).select_related("source__batch", "by")
        for version in kept.defer("content", "source__report").order_by("article", "number"):
            cases[version.article_id].history.append(version)
        created = self.batch.documents.filter(article__in=cases, status=Status.CREATED, is_undone=False)
        for key in created.values_list("article", flat=True):
            cases[key].is_made = True
        others = Article.objects.filter(models.Q(revises__in=cases) | models.Q(translated_from__in=cases))
        for revised, original in others.values_list("revises", "translated_from"):
            cases[revised if revised in cases else original].is_built_upon = True
        return list(cases.values())

    @turn()
    def _take_back(self, keys: Sequence[int]) -> list[Outcome]:
        self._mark()
        cases = self._cases(Article.objects.select_for_update().filter(pk__in=keys))
        undone = [case.article.pk for case in cases if case.outcome.action != Action.KEPT]
        removed = [case.article.pk for case in cases if case.outcome.action == Action.REMOVED]
        named = named_in(ArticleVersion.objects.filter(article__in=undone, source__batch=self.batch))
        outcomes = [self._done(case) for case in cases if case.own]
        own = self.batch.documents.filter(article__in=undone)
        ArticleVersion.objects.filter(source__in=own, awaits_decision=True).update(awaits_decision=False)
        own.update(is_undone=True, article=None)
        SourceDocument.objects.filter(article__in=removed).update(is_undone=True, article=None)
        Article.objects.filter(pk__in=removed).delete()
        return [*outcomes, *self._without_the_unused(named)]

    def _mark(self) -> None:
        """With each piece: an import that runs meanwhile learns by it that records may be gone."""
        self.batch.undone_at, self.batch.undone_by = timezone.now(), self.by
        self.batch.save(update_fields=["undone_at", "undone_by"])

    def _done(self, case: "Case") -> Outcome:
        if case.outcome.action != Action.RESTORED:
            return case.outcome
        before = ArticleVersion.objects.select_related("source").get(pk=case.before.pk)
        content, away = still_there(case.article, before.content)
        was_read = before.source is not None and before.is_of_an_import
        case.article.doubts = doubts_of(before.source.report.get("evidence", ())) if was_read else {}
        workflow.set_back(case.article, content)
        versions.keep(case.article, reason=Reason.RESTORATION, source=before.source, comment=self._comment())
        return Outcome(Action.RESTORED, case.article.title, " ".join(away), case.article.pk)

    def _comment(self) -> str:
        text = _("Import undone: %(batch)s, %(uuid)s") % {"batch": self.batch, "uuid": self.batch.uuid}
        return text[:LONGEST_COMMENT]

    def _without_the_unused(self, named) -> Iterator[Outcome]:
        for record, stays in remove_unused(named, by_id=self.batch.by_id, why=self._comment()):
            yield _of_record(record, stays)

    @turn()
    def _finish(self) -> None:
        """What made no article is forgotten too; what somebody has deleted stays deleted."""
        self._mark()
        self.batch.documents.filter(article=None, status__in=NO_ARTICLE).update(is_undone=True)
        self._forget_menus()

    def _forget_menus(self) -> None:
        """Of the sites of which no page is left, but not what somebody said of a line; a page that is left is read by
        its site's lines, which are then of its import. What browsers sent is no one site: it is left by this import.
        """
        lines = self.batch.menu_lines.filter(is_text=False)
        for site in set(lines.order_by().values_list("site", flat=True)):
            pages = self.batch.documents if site == ROOT else SourceDocument.objects
            left = pages.filter(_is_of_site(site), is_undone=False, article__isnull=False)
            batch = left.order_by("pk").values_list("batch", flat=True).first()
            here = lines.filter(site=site)
            here.update(batch=batch) if batch else here.delete()


def _is_of_site(site: str) -> models.Q:
    """Of a page: its folder is the site's or below it, or its address is on the host."""
    hosts = [f"{scheme}://{www}{site}/" for scheme in ("http", "https") for www in ("", "www.")]
    places = (models.Q(address__istartswith=host) for host in hosts)
    return reduce(or_, places, models.Q(root=site) | models.Q(root__startswith=f"{site}/"))


@dataclass
class Case:
    """One article of the batch, with what came to pass since."""

    undo: Undo
    article: Article
    history: list[ArticleVersion] = field(default_factory=list)
    is_made: bool = False
    is_built_upon: bool = False

    @cached_property
    def outcome(self) -> Outcome:
        if why := self._why_it_stays():
            return self._outcome(Action.KEPT, reason=why)
        if not self._written:
            return self._outcome(Action.TAKEN_BACK)
        is_published = self.article.state == Article.State.PUBLISHED
        if is_published and not self.undo.published:
            return self._outcome(Action.KEPT, reason=_("it is published. Confirm that too."), is_published=True)
        return self._outcome(Action.REMOVED if self.is_made else Action.RESTORED, is_published=is_published)

    def _outcome(self, action: Action, **facts) -> Outcome:
        return Outcome(action, self.article.title, article=self.article.pk, **facts)

    @cached_property
    def own(self) -> list[ArticleVersion]:
        """The versions that the import kept or proposed: none where a page was only a copy of the article's. What
        somebody brought back is that person's.
        """
        return [
            version
            for version in self.history
            if _is_of(version, self.undo.batch) and version.reason != Reason.RESTORATION
        ]

    @property
    def _written(self) -> list[ArticleVersion]:
        return [version for version in self.own if version.reason not in ArticleVersion.PROPOSED]

    @cached_property
    def before(self) -> ArticleVersion | None:
        """What the article was before the import."""
        kept = [version for version in self.history if version.reason not in ArticleVersion.PROPOSED]
        return next((version for version in reversed(kept) if version.number < self._written[0].number), None)

    def _why_it_stays(self) -> str:
        if not self._written:
            is_decided = any(not version.awaits_decision for version in self.own)
            return _("somebody has decided on its proposal.") if is_decided else ""
        since = [version for version in self.history if version.number > self._written[0].number]
        since = [version for version in since if version not in self.own]
        if theirs := [version for version in since if not version.is_of_an_import]:
            return _by_a_person(theirs[-1])
        if later := [version for version in since if _is_of_another(version, self.undo.batch)]:
            batch = later[-1].source.batch
            text = _("a later import has read it too. Undo that one first: %(batch)s, %(uuid)s.")
            return text % {"batch": batch, "uuid": batch.uuid}
        if self.is_made and self.is_built_upon:
            return _("a translation or a working copy was made from it.")
        return "" if self.is_made or self.before else _("nothing is known of what it was before.")


def _of_record(record: models.Model, stays: str) -> Outcome:
    return Outcome(Action.KEPT if stays else Action.REMOVED, str(record), stays, record=record)


def _join(named: Named, more: Named) -> None:
    for model, keys in more.items():
        named[model] |= keys


def _is_of(version: ArticleVersion, batch: ImportBatch) -> bool:
    source = version.source
    return source is not None and source.batch_id == batch.pk and not source.is_undone


def _is_of_another(version: ArticleVersion, batch: ImportBatch) -> bool:
    """Of another import that was not undone; a proposal only while it waits."""
    source = version.source
    stands = version.reason not in (*ArticleVersion.PROPOSED, Reason.RESTORATION) or version.awaits_decision
    return source is not None and source.batch_id != batch.pk and not source.is_undone and stands


def _by_a_person(version: ArticleVersion) -> str:
    facts = {
        "what": version.get_reason_display(),
        "by": version.by,
        "day": date_format(timezone.localtime(version.made_at), "SHORT_DATE_FORMAT"),
        "number": version.number,
    }
    return _("version %(number)d is somebody’s: %(what)s, %(by)s, %(day)s.") % facts

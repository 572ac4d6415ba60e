"""The review desk: what an import was not sure of and a person is to look at, the most doubtful article first."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from articles import doubts, restoring, versions
from articles.models import Article, ArticleVersion, ImportBatch, SourceDocument
from articles.wording import label
from contacts.models import Mission
from iomnews.accounts.reach import Reach, reach

Status = SourceDocument.Status
BATCHES_OFFERED = 20


@dataclass(frozen=True)
class Queue:
    """What waits for one person, who may narrow it to a mission or to an import, each given by its key."""

    user: Any
    mission: int | None = None
    batch: int | None = None

    @property
    def articles(self):
        articles = self._all
        if self.mission is not None:
            articles = articles.filter(mission=self.mission)
        if self.batch is not None:
            articles = articles.filter(pk__in=SourceDocument.objects.filter(batch=self.batch).values("article"))
        return articles.order_by("-doubt", "pk")

    @property
    def _all(self):
        """What the user may change as the mission that issues it: an index answers that, which it cannot of those that
        only issue it too.
        """
        may = Q()
        for needed, states in Article.MAY_CHANGE.items():
            within = self._reached[needed]
            own = Q(mission__in=within.missions) | Q(mission=None, created_by=self.user)
            may |= Q(state__in=states) if within.everywhere else Q(own, state__in=states)
        waiting = Article.objects.filter(doubt__isnull=False)
        return waiting if all(within.everywhere for within in self._reached.values()) else waiting.filter(may)

    @cached_property
    def _reached(self) -> dict[str, Reach]:
        return {needed: reach(self.user, f"articles.{needed}") for needed in Article.MAY_CHANGE}

    def after(self, article: Article, doubt: int) -> Article | None:
        """The next one, from where the article stood when it had this doubt: it may have none by now."""
        later = Q(doubt__lt=doubt) | Q(doubt=doubt, pk__gt=article.pk)
        return self.articles.filter(later).only("pk", "title", "doubt").first()

    def missions(self) -> list[tuple[Mission, int]]:
        """Each with how many articles wait there."""
        waiting = self._all.filter(mission__isnull=False).order_by()
        if not any(within.everywhere for within in self._reached.values()):
            waiting = waiting.filter(mission__in=frozenset().union(*(one.missions for one in self._reached.values())))
        counts = dict(waiting.values_list("mission").annotate(count=Count("pk")))
        named = sorted(Mission.objects.in_bulk(counts).values(), key=str)
        return [(mission, counts[mission.pk]) for mission in named]

    def batches(self, now) -> list[ImportBatch]:
        """The last ones of which the user may see a page."""
        return list(ImportBatch.objects.visible_to(self.user, now).select_related("by")[:BATCHES_OFFERED])


def source_of(article: Article) -> SourceDocument | None:
    """The page that what the article says was read from."""
    read = article.sources.filter(is_undone=False, status__in=[Status.CREATED, Status.UPDATED, Status.UNCHANGED])
    return read.select_related("article", "content", "batch").order_by("-pk").first()


@transaction.atomic
def accept(pk: int, fields: Collection[str], *, by, seen: int | None, now) -> list[str]:
    """These fields are as they should be, says a person who saw the article as version `seen`; the labels of those
    that were doubtful. Raises restoring.Refused.

    A version is kept where only an import has touched the article: the next one must find that a person had a say.
    """
    article = restoring.held(pk, by, seen)
    accepted = [field for field in article.doubts if field in fields]
    doubts.remove(article, accepted)
    labels = [label(field) for field in accepted]
    last = article.versions.kept().defer("content").first()
    if last is None or last.is_of_an_import:
        comment = (_("Accepted: %(fields)s") % {"fields": ", ".join(labels)})[: restoring.LONGEST_COMMENT]
        versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by, comment=comment, now=now)
    return labels

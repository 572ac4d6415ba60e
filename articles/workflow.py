"""What happens to an article between a draft and the public; nothing else changes its state."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import search, starting, versions
from articles.models import Article, ArticleVersion


class NotAllowed(Exception):
    """The article is in no state for this; the message says why and what to do."""


def obstacle_to_publication(article: Article) -> str:
    """Why the article cannot be published as it is, for a person to read; empty where nothing is in the way."""
    if article.revises_id:
        return _("A working copy is not published itself: it replaces the article that it revises.")
    if article.state == Article.State.PUBLISHED:
        return _("This article is published already.")
    is_unnamed = starting.has_working_title(article)
    return _("It still bears its working title: give it one of its own and save.") if is_unnamed else ""


def obstacle_to_withdrawal(article: Article) -> str:
    """Why the article cannot be withdrawn; empty where it can."""
    return "" if article.state == Article.State.PUBLISHED else _("Only a published article can be withdrawn.")


def publish(article: Article, *, by=None, now, seen: int | None = None) -> None:
    """Show the article from `now`, or from the moment set for it, and not before its embargo ends.

    `seen` is the version that the person has read: what somebody wrote since is not published unread.
    """
    publish_all([article], by=by, now=now, seen=seen)
    article.refresh_from_db()


@transaction.atomic
def publish_all(articles: Sequence[Article], sources=None, *, by=None, now, seen: int | None = None) -> None:
    """The same for many, all or none, each with its source page if an import publishes; what the caller holds of them
    is not changed.
    """
    held = _hold(articles)
    for current in held:
        _refuse(obstacle_to_publication(current))
        if seen not in (None, current.version):
            raise NotAllowed(_("Somebody saved it meanwhile. Read it again, then publish it."))
        current.state = Article.State.PUBLISHED
        current.goes_live_at = current.goes_live_at or now
        current.date_edtf = current.date_edtf or _day_of_what_began_here(current)
        current.save()
    search.index_all(held)
    versions.keep_all(held, sources, reason=ArticleVersion.Reason.PUBLICATION, by=by, now=now)


def withdraw(article: Article, *, by=None, now) -> None:
    """Take the article from the public at once; its text and versions stay."""
    with transaction.atomic():
        [current] = _hold([article])
        _refuse(obstacle_to_withdrawal(current))
        current.state = Article.State.WITHDRAWN
        current.goes_live_at = None
        current.save()
        versions.keep(current, reason=ArticleVersion.Reason.WITHDRAWAL, by=by, now=now)
    article.refresh_from_db()


def set_back(article: Article, content: dict) -> None:
    """Give the article, held by the caller, the content and the state of an earlier version, as if nothing had
    happened since: what readers see may change. The caller keeps the version.
    """
    article.state = content["state"]
    versions.restore(article, content)
    search.index(article)


def _day_of_what_began_here(article: Article) -> str:
    """The day on which readers first see it; none for what an import or a spreadsheet brought without one."""
    first = article.versions.last()
    if first is None or first.reason != ArticleVersion.Reason.EDIT:
        return ""
    return timezone.localdate(max(filter(None, [article.goes_live_at, article.embargo_until]))).isoformat()


def _refuse(obstacle: str) -> None:
    if obstacle:
        raise NotAllowed(obstacle)


def _hold(articles: Sequence[Article]) -> list[Article]:
    """The articles as they are now, whatever was read before, held until the end of the transaction."""
    held = Article.objects.select_for_update().order_by("pk").in_bulk([article.pk for article in articles])
    if len(held) < len(articles):
        raise NotAllowed(_("Somebody deleted it meanwhile."))
    return [held[article.pk] for article in articles]

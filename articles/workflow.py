"""What happens to an article between a draft and the public; nothing else changes its state."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles import search, versions
from articles.models import Article, ArticleVersion


class NotAllowed(Exception):
    """The article is in no state for this; the message says why and what to do."""


def publish(article: Article, *, by=None, now) -> None:
    """Show the article from `now`, or from the moment set for it, and not before its embargo ends."""
    if article.revises_id:
        raise NotAllowed(_("A working copy is not published itself: it replaces the article that it revises."))
    if article.state == Article.State.PUBLISHED:
        raise NotAllowed(_("This article is published already."))
    with transaction.atomic():
        article.state = Article.State.PUBLISHED
        article.goes_live_at = article.goes_live_at or now
        article.save()
        search.index(article)
        versions.keep(article, reason=ArticleVersion.Reason.PUBLICATION, by=by, now=now)


def withdraw(article: Article, *, by=None, now) -> None:
    """Take the article from the public at once; its text and versions stay."""
    if article.state != Article.State.PUBLISHED:
        raise NotAllowed(_("Only a published article can be withdrawn."))
    with transaction.atomic():
        article.state = Article.State.WITHDRAWN
        article.goes_live_at = None
        article.save()
        versions.keep(article, reason=ArticleVersion.Reason.WITHDRAWAL, by=by, now=now)

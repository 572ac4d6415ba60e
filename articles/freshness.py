"""How long a public page may be kept, and the tag by which a cache asks whether it is still what readers see.

What readers see changes with the revision (articles/watching.py), with each article that comes due, and with the
code. Every public page has the tag of the moment, so that “is this still right?” is answered by a short query,
before any page is made: docs/caching.md.
"""

from datetime import datetime
from hashlib import blake2b
from math import floor
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language_from_path

from articles.models import Article, PublicRevision
from iomnews.release import release

LONG_PAST = "@1"  # nginx keeps the page and asks before each use


class Due(NamedTuple):
    """At a revision, from a moment until the next article comes due: when the last one did, and when the next will."""

    revision: tuple | None
    since: datetime
    last: datetime | None
    coming: datetime | None

    def holds(self, revision: tuple | None, now: datetime) -> bool:
        return self.revision == revision and self.since <= now and (self.coming is None or now < self.coming)


_due: Due | None = None


def public_pages(get_response):
    """A middleware, after the one that finds the language: pages under a language are those of readers."""

    def middleware(request):
        is_reading = request.method in ("GET", "HEAD") and get_language_from_path(request.path_info)
        if settings.DEBUG or not is_reading:
            return get_response(request)
        due = due_at(timezone.now())
        tag = etag(due)  # of before the page is made: it may be newer than its tag, never older
        response = _answer(request, tag, get_response)
        if response.status_code in (200, 304):
            _keep(request, response, tag, due)
        elif response.status_code >= 300:
            patch_cache_control(response, no_cache=True)
        return response

    return middleware


def _answer(request, tag, get_response):
    """Whoever has a page's tag has the page; who asks for any (`*`) is told so only where there is one."""
    if request.headers.get("If-None-Match", "").strip() != "*":
        return get_conditional_response(request, etag=tag) or get_response(request)
    response = get_response(request)
    return get_conditional_response(request, etag=tag, response=response) if response.status_code == 200 else response


def _keep(request, response, tag, due):
    """A list a short while in the browser, what it lists never unasked; elsewhere, everything only if asked."""
    response.headers["ETag"], response.headers["X-Accel-Expires"] = tag, LONG_PAST
    if request.path_info.endswith("/"):
        patch_cache_control(response, max_age=seconds_to_keep(due), s_maxage=0)
    else:
        patch_cache_control(response, no_cache=True)


def etag(due: Due) -> str:
    """What readers see at the moment, in a word that tells nothing else; weak, since pages are compressed."""
    seen = release(), due.revision, due.last
    return f'W/"{blake2b(repr(seen).encode(), digest_size=12).hexdigest()}"'


def seconds_to_keep(due: Due) -> int:
    """Of a page that was begun then: from now on, but never past the next article that came or comes due since."""
    left = floor((due.coming - timezone.now()).total_seconds()) if due.coming else settings.PAGE_MAX_AGE
    return max(0, min(settings.PAGE_MAX_AGE, left))


def due_at(now) -> Due:
    """Kept until the revision moves or the next article comes due; not in a transaction, which may be taken back."""
    global _due
    revision = PublicRevision.latest()
    if (due := _due) and due.holds(revision, now) and not connection.in_atomic_block:
        return due
    moments = [
        articles.values_list("visible_from", flat=True).first()
        for articles in (
            Article.objects.published(now).order_by("-visible_from"),
            Article.objects.coming(now).order_by("visible_from"),
        )
    ]
    due = Due(revision, now, *moments)
    if not connection.in_atomic_block:
        _due = due
    return due


def forget() -> None:
    """Between tests, whose revisions begin anew."""
    global _due
    _due = None

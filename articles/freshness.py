"""How long a public page may be kept, and the tag by which a cache asks whether it is still what readers see.

What readers see changes with the revision (articles/watching.py), with each article that comes due, and with the
code. Every public page has the tag of the moment, so that “is this still right?” is answered by three short queries,
before any page is made: docs/caching.md.
"""

from hashlib import blake2b
from math import floor

from django.conf import settings
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language_from_path

from articles.models import Article, PublicRevision
from iomnews.release import release

LONG_PAST = "@1"  # nginx keeps the page and asks before each use


def public_pages(get_response):
    """A middleware, after the one that finds the language: pages under a language are those of readers."""

    def middleware(request):
        is_reading = request.method in ("GET", "HEAD") and get_language_from_path(request.path_info)
        if settings.DEBUG or not is_reading:
            return get_response(request)
        begun = timezone.now()
        tag = etag(begun)  # before the page is made: it may be newer than its tag, never older
        response = _answer(request, tag, get_response)
        if response.status_code in (200, 304):
            _keep(request, response, tag, begun)
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


def _keep(request, response, tag, begun):
    """A list a short while in the browser, what it lists never unasked; elsewhere, everything only if asked."""
    response.headers["ETag"], response.headers["X-Accel-Expires"] = tag, LONG_PAST
    if request.path_info.endswith("/"):
        patch_cache_control(response, max_age=seconds_to_keep(begun), s_maxage=0)
    else:
        patch_cache_control(response, no_cache=True)


def etag(now) -> str:
    """What readers see at the moment, in a word that tells nothing else; weak, since pages are compressed."""
    revision = PublicRevision.objects.values_list("origin", "number").first()
    came_due = Article.objects.published(now).order_by("-visible_from").values_list("visible_from").first()
    return f'W/"{blake2b(repr((release(), revision, came_due)).encode(), digest_size=12).hexdigest()}"'


def seconds_to_keep(begun) -> int:
    """Of a page begun at the moment: from now on, but never past the next article that came or comes due since."""
    coming = Article.objects.coming(begun).order_by("visible_from").values_list("visible_from", flat=True).first()
    left = floor((coming - timezone.now()).total_seconds()) if coming else settings.PAGE_MAX_AGE
    return max(0, min(settings.PAGE_MAX_AGE, left))

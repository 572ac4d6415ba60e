"""Addresses of the old site, answered by a permanent redirect once their release is public.

A middleware, as in Django's redirects: asked only where nothing else answers.
"""

from urllib.parse import quote, urlsplit

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from articles.models import Article, LegacyAddress


def legacy_addresses(get_response):
    def middleware(request):
        response = get_response(request)
        moved = moved_article(request) if response.status_code == 404 else None
        return _moved(moved) if moved else response

    return middleware


def _moved(article: Article):
    """For good as far as search engines go; browsers ask again, since staff may move an address to another release."""
    response = redirect(article, permanent=True)
    patch_cache_control(response, no_cache=True)
    return response


def moved_article(request) -> Article | None:
    """The public article that the old site had at the path, by the very query if there is one, else by none."""
    path = request.path.rstrip("/")
    if not path or "\0" in path:
        return None
    public = Article.objects.published(timezone.now())
    found = LegacyAddress.objects.filter(path__in={path, quote(path)}, article__in=public).select_related("article")
    by_query = {urlsplit(legacy.address).query: legacy.article for legacy in found}
    return by_query.get(request.META["QUERY_STRING"]) or by_query.get("")

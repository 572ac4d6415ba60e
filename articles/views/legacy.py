"""Addresses of the old site, answered by a permanent redirect once their release is public."""

from urllib.parse import quote, urlsplit

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from articles.models import Article, LegacyAddress


class LegacyPath:
    """Matches the paths that the old site had and no others, so that a wrong address stays a plain 404."""

    regex = "[^\0]+"

    def to_python(self, value):
        if not published_at(f"/{value}"):
            raise ValueError(value)
        return value

    def to_url(self, value):
        return value


def published_at(path: str) -> list[LegacyAddress]:
    """What the old site had at the path and is public now; several where only their queries differed."""
    public = Article.objects.published(timezone.now())
    paths = {path.rstrip("/"), quote(path.rstrip("/"))}
    return list(LegacyAddress.objects.filter(path__in=paths, article__in=public).select_related("article"))


def moved_or_missing(request, path=""):
    for legacy in published_at(request.path):
        if urlsplit(legacy.address).query in ("", request.META["QUERY_STRING"]):
            return redirect(legacy.article, permanent=True)
    raise Http404(request.path)

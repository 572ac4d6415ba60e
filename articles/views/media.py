"""Pictures and documents, for those who may read their article; sizes of a picture as the picture itself."""

import json
import mimetypes
import re

from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from articles.models import Article, ArticleImage, ArticleVersion, Attachment
from iomnews.accounts import second_factor
from iomnews.accounts.reach import reach

IMAGES = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
SIZE = re.compile(r"sizes/(.+)/[0-9a-f]{12}\.webp")


def media(request, path):
    """As long as a size of a picture is not made, the picture itself stands in for it."""
    size = SIZE.fullmatch(path)
    original = size[1] if size else path
    if "\0" in path or not _may_read(request.user, original):
        raise Http404(path)
    name = next((name for name in (path, original) if default_storage.exists(name)), None)
    if name is None:
        raise Http404(path)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(default_storage.open(name), as_attachment=kind not in IMAGES, content_type=kind)
    patch_cache_control(response, private=True, no_cache=True)
    changed_at = int(default_storage.get_modified_time(name).timestamp())
    response["Last-Modified"] = http_date(changed_at)
    return get_conditional_response(request, last_modified=changed_at, response=response)


def _may_read(user, name: str) -> bool:
    """The public what is published; staff, once they may enter, also what is theirs, as it is or as a version was."""
    pictured = ArticleImage.objects.filter(image=name).order_by().values("article")
    attached = Attachment.objects.filter(file=name).order_by().values("article")
    holders = Article.objects.filter(pk__in=pictured.union(attached))  # by OR, every article would be looked at
    now = timezone.now()
    if holders.published(now).exists():
        return True
    if not user.is_staff or second_factor.is_missing(user):
        return False
    return holders.visible_to(user, now).exists() or _is_in_a_version(user, name)


def _is_in_a_version(user, name: str) -> bool:
    """Of an article within the user's missions: what others may see of a published article is not its past."""
    own = Article.objects.within(reach(user, "articles.view_article")).order_by().values("pk")
    written = Q()
    for text in {name, json.dumps(name)[1:-1]}:  # SQLite keeps an accent as \u00e9
        written |= Q(content__images__icontains=text) | Q(content__attachments__icontains=text)
    versions = ArticleVersion.objects.filter(written, article__in=own).values_list("content", flat=True)
    return any(name in _files(content) for content in versions)


def _files(content: dict) -> set[str]:
    named = {"images": "image", "attachments": "file"}
    return {row[field] for part, field in named.items() for row in content.get(part, ())}

"""Pictures and documents, for those who may read their article."""

import mimetypes

from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from articles.models import Article

IMAGES = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})


def media(request, path):
    if "\0" in path:
        raise Http404(path)
    holders = Article.objects.filter(Q(images__image=path) | Q(attachments__file=path))
    may_read = holders.published(timezone.now()).exists() or (_is_staff(request.user) and holders.exists())
    if not may_read or not default_storage.exists(path):
        raise Http404(path)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(default_storage.open(path), as_attachment=kind not in IMAGES, content_type=kind)
    patch_cache_control(response, private=True, no_cache=True)
    changed_at = int(default_storage.get_modified_time(path).timestamp())
    response["Last-Modified"] = http_date(changed_at)
    return get_conditional_response(request, last_modified=changed_at, response=response)


def _is_staff(user) -> bool:
    return user.is_active and user.is_staff and user.has_perm("articles.view_article")

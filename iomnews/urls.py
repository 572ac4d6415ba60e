"""Every address. “/” and what lacks its language are sent to the reader's by LocaleMiddleware."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path, register_converter

from articles.views.legacy import LegacyPath, moved_or_missing
from articles.views.media import media

register_converter(LegacyPath, "legacy")


def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz),
    path("media/<path:path>", media, name="media"),
    *i18n_patterns(path("", include("articles.urls"))),
    path("<legacy:path>", moved_or_missing),
]

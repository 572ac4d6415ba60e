"""Every address. “/” and what lacks its language are sent to the reader's by LocaleMiddleware."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path

from articles.views.media import media

handler400 = "iomnews.errors.bad_request"
handler404 = "iomnews.errors.not_found"
handler500 = "iomnews.errors.server_error"


def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("account/", include("iomnews.accounts.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("articles.api.urls")),
    path("healthz", healthz),
    path("media/<path:path>", media, name="media"),
    *i18n_patterns(path("", include("articles.urls"))),
]

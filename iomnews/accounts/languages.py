"""The admin in the language that its user chose, on every device."""

from django.conf import settings
from django.utils import translation
from django.views.i18n import set_language

from iomnews.headers import is_of_api

from .models import User


def own_language(get_response):
    """After LocaleMiddleware, for addresses without a language: those of the staff."""

    def middleware(request):
        is_of_staff = translation.get_language_from_path(request.path_info) is None and not is_of_api(request)
        if is_of_staff and request.user.is_authenticated:
            _activate(request, request.user.language)
        return get_response(request)

    return middleware


def _activate(request, language: str) -> None:
    if language:
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


def choose_language(request):
    """The menu's form: kept for the browser, and for the user who is signed in."""
    language = request.POST.get("language")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=language)
    return set_language(request)

"""A form that was sent after its session had ended: kept as sent and, once signed in, shown filled in, to be saved."""

from django.db import transaction
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure

SECRET = ("password", "csrfmiddlewaretoken")
OWN_PAGES = {"login", "logout", "password_change", "password_change_done"}


def may_be_kept(request) -> bool:
    """A form of the admin that one of our own pages sent: what another site sends is never shown for sending."""
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return request.method == "POST" and is_ours and _is_a_form_of_the_admin(request)


def _is_a_form_of_the_admin(request) -> bool:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return match.app_name == "admin" and match.url_name not in OWN_PAGES


def keep(request, status=403):
    """The page that holds every field, but no secret and no file, and sends them again at the press of a button."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name.lower() for secret in SECRET)
        for value in values
    ]
    context = {
        "fields": fields,
        "files": [file.name for _name, files in request.FILES.lists() for file in files],
        "address": request.get_full_path(),
        "sign_in": reverse("account_login", query={"next": reverse("account_signed_in")}),
    }
    return render(request, "account/kept_form.html", context, status=status)


def csrf_failure(request, reason=""):
    """Signing in anew makes the tokens of older pages void, this one's too; nothing was done yet."""
    if not may_be_kept(request):
        return plain_csrf_failure(request, reason=reason)
    return _shown_to_be_saved(request) or keep(request)


def _shown_to_be_saved(request):
    """The page of a record with what was written in its form; None for other pages. Nothing is saved."""
    match = resolve(request.path_info)
    if request.user.is_anonymous or not match.url_name.endswith(("_add", "_change")) or not _may_be_unsaved(match):
        return None
    request.csrf_processing_done = True  # what the view writes is taken back
    request.unsaved_because = _("You have signed in anew. Here is what you wrote: nothing is saved yet. Save it now.")
    with transaction.atomic():
        response = match.func(request, *match.args, **match.kwargs)
        is_form = isinstance(response, TemplateResponse) and response.status_code == 200
        transaction.set_rollback(True)
    return response.render() if is_form else None


def _may_be_unsaved(match) -> bool:
    """Whether the page's form can be told to save nothing; another would say that it had saved."""
    return hasattr(match.func.model_admin.form, "unsaved_because")

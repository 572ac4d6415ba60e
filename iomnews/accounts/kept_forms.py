"""A form that was sent after its session had ended: shown as sent, to be sent again by hand once signed in."""

from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
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
    return keep(request) if may_be_kept(request) else plain_csrf_failure(request, reason=reason)

"""How django-axes counts wrong passwords: by account and source together.

A mission shares one address, so that a source alone would lock all its staff out; anybody can guess at an account, so
that an account alone would lock its owner out. And a browser that has signed in to an account before is known by a
signed cookie: its wrong passwords are counted by themselves, and nobody else's lock it out.
"""

import math
import secrets
from datetime import timedelta

from allauth.core.internal.httpkit import get_client_ip
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone

from .models import User

COOKIE, SALT = "known_browser", "iomnews.accounts.known-browser"
YEAR = 365 * 24 * 60 * 60  # seconds
MOST_ACCOUNTS = 8  # that one browser is known to: a shared computer


def account(request, credentials=None) -> str:
    """What is counted for: the account, however it was typed, and in which known browser of its own."""
    typed = _typed(request, credentials)
    user = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).order_by("pk").first()
    if user is None:
        return f"nobody:{typed.lower()}"[:255]
    browser = _known_browsers(request).get(str(user.pk))
    return f"user:{user.pk}:{browser}" if browser else f"user:{user.pk}"


def counted_by(request, credentials=None) -> list:
    """A known browser counts wherever it is; any other together with its address."""
    is_known = account(request, credentials).count(":") == 2
    return ["username"] if is_known else [["username", "ip_address"]]


def source(request) -> str | None:
    """The address of the browser, past as many proxies as the settings trust."""
    return get_client_ip(request)


def remember_browser(request, response, user) -> None:
    known = _known_browsers(request)
    known[str(user.pk)] = known.pop(str(user.pk), None) or secrets.token_urlsafe(12)
    newest = dict(list(known.items())[-MOST_ACCOUNTS:])
    response.set_signed_cookie(
        COOKIE, _packed(newest), salt=SALT, max_age=YEAR, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def free(user) -> None:
    """Forget the wrong passwords for an account, from everywhere."""
    own = Q(username=f"user:{user.pk}") | Q(username__startswith=f"user:{user.pk}:")
    AccessAttempt.objects.filter(own).delete()


def locked_out(request, response, credentials):
    """The page for who has guessed too often: how long, and what to do at once."""
    minutes = max(1, math.ceil(_left(request, credentials).total_seconds() / 60))
    page = render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(60 * minutes)
    return page


def _left(request, credentials):
    """How long it takes until the last wrong password is forgotten."""
    attempts = AccessAttempt.objects.filter(username=account(request, credentials))
    if "username" not in counted_by(request, credentials):
        attempts = attempts.filter(ip_address=source(request))
    last = attempts.order_by("attempt_time").last()
    since = last.attempt_time if last else timezone.now()
    return max(since + get_cool_off(request) - timezone.now(), timedelta(0))


def _typed(request, credentials) -> str:
    credentials = credentials or {}
    typed = credentials.get("username") or credentials.get("email") or request.POST.get("login", "")
    return typed.strip().replace("\0", "")


def _known_browsers(request) -> dict[str, str]:
    """The accounts that this browser has signed in to, and what it is called for each."""
    packed = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=YEAR)
    return dict(pair.split("=", 1) for pair in packed.split("&") if pair)


def _packed(known: dict[str, str]) -> str:
    return "&".join(f"{user}={browser}" for user, browser in known.items())

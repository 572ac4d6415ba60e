"""A link by e-mail to choose a password: for who is new, and for who was sent one by an administrator."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.core.context import request_context
from django.conf import settings
from django.urls import reverse

DAY = 24 * 60 * 60  # seconds


def send(request, user) -> None:
    """May be called once the request's transaction has ended, when django-allauth has lost sight of the request."""
    with request_context(request):
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        adapter = get_adapter(request)
        context = {
            "user": user,
            "invited_by": request.user,
            "password_url": adapter.get_reset_password_from_key_url(key),
            "login_url": request.build_absolute_uri(reverse("account_login")),
            "days": settings.PASSWORD_RESET_TIMEOUT // DAY,
        }
        adapter.send_mail("account/email/invitation", user.email, context)

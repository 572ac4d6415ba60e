"""A link by e-mail to choose a password: for who is new, and for who was sent one by an administrator."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.account.views import PasswordResetFromKeyView
from allauth.core.context import request_context
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from .models import User

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


class ChoosePassword(PasswordResetFromKeyView):
    @transaction.atomic
    def form_valid(self, form):
        """Of two who use one link at the same moment the second one waits here, and finds it used."""
        self.reset_user.refresh_from_db(from_queryset=User.objects.select_for_update())
        if default_token_generator.check_token(self.reset_user, self.key):
            return super().form_valid(form)
        return self.render_to_response(self.get_context_data(token_fail=True))

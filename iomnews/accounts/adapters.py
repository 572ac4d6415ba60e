"""Where django-allauth asks this newsroom how to do things."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import get_language, gettext, override

from . import guessing


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are given, in the admin."""
        return False

    def pre_authenticate(self, request, **credentials):
        """No limit by account alone, which would lock its owner out: guessing.py counts by account and source."""

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        guessing.remember_browser(request, response, user)
        return response

    def set_password(self, user, password):
        """Whoever chose a password, with the link of an e-mail or with the old one, is the owner."""
        super().set_password(user, password)
        guessing.free(user)

    def send_mail(self, template_prefix, email, context):
        """In the language of who reads it."""
        user = context.get("user")
        with override(user.language if user and user.language else get_language()):
            super().send_mail(template_prefix, email, context)


class MFAAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self):
        return gettext("Newsroom")

"""Who must sign in with a second factor: superusers, and whoever has one of the roles of `TWO_FACTOR_ROLES`."""

from allauth.mfa.models import Authenticator
from django.conf import settings

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_required(user) -> bool:
    roles = settings.TWO_FACTOR_ROLES
    return bool(roles) and (user.is_superuser or user.memberships.filter(role__in=roles).exists())


def is_missing(user) -> bool:
    """Whoever has set one up was asked for it when signing in."""
    return is_required(user) and not Authenticator.objects.filter(user=user, type__in=FACTORS).exists()

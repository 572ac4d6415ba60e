"""Who signs in, and what the roles of an account allow."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission


class MembershipBackend(AuthenticationBackend):
    def _get_group_permissions(self, user):
        """Of the groups named like the user's roles, in whichever mission; reach.py says where each holds."""
        return Permission.objects.filter(group__name__in=user.memberships.values("role"))

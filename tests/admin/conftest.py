import pytest
from django.contrib.auth.models import Permission

from iomnews.accounts.models import User


@pytest.fixture
def admin_client(db, client):
    """A browser signed in as a superuser, without the time that a password takes."""
    user = User.objects.create(username="admin", email="admin@migrations.example", is_staff=True, is_superuser=True)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def client_who_may(db, client):
    """A browser signed in as a member of staff with the permissions named, and no others."""

    def sign_in(*codenames):
        user = User.objects.create(username="aminata", email="aminata@migrations.example", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        client.cookies["django_language"] = "en"
        return client

    return sign_in

"""A mission and headquarters, and browsers that sign in by the form."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.accounts.every_address import Chad
from tests.factories import make_headquarters, make_mission

PASSWORD = "assez-long-pour-tous"
ADDRESS = "203.0.113.9"  # of the whole mission


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    """The counts of codes are kept in the cache, by account; the next test's has the same number."""
    cache.clear()


@pytest.fixture
def niger(db):
    return make_mission()


@pytest.fixture
def chad(db):
    return make_mission("chad", "Tchad")


@pytest.fixture
def headquarters(db):
    return make_headquarters()


@pytest.fixture
def all_of_chad(settings, tmp_path, headquarters, niger, caplog):
    """A newsroom in which a mission has everything; what is refused is not written of, which takes as long."""
    settings.MEDIA_ROOT, settings.DUMP_DIR = tmp_path, tmp_path / "dump"
    caplog.set_level("ERROR", "django.request")
    return Chad()


def browser(address=ADDRESS) -> Client:
    client = Client(REMOTE_ADDR=address)
    client.cookies["django_language"] = "en"
    return client


def sign_in(client, login, password=PASSWORD):
    return client.post("/account/login/", {"login": login, "password": password})


def is_signed_in(client) -> bool:
    return client.get("/account/sessions/").status_code == 200

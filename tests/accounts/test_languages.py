import re

import pytest
from django.core import mail
from django.utils.translation import gettext, override

from tests.accounts.conftest import PASSWORD, browser, sign_in
from tests.factories import make_member


def language_of(client, address="/admin/") -> str:
    return re.search(r'<html lang="(\w+)"', client.get(address).content.decode())[1]


def choose(client, language):
    return client.post("/account/language/", {"language": language, "next": "/admin/"})


@pytest.fixture
def aminata(niger):
    return make_member(password=PASSWORD)


def test_the_choice_follows_its_user_to_another_device(aminata):
    first, second = browser(), browser()
    sign_in(first, "aminata")
    assert choose(first, "es").url == "/admin/"
    sign_in(second, "aminata")
    assert [language_of(first), language_of(second)] == ["es", "es"]


def test_before_signing_in_the_choice_is_the_browsers(db):
    client = browser()
    choose(client, "es")
    assert language_of(client, "/account/login/") == "es"


def test_an_unknown_language_changes_nothing(aminata):
    client = browser()
    sign_in(client, "aminata")
    choose(client, "xx")
    aminata.refresh_from_db()
    assert aminata.language == ""


def test_public_pages_keep_the_language_of_their_address(aminata):
    aminata.language = "es"
    aminata.save()
    client = browser()
    sign_in(client, "aminata")
    assert language_of(client, "/fr/") == "fr"


@pytest.mark.parametrize("language", ["fr", "es", "en"])
def test_mails_are_in_the_language_of_who_reads_them(aminata, language):
    """Compared with what the catalogue holds, asked for by someone who reads another language."""
    aminata.language = language
    aminata.save()
    asking = browser()
    asking.cookies["django_language"] = "fr" if language == "en" else "en"
    asking.post("/account/password/reset/", {"email": aminata.email})

    with override(language):
        assert mail.outbox[0].subject == gettext("Newsroom: choose a password")

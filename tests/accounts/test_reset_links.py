"""A link by e-mail to choose a password: it works once, for a while, and for its own account."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from tests.accounts.conftest import PASSWORD, browser, is_signed_in, sign_in
from tests.factories import make_member

NEW = "un-autre-assez-long"


@pytest.fixture
def aminata(niger):
    return make_member(password=PASSWORD)


def ask_for_link(aminata):
    browser().post("/account/password/reset/", {"email": aminata.email})
    return re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]


@pytest.fixture
def link(aminata):
    return ask_for_link(aminata)


def choose(link, client=None):
    client = client or browser()
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})


def signs_in(password):
    client = browser()
    sign_in(client, "aminata", password)
    return is_signed_in(client)


def test_a_link_gives_a_new_password_and_no_session(link):
    client = browser()
    choose(link, client)
    assert signs_in(NEW)
    assert not is_signed_in(client)


def test_a_link_works_once(link):
    choose(link)
    assert "Bad Token" in browser().get(link, follow=True).content.decode()


def test_a_link_expires(link, settings):
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=settings.PASSWORD_RESET_TIMEOUT)):
        choose(link)
    assert signs_in(PASSWORD)


def test_a_link_is_void_once_the_password_was_changed(link, aminata):
    aminata.set_password("encore-un-autre-long")
    aminata.save()
    choose(link)
    assert not signs_in(NEW)


def test_a_link_of_another_account_opens_nothing(link, chad):
    moussa = make_member("administrator", chad, username="moussa", password=PASSWORD)
    before = moussa.password
    choose(re.sub(r"/reset/\w+-", f"/reset/{moussa.pk}-", link))
    moussa.refresh_from_db()
    assert moussa.password == before


def test_a_new_password_by_link_ends_every_session(aminata):
    client = browser()
    sign_in(client, "aminata")
    choose(ask_for_link(aminata))
    assert not is_signed_in(client)


def test_a_link_does_not_bring_back_who_is_disabled(link, aminata):
    aminata.is_active = False
    aminata.save()
    choose(link)
    assert not signs_in(NEW)


def test_a_link_is_not_handed_on_to_other_sites(link):
    """The address that is shown holds no key: it is in the session."""
    page = browser().get(link, follow=True)
    assert page.redirect_chain[0][0].endswith("-set-password/")

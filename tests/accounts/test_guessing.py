"""Wrong passwords are counted by account and source together, and never against the owner."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from tests.accounts.conftest import PASSWORD, browser, is_signed_in, sign_in
from tests.factories import make_member

GUESSES = 5


@pytest.fixture
def aminata(niger):
    return make_member(password=PASSWORD)


def guess(client, login="aminata", times=GUESSES):
    return [sign_in(client, login, f"faux-{n}").status_code for n in range(times)][-1]


def test_the_fifth_wrong_password_closes_the_account_for_its_source(aminata):
    client = browser()
    assert guess(client, times=4) == 200
    assert guess(client, times=1) == 429
    page = sign_in(client, "aminata").content.decode()
    assert "15 minutes" in page
    assert "/account/password/reset/" in page


def test_a_colleague_at_the_same_address_signs_in(aminata):
    make_member(username="moussa", password=PASSWORD)
    guess(browser(), "moussa")
    client = browser()
    sign_in(client, "aminata")
    assert is_signed_in(client)


def test_guesses_from_elsewhere_close_nothing_here(aminata):
    guess(browser("198.51.100.7"))
    client = browser()
    sign_in(client, "aminata")
    assert is_signed_in(client)


def test_a_browser_that_has_signed_in_before_is_not_closed_by_others_at_its_address(aminata):
    known = browser()
    sign_in(known, "aminata")
    known.post("/account/logout/")
    assert guess(browser()) == 429
    sign_in(known, "aminata")
    assert is_signed_in(known)


def test_a_known_browser_has_a_count_of_its_own_wherever_it_is(aminata):
    known = browser()
    sign_in(known, "aminata")
    known.post("/account/logout/")
    guess(known, times=4)
    known.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert guess(known, times=1) == 429


def test_a_browser_known_to_one_account_is_a_stranger_to_another(aminata):
    make_member(username="moussa", password=PASSWORD)
    client = browser()
    sign_in(client, "moussa")
    client.post("/account/logout/")
    guess(client)
    assert sign_in(browser(), "aminata").status_code == 429


def test_a_cookie_made_by_hand_makes_no_known_browser(aminata):
    guess(browser())
    forger = browser()
    forger.cookies["known_browser"] = f"{aminata.pk}=abc"
    assert sign_in(forger, "aminata").status_code == 429


def test_name_address_and_case_are_one_account(aminata):
    client = browser()
    for login in ("aminata", "AMINATA", "aminata@migrations.example", "Aminata@Migrations.Example"):
        sign_in(client, login, "faux")
    assert sign_in(client, "aminata ", "faux").status_code == 429


def test_an_account_that_does_not_exist_is_closed_the_same_way(aminata):
    assert guess(browser(), "inconnue") == 429


def test_the_pause_ends(aminata):
    client = browser()
    guess(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        sign_in(client, "aminata")
        assert is_signed_in(client)


def test_a_password_chosen_by_mail_frees_the_account(aminata):
    client = browser()
    guess(client)
    client.post("/account/password/reset/", {"email": aminata.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "un-autre-assez-long", "password2": "un-autre-assez-long"})
    sign_in(client, "aminata", "un-autre-assez-long")
    assert is_signed_in(client)


def test_many_people_sign_in_from_one_address_within_a_minute(aminata):
    assert {sign_in(browser(), "aminata").status_code for _ in range(40)} == {302}


def test_behind_a_proxy_the_browsers_own_address_counts(aminata, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser, other = browser("10.0.0.1"), browser("10.0.0.1")
    guesser.defaults["HTTP_X_FORWARDED_FOR"] = "192.0.2.66, 198.51.100.7"
    other.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.9"
    assert guess(guesser) == 429
    assert sign_in(other, "aminata").status_code == 302

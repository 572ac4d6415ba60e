import re

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

from iomnews.accounts.models import User
from tests.accounts.conftest import PASSWORD, browser, is_signed_in, sign_in
from tests.factories import make_article, make_member


@pytest.fixture(autouse=True)
def required(settings):
    settings.TWO_FACTOR_ROLES = ["publisher", "administrator"]


def client_of(role, mission):
    make_member(role, mission, password=PASSWORD)
    client = browser()
    sign_in(client, "aminata")
    return client


def code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06}"


def set_up(client) -> str:
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    secret = re.search(r'class="totp-key">(\w+)<', page)[1]
    client.post("/account/second-factor/totp/activate/", {"code": code(secret)})
    return secret


@pytest.mark.parametrize("address", ["/admin/", "/admin/articles/article/", "/admin/articles/article/add/"])
def test_a_publisher_without_one_is_led_to_set_one_up(niger, address):
    response = client_of("publisher", niger).get(address, follow=True)
    assert response.redirect_chain == [("/account/second-factor/", 302)]
    assert "Your role needs a second factor" in response.content.decode()


def test_a_publisher_without_one_changes_nothing(niger):
    article = make_article(mission=niger)
    client = client_of("publisher", niger)
    client.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})
    client.post("/admin/articles/article/", {"action": "publish", "_selected_action": article.pk})
    article.refresh_from_db()
    assert article.state == "draft"


def test_an_editor_needs_none(niger):
    assert client_of("editor", niger).get("/admin/").status_code == 200


def test_a_superuser_needs_one(db, client):
    client.force_login(User.objects.create_superuser("root", "root@migrations.example"))
    assert client.get("/admin/").url == "/account/second-factor/"


def test_where_no_role_needs_one_nobody_is_asked(niger, settings):
    settings.TWO_FACTOR_ROLES = []
    assert client_of("publisher", niger).get("/admin/").status_code == 200


def test_once_set_up_it_opens_the_admin_and_is_asked_for_when_signing_in(niger):
    client = client_of("publisher", niger)
    secret = set_up(client)
    assert client.get("/admin/").status_code == 200
    other = browser()
    assert sign_in(other, "aminata").url == "/account/second-factor/authenticate/"
    assert not is_signed_in(other)
    other.post("/account/second-factor/authenticate/", {"code": "000000"})
    assert not is_signed_in(other)
    other.post("/account/second-factor/authenticate/", {"code": code(secret)})
    assert is_signed_in(other)


def test_a_recovery_code_opens_once(niger):
    client = client_of("publisher", niger)
    set_up(client)
    codes = re.findall(r"\b\d{8}\b", client.get("/account/second-factor/recovery-codes/").content.decode())
    for expected in (True, False):
        other = browser()
        sign_in(other, "aminata")
        other.post("/account/second-factor/authenticate/", {"code": codes[0]})
        assert is_signed_in(other) is expected


def test_codes_are_not_guessed_without_end(niger):
    client = client_of("publisher", niger)
    set_up(client)
    other = browser()
    sign_in(other, "aminata")
    answers = [other.post("/account/second-factor/authenticate/", {"code": f"{n:06}"}) for n in range(7)]
    assert "Too many failed login attempts" in answers[-1].content.decode()


def test_the_picture_to_scan_is_part_of_the_page(niger):
    client = client_of("publisher", niger)
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    assert "<svg" in page.split("<main")[1]
    assert "data:" not in page

import pytest

from tests.accounts.conftest import PASSWORD, browser, is_signed_in, sign_in
from tests.factories import make_member


@pytest.fixture
def aminata(niger):
    return make_member(password=PASSWORD)


@pytest.fixture
def client(aminata):
    client = browser()
    sign_in(client, "aminata")
    assert is_signed_in(client)
    return client


def test_a_disabled_user_is_signed_out_and_stays_so_when_enabled_again(client, aminata):
    aminata.is_active = False
    aminata.save()
    assert not is_signed_in(client)
    aminata.is_active = True
    aminata.save()
    assert not is_signed_in(client)


def test_no_request_is_needed_between_disabling_and_enabling(client, aminata):
    aminata.is_active = False
    aminata.save(update_fields=["is_active"])
    aminata.is_active = True
    aminata.save()
    assert not is_signed_in(client)


def test_a_disabled_user_does_not_sign_in(aminata):
    aminata.is_active = False
    aminata.save()
    other = browser()
    sign_in(other, "aminata")
    assert not is_signed_in(other)


def test_another_password_ends_every_other_session(client, aminata):
    other = browser()
    sign_in(other, "aminata")
    new = {"oldpassword": PASSWORD, "password1": "un-autre-assez-long", "password2": "un-autre-assez-long"}
    client.post("/account/password/", new)
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_one_ends_ones_other_sessions_from_the_list(client, aminata):
    other = browser("198.51.100.7")
    sign_in(other, "aminata")
    assert "198.51.100.7" in client.get("/account/sessions/").content.decode()
    client.post("/account/sessions/")
    assert is_signed_in(client)
    assert not is_signed_in(other)

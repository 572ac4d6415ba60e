import pytest

from tests.accounts.conftest import PASSWORD, browser, is_signed_in, sign_in
from tests.factories import make_member


@pytest.fixture
def aminata(niger):
    return make_member(password=PASSWORD)


@pytest.mark.parametrize("login", ["aminata", "Aminata", "aminata@migrations.example", "Aminata@Migrations.example"])
def test_a_user_name_or_an_address_signs_in(aminata, login):
    assert sign_in(browser(), login).url == "/admin/"


def test_the_admin_leads_to_the_sign_in_page_and_back(aminata):
    client = browser()
    response = client.get("/admin/articles/article/", follow=True)
    page, _status = response.redirect_chain[-1]
    assert page.startswith("/account/login/?next=%2Fadmin%2Farticles")
    answer = client.post(page, {"login": "aminata", "password": PASSWORD, "next": "/admin/articles/article/"})
    assert answer.url == "/admin/articles/article/"


def test_nobody_is_sent_to_another_site_after_signing_in(aminata):
    answer = browser().post(
        "/account/login/", {"login": "aminata", "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert answer.url == "/admin/"


def test_nobody_makes_an_account_for_themselves(db):
    page = browser().get("/account/signup/").content.decode()
    assert "Accounts are given" in page
    assert "<input" not in page.split("<main")[1]


def test_the_page_says_nothing_about_which_part_was_wrong(aminata):
    wrong, unknown = (sign_in(browser(), login, "faux").content.decode() for login in ("aminata", "inconnue"))
    assert "The username and/or password you specified are not correct." in wrong
    assert "The username and/or password you specified are not correct." in unknown


def test_who_has_no_role_does_not_enter_the_admin(aminata):
    client = browser()
    sign_in(client, "aminata")
    aminata.memberships.get().delete()
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_role_taken_away_holds_no_more_at_the_next_request(aminata, chad):
    aminata.memberships.create(role="editor", mission=chad)
    client = browser()
    sign_in(client, "aminata")
    assert client.get("/admin/contacts/presscontact/add/").status_code == 200
    aminata.memberships.get(mission=chad).delete()
    assert client.get("/admin/contacts/presscontact/add/").status_code == 403


def test_signing_out_ends_the_session(aminata):
    client = browser()
    sign_in(client, "aminata")
    client.post("/account/logout/")
    assert not is_signed_in(client)

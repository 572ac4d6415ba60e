"""What somebody outside may try: to send people elsewhere, to learn who has an account, to use another's session."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as site
from django.core import mail
from django.test import Client

from articles.models import Article
from tests.accounts.conftest import PASSWORD, browser, is_signed_in, sign_in
from tests.accounts.every_address import addresses, filled_in
from tests.accounts.test_second_factor import code, set_up
from tests.admin.records import address
from tests.factories import make_article, make_member
from tests.test_settings import HEADERS

ELSEWHERE = [
    "https://evil.example/", "//evil.example", "///evil.example", "https:evil.example", "https:///evil.example",
    "\\\\evil.example", "/\\evil.example", " //evil.example", "\t//evil.example", "javascript:alert(1)",
]  # fmt: skip
every_elsewhere = pytest.mark.parametrize("elsewhere", ELSEWHERE)


@pytest.fixture
def aminata(niger):
    return make_member("editor", niger, password=PASSWORD)


@pytest.fixture
def client(aminata):
    client = browser()
    sign_in(client, "aminata")
    return client


def place(response) -> tuple[str, str]:
    """Where a browser goes, which reads a backslash as a slash and drops what is blank around."""
    there = urlsplit(urljoin("http://testserver/", response.headers["Location"].strip().replace("\\", "/")))
    return there.scheme, there.netloc


HERE = ("http", "testserver")


@every_elsewhere
def test_nobody_is_sent_elsewhere_when_signing_in(aminata, elsewhere):
    form = {"login": "aminata", "password": PASSWORD, "next": elsewhere}
    assert place(browser().post("/account/login/", form)) == HERE
    assert place(browser().post("/account/login/", form, query_params={"next": elsewhere})) == HERE


@every_elsewhere
@pytest.mark.parametrize("page", ["/account/login/", "/account/signup/", "/account/second-factor/authenticate/"])
def test_whoever_is_signed_in_is_not_sent_elsewhere(client, page, elsewhere):
    assert place(client.get(page, {"next": elsewhere})) == HERE


@every_elsewhere
@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/account/logout/", {}),
        ("/account/language/", {"language": "es"}),
        ("/account/confirm/", {"password": PASSWORD}),
    ],
)
def test_no_form_of_an_account_leads_elsewhere(client, page, form, elsewhere):
    answer = client.post(page, form | {"next": elsewhere}, query_params={"next": elsewhere})
    assert place(answer) == HERE


@every_elsewhere
def test_the_admin_hands_on_no_way_elsewhere(aminata, elsewhere):
    client = browser()
    page = client.get("/admin/login/", {"next": elsewhere}).url
    assert place(client.post(page, {"login": "aminata", "password": PASSWORD})) == HERE


@every_elsewhere
def test_the_second_factor_leads_nowhere_else(client, elsewhere):
    secret, other = set_up(client), browser()
    page = other.post("/account/login/", {"login": "aminata", "password": PASSWORD, "next": elsewhere}).url
    assert place(other.post(page, {"code": code(secret), "next": elsewhere})) == HERE
    assert is_signed_in(other)


@pytest.mark.parametrize(
    "path", ["//evil.example/fr/news", "//evil.example/account/login", "/%5Cevil.example/fr/news"]
)
def test_a_slash_that_is_added_leads_nowhere_else(db, path):
    answer = browser().get("/", PATH_INFO=path)
    assert answer.status_code == 404 or place(answer) == HERE


def test_a_host_that_is_not_ours_is_refused(aminata, settings):
    settings.ALLOWED_HOSTS = ["news.example.org"]
    form = {"email": aminata.email}
    assert browser().post("/account/password/reset/", form, HTTP_HOST="evil.example").status_code == 400
    assert not mail.outbox


def test_a_forwarded_host_is_not_believed(aminata, settings):
    settings.ALLOWED_HOSTS = ["news.example.org"]
    names = {"HTTP_HOST": "news.example.org", "HTTP_X_FORWARDED_HOST": "evil.example"}
    browser().post("/account/password/reset/", {"email": aminata.email}, **names)
    assert "http://news.example.org/account/password/reset/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def without_what_was_typed(response, *typed) -> tuple[int, str]:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    for word in typed:
        text = text.replace(word, "")
    return response.status_code, text


@pytest.mark.parametrize("state", ["known", "disabled", "without a password"])
def test_a_wrong_password_tells_nothing_of_the_account(aminata, state):
    aminata.is_active = state != "disabled"
    if state == "without a password":
        aminata.set_unusable_password()
    aminata.save()
    of_known, of_unknown = (sign_in(browser(), login, "faux") for login in ("aminata", "inconnue"))
    assert without_what_was_typed(of_known, "aminata") == without_what_was_typed(of_unknown, "inconnue")


def test_asking_for_a_link_tells_nothing_of_the_account(aminata):
    answers = [
        browser().post("/account/password/reset/", {"email": email}, follow=True)
        for email in (aminata.email, "inconnue@migrations.example")
    ]
    known, unknown = (without_what_was_typed(answer) for answer in answers)
    assert known == unknown
    assert answers[0].redirect_chain == answers[1].redirect_chain


def test_closed_accounts_tell_nothing_of_an_address(aminata):
    answers = [
        without_what_was_typed(browser().post("/account/signup/", {"username": name, "email": email}))
        for name, email in (("aminata", aminata.email), ("inconnue", "inconnue@migrations.example"))
    ]
    assert answers[0] == answers[1]


def test_signing_in_changes_the_key_of_the_session(aminata):
    client = browser()
    session = client.session
    session["before"] = True
    session.save()
    planted = session.session_key
    client.cookies[site.SESSION_COOKIE_NAME] = planted
    sign_in(client, "aminata")
    assert is_signed_in(client)
    assert client.cookies[site.SESSION_COOKIE_NAME].value != planted
    assert not is_signed_in(with_session(planted))


def test_the_key_of_a_session_is_dead_once_it_has_ended(client):
    key = client.cookies[site.SESSION_COOKIE_NAME].value
    client.post("/account/logout/")
    assert not is_signed_in(with_session(key))


def with_session(key):
    other = browser()
    other.cookies[site.SESSION_COOKIE_NAME] = key
    return other


def test_a_form_of_somebody_disabled_since_saves_nothing(client, aminata, niger):
    article = make_article(mission=niger)
    aminata.is_active = False
    aminata.save()
    answer = client.post(address(article, "change"), {"title": "Pris"}, HTTP_ORIGIN="http://testserver")
    assert "Nothing is lost" in answer.content.decode()
    assert not Article.objects.filter(title="Pris").exists()


def test_no_form_is_taken_without_its_token(all_of_chad, headquarters):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member("administrator", headquarters))
    for where in addresses():
        answer = client.post(filled_in(where, all_of_chad, all_of_chad.articles["draft"]))
        assert answer.status_code == (405 if where.name.startswith("api-") else 403), where.name


@pytest.mark.look
def test_every_answer_is_guarded_and_none_of_the_staffs_is_kept_by_a_cache(all_of_chad, headquarters):
    client = browser()
    client.force_login(make_member("administrator", headquarters))
    for where in addresses():
        headers = client.get(filled_in(where, all_of_chad, all_of_chad.articles["draft"])).headers
        assert {name for name, value in HEADERS.items() if value not in headers.get(name, "")} == set(), where.name
        if where.is_of_staff or where.route.startswith("account/"):
            assert re.search("private|no-store", headers.get("Cache-Control", "")), where.name


def test_every_cookie_is_for_this_site_and_no_script(settings, aminata):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    client = Client()
    sign_in(client, "aminata")
    client.post("/account/language/", {"language": "es"})
    client.get("/account/password/")
    assert set(client.cookies) == {"csrftoken", "sessionid", "known_browser", "django_language", "messages"}
    guards = {
        (bool(one["secure"]), bool(one["httponly"]), one["samesite"]) for one in client.cookies.values() if one.value
    }
    assert guards == {(True, True, "Lax")}

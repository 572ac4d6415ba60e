"""Signing in and one's account in Chromium, and a text that was written while the session ended."""

import pytest
from django.conf import settings

from articles.models import Article
from iomnews.accounts.models import User
from tests.browser.conftest import WIDTHS, assert_no_barrier

pytestmark = pytest.mark.browser
PASSWORD = "assez-long-pour-tous"
PUBLIC = ["/account/login/", "/account/password/reset/", "/account/signup/"]


@pytest.fixture
def publisher(newsroom):
    user = User.objects.get(username="publisher")
    user.set_password(PASSWORD)
    user.save()
    yield user
    user.authenticator_set.all().delete()


def sign_in(page):
    page.fill("#id_login", "publisher")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


@pytest.mark.look
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", PUBLIC)
def test_the_pages_before_signing_in_have_no_barrier(open_page, address, width):
    assert_no_barrier(open_page(address, width=width))


def test_an_application_is_set_up_with_a_picture_to_scan(open_page, publisher):
    page = open_page("/account/login/?next=/account/second-factor/totp/activate/", width=320)
    sign_in(page)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    assert page.locator(".qr svg").bounding_box()["width"] > 150
    assert_no_barrier(page)


def test_the_menu_of_languages_changes_the_admin(open_page, publisher):
    page = open_page("/admin/", user="publisher")
    page.click(".language-menu button[lang=es]")
    assert page.locator("html").get_attribute("lang") == "es"
    page.click(".language-menu button[lang=fr]")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_a_text_sent_after_the_session_ended_is_saved_once_signed_in_again(open_page, publisher):
    article = Article.objects.get(slug="tout")
    page = open_page(f"/admin/articles/article/{article.pk}/change/", user="publisher")
    page.fill("#id_lead", "Une heure de travail.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.click("input[name=_save]")
    assert_no_barrier(page)
    with page.context.expect_page() as opened:
        page.click("main ol a")
    sign_in(opened.value)
    opened.value.wait_for_url("**/account/signed-in/")
    page.click("main form button")
    assert page.input_value("#id_lead") == "Une heure de travail."
    assert Article.objects.get(pk=article.pk).lead != "Une heure de travail."
    page.click("input[name=_save]")
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get(pk=article.pk).lead == "Une heure de travail."


def with_key(page):
    """A security key in the browser, which says yes to whatever it is asked."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})


def test_a_security_key_is_added_and_signs_in(open_page, publisher, newsroom):
    """A key is for a name, not for a number such as 127.0.0.1."""
    named = newsroom.replace("127.0.0.1", "localhost")
    page = open_page("/healthz")
    with_key(page)
    page.goto(f"{named}/account/login/?next=/account/second-factor/webauthn/add/")
    sign_in(page)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("#id_name", "Clé du bureau")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    assert_no_barrier(page)
    page.goto(f"{named}/account/second-factor/webauthn/")
    assert "Clé du bureau" in page.locator("main").inner_text()
    page.context.clear_cookies()
    page.goto(f"{named}/account/login/")
    sign_in(page)
    page.wait_for_url("**/second-factor/authenticate/")
    assert_no_barrier(page)
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/admin/")

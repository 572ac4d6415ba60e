"""A form of the admin that was sent after the session had ended."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article
from contacts.models import PressContact, Region
from iomnews.accounts.models import User
from tests.accounts.conftest import browser
from tests.admin.forms import unchanged
from tests.factories import make_article, make_contact, make_member, make_region

HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def address(niger):
    return f"/admin/articles/article/{make_article(mission=niger).pk}/change/"


def test_what_was_written_is_kept_and_nothing_is_saved(address):
    page = browser().post(address, {"title": "Une heure de travail", "lead": "a\nb"}, **HERE)
    text = page.content.decode()
    assert page.status_code == 403
    assert '<input type="hidden" name="title" value="Une heure de travail">' in text
    assert '<input type="hidden" name="lead" value="a\nb">' in text
    assert "Nothing is lost" in text
    assert not Article.objects.filter(title="Une heure de travail").exists()


def test_the_way_to_sign_in_opens_beside(address):
    text = browser().post(address, {"title": "A"}, **HERE).content.decode()
    assert 'href="/account/login/?next=/account/signed-in/" target="_blank"' in unquote(text)


def test_every_value_of_a_field_is_kept(address):
    text = browser().post(address, {"themes": ["3", "8"]}, **HERE).content.decode()
    assert text.count('name="themes"') == 2


def test_what_was_written_is_text_and_no_markup(address):
    text = browser().post(address, {"title": '"><script>alert(1)</script>'}, **HERE).content.decode()
    assert "<script>alert" not in text


def test_passwords_are_not_kept(address):
    text = browser().post(address, {"title": "A", "password1": "secret-entre-nous"}, **HERE).content.decode()
    assert "secret-entre-nous" not in text


def test_files_are_named(address):
    photo = SimpleUploadedFile("puits.jpg", b"x", "image/jpeg")
    text = browser().post(address, {"title": "A", "images-0-image": photo}, **HERE).content.decode()
    assert "<li>puits.jpg</li>" in text


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver.elsewhere.example"])
def test_what_another_site_sends_is_never_shown(address, origin):
    text = browser().post(address, {"title": "Piège"}, HTTP_ORIGIN=origin).content
    assert "Piège".encode() not in text


def test_what_comes_without_an_origin_is_not_shown(address):
    assert browser().post(address, {"title": "Piège"}).status_code == 302


@pytest.mark.parametrize("page", ["/admin/login/", "/account/login/", "/fr/news/"])
def test_only_forms_of_the_admin_are_kept(db, page):
    assert b"Nothing is lost" not in browser().post(page, {"login": "a", "title": "b"}, **HERE).content


def signed_in_anew(mission) -> Client:
    """Since when the tokens of older pages are void."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    client.force_login(make_member("editor", mission))
    return client


def test_signed_in_anew_one_sees_ones_text_in_its_form_and_saves_once(address, niger):
    client = signed_in_anew(niger)
    form = unchanged(client.get(address)) | {"title": "Une heure de travail"}
    shown = client.post(address, form, **HERE)
    assert "Here is what you wrote: nothing is saved yet." in shown.content.decode()
    assert not Article.objects.filter(title="Une heure de travail").exists()
    token = {"csrfmiddlewaretoken": str(shown.context["csrf_token"])}
    assert client.post(address, unchanged(shown) | token, **HERE).status_code == 302
    assert Article.objects.get().title == "Une heure de travail"


def test_the_same_for_a_record(niger):
    client = signed_in_anew(niger)
    address = f"/admin/contacts/presscontact/{make_contact(mission=niger).pk}/change/"
    shown = client.post(address, unchanged(client.get(address)) | {"note": "Le matin"}, **HERE)
    assert ("nothing is saved yet" in shown.content.decode(), unchanged(shown)["note"]) == (True, "Le matin")
    assert PressContact.objects.get().note == ""


def test_nothing_is_saved_where_a_form_knows_nothing_of_it(headquarters):
    client = signed_in_anew(headquarters)
    User.objects.update(is_superuser=True)
    region = make_region()
    address = f"/admin/contacts/region/{region.pk}/change/"
    client.post(address, unchanged(client.get(address)) | {"name_en": "West"}, **HERE)
    region.refresh_from_db()
    assert region.name_en == ""


def test_a_token_made_void_by_signing_in_again_loses_nothing(address, niger):
    """Whatever is no form of a record goes out again only by hand, and only with the new token."""
    page = signed_in_anew(niger).post(address.replace("change", "delete"), {"title": "Une heure de travail"}, **HERE)
    text = page.content.decode()
    assert page.status_code == 403
    assert "Send your text again" in text
    assert 'value="Une heure de travail"' in text
    assert not Article.objects.filter(title="Une heure de travail").exists()


def test_a_form_that_is_kept_says_nothing_of_success(headquarters):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member("administrator", headquarters, language="en"))
    page = client.post("/admin/contacts/region/add/", {"slug": "sahel", "name_fr": "Sahel"}, **HERE)
    assert not Region.objects.exists()
    assert "successfully" not in page.content.decode() + client.get("/admin/").content.decode()

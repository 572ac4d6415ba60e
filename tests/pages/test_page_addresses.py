"""Addresses: languages, slashes, those of the old site, the pages of errors."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import LegacyAddress
from tests.factories import make_article, make_mission, make_programme, make_published

pytestmark = pytest.mark.django_db


def moved_from(article, address):
    return LegacyAddress.objects.create(article=article, address=f"https://www.ancien.example{address}")


@pytest.mark.parametrize(("accepted", "home"), [("es,en;q=0.5", "/es/"), ("de", "/fr/"), ("en-GB", "/en/")])
def test_the_root_leads_to_the_readers_language(client, accepted, home):
    assert client.get("/", headers={"accept-language": accepted}).headers["Location"] == home


def test_a_list_without_its_slash_is_found(client):
    assert client.get("/fr/missions").headers["Location"] == "/fr/missions/"


def test_an_article_has_no_slash(client):
    assert reverse("article", args=["un-vol"]) == "/fr/news/un-vol"
    make_published(slug="un-vol")
    assert client.get("/fr/news/un-vol/").status_code == 404


@pytest.mark.parametrize("path", ["/fr/communiques/dernier-vol", "/node/12", "/fr/news/ancien-titre", "/fr/été"])
def test_a_legacy_address_is_redirected_for_good(client, path):
    moved_from(make_published(slug="un-vol"), path)
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, "/fr/news/un-vol")
    assert "no-cache" in response.headers["Cache-Control"]


def test_a_legacy_address_is_found_with_its_slash(client):
    moved_from(make_published(slug="un-vol"), "/fr/communiques/vol/")
    assert client.get("/fr/communiques/vol/").headers["Location"] == "/fr/news/un-vol"


def test_legacy_addresses_that_differ_by_their_query_are_kept_apart(client):
    moved_from(make_published(slug="un"), "/page.php?id=1")
    moved_from(make_published(slug="deux"), "/page.php?id=2")
    assert client.get("/page.php?id=2").headers["Location"] == "/fr/news/deux"
    assert client.get("/page.php").status_code == 404
    moved_from(make_published(slug="zero"), "/page.php")
    assert client.get("/page.php?id=2").headers["Location"] == "/fr/news/deux"


def test_a_legacy_address_under_a_page_of_today_is_found(client):
    moved_from(make_published(slug="un-vol"), "/fr/missions/ancien-nom")
    assert client.get("/fr/missions/ancien-nom").headers["Location"] == "/fr/news/un-vol"


def test_the_legacy_address_of_a_draft_is_a_404(client):
    moved_from(make_article(), "/fr/communiques/secret")
    assert client.get("/fr/communiques/secret").status_code == 404


@pytest.mark.parametrize("path", ["/rien", "/fr/rien", "/fr/news/rien", "/en/missions/rien", "/fr/programmes/rien"])
def test_a_wrong_address_helps(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert 'type="search"' in response.content.decode()


def test_a_wrong_address_speaks_the_language_of_its_path(client):
    assert '<html lang="es"' in client.get("/es/rien").content.decode()


def test_the_page_of_a_fault_asks_nothing_of_the_database(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("articles.freshness.due_at", None)  # as where the database does not answer
    with django_assert_num_queries(0):
        response = Client(raise_request_exception=False).get("/es/news/un-vol")
    assert response.status_code == 500
    assert '<html lang="es"' in response.content.decode()


def test_health_is_plain(client):
    response = client.get("/healthz")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain")


def test_every_page_has_its_canonical_address(client):
    assert (
        '<link rel="canonical" href="http://testserver/en/missions/">' in client.get("/en/missions/").content.decode()
    )


@pytest.mark.parametrize("path", ["", "news/", "news/un-vol", "missions/", "missions/niger", "programmes/",
                                  "programmes/retours", "contacts/"])  # fmt: skip
def test_every_page_says_once_what_it_is(client, path):
    make_published(slug="un-vol", mission=make_mission(), programmes=[make_programme()])
    html = client.get(f"/es/{path}", follow=True).content.decode()
    assert html.count("<h1") == 1
    assert html.count('<meta name="description" content="') == 1

"""What a page says of how long it may be kept, and when its tag changes."""

from datetime import timedelta

import pytest
import time_machine

from articles.facets import current
from articles.models import Article
from iomnews.release import release
from tests.factories import NOW, make_article, make_contact, make_member, make_mission, make_published

pytestmark = pytest.mark.django_db(transaction=True)  # the revision moves when a transaction ends
LISTS = ["/fr/", "/fr/news/", "/fr/missions/", "/fr/programmes/", "/fr/contacts/"]


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def tag(client, page="/fr/news/"):
    return client.get(page).headers["ETag"]


def again(client, page, known):
    return client.get(page, headers={"If-None-Match": known}).status_code


@pytest.mark.parametrize("page", [*LISTS, "/fr/news/facets/country"])
def test_a_page_that_is_still_right_is_not_made_again(client, page, django_assert_max_num_queries):
    make_published()
    known = tag(client, page)
    with django_assert_max_num_queries(1):
        response = client.get(page, headers={"If-None-Match": known})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == known


@pytest.mark.parametrize(
    "change",
    [
        lambda article: make_published(title="Un autre"),
        lambda article: make_contact(mission=make_mission()),
        lambda article: type(article).objects.filter(pk=article.pk).update(state="withdrawn"),
        lambda article: type(article).objects.filter(pk=article.pk).update(title="Autrement"),
        lambda article: article.delete(),
    ],
    ids=["published", "contact", "withdrawn", "changed", "deleted"],
)
def test_what_readers_see_changes_the_tag_at_once(client, change):
    article = make_published()
    known = tag(client)
    change(article)
    assert again(client, "/fr/news/", known) == 200


def test_a_draft_does_not_change_the_tag(client):
    make_published()
    known = tag(client)
    make_article(title="Secret")
    assert again(client, "/fr/news/", known) == 304


def test_a_phone_changes_the_tag_only_where_readers_know_its_number(client):
    contact = make_contact(mission=make_mission())
    known = tag(client)
    phone = contact.phones.create(number="+22720000001")
    contact.phones.filter(pk=phone.pk).update(note="Le soir")
    assert again(client, "/fr/news/", known) == 304
    for is_public in (True, False):
        contact.phones.filter(pk=phone.pk).update(is_public=is_public)
        assert again(client, "/fr/news/", known) == 200
        known = tag(client)
    phone.delete()
    assert again(client, "/fr/news/", known) == 304


def test_an_article_that_comes_due_changes_the_tag_to_the_second(client, at_noon):
    make_published()
    make_published(title="Attendu", goes_live_at=NOW + timedelta(seconds=30))
    known = tag(client)
    at_noon.move_to(NOW + timedelta(seconds=29, milliseconds=999))
    assert again(client, "/fr/news/", known) == 304
    at_noon.move_to(NOW + timedelta(seconds=30))
    assert again(client, "/fr/news/", known) == 200


def test_a_clock_put_back_brings_the_tag_of_before_back(client, at_noon):
    make_published(title="Attendu", goes_live_at=NOW + timedelta(seconds=30))
    known = tag(client)
    at_noon.move_to(NOW + timedelta(seconds=40))
    assert again(client, "/fr/news/", known) == 200
    at_noon.move_to(NOW + timedelta(seconds=20))
    assert again(client, "/fr/news/", known) == 304


def test_what_is_to_come_is_known_as_soon_as_it_is_planned(client):
    assert client.get("/fr/news/").headers["Cache-Control"] == "max-age=60, s-maxage=0"
    article = make_published(goes_live_at=NOW + timedelta(seconds=30))
    assert client.get("/fr/news/").headers["Cache-Control"] == "max-age=30, s-maxage=0"
    article.delete()
    assert client.get("/fr/news/").headers["Cache-Control"] == "max-age=60, s-maxage=0"


@pytest.mark.parametrize(("seconds", "kept"), [(None, 60), (3600, 60), (30.9, 30), (0.5, 0)])
def test_a_browser_keeps_a_list_until_the_next_article_at_most(client, seconds, kept):
    if seconds:
        make_published(goes_live_at=NOW + timedelta(seconds=seconds))
    assert client.get("/fr/news/").headers["Cache-Control"] == f"max-age={kept}, s-maxage=0"


def test_a_list_that_was_being_made_at_the_moment_is_not_kept(client, at_noon, monkeypatch):
    make_published(title="Attendu", goes_live_at=NOW + timedelta(milliseconds=10))

    def made_slowly(*args):
        at_noon.shift(timedelta(milliseconds=20))
        return current(*args)

    monkeypatch.setattr("articles.filters.current", made_slowly)
    page = client.get("/fr/news/")
    assert "Attendu" not in page.content.decode()
    assert page.headers["Cache-Control"] == "max-age=0, s-maxage=0"


def test_a_browser_follows_a_redirect_only_after_asking_again(client):
    assert client.get("/fr/news/?page=1").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["API_RATE_LIMIT", "CONTENT_LICENCE", "SITE_URL"])
def test_a_setting_that_readers_see_makes_other_pages(client, settings, name):
    known = release.__wrapped__()
    setattr(settings, name, "something else")
    assert release.__wrapped__() != known


def test_a_browser_asks_before_it_shows_an_article_again(client):
    page = client.get(make_published().get_absolute_url())
    assert page.headers["Cache-Control"] == "no-cache"


def test_another_release_of_the_code_makes_other_pages(client, monkeypatch):
    known = tag(client)
    monkeypatch.setattr("articles.freshness.release", lambda: "the next one")
    assert again(client, "/fr/news/", known) == 200


@pytest.mark.parametrize("page", LISTS)
def test_a_page_is_the_same_for_staff(client, page):
    make_published(mission=make_mission())
    for_readers = client.get(page)
    client.force_login(make_member("publisher"))
    for_staff = client.get(page)
    assert for_staff.content == for_readers.content
    assert "Cookie" not in for_staff.headers["Vary"]
    assert not for_staff.cookies


def test_a_page_that_is_not_there_is_kept_by_nobody(client):
    response = client.get("/fr/news/nulle-part")
    assert (response.status_code, response.headers["Cache-Control"]) == (404, "no-cache")
    assert not response.has_header("X-Accel-Expires")


@pytest.mark.parametrize("known", ["*", " * "])
def test_whatever_page_a_reader_has_is_still_right_only_where_there_is_one(client, known):
    address = make_published(title="Secret", slug="secret").get_absolute_url()
    assert [again(client, page, known) for page in (address, "/fr/news/", "/fr/news/nulle-part")] == [304, 304, 404]
    Article.objects.update(state="withdrawn")
    assert again(client, address, known) == client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["/admin/", "/account/login/", "/media/rien.png"])
def test_nothing_but_public_pages_is_kept_in_front(client, page):
    assert not client.get(page).has_header("X-Accel-Expires")

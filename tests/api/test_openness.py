"""For everybody, without accounts: no cookie, every other site, caches that ask, and only so often."""

import pytest

from tests.api.asking import ask
from tests.factories import make_headquarters, make_member, make_published

pytestmark = pytest.mark.django_db


def test_the_answer_is_the_same_for_somebody_signed_in(client):
    article = make_published()
    before = client.get("/api/v1/articles/")
    client.force_login(make_member("administrator", make_headquarters(), language="es"))
    client.cookies["django_language"] = "en"
    after = client.get("/api/v1/articles/")
    assert after.content == before.content
    assert str(article.uuid) in after.content.decode()
    assert not after.cookies
    assert "Cookie" not in after.headers["Vary"]


@pytest.mark.parametrize("path", ["", "articles/", "articles/?country=XX", "nothing"])
def test_scripts_of_other_sites_may_read_it(client, path):
    assert client.get(f"/api/v1/{path}").headers["Access-Control-Allow-Origin"] == "*"


def test_a_browser_that_asks_first_is_let_in(client):
    answer = client.options("/api/v1/articles/", headers={"origin": "https://example.org"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match, If-Range, Range"


def test_scripts_of_other_sites_see_how_much_of_a_download_they_have(client):
    seen = client.get("/api/v1/").headers["Access-Control-Expose-Headers"]
    assert seen == "Accept-Ranges, Content-Length, Content-Range, ETag, Retry-After"


@pytest.mark.parametrize("path", ["", "articles/", "articles/?country=XX"])
def test_the_answer_is_json_whatever_is_accepted(client, path):
    usual = client.get(f"/api/v1/{path}")
    for accepted in ("text/html", "application/json; indent=4", "nonsense"):
        answer = client.get(f"/api/v1/{path}", headers={"accept": accepted})
        assert (answer.status_code, answer.content) == (usual.status_code, usual.content)


def test_nothing_is_written(client):
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method("/api/v1/articles/")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_head_has_the_headers_alone(client):
    answer = client.head("/api/v1/articles/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_head_is_tagged_as_get_is(client):
    tag = client.get("/api/v1/articles/").headers["ETag"]
    assert client.head("/api/v1/articles/").headers["ETag"] == tag
    assert client.head("/api/v1/articles/", headers={"if-none-match": tag}).status_code == 304


def test_a_cache_asks_whether_an_answer_is_still_so(client):
    first = client.get("/api/v1/articles/")
    assert first.headers["Cache-Control"] == "public, no-cache"
    etag = {"if-none-match": first.headers["ETag"]}
    assert client.get("/api/v1/articles/", headers=etag).status_code == 304
    make_published()
    assert client.get("/api/v1/articles/", headers=etag).status_code == 200


def test_an_answer_depends_on_the_language_that_is_accepted(client):
    answer = client.get("/api/v1/articles/", headers={"accept-language": "es"})
    assert answer.headers["Content-Language"] == "es"
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.fixture
def rate(settings, tmp_path):
    settings.API_RATE_LIMIT = "2/minute"
    settings.CACHES = settings.CACHES | {
        "api_limits": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    }


def test_who_asks_too_often_is_told_when_to_come_back(client, rate):
    for _time in range(2):
        ask(client)
    answer = client.get("/api/v1/articles/")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.json()["title"] == "Too Many Requests"
    assert client.get("/api/v1/articles/", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_a_forwarded_address_counts_only_behind_a_proxy(client, rate):
    for number in range(2):
        client.get("/api/v1/", headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert client.get("/api/v1/", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 429


def test_in_development_nobody_is_held_up(client, settings):
    assert settings.API_RATE_LIMIT == ""

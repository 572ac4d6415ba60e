"""The settings of replicas, and where a query goes. With servers: test_streaming_replicas.py."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from articles import replicas
from articles.models import Article
from contacts.models import Mission
from iomnews.accounts.models import User
from iomnews.replicas import Router, databases, reading_from

PRIMARY = {
    "ENGINE": "django.db.backends.postgresql",
    "HOST": "db.example",
    "PORT": "",
    "NAME": "news",
    "CONN_MAX_AGE": 60,
}


def test_each_replica_has_settings_of_its_own():
    found = databases(["postgres://a:b@one.example/news", " postgres://a:b@two.example/news"], PRIMARY)
    assert [(name, one["HOST"]) for name, one in found.items()] == [
        ("replica-1", "one.example"),
        ("replica-2", "two.example"),
    ]
    assert found["replica-1"]["OPTIONS"]["connect_timeout"] == 2
    assert found["replica-1"]["CONN_MAX_AGE"] == 60


def test_what_an_address_says_of_its_connection_counts():
    found = databases(["postgres://a:b@one.example/news?connect_timeout=9"], PRIMARY)
    assert found["replica-1"]["OPTIONS"]["connect_timeout"] == 9


@pytest.mark.parametrize(
    ("addresses", "message"),
    [
        (["sqlite:////tmp/a.sqlite3"], "DATABASE_REPLICA_URLS is for PostgreSQL"),
        (["mysql://one.example/news"], "DATABASE_REPLICA_URLS is for PostgreSQL"),
        (["postgres://a:b@db.example/news"], "Address 1 of DATABASE_REPLICA_URLS is that of DATABASE_URL"),
        (["postgres://one.example/news", "postgres://one.example/news"], "Address 2 of DATABASE_REPLICA_URLS"),
    ],
)
def test_what_is_no_replica_is_refused_when_the_site_starts(addresses, message):
    with pytest.raises(ImproperlyConfigured, match=message):
        databases(addresses, PRIMARY)


def test_sqlite_has_no_replicas():
    with pytest.raises(ImproperlyConfigured, match="for PostgreSQL"):
        databases(["postgres://one.example/news"], {"ENGINE": "django.db.backends.sqlite3", "NAME": "a"})


def test_without_replicas_nothing_is_in_the_way(settings):
    assert replicas.REPLICAS == []
    assert settings.DATABASE_ROUTERS == []
    with pytest.raises(replicas.MiddlewareNotUsed):
        replicas.ReadersFromReplicas(None)


@pytest.fixture
def outside_transactions(transactional_db):
    """Where readers’ requests are."""


def test_what_readers_see_is_read_where_the_request_was_sent(outside_transactions):
    with reading_from("replica-1"):
        assert [Router().db_for_read(model) for model in (Article, Mission, User)] == [
            "replica-1",
            "replica-1",
            "default",
        ]
    assert Router().db_for_read(Article) == "default"


def test_in_a_transaction_the_primary_is_read(db):
    with reading_from("replica-1"):
        assert Router().db_for_read(Article) == "default"


def test_everything_is_written_on_the_primary():
    with reading_from("replica-1"):
        assert Router().db_for_write(Article, instance=Article()) == "default"
    assert [Router().allow_migrate(name, "articles") for name in ("default", "replica-1")] == [True, False]


@pytest.mark.parametrize(
    ("method", "path", "cookies", "is_so"),
    [
        ("GET", "/fr/news/", {}, True),
        ("HEAD", "/fr/news/un-article", {"sessionid": "x"}, True),
        ("GET", "/api/v1/articles/", {}, True),
        ("GET", "/media/a.jpg", {}, True),
        ("GET", "/media/a.jpg", {"sessionid": "x"}, False),
        ("POST", "/fr/", {}, False),
        ("GET", "/admin/", {}, False),
        ("GET", "/account/login/", {}, False),
        ("GET", "/healthz", {}, False),
    ],
)
def test_who_is_a_reader(method, path, cookies, is_so):
    request = RequestFactory().generic(method, path)
    request.COOKIES = cookies
    assert replicas._is_of_a_reader(request) is is_so

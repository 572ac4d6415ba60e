"""Readers are answered by a replica, unless it lags or is dead; staff, and all that is written, by the primary.

The primary and its standby are servers of the test's own; gunicorn serves the site, and their logs say who was asked.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from threading import Event
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from articles import replicas
from articles.facets import Results, memory
from articles.models import Article, PublicRevision
from iomnews.accounts.models import User
from iomnews.replicas import databases, reading_from
from tests.factories import make_article, make_member, make_published
from tests.streaming import free_port, primary_and_standby, wait_until

ROOT = Path(__file__).parent.parent
PASSWORD = "a long enough one"


class Site(NamedTuple):
    address: str
    log: Path


@pytest.fixture(scope="module")
def pair(django_db_blocker):
    """The primary, to which all goes that this process reads and writes, and its standby."""
    with primary_and_standby() as (primary, standby), django_db_blocker.unblock(), connected_to(primary):
        call_command("migrate", verbosity=0)
        make_published(title="Un puits", slug="un-puits")
        make_published(title="Une école", slug="une-ecole")
        make_article(title="Un brouillon", mission=make_member("administrator").memberships.get().mission)
        User.objects.update(password=PBKDF2PasswordHasher().encode(PASSWORD, "salt", 1))  # as production reads it
        yield primary, standby


@contextmanager
def connected_to(server):
    """In place of the database of the other tests."""
    before = connections["default"]
    settings = connections.configure_settings({"default": server.settings()})["default"]
    connections["default"] = DatabaseWrapper(settings, "default")
    try:
        yield
    finally:
        connection.close()
        connections["default"] = before


@pytest.fixture(scope="module")
def site(pair, tmp_path_factory):
    """The address of the site as it is served in production, and the file of what it logs."""
    primary, standby = pair
    address, log = f"127.0.0.1:{free_port()}", tmp_path_factory.mktemp("site") / "log"
    environment = os.environ | {
        "DATABASE_URL": primary.url(),
        "DATABASE_REPLICA_URLS": standby.url(),
        "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "127.0.0.1",
        "TWO_FACTOR_ROLES": "",
        "API_RATE_LIMIT": "",
        "SITE_URL": "http://news.example.org",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:iomnews.gunicorn_conf", "--bind", address]
    process = {"cwd": ROOT, "env": environment, "stderr": log.open("w")}
    with process["stderr"], subprocess.Popen([*command, "iomnews.wsgi"], **process) as server:
        try:
            wait_until(lambda: server.poll() is not None or answers(f"http://{address}"), seconds=60)
            assert server.poll() is None, log.read_text()
            yield Site(f"http://{address}", log)
        finally:
            server.terminate()


def answers(address) -> bool:
    try:
        return get(f"{address}/healthz")[0] == 200
    except URLError:
        return False


def get(url) -> tuple[int, str]:
    try:
        answer = urlopen(url, timeout=60)
    except HTTPError as refusal:
        answer = refusal
    with answer:
        return answer.status, answer.read().decode()


def follow(pair) -> None:
    """Until the standby has what the primary has."""
    primary, standby = pair
    reached = primary.ask("SELECT pg_current_wal_lsn()")
    wait_until(lambda: standby.ask("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", reached))


def forget_statements(pair) -> None:
    for server in pair:
        server.statements()


def more_of(answered: list, number: int) -> None:
    enough = len(answered) + number
    wait_until(lambda: len(answered) >= enough)


def asked(server, piece: str) -> bool:
    return any(piece in statement for statement in server.statements())


OF_A_PAGE = {  # a piece of what it asks the database, and the index does not
    "/fr/": 'FROM "articles_articleimage"',
    "/fr/news/?q=forage": "articles_words",  # hits are kept: nobody else asks for this word
    "/fr/news/un-puits": 'FROM "articles_correction"',
    "/fr/missions/": 'JOIN "contacts_mission_regions"',
    "/api/v1/articles/": 'JOIN "contacts_country"',
    "/api/v1/articles/?modified_since=2019-01-01T00:00:00Z&q=puits": 'FROM "articles_tombstone"',
    "/media/a.png": 'FROM "articles_attachment"',
}


@pytest.mark.parametrize("page", OF_A_PAGE)
def test_readers_are_answered_by_the_replica(pair, site, page):
    primary, standby = pair
    follow(pair)
    forget_statements(pair)
    assert get(site.address + page)[0] == (404 if "media" in page else 200)
    assert asked(standby, OF_A_PAGE[page])
    assert not asked(primary, OF_A_PAGE[page])


def test_staff_are_answered_by_the_primary_and_write_there(pair, site):
    primary, standby = pair
    follow(pair)
    forget_statements(pair)
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = browser.open(f"{site.address}/account/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    sent = {"csrfmiddlewaretoken": token, "login": "aminata", "password": PASSWORD}
    browser.open(f"{site.address}/account/login/", urlencode(sent).encode())
    assert "Un brouillon" in browser.open(f"{site.address}/admin/articles/article/").read().decode()
    with pytest.raises(HTTPError, match="404"):
        browser.open(f"{site.address}/media/a.png")
    assert standby.statements() == []
    assert asked(primary, 'INSERT INTO "django_session"')


@pytest.fixture
def lagging(pair):
    _primary, standby = pair
    follow(pair)
    standby.ask("SELECT pg_wal_replay_pause()")
    wait_until(lambda: standby.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")
    yield
    standby.ask("SELECT pg_wal_replay_resume()")
    follow(pair)


def test_a_withdrawn_article_is_gone_though_a_replica_lags(pair, site, request):
    _primary, standby = pair
    article = make_published(title="Un pont", slug="un-pont")
    request.getfixturevalue("lagging")
    assert "Un pont" in get(f"{site.address}/fr/news/")[1]
    Article.objects.filter(pk=article.pk).update(state="withdrawn")
    assert standby.ask("SELECT state FROM articles_article WHERE id = %s", article.pk) == "published"
    assert get(f"{site.address}/fr/news/un-pont")[0] == 404
    for page in ("/fr/", "/fr/news/", "/fr/news/?q=pont", "/api/v1/articles/"):
        assert "Un pont" not in get(site.address + page)[1]
    forget_statements(pair)
    standby.ask("SELECT pg_wal_replay_resume()")
    follow(pair)
    assert get(f"{site.address}/fr/news/un-pont")[0] == 404
    assert asked(standby, "= 'un-pont'")


def test_what_is_published_shows_though_a_replica_lags(pair, site, lagging):
    make_published(title="Un marché", slug="un-marche")
    assert get(f"{site.address}/fr/news/un-marche")[0] == 200
    for page in ("/fr/", "/fr/news/", "/fr/news/?q=marche"):
        assert "marche" in get(site.address + page)[1]


def test_a_replica_that_lags_by_drafts_alone_is_used(pair, site, lagging):
    _primary, standby = pair
    make_article(title="Un autre brouillon")
    forget_statements(pair)
    assert get(f"{site.address}/fr/news/un-puits")[0] == 200
    assert asked(standby, "= 'un-puits'")


@contextmanager
def readers(address):
    """Six who read without end; what they were answered is in the list when they have stopped."""
    enough, answered = Event(), []
    pages = (
        "/fr/news/un-puits",
        "/fr/news/",
        "/fr/news/?q=puits",
        "/fr/",
        "/api/v1/articles/?q=puits",
        "/fr/missions/",
    )

    def read(page):
        while not enough.is_set():
            answered.append((page, *get(address + page)))

    with ThreadPoolExecutor(len(pages)) as pool:
        reading = [pool.submit(read, page) for page in pages]
        try:
            yield answered
        finally:
            enough.set()
    for one in reading:
        one.result()


def assert_whole(answered) -> None:
    assert {status for _page, status, _text in answered} == {200}
    pages = {page for page, _status, _text in answered}
    assert len({(page, "puits" in text) for page, _status, text in answered}) == len(
        pages
    )  # none now so, now otherwise


def test_nobody_notices_that_queries_on_a_replica_are_cut_off(pair, site):
    _primary, standby = pair
    follow(pair)
    sites = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> 'test'"
    with readers(site.address) as answered:
        for number in range(30):
            act = "pg_cancel_backend" if number % 3 else "pg_terminate_backend"
            standby.ask(f"SELECT count({act}(pid)) {sites}")
            more_of(answered, 3)
    assert_whole(answered)
    said = site.log.read_text()
    assert "replica-1 failed while it answered" in said
    assert "Traceback" not in said


def test_nobody_notices_that_a_replica_dies(pair, site):
    _primary, standby = pair
    follow(pair)
    with readers(site.address) as answered:
        more_of(answered, 20)
        standby.stop()
        more_of(answered, 50)
        standby.start()
        forget_statements(pair)
        wait_until(lambda: asked(standby, "= 'un-puits'"))
    assert_whole(answered)
    said = site.log.read_text()
    assert 1 <= said.count("replica-1 is not used") <= 4  # not with each of the fifty
    assert "replica-1 is used again" in said
    assert "Traceback" not in said


def test_readers_wait_for_seconds_at_most_for_a_replica_that_is_stuck(pair, site):
    _primary, standby = pair
    follow(pair)
    with readers(site.address) as answered:
        more_of(answered, 20)
        standby.signal(SIGSTOP)
        try:
            more_of(answered, 50)
        finally:
            standby.signal(SIGCONT)
    assert_whole(answered)


# One request in this process


@pytest.fixture
def replica_at():
    """Makes an address of a database the one of this process’s replica."""

    def replica(url) -> replicas.Replica:
        others = connection.settings_dict | {"NAME": "another"}
        connections.settings |= connections.configure_settings(databases([url], others) | {"default": others})
        return replicas.Replica("replica-1")

    yield replica
    connections["replica-1"].close()
    del connections["replica-1"], connections.settings["replica-1"]


@pytest.fixture
def middleware(pair, replica_at, monkeypatch, settings):
    follow(pair)
    settings.DATABASE_ROUTERS = ["iomnews.replicas.Router"]
    monkeypatch.setattr(replicas, "REPLICAS", [replica_at(pair[1].url())])
    return replicas.ReadersFromReplicas


def test_a_page_that_took_a_failure_for_nothing_is_made_again(middleware):
    """As a template does within {% if %}."""
    read_from = []

    def page(request):
        read_from.append(Article.objects.db)
        with suppress(OperationalError), connections[read_from[-1]].cursor() as cursor:
            if read_from == ["replica-1"]:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            return HttpResponse("whole")
        return HttpResponse("half")

    assert middleware(page)(RequestFactory().get("/fr/")).content == b"whole"
    assert read_from == ["replica-1", "default"]


def test_what_fails_on_the_primary_too_is_an_error_of_the_site(middleware):
    def page(request):
        raise OperationalError

    request = RequestFactory().get("/fr/")
    with pytest.raises(OperationalError):
        middleware(page)(request)
    assert middleware(page).process_exception(RequestFactory().get("/fr/"), OperationalError()) is None


def test_a_server_that_is_written_to_is_no_replica(pair, replica_at):
    replica = replica_at(pair[0].url())
    assert replica.has(revision()) is False
    assert replica.refusal == "not a standby: it takes writes of its own"


def test_a_replica_that_does_not_answer_is_left_alone_for_a_while(pair, replica_at):
    follow(pair)
    replica = replica_at(f"postgres://nobody@127.0.0.1:{free_port()}/newsroom")
    assert replica.has(revision()) is False
    connections["replica-1"].settings_dict |= pair[1].settings()
    assert replica.has(revision()) is False
    replica.asked_again_at -= replicas.PAUSE
    assert replica.has(revision()) is True
    assert replica.refusal == ""


def test_a_copy_of_another_database_is_never_used(pair, replica_at, lagging, monkeypatch):
    PublicRevision.objects.update(origin=uuid4(), number=1)
    replica = replica_at(pair[1].url())
    assert replica.has(revision()) is False
    assert problems(monkeypatch, replica) == ["articles.E002"]


def test_the_index_is_read_from_the_primary(middleware, lagging):
    memory.current(timezone.now())
    article = make_published(title="Un barrage")
    with reading_from("replica-1"):
        assert not Article.objects.filter(pk=article.pk).exists()
        assert article.pk in Results(memory.current(timezone.now()), {}).articles("fr", 0, 100)


def test_hits_are_kept_of_a_replica_that_is_not_behind_the_index(pair, middleware, lagging):
    def found() -> set[int]:
        return {*Results(memory.current(timezone.now(), text="citerne"), {}).articles("fr", 0, 9)}

    cistern = make_published(title="Une citerne")
    with reading_from("replica-1"):
        assert found() == set()  # it lags; nobody is answered by it then
        assert memory.current(timezone.now()).index.searched.keys().isdisjoint({"citerne"})
        pair[1].ask("SELECT pg_wal_replay_resume()")
        follow(pair)
        assert found() == {cistern.pk}
        forget_statements(pair)
        assert found() == {cistern.pk}
    assert not any("articles_words" in statement for server in pair for statement in server.statements())


def revision() -> replicas.Revision:
    return replicas.Revision(*PublicRevision.objects.values_list("origin", "number").get())


def problems(monkeypatch, replica) -> list[str]:
    monkeypatch.setattr(replicas, "REPLICAS", [replica])
    return [one.id for one in replicas.check_replicas(databases=["default", "replica-1"])]


def test_the_check_names_what_is_wrong_with_a_replica(pair, replica_at, monkeypatch):
    follow(pair)
    primary, standby = pair
    nowhere = f"postgres://nobody@127.0.0.1:{free_port()}/newsroom"
    found = []
    for url in (standby.url(), primary.url(), nowhere):
        found.append(problems(monkeypatch, replica_at(url)))
        connections["replica-1"].close()
        del connections["replica-1"]
    connections["replica-1"]
    assert found == [[], ["articles.E001"], ["articles.W001"]]

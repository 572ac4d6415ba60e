"""What production refuses to start without, and the headers on every answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def start(**environment):
    """`manage.py check --deploy` as a process of its own with nothing but the environment given."""
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True)


def test_production_does_not_start_without_a_secret_key():
    result = start(DEBUG="0", ALLOWED_HOSTS="news.example.org")
    assert result.returncode
    assert "DEBUG=0 needs SECRET_KEY in the environment, for example SECRET_KEY=" in result.stderr


def test_production_does_not_start_without_hosts():
    result = start(DEBUG="0", SECRET_KEY="x" * 60)
    assert result.returncode
    assert "DEBUG=0 needs ALLOWED_HOSTS in the environment, for example ALLOWED_HOSTS=" in result.stderr


def test_production_passes_the_deployment_check():
    result = start(
        DEBUG="0",
        SECRET_KEY="an-example_of-50-random.characters+0123456789abcdefXYZ",
        ALLOWED_HOSTS="news.example.org",
    )
    assert result.returncode == 0, result.stderr


HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/fr/", "/fr/news/", "/fr/news/?country=XX", "/none", "/fr/news/?page=0", "/admin/", "/healthz"]
)
def test_every_answer_has_every_header(client, address):
    response = client.get(address)
    assert {name: value for name, value in HEADERS.items() if value not in response.headers.get(name, "")} == {}


def test_the_policy_allows_nothing_unsafe(client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.django_db
def test_sqlite_is_durable_and_checks_relations(django_db_blocker):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is under test")
    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20000}

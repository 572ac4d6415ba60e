"""What production refuses to start without, and the headers on every answer."""

import os
import re
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


def test_the_readme_has_every_variable_of_the_environment_and_no_other():
    read = re.findall(r'(?:env\.\w+|required)\("([A-Z_]+)"', Path(ROOT, "iomnews", "settings.py").read_text("utf-8"))
    rows = re.findall(r"^\| (`[A-Z].*?) \|", Path(ROOT, "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(re.findall(r"`([A-Z_]+)`", " ".join(rows))) == sorted(read)


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


PRAGMAS = """
from django.db import connection
with connection.cursor() as cursor:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    print(*(cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names), connection.transaction_mode)
"""


def test_sqlite_is_durable_and_makes_writers_wait_their_turn(tmp_path):
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PRAGMAS]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3"}
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["wal", "2", "1", "20000", "IMMEDIATE"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/%00", "/fr/%00", "/fr/news/%00", "/fr/missions/%00", "/media/%00", "/%FF", "/fr/news/" + "a" * 5000]
)
def test_no_address_is_a_server_error(client, address):
    assert client.get(address).status_code == 404

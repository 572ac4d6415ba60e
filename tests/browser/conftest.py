"""Chromium over the demo’s newsroom, made once for all tests of the folder and taken away after them."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from iomnews.accounts.models import User
from tests.browser.release import make_release_with_every_part
from tests.conftest import lacking

FOLDER = Path(__file__).parent
WIDTHS = (320, 1280)
QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def pytest_collection_modifyitems(items):
    """Without the mark nobody makes the test database; as transactional ones these tests come after all others.

    The items are those of every folder, and others have a newsroom of their own.
    """
    for item in items:
        if FOLDER in item.path.parents and "newsroom" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def _django_db_helper(newsroom):
    """Instead of pytest-django's, which would empty the newsroom after each test: one serves them all."""


@pytest.fixture(scope="package")
def newsroom(chromium, django_db_blocker, tmp_path_factory):
    """The address of a server that shows the demo and one release with every part."""
    with (
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=tmp_path_factory.mktemp("media"),
            IMPORT_DIR=tmp_path_factory.mktemp("imports"),
            PASSWORD_HASHERS=[QUICK_HASHER],
        ),
        open(os.devnull, "w") as silence,  # noqa: PTH123
    ):
        assert "test" in str(connection.settings_dict["NAME"])
        call_command("prepare_demo", stdout=silence, stderr=silence)
        make_release_with_every_part()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
        connection.close()  # it is the loop's own; PostgreSQL drops no database that is in use


@pytest.fixture(scope="package")
def chromium(django_db_setup):
    """Comes after the database is made: Playwright's synchronous side runs a loop in this thread."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium")
    if path is None:
        lacking("Chromium (Debian's package chromium)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


@pytest.fixture
def open_page(chromium, newsroom):
    """Opens an address of the newsroom; a browser's message about a blocked or broken part fails the test."""
    contexts, complaints = [], []

    def visit(address, *, width=1280, scheme="light", user=None, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
        contexts.append(context)
        if user:
            context.add_cookies([{"url": newsroom, "name": settings.SESSION_COOKIE_NAME, "value": session_of(user)}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(newsroom + address)
        return page

    yield visit
    for context in contexts:
        context.close()
    expected = (
        "the server responded with a status of 4",
        "net::ERR_FAILED",
        "htmx:sendError",
        "htmx:afterRequest",
    )  # asked for by a test
    refused = [text for text in complaints if not any(known in text for known in expected)]
    assert not refused, "\n".join(refused)


def client_of(username) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def session_of(username) -> str:
    return client_of(username).cookies[settings.SESSION_COOKIE_NAME].value


def barriers(page, rules=ALL_RULES, within="html") -> str:
    """What axe finds, and whether something is wider than the window; empty where all is well."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Styles that axe would load for rules not among these are blocked by the content policy, and complained of.
    options = {"runOnly": rules, "preload": False, "resultTypes": ["violations"]}
    found = AxeResults(page.evaluate("([within, options]) => axe.run(within, options)", [within, options]))
    width = page.evaluate("document.documentElement.scrollWidth")
    too_wide = f"{width} px wide\n" if width > page.viewport_size["width"] else ""
    return too_wide + (found.generate_report() if found.violations_count else "")


def barriers_however_looked_at(page) -> str:
    """Of a page that is open: narrow and wide, light and dark. Colours are all that a scheme changes."""
    found = ""
    for width, (first, second) in zip(WIDTHS, (("light", "dark"), ("dark", "light")), strict=True):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=first, reduced_motion="reduce")
        found += barriers(page)
        page.emulate_media(color_scheme=second)
        found += barriers(page, COLOUR_RULES)
    return found


def assert_no_barrier(page, within="html"):
    found = barriers(page, within=within)
    assert not found, found


def assert_no_barrier_however_looked_at(page):
    found = barriers_however_looked_at(page)
    assert not found, found

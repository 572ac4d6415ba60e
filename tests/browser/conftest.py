"""Chromium over the demo's newsroom, made once for all tests of the folder and taken away after them."""

import os
import shutil

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import lacking

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    """The address of a server that shows the demo."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's synchronous side runs a loop in this thread
    with django_db_blocker.unblock(), open(os.devnull, "w") as silence:  # noqa: PTH123
        call_command("prepare_demo", stdout=silence, stderr=silence)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        lacking("Chromium (Debian's package chromium)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


@pytest.fixture
def open_page(chromium, newsroom):
    """Opens an address of the newsroom; a browser's message about a blocked or broken part fails the test."""
    contexts, complaints = [], []

    def visit(address, *, width=1280, scheme="light", **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(newsroom + address)
        return page

    yield visit
    for context in contexts:
        context.close()
    refused = [text for text in complaints if "the server responded with a status of 4" not in text]
    assert not refused

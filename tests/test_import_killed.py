"""An import that is killed at any moment and started again ends as if nothing had happened; two at once do too."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from functools import cache
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import versions
from articles.importing import read_input
from articles.importing.in_background import begin, go_on
from articles.models import Article, ArticleVersion, ImportBatch, Organisation, Programme, SearchText, SourceDocument
from contacts.models import Mission, PressContact, PressContactPhone
from tests import reference_data

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parent.parent
MENU_END = "\n- 2030 AGENDA\n"
COPIES = 4  # of the sample pages
TOGETHER = 10  # pages in a transaction, of which there are to be several
KILLS, WORKERS_KILLED = (50, 20) if os.environ.get("SOAK") else (5, 2)
COUNTED = (Article, ArticleVersion, Mission, Organisation, PressContact, PressContactPhone, Programme, SearchText)


@pytest.fixture(autouse=True)
def known():
    reference_data.load()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The sample pages several times over, each with a title of its own."""
    folder = tmp_path_factory.mktemp("pages")
    for number, page in enumerate(sorted((ROOT / "fixtures" / "pages").glob("*.txt")) * COPIES):
        text = page.read_text(encoding="utf-8").replace(MENU_END, f"{MENU_END}{number}. ", 1)
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def start(pages) -> subprocess.Popen:
    """The command as a process of its own, on the database of the test."""
    command = [sys.executable, "manage.py", "import_articles", str(pages)]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL)


def environment() -> dict[str, str]:
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor != "sqlite":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    own = {"DATABASE_URL": url, "IMPORT_DIR": str(settings.IMPORT_DIR), "IMPORT_TOGETHER": str(TOGETHER)}
    return os.environ | own


def kill_at(articles: int, pages) -> None:
    process = start(pages)
    while process.poll() is None and Article.objects.count() < articles:
        time.sleep(0.01)
    process.kill()
    process.wait()


def outcome() -> tuple[list[int], list[dict]]:
    """How many records there are, and what each article holds but for keys that are drawn anew."""
    contents = [versions.snapshot(article) for article in Article.objects.order_by("title")]
    for content in contents:
        del content["translation_group"]
        for contact in content["contacts"]:
            del contact["person_id"]
    return [model.objects.count() for model in (*COUNTED, SourceDocument)], contents


@pytest.fixture
def uninterrupted(pages):
    return quiet(pages)


@cache
def quiet(pages) -> tuple[list[int], list[dict]]:
    """What one quiet import makes; leaves an empty newsroom, as there is before it."""
    call_command("import_articles", str(pages), stdout=StringIO(), stderr=StringIO())
    expected = outcome()
    call_command("flush", interactive=False, verbosity=0)
    reference_data.load()
    return expected


def test_an_import_killed_again_and_again_ends_like_a_quiet_one(uninterrupted, pages):
    most = len(uninterrupted[1])
    for kill in range(KILLS):
        kill_at(1 + kill * most // KILLS * 2 // 3, pages)
    assert 0 < Article.objects.count() < most
    assert start(pages).wait() == 0
    assert outcome() == uninterrupted


def test_two_imports_at_once_end_like_one(uninterrupted, pages):
    processes = [start(pages), start(pages)]
    assert [process.wait() for process in processes] == [0, 0]
    assert outcome() == uninterrupted


def test_staff_save_articles_while_an_import_runs(pages):
    article = Article.objects.create(title="Écrit à la main", language="fr")
    process, saves = start(pages), 0
    while process.poll() is None:
        article.save()
        saves += 1
        time.sleep(0.02)
    assert (process.returncode, saves > 10) == (0, True)


def test_a_page_is_read_before_its_turn_comes(monkeypatch, pages):
    decode, within = read_input.decode, []
    monkeypatch.setattr(
        read_input, "decode", lambda *given: within.append(connection.in_atomic_block) or decode(*given)
    )
    call_command("import_articles", str(pages / "001.txt"), stdout=StringIO(), stderr=StringIO())
    assert within == [False]


def worker() -> subprocess.Popen:
    command = [sys.executable, "manage.py", "db_worker", "--no-reload", "--batch", "--no-startup-delay"]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL)


def test_an_import_in_the_background_goes_on_after_its_worker_was_killed(uninterrupted, pages, settings, tmp_path):
    settings.IMPORT_DIR = tmp_path
    batch = begin([SimpleUploadedFile(page.name, page.read_bytes()) for page in pages.iterdir()], by=None)
    for kill in range(WORKERS_KILLED):
        process, few = worker(), 1 + kill * len(uninterrupted[1]) // WORKERS_KILLED * 2 // 3
        while process.poll() is None and Article.objects.count() < few:
            time.sleep(0.01)
        process.kill()
        process.wait()
        ImportBatch.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
        go_on(batch)  # unless it was killed before it had taken the task: the next worker takes that
    assert worker().wait() == 0
    batch.refresh_from_db()
    assert (outcome(), sum(batch.counts.values())) == (uninterrupted, batch.page_count)

"""An undo killed at any moment and begun again ends as if nothing had happened; what is saved meanwhile stays."""

import os
import subprocess
import sys
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from articles import versions
from articles.models import Article, ImportBatch
from iomnews.accounts.models import User
from tests import reference_data
from tests.test_import_killed import ROOT, environment, outcome, pages

__all__ = ["pages"]
pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 20 if os.environ.get("SOAK") else 2


@pytest.fixture
def batch(pages):
    reference_data.load()
    return imported(pages)


def imported(pages) -> ImportBatch:
    call_command("import_articles", str(pages), stdout=StringIO(), stderr=StringIO())
    return ImportBatch.objects.latest("pk")


def start(batch) -> subprocess.Popen:
    """The command as a process of its own, on the database of the test."""
    command = [sys.executable, "manage.py", "undo_import", str(batch.uuid)]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL)


def wait_until(process, articles: int) -> None:
    while process.poll() is None and Article.objects.count() > articles:
        time.sleep(0.01)


def test_an_undo_killed_again_and_again_ends_like_a_quiet_one(batch, pages):
    assert start(batch).wait() == 0
    quiet, again = outcome(), imported(pages)
    most = Article.objects.count()
    for kill in range(KILLS):
        process = start(again)
        wait_until(process, most - 1 - kill * most // KILLS * 2 // 3)
        process.kill()
        process.wait()
    assert start(again).wait() == 0
    assert (outcome()[0][:-1], outcome()[1]) == (quiet[0][:-1], quiet[1])


def test_what_is_saved_while_an_undo_runs_stays(batch):
    awa, last = User.objects.create(username="awa"), Article.objects.latest("pk")
    process = start(batch)
    wait_until(process, Article.objects.count() - 1)
    with transaction.atomic():
        is_there = Article.objects.select_for_update().filter(pk=last.pk).first()
        if is_there:
            versions.keep(is_there, reason="edit", by=awa)
    process.wait()
    assert Article.objects.filter(pk=last.pk).exists() == bool(is_there)

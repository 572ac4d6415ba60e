"""Damaged inputs of every kind: each is named, none stops the others, no article is half written."""

import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from articles.models import Article
from tests import mutations, reference_data

pytestmark = pytest.mark.django_db
TOGETHER = 20
ROUNDS = 25 if os.environ.get("SOAK") else 2
STUMBLED = "the program stumbled"


@pytest.fixture(autouse=True)
def media(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


def imported(files, report) -> tuple[int, list[dict]]:
    """The exit code and the report of the command."""
    quiet, code = {"stdout": StringIO(), "stderr": StringIO()}, 0
    try:
        call_command("import_articles", *map(str, files), report=str(report), **quiet)
    except CommandError as error:
        code = error.returncode
    return code, [json.loads(line) for line in report.read_text(encoding="utf-8").split("\n") if line]


def is_named(file, sources) -> bool:
    return any(source == str(file) or source.startswith((f"{file}!", f"{file}#")) for source in sources)


def test_the_samples_are_read_as_they_are(tmp_path):
    reference_data.load()
    for name, data in mutations.samples().items():
        (tmp_path / name).write_bytes(data)
    code, lines = imported([tmp_path], tmp_path / "report.jsonl")
    assert (code, {line["status"] for line in lines} - {"created", "duplicate"}) == (0, set())


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_damaged_inputs_are_named_and_nothing_is_half_written(tmp_path, seed):
    files = mutations.write(tmp_path, seed, TOGETHER)
    with override("en"):
        code, lines = imported(files, tmp_path / "report.jsonl")
    sources = [line["source"] for line in lines]
    assert [file.name for file in files if not is_named(file, sources)] == []
    assert [line["error"] for line in lines if STUMBLED in (line["error"] or "")] == []
    assert code == any(line["status"] == "failed" for line in lines)
    whole = Article.objects.exclude(versions=None).exclude(sources=None).exclude(title="")
    assert {line["article"] for line in lines} - {None} == set(whole.values_list("pk", flat=True))
    assert whole.count() == Article.objects.count()

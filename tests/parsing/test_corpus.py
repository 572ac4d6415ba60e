"""The labelled pages beside the repository, read and scored by their own scorer."""

import json
import subprocess
import sys

import pytest

from articles.inputs.decoding import decode
from articles.parsing.report import entry

pytestmark = pytest.mark.corpus


@pytest.mark.parametrize(
    ("pages", "labels", "floor"), [("seeds", "labels-seeds.jsonl", "0.98"), ("pages", "labels.jsonl", "0.97")]
)
def test_the_labelled_pages_are_read_as_labelled(pages, labels, floor, corpus, read, tmp_path):
    result = scored(corpus, corpus / pages, corpus / labels, floor, read, tmp_path)
    assert result.returncode == 0, result.stdout


def scored(corpus, pages, labels, floor, read, tmp_path):
    """The scorer's verdict on a folder of pages: it ends with 0 where the floor is reached and no word is lost."""
    report = tmp_path / "report.jsonl"
    with report.open("w", encoding="utf-8") as out:
        for page in sorted(pages.glob("*.txt")):
            line = {"source": str(page), "status": "created", **entry(read(decode(page.read_bytes())[0]))}
            out.write(json.dumps(line) + "\n")
    command = [corpus / "score.py", labels, report, "--pages", pages, "--floor", floor, "--kept", "1.0"]
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)

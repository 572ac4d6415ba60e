"""The labelled pages beside the repository, read and scored by their own scorer."""

import json
import subprocess
import sys

import pytest

from articles.importing.decoding import decode
from articles.importing.report import entry

pytestmark = pytest.mark.corpus


@pytest.mark.parametrize(
    ("pages", "labels", "floor"), [("seeds", "labels-seeds.jsonl", "0.98"), ("pages", "labels.jsonl", "0.97")]
)
def test_the_labelled_pages_are_read_as_labelled(pages, labels, floor, corpus, read, tmp_path):
    report = tmp_path / "report.jsonl"
    with report.open("w", encoding="utf-8") as out:
        for page in sorted((corpus / pages).glob("*.txt")):
            line = {"source": str(page), "status": "created", **entry(read(decode(page.read_bytes())[0]))}
            out.write(json.dumps(line) + "\n")
    command = [
        corpus / "score.py",
        corpus / labels,
        report,
        "--pages",
        corpus / pages,
        "--floor",
        floor,
        "--kept",
        "1.0",
    ]
    scored = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout

"""Labelled pages of the project's own, in every form of the catalogue, scored as those beside the repository are."""

from pathlib import Path

import pytest

from tests.parsing.test_corpus import scored

LABELLED = Path(__file__).parent / "labelled"
pytestmark = pytest.mark.corpus


def test_the_projects_own_labelled_pages_are_read_as_labelled(corpus, read, tmp_path):
    result = scored(corpus, LABELLED / "pages", LABELLED / "labels.jsonl", "0.985", read, tmp_path)
    assert result.returncode == 0, result.stdout

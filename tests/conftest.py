import os
from pathlib import Path

import pytest

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"


def lacking(what: str):
    """The machine lacks something that a test needs: skipped by name, except where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI=true allows no skip")
    pytest.skip(f"no {what} here")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of labelled pages beside the repository."""
    if not CORPUS.is_dir():
        lacking("../shared/corpus")
    return CORPUS

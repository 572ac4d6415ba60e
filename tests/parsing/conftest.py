import json
from pathlib import Path

import pytest

from articles.parsing.names import KnownNames
from articles.parsing.page import read_page
from articles.parsing.places import Gazetteer

REFERENCE = Path(__file__).parent.parent.parent / "fixtures" / "reference"


def records(name: str) -> list[dict]:
    return json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_records(records("countries"))


@pytest.fixture(scope="session")
def names() -> KnownNames:
    return KnownNames.from_records(records("organisations"), [], records("themes"))


@pytest.fixture(scope="session")
def read(gazetteer, names):
    """A page's text, read with the project's reference data."""
    return lambda text, **bounds: read_page(text, gazetteer, names, **bounds)

"""What is known of pages besides their text: a CSV with the columns path, address, captured, published."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from .inputs import Page

COLUMNS = ("path", "address", "captured", "published")


@dataclass(frozen=True)
class Facts:
    address: str = ""
    captured: date | None = None
    published: date | None = None


class BadManifest(Exception):
    """`reason` is a code: unreadable, columns, date, address, unknown_path, twice; with the line and the value."""

    def __init__(self, reason: str, *, line: int = 1, value: str = ""):
        super().__init__(reason, line, value)
        self.reason, self.line, self.value = reason, line, value


def read(file: Path, pages: Iterable[Page]) -> dict[Path, Facts]:
    """The facts of each page by its file. A path is the one given on the command line, or the one in its folder."""
    by_name = {name: page.file for page in pages for name in (page.path, page.source)}
    facts: dict[Path, Facts] = {}
    for line, row in _rows(file):
        page = by_name.get(row["path"].strip())
        if page is None:
            raise BadManifest("unknown_path", line=line, value=row["path"])
        if page in facts:
            raise BadManifest("twice", line=line, value=row["path"])
        facts[page] = Facts(_address(row, line), _day(row, "captured", line), _day(row, "published", line))
    return facts


def _rows(file: Path):
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="")
            strangers = set(reader.fieldnames or ()) - set(COLUMNS)
            if strangers or "path" not in (reader.fieldnames or ()):
                raise BadManifest("columns", value=", ".join(sorted(filter(None, strangers))))
            for row in reader:
                yield reader.line_num, dict.fromkeys(COLUMNS, "") | row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadManifest("unreadable", value=str(error)) from error


def _day(row: dict, column: str, line: int) -> date | None:
    text = row[column].strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadManifest("date", line=line, value=text) from None


def _address(row: dict, line: int) -> str:
    address = row["address"].strip()
    if address and urlsplit(address).scheme not in ("http", "https"):
        raise BadManifest("address", line=line, value=address)
    return address

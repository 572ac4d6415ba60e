"""What is known of pages besides their text: a CSV with the columns path, address, captured, published."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from .pages import Page

COLUMNS = ("path", "address", "captured", "published")
LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class Facts:
    """`others` are further addresses that lead to the page."""

    address: str = ""
    captured: date | None = None
    published: date | None = None
    others: tuple[str, ...] = ()


def captured(page: Page, facts: Facts) -> Facts:
    """The facts, and where they are silent what a crawler noted of the page."""
    if page.capture is None:
        return facts
    addresses = filter(is_address, (facts.address, page.capture.address, *page.capture.others))
    address, *others = dict.fromkeys(addresses) or [""]
    return Facts(address, facts.captured or page.capture.captured, facts.published, tuple(others))


class BadManifest(Exception):
    """`reason` is a code, a key of the sentences in articles/importing/messages.py; with the line and the value."""

    def __init__(self, reason: str, *, line: int = 1, value: str = ""):
        super().__init__(reason, line, value)
        self.reason, self.line, self.value = reason, line, value


def read(file: Path, pages: Iterable[Page]) -> dict[Page, Facts]:
    """The facts of each page. A path is the one given on the command line, or the one in its folder or archive."""
    by_name: dict[str, set[Page]] = {}
    for page in pages:
        for name in filter(None, (page.path, page.source, page.member)):
            by_name.setdefault(name, set()).add(page)
    facts: dict[Page, Facts] = {}
    addresses = set()
    for line, row in _rows(file):
        page = _named(row["path"].strip(), by_name, line)
        if page in facts:
            raise BadManifest("twice", line=line, value=row["path"])
        facts[page] = Facts(_address(row, line), _day(row, "captured", line), _day(row, "published", line))
        if facts[page].address in addresses:
            raise BadManifest("address_twice", line=line, value=facts[page].address)
        addresses |= {facts[page].address} - {""}
    return facts


def _named(name: str, by_name: dict[str, set[Page]], line: int) -> Page:
    files = by_name.get(name, set())
    if len(files) != 1:
        raise BadManifest("several" if files else "unknown_path", line=line, value=name)
    return next(iter(files))


def _rows(file: Path):
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="", delimiter=_delimiter(stream.readline()))
            stream.seek(0)
            _check_columns(reader.fieldnames or ())
            for row in reader:
                if None in row:
                    raise BadManifest("cells", line=reader.line_num, value=row[None][0])
                if any(map(str.strip, row.values())):
                    yield reader.line_num, dict.fromkeys(COLUMNS, "") | row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadManifest("unreadable", value=str(error)) from error


def _delimiter(header: str) -> str:
    """Spreadsheets save with semicolons where the comma is the decimal sign."""
    return ";" if ";" in header else ","


def _check_columns(names: Sequence[str]) -> None:
    strangers = sorted(set(names) - set(COLUMNS))
    if strangers:
        raise BadManifest("columns", value=", ".join(strangers))
    if "path" not in names:
        raise BadManifest("no_path")
    if len(names) > len(set(names)):
        raise BadManifest("column_twice", value=", ".join(names))


def _day(row: dict, column: str, line: int) -> date | None:
    text = row[column].strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadManifest("date", line=line, value=text) from None


def _address(row: dict, line: int) -> str:
    address = row["address"].strip()
    if address and not is_address(address):
        raise BadManifest("address", line=line, value=address)
    return address


def is_address(text: str) -> bool:
    """Whether it can be kept as a legacy address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_plain = text.isprintable() and " " not in text and len(text) <= LONGEST_ADDRESS
    return is_plain and parts.scheme in ("http", "https") and bool(parts.netloc)

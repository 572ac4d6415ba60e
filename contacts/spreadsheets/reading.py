"""The bytes of a spreadsheet, as a person saved it, to rows of texts. What is doubtful is refused by name."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from . import Refused
from .cells import as_meant
from .workbook import MOST_COLUMNS, refuse_too_many_rows, rows_of_workbook

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
UNREADABLE = re.compile("[\0\ud800-\udfff]")
csv.field_size_limit(2**31 - 1)  # the file's own size is limited; Python's 128 kB would refuse a long article


@dataclass(frozen=True)
class Sheet:
    """Rows by their number in the spreadsheet; a row holds a text for each heading."""

    headings: tuple[str, ...]
    rows: dict[int, dict[str, str]]


def read(data: bytes) -> Sheet:
    """Raises Refused for a file that is too large, of another kind, damaged or ambiguous."""
    refuse_large(len(data))
    refuse_other_kinds(data)
    rows = rows_of_workbook(data) if data.startswith(b"PK") else rows_of_text(decode(data))
    return _sheet(rows)


def refuse_large(size: int) -> None:
    if size > settings.SPREADSHEET_MAX_BYTES:
        limit = {"limit": settings.SPREADSHEET_MAX_BYTES // 2**20}
        raise Refused(_("The file is larger than %(limit)d MB. Divide it.") % limit)


def refuse_other_kinds(data: bytes) -> None:
    if not data.strip():
        raise Refused(_("The file is empty."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(_("This is an old or a protected Excel file. Save it as “Excel workbook (.xlsx)”."))
    if b"\0" in data[:4096] and not data.startswith((b"PK", *BYTE_ORDER_MARKS)):
        raise Refused(_("This is no spreadsheet. Save it as XLSX or as CSV."))


def decode(data: bytes) -> str:
    """By the byte order mark, else UTF-8, else what Excel writes on Windows."""
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("The letters of this file cannot be read. Save it as “CSV UTF-8” or as XLSX."))


def rows_of_text(text: str):
    """(number, cells) of each line; the mark between cells is the one that parts the headings most."""
    headings = text.partition("\n")[0]
    mark = max(",;\t", key=headings.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            refuse_too_many_rows(number)
            yield number, cells
    except csv.Error:
        where = {"row": number + 1}
        raise Refused(
            _("Row %(row)d: a quotation mark is open or out of place. Save the file again.") % where
        ) from None


def _sheet(rows) -> Sheet:
    filled = ((number, [as_meant(cell) for cell in cells]) for number, cells in rows if any(map(str.strip, cells)))
    _first, headings = next(filled, (0, []))
    headings = _headings(headings)
    sheet = Sheet(headings, {})
    for number, cells in filled:
        sheet.rows[number] = _row(number, headings, cells)
    if not sheet.rows:
        raise Refused(_("The file has headings, but no row below them."))
    return sheet


def _headings(cells: list[str]) -> tuple[str, ...]:
    headings = [cell.strip().lower() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    doubled = [heading for heading, times in Counter(headings).items() if times > 1 and heading]
    if not headings:
        raise Refused(_("The file is empty."))
    if doubled:
        raise Refused(_("The column “%(column)s” is there twice. Delete one.") % {"column": doubled[0]})
    if "" in headings:
        place = {"column": headings.index("") + 1}
        raise Refused(_("Column %(column)d has no heading. Write one, or delete the column.") % place)
    if len(headings) > MOST_COLUMNS:
        raise Refused(_("The file has more than %(limit)d columns.") % {"limit": MOST_COLUMNS})
    return tuple(headings)


def _row(number: int, headings: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    """A row that ends early has empty cells; one that goes on has been shifted."""
    beyond = [cell for cell in cells[len(headings) :] if cell.strip()]
    if beyond:
        told = {"row": number, "value": beyond[0][:60]}
        raise Refused(_("Row %(row)d: “%(value)s” stands under no heading.") % told)
    row = dict(zip(headings, [*cells, *[""] * len(headings)], strict=False))
    for heading, text in row.items():
        if UNREADABLE.search(text):
            told = {"row": number, "column": heading}
            raise Refused(_("Row %(row)d, column “%(column)s”: a sign that is no letter. Delete it.") % told)
    return row

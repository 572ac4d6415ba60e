"""A workbook (XLSX) as rows of texts: dates as ISO days, whole numbers without a point; formulas are refused."""

import io
import re
import zipfile
from datetime import datetime, time

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from . import Refused

LONGEST_CELL = 32_767  # letters: what a spreadsheet program keeps of a cell
CODED = re.compile("_x([0-9A-Fa-f]{4})_")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*ref=\"([A-Z0-9:]+)\"")
MOST_COLUMNS = 200
LOOKED_AT = {"max_row": 1000, "max_col": MOST_COLUMNS}
"""Where a sheet that holds anything would hold it: a sheet may say that it has a million empty rows."""


def rows_of_workbook(data: bytes):
    """(number, cells) of each row of the only sheet that is filled."""
    refuse_bombs_and_strangers(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = _only_sheet(book)
        refuse_merged_cells(data)
        sheet.reset_dimensions()  # what a file says about its own size is not believed
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):
            refuse_too_many_rows(number)
            yield number, [_text(cell, number, column) for column, cell in enumerate(row, 1)]
    except Refused:
        raise
    except Exception as error:  # openpyxl has no error of its own: a damaged file fails anywhere in it, as anything
        raise Refused(_("The workbook is damaged. Open it, and save it again as XLSX.")) from error


def refuse_bombs_and_strangers(data: bytes) -> None:
    """Every sign of what the file is, and how large it would become, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Refused(_("The workbook is damaged. Open it, and save it again as XLSX.")) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Refused(_("This is no Excel workbook. Save it as “Excel workbook (.xlsx)” or as CSV."))
    if sum(part.file_size for part in parts) > settings.SPREADSHEET_MAX_UNPACKED_BYTES or len(parts) > 1000:
        raise Refused(_("Unpacked, the workbook is too large. Keep the sheet alone, without pictures, or divide it."))


def refuse_merged_cells(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            merged = name.startswith("xl/worksheets/") and MERGED.search(packed.read(name))
            if merged:
                told = {"cells": merged[1].decode()}
                raise Refused(_("The cells %(cells)s are merged. Separate them.") % told)


def refuse_too_many_rows(number: int) -> None:
    """Blank rows count: a file can hold a million of them in few bytes."""
    if number > settings.SPREADSHEET_MAX_ROWS + 1:
        limit = {"limit": settings.SPREADSHEET_MAX_ROWS}
        raise Refused(
            _("The file has more than %(limit)d rows. Divide it, or delete the empty ones at its end.") % limit
        )


def _only_sheet(book):
    filled = [sheet for sheet in book.worksheets if any(map(any, sheet.iter_rows(**LOOKED_AT, values_only=True)))]
    if len(filled) > 1:
        names = ", ".join(f"“{sheet.title}”" for sheet in filled)
        raise Refused(_("The workbook has several filled sheets: %(names)s. Keep one.") % {"names": names})
    if not filled:
        raise Refused(_("The file is empty."))
    return filled[0]


def _text(cell, row: int, column: int) -> str:
    told = {"cell": f"{get_column_letter(column)}{row}"}
    if cell.data_type == "f":
        raise Refused(_("Cell %(cell)s holds a formula. Put its value in its place.") % told)
    if cell.data_type == "e":
        raise Refused(_("Cell %(cell)s holds an error of the spreadsheet program. Correct it.") % told)
    text = as_text(cell.value)
    if len(text) >= LONGEST_CELL:
        raise Refused(_("Cell %(cell)s is full: the program may have cut its end. Send this text as CSV.") % told)
    return CODED.sub(lambda code: chr(int(code[1], 16)), text) if isinstance(cell.value, str) else text


def as_text(value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else str(value)

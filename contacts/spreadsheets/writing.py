"""Rows to a file that a spreadsheet program opens without calculating anything."""

import csv
import re
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from . import Refused
from .cells import neutral
from .workbook import LONGEST_CELL

TO_BE_CODED = re.compile("_x(?=[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class Format(models.TextChoices):
    XLSX = "xlsx", gettext_lazy("Excel workbook (XLSX): dates and numbers stay as they are")
    CSV = "csv", gettext_lazy("CSV with commas")
    CSV_SEMICOLONS = "csv2", gettext_lazy("CSV with semicolons, for Excel in French or Spanish")


class _Line:
    """A file for csv.writer that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[list[str]], delimiter: str = ",") -> Iterator[str]:
    """A line a row; Excel knows by the first sign that the letters are UTF-8."""
    writer = csv.writer(_Line(), delimiter=delimiter, quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([neutral(text) for text in row])


def xlsx_file(rows: Iterable[list[str]], title: str) -> IO[bytes]:
    """The first row are the headings: bold, and always in sight. Every cell is a text, also one written later."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    too_long = []
    for number, row in enumerate(rows, 1):
        if number == 1:
            _format_columns(sheet, len(row))
        cells = [_coded(text) for text in row]
        too_long += [number for cell in cells if len(cell) >= LONGEST_CELL]
        sheet.append([_cell(sheet, cell, is_heading=number == 1) for cell in cells])
    file = TemporaryFile()  # noqa: SIM115 – the response closes it
    book.save(file)  # also one that is refused: else openpyxl leaves its own files behind
    if too_long:
        file.close()
        raise Refused(_("Row %(row)d has a text that is too long for a workbook. Take CSV.") % {"row": too_long[0]})
    file.seek(0)
    return file


def _format_columns(sheet, count: int) -> None:
    for column in range(1, count + 1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.number_format = 22, "@"


def _coded(text: str) -> str:
    """Without the signs that XML has not: _x000B_ stands for one, as spreadsheet programs write it."""
    return TO_BE_CODED.sub(lambda found: f"_x{ord(found[0][0]):04X}_{found[0][1:]}", neutral(text))


def _cell(sheet, text: str, *, is_heading: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", "@"
    if is_heading:
        cell.font = Font(bold=True)
    return cell

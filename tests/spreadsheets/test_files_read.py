"""Every way in which a person saves a spreadsheet is read, and what is doubtful is refused by name."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from contacts.spreadsheets import Refused
from contacts.spreadsheets.reading import read
from contacts.spreadsheets.writing import csv_lines, xlsx_file


def workbook(*rows, prepare=lambda sheet: None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    prepare(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def packed(**files) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(data)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_of_excel_is_read(encoding):
    sheet = read("slug,name_fr\nete,L’été à Agadez\n".encode(encoding))
    assert sheet.rows == {2: {"slug": "ete", "name_fr": "L’été à Agadez"}}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_mark_between_cells_is_read(mark):
    sheet = read(f'slug{mark}name_fr\nete{mark}"Été{mark} hiver"\n'.encode())
    assert sheet.rows[2]["name_fr"] == f"Été{mark} hiver"


def test_a_row_keeps_the_number_that_the_spreadsheet_shows():
    assert list(read(b'slug\na\n\n"b\nb"\nc\n').rows) == [2, 4, 5]


def test_a_very_long_text_is_read():
    assert len(read(b"slug,lead\na," + b"x" * 200_000).rows[2]["lead"]) == 200_000


def test_cells_of_a_workbook_become_texts():
    data = workbook(["slug", "a", "b", "c", "d"], ["x", 2019.0, datetime(2010, 11, 5), True, 1.5])
    assert list(read(data).rows[2].values()) == ["x", "2019", "2010-11-05", "yes", "1.5"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b"  \n ", "The file is empty."),
        (b"slug,title\n", "The file has headings, but no row below them."),
        (b"slug,slug\na,b", "The column “slug” is there twice. Delete one."),
        (b"slug,,title\na,b,c", "Column 2 has no heading. Write one, or delete the column."),
        (b"slug,title\na,b,c", "Row 2: “c” stands under no heading."),
        (b'slug,title\na,"b\nc', "Row 2: a quotation mark is open or out of place. Save the file again."),
        (b"slug,title\na,b\0", "This is no spreadsheet. Save it as XLSX or as CSV."),
        (b"slug,title\na,\x81\x8d", "The letters of this file cannot be read. Save it as “CSV UTF-8” or as XLSX."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "This is an old or a protected Excel file. Save it as “Excel workbook (.xlsx)”.",
        ),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is no spreadsheet. Save it as XLSX or as CSV."),
        (b"PK\x03\x04 and no more", "The workbook is damaged. Open it, and save it again as XLSX."),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused(data, message):
    assert refusal(data) == message


@pytest.mark.parametrize("name", ["mimetype", "Index/Document.iwa"])
def test_a_workbook_of_another_program_is_refused(name):
    assert refusal(packed(**{name: "x"})).startswith("This is no Excel workbook.")


def test_a_damaged_workbook_is_refused():
    assert refusal(packed(**{"xl/workbook.xml": "<broken"})).startswith("The workbook is damaged.")


def test_a_workbook_that_unpacks_to_too_much_is_refused(settings):
    settings.SPREADSHEET_MAX_UNPACKED_BYTES = 10_000
    assert refusal(packed(**{"xl/workbook.xml": "0" * 20_000})).startswith("Unpacked, the workbook is too large.")


def test_entities_are_not_unfolded():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12)
    )
    data = packed(**{"xl/workbook.xml": bomb + "]><workbook>&m;</workbook>", "[Content_Types].xml": "<Types/>"})
    assert refusal(data).startswith("The workbook is damaged.")


def test_a_formula_is_refused_by_its_cell():
    assert refusal(workbook(["slug", "title"], ["a", "=1+1"])).startswith("Cell B2 holds a formula.")


def test_an_error_value_is_refused_by_its_cell():
    assert refusal(workbook(["slug", "title"], ["a", "#N/A"])).startswith("Cell B2 holds an error")


def test_merged_cells_are_refused():
    data = workbook(["slug", "title"], ["a", "b"], ["c", ""], prepare=lambda sheet: sheet.merge_cells("B2:B3"))
    assert refusal(data) == "The cells B2:B3 are merged. Separate them."


def test_a_second_filled_sheet_is_refused():
    data = workbook(["slug"], ["a"], prepare=lambda sheet: sheet.parent.create_sheet("Notes").append(["x"]))
    assert refusal(data) == "The workbook has several filled sheets: “Sheet”, “Notes”. Keep one."


def test_a_cell_that_the_program_may_have_cut_is_refused():
    assert refusal(workbook(["slug", "lead"], ["a", "x" * 32_767])).startswith("Cell B2 is full")


def test_a_lone_surrogate_is_refused():
    data = workbook(["slug", "title"], ["a", "x_xD800_"])
    assert refusal(data) == "Row 2, column “title”: a sign that is no letter. Delete it."


def test_too_many_rows_are_refused(settings):
    settings.SPREADSHEET_MAX_ROWS = 2
    assert refusal(b"slug\na\nb\nc\n").startswith("The file has more than 2 rows.")


def test_a_file_that_is_too_large_is_refused(settings):
    settings.SPREADSHEET_MAX_BYTES = 2**20
    assert refusal(b"slug\n" + b"a" * 2**20) == "The file is larger than 1 MB. Divide it."


HOSTILE = [
    "=1+1",
    "'+227",
    "a\nb",
    "a\rb",
    "x\x0by",
    "_x000D_",
    " space ",
    "«\u00a0œ\u00a0»",
    '"',
    "\ufeff",
    "2010-11",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_csv_is_read_as_it_was_written(text):
    data = "".join(csv_lines([["slug", "title"], ["a", text]])).encode()
    assert read(data).rows[2]["title"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_is_read_as_it_was_written(text):
    with xlsx_file([["slug", "title"], ["a", text]], "articles") as file:
        assert read(file.read()).rows[2]["title"] == text


def test_a_text_too_long_for_a_workbook_is_refused_on_the_way_out():
    with pytest.raises(Refused, match="Row 2 has a text that is too long for a workbook"):
        xlsx_file([["slug"], ["x" * 40_000]], "articles")

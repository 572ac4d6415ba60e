"""Which documents may be attached, whatever their names say."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from docx import Document
from openpyxl import Workbook

from articles.attachments import check
from tests.photographs import picture_bytes


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def zipped(**members) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def saved(document) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


OPEN_TEXT = zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<office/>"})
MACROS = zipped(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.PDF", b"%PDF-1.7\n"),
        ("note.docx", saved(Document())),
        ("chiffres.xlsx", saved(Workbook())),
        ("note.odt", OPEN_TEXT),
        ("chiffres.csv", "pays;retours\nTchad;148 é\n".encode("cp1252")),
        ("photo.jpeg", picture_bytes()),
        ("carte.png", picture_bytes("PNG")),
        ("voix.mp3", b"ID3\x04" + b"\0" * 50),
        ("film.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 50),
    ],
)
def test_documents_of_the_kinds_named_may_be_attached(name, content):
    file = SimpleUploadedFile(name, content)
    check(file)
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", b"MZ\x90\0"),
        ("note.pdf", b"MZ\x90\0" + b"\0" * 3000),
        ("page.html", b"<p>"),
        ("code.js", b"alert(1)"),
        ("logo.svg", b"<svg/>"),
        ("note.txt", b"\n <SCRIPT>alert(1)</SCRIPT>"),
        ("note.csv", b"a;b\n" * 2000 + b"\0"),
        ("note.docx", zipped(**{"setup.exe": "MZ"})),
        ("note.docx", saved(Workbook())),
        ("note.docx", MACROS),
        ("note.odt", saved(Document())),
        ("note", b"%PDF-1.7"),
    ],
)
def test_all_else_is_refused_and_the_allowed_are_named(name, content):
    with pytest.raises(ValidationError) as refusal:
        check(SimpleUploadedFile(name, content))
    assert refusal.value.messages[0].startswith(f"“{name}” cannot be attached. Allowed,")
    assert "PDF, DOCX, XLSX" in refusal.value.messages[0]


def test_a_document_too_heavy_is_told_its_weight_and_the_limit(settings):
    settings.ATTACHMENT_MAX_BYTES = 4
    with pytest.raises(ValidationError) as refusal:
        check(SimpleUploadedFile("note.pdf", b"%PDF-1.7"))
    assert (
        refusal.value.messages[0]
        .replace("\xa0", " ")
        .startswith("“note.pdf” has 8 bytes; a document may have at most 4 bytes.")
    )

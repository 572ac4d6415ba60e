"""Word files as people make them, for tests: python-docx for the plain parts, Word's own XML for the rest."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")
PROSE = "Un avion affrété par l’OIM a quitté Agadez mardi avec 148 personnes à bord, dont douze enfants."


def word_file(*paragraphs, title="Un dernier vol", make=None) -> bytes:
    """Paragraphs are texts, or XML of Word's that begins with <w:."""
    document = docx.Document()
    if title:
        document.add_paragraph(title, style="Title")
    for paragraph in paragraphs:
        if paragraph.startswith("<w:"):
            document.element.body.sectPr.addprevious(parse_xml(paragraph.replace(">", f" {W}>", 1)))
        else:
            document.add_paragraph(paragraph)
    if make:
        make(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with one part written anew, or added."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()

"""A Word file opened with care: what it is, how much it unpacks to, and that its XML defines no entities."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_PARTS = 2_000
MOST_XML = 40 * 1024 * 1024  # bytes, unpacked
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 400  # of a file that unpacks to more than LARGE; 5,000 equal rows of a table come to 62
LARGE = 8 * 1024 * 1024
OTHER_KINDS = {b"%PDF": "pdf", b"{\\rtf": "rtf"}


class NotWord(Exception):
    """`reason` is a code: old_word, encrypted, pdf, rtf, odt, other, corrupt, bomb, unsafe."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def opened(data: bytes):
    """The document; nothing outside the file is read. Raises NotWord."""
    if not data.startswith(ZIP):
        raise NotWord(_other_kind(data))
    try:
        with ZipFile(BytesIO(data)) as package:
            _check(package)
        return docx.Document(BytesIO(data))
    except (BadZipFile, LargeZipFile, zlib.error, LxmlError, OpcError, KeyError, EOFError, OSError) as error:
        raise NotWord("corrupt") from error
    except (NotImplementedError, RuntimeError) as error:  # a way of packing that is not known; a password
        raise NotWord("encrypted") from error
    except (ValueError, AttributeError) as error:  # a spreadsheet, a template with macros
        raise NotWord("other") from error


def _other_kind(data: bytes) -> str:
    if data.startswith(OLE):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_word"
    return next((kind for start, kind in OTHER_KINDS.items() if data.startswith(start)), "other")


def _check(package: ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or sum(part.file_size for part in xml) > MOST_XML:
        raise NotWord("bomb")
    if unpacked > LARGE and unpacked > MOST_RATIO * packed:
        raise NotWord("bomb")
    if "[Content_Types].xml" not in names:
        raise NotWord("odt" if "mimetype" in names else "other")
    if any(_defines_entities(package.read(part)) for part in xml):
        raise NotWord("unsafe")


def _defines_entities(xml: bytes) -> bool:
    """Word never writes a document type; in UTF-16 its letters have zero bytes between them."""
    return b"<!DOCTYPE" in xml.replace(b"\0", b"").upper()

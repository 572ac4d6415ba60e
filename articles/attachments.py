"""Which documents may be attached: those whose content is what their name says, of kinds that hold no programs."""

from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
HTML_STARTS = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"<body", b"<iframe")


def _starts_with(*starts: bytes):
    return lambda start, _file: start.startswith(starts)


def _is_text(start: bytes, file: File) -> bool:
    """No zero byte anywhere, and nothing that a browser would run."""
    file.seek(0)
    has_zero = any(b"\0" in chunk for chunk in file.chunks())
    return not has_zero and not start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS)


def _is_office(folder: str):
    def check(_start: bytes, file: File) -> bool:
        names = _zip_names(file)
        has_macros = any(name.endswith("vbaProject.bin") for name in names)
        return not has_macros and "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return check


def _is_open_document(kind: str):
    return lambda start, file: (OPEN_DOCUMENT + kind).encode() in start and bool(_zip_names(file))


def _zip_names(file: File) -> list[str]:
    file.seek(0)
    try:
        with ZipFile(BytesIO(file.read())) as archive:
            return archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return []


CHECKS = {
    ".pdf": lambda start, _file: b"%PDF-" in start,
    ".docx": _is_office("word/"),
    ".xlsx": _is_office("xl/"),
    ".pptx": _is_office("ppt/"),
    ".odt": _is_open_document("text"),
    ".ods": _is_open_document("spreadsheet"),
    ".odp": _is_open_document("presentation"),
    ".csv": _is_text,
    ".txt": _is_text,
    ".jpg": _starts_with(b"\xff\xd8\xff"),
    ".png": _starts_with(b"\x89PNG\r\n\x1a\n"),
    ".mp3": _starts_with(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".mp4": lambda start, _file: start[4:8] == b"ftyp",
}
"""By the end of the name, in small letters: whether the content (its first 1,024 bytes, the file) is of that kind."""
EXTENSIONS = ",".join([*CHECKS, ".jpeg"])


def check(file: File) -> None:
    """A ValidationError says why the file may not be attached."""
    name = PurePath(file.name).name
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        message = _("“%(name)s” has %(size)s; a document may have at most %(limit)s. Make it smaller, or give a link.")
        sizes = {"size": filesizeformat(file.size), "limit": filesizeformat(settings.ATTACHMENT_MAX_BYTES)}
        raise ValidationError(message, params=sizes | {"name": name})
    extension = PurePath(name).suffix.lower().replace(".jpeg", ".jpg")
    file.seek(0)
    if extension not in CHECKS or not CHECKS[extension](file.read(1024), file):
        message = _("“%(name)s” cannot be attached. Allowed, where the content is what the name says: %(kinds)s.")
        kinds = ", ".join(kind.removeprefix(".").upper() for kind in CHECKS)
        raise ValidationError(message, params={"name": name, "kinds": kinds})
    file.seek(0)

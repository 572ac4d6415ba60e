"""The files that a browser or a crawler saved with a page: in it, in its folder or archive, never from outside what
was given.
"""

import base64
import binascii
import posixpath
import re
import stat
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urljoin

from articles import web
from articles.inputs import archives, warc
from articles.inputs.pages import Page

DATA = re.compile(r"data:[\w/+.-]*(?:;[\w=.-]+)*?(;base64)?,(.*)", re.IGNORECASE | re.DOTALL)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)


class Beside:
    """The files of a page whose bytes are `data`."""

    def __init__(self, page: Page, data: bytes, limits: archives.Limits, most: int):
        self.page, self.limits, self.most = page, limits, most
        self.inside = web.pictures_in(data) if web.is_package(page.path, data) else {}

    def read(self, source: str, base: str = "") -> bytes | None:
        """The file of at most `most` bytes; None where it is not there, or not to be read. `base` is where the
        page stood.
        """
        if match := DATA.fullmatch(source):
            return _decoded(match[2], is_base64=bool(match[1]))
        if self.inside:
            return self.inside.get(source) or self.inside.get(_joined(base, source))
        if self.page.capture:
            return self._captured(source)
        if self.page.content or ELSEWHERE.match(source):
            return None
        name = unquote(re.split("[?#]", source, maxsplit=1)[0]).replace("\\", "/")
        if not name or "\0" in name:
            return None
        if self.page.member:
            return _of_archive(self.page, name, replace(self.limits, page=self.most))
        return _of_folder(self.page, name, self.most)

    def _captured(self, source: str) -> bytes | None:
        """What the crawler found at the address that the page gives."""
        try:
            archive = warc.opened(self.page.file, self.page.member, self.limits)
            file = archive.contents().files.get(warc.place_of(_joined(self.page.capture.address, source)))
            return warc.read(archive, file, self.most)[0] if file else None
        except (archives.BadArchive, warc.BadWarc, OSError):
            return None


def _joined(base: str, source: str) -> str:
    try:
        return urljoin(base, source)
    except ValueError:
        return source


def _decoded(text: str, *, is_base64: bool) -> bytes | None:
    try:
        return base64.b64decode(unquote_to_bytes(text)) if is_base64 else unquote_to_bytes(text)
    except binascii.Error:
        return None


def _of_archive(page: Page, name: str, limits: archives.Limits) -> bytes | None:
    member = posixpath.normpath(posixpath.join(posixpath.dirname(page.member), name))
    try:
        return archives.read(page.file, member, limits)
    except (archives.BadArchive, OSError):
        return None


def _of_folder(page: Page, name: str, most: int) -> bytes | None:
    """What a link leads to counts, not where the link is."""
    try:
        file = (page.file.parent / name).resolve()
        facts = file.stat()
        if not file.is_relative_to(Path(page.root)) or not stat.S_ISREG(facts.st_mode) or facts.st_size > most:
            return None
        return file.read_bytes()
    except (OSError, ValueError, RuntimeError):
        return None

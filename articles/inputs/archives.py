"""Pages in zip archives: which they are, and the bytes of each. Nothing is unpacked to disk.

What is wrong with the whole archive refuses it; what is wrong with a page in it refuses that page.
"""

import stat
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

SUFFIX = ".zip"
OF_SYSTEMS = ("__MACOSX/", "._")
DAMAGED = (BadZipFile, LargeZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What zipfile raises for bytes that it cannot read; of a way of packing that it does not know, a RuntimeError."""
ENTRY, END, LOCATOR = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"
END_LENGTH, END_64_LENGTH, LOCATOR_LENGTH = 22, 56, 20  # bytes
LONGEST_END = END_LENGTH + 0xFFFF + LOCATOR_LENGTH + END_64_LENGTH
LONGEST_ENTRY = 1024  # bytes on average: a name is seldom longer
SMALL = 1024 * 1024  # bytes: less may be packed as tightly as it can


@dataclass(frozen=True)
class Limits:
    """The most pages and other files in an archive, its bytes unpacked, those of a page, and how often it shrinks."""

    members: int
    unpacked: int
    page: int
    ratio: int


class BadArchive(Exception):
    """`reason` is a code: of an archive "members", "unpacked", "twice", "empty", "corrupt"; of a page in it "outside",
    "link", "encrypted", "nested", "large", "ratio", "corrupt".
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def members(file: Path, suffixes: tuple[str, ...], limits: Limits) -> list[str]:
    """The names in the archive that end as pages do, or as archives. Raises BadArchive and OSError."""
    infos = _opened(file, limits).infolist()
    names = [info.filename for info in infos]
    if len(infos) > limits.members:
        raise BadArchive("members")
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise BadArchive("unpacked")
    if len(set(names)) < len(names):
        raise BadArchive("twice")
    pages = [info.filename for info in infos if _is_page(info.filename, suffixes)]
    if not pages:
        raise BadArchive("empty")
    return sorted(pages)


def read(file: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a page. Raises BadArchive and OSError."""
    archive = _opened(file, limits)
    try:
        info = archive.getinfo(name)
        if reason := _why_not(info, limits):
            raise BadArchive(reason)
        return archive.read(info)
    except (KeyError, *DAMAGED) as error:
        raise BadArchive("corrupt") from error


def opened(file: Path, name: str, limits: Limits) -> BinaryIO:
    """A file in the archive that holds pages itself, to be read piece by piece. Raises BadArchive and OSError."""
    archive = _opened(file, limits)
    try:
        info = archive.getinfo(name)
        if (reason := _why_not(info, limits)) and reason not in ("large", "ratio"):
            raise BadArchive(reason)
        return archive.open(info)
    except (KeyError, *DAMAGED) as error:
        raise BadArchive("corrupt") from error


def _is_page(name: str, suffixes: tuple[str, ...]) -> bool:
    last = PurePosixPath(name).name
    return name.lower().endswith((*suffixes, SUFFIX)) and not (
        name.startswith(OF_SYSTEMS) or last.startswith(OF_SYSTEMS)
    )


def _why_not(info: ZipInfo, limits: Limits) -> str:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "outside"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link"
    if info.flag_bits & 1:
        return "encrypted"
    if info.filename.lower().endswith(SUFFIX):
        return "nested"
    if info.file_size > limits.page:
        return "large"
    return "ratio" if info.file_size > max(SMALL, limits.ratio * info.compress_size) else ""


def _opened(file: Path, limits: Limits) -> ZipFile:
    facts = file.stat()
    if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
        raise BadArchive("corrupt")
    try:
        return _open(file, limits.members, facts.st_mtime_ns, facts.st_size)
    except DAMAGED as error:
        raise BadArchive("corrupt") from error


@lru_cache(maxsize=2)
def _open(file: Path, most: int, _changed: int, _size: int) -> ZipFile:
    """One that is open stays so for its next page: its directory takes as long to read as a page."""
    if _directory(file, most * LONGEST_ENTRY).count(ENTRY) > most:
        raise BadArchive("members")
    return ZipFile(file)


def _directory(file: Path, most: int) -> bytes:
    """The archive's list of files, found as zipfile finds it: it keeps something of each in memory before anybody can
    ask how many they are, and what the archive says of their number may be untrue.
    """
    with file.open("rb") as stream:
        length = stream.seek(0, 2)
        stream.seek(max(0, length - LONGEST_END))
        tail = stream.read()
        at = len(tail) - END_LENGTH
        if not (tail[at:].startswith(END) and tail.endswith(b"\0\0")):
            at = tail.rfind(END)
        size, end = int.from_bytes(tail[at + 12 : at + 16], "little"), length - len(tail) + at
        if tail[at - LOCATOR_LENGTH : at].startswith(LOCATOR):
            at, end = at - LOCATOR_LENGTH - END_64_LENGTH, end - LOCATOR_LENGTH - END_64_LENGTH
            size = int.from_bytes(tail[at + 40 : at + 48], "little")
        if size > most:
            raise BadArchive("members")
        stream.seek(max(0, end - size))
        return stream.read(size)

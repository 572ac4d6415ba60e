"""Web archives (WARC): which pages a crawler kept, the files beside them, and the bytes of each. Unpacked as they are
read; out of a zip archive, as they are, into a file that has no name and goes when it is closed.

Read by own rules: every length that the file states may be wrong, and every part of it is read within a bound.
"""

import re
import stat
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import BadZipFile

from articles.inputs import archives
from articles.inputs.answers import BadAnswer, is_file, is_page, leads_to, parted, payload, status_of
from articles.inputs.gzipped import DAMAGE, MAGIC, Unpacked

SUFFIXES = (".warc", ".warc.gz")
VERSION = re.compile(rb"WARC/\d\.\d+\s*$")
SEPARATOR = re.compile(rb"\r?\n\r?\n(?=WARC/\d\.\d+\r?\n)")
KINDS_OF_PAGES = ("response", "revisit", "resource")
KINDS = (*KINDS_OF_PAGES, "warcinfo", "request", "metadata", "conversion", "continuation")
LONGEST_SEPARATOR = 32
LONGEST_HEAD = 64 * 1024
LAST_WORDS = 1024  # bytes in which a page that is whole is closed
CHUNK = 64 * 1024
MOST_RETURNS = 1000  # to where a record ends whose length is stated too long
MOST_FILES = 50_000  # of pictures and documents, and of redirects, that are remembered
MOST_REDIRECTS = 10  # from one address on
DAMAGED = (EOFError, OSError, zlib.error, BadZipFile)
"""What reading on in a packed file that is damaged raises."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What a crawler kept under an address: where its record's content stands in the unpacked file.

    `problem` is a code: it cannot be read ("corrupt", "large"), or there is no page ("elsewhere": the same as in an
    earlier crawl, "refused": the site answered with an error). `is_cut`: it is shorter than the file
    states. `others` are the addresses that led to it.
    """

    address: str
    captured: date | None
    offset: int
    length: int = 0
    is_answer: bool = True
    is_cut: bool = False
    problem: str = ""
    others: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return place_of(self.address)

    @property
    def why_no_page(self) -> str:
        return self.problem if self.problem in ("elsewhere", "refused") else ""

    @property
    def day(self) -> date:
        return self.captured or date.min


class BadWarc(Exception):
    """`reason` is a code: of a page "corrupt", "large", "cut", "packed"; of the whole file "empty", "corrupt",
    "members", "unpacked".
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class _Record:
    """`opening` is how its content begins, as far as a header can be long."""

    head: dict[str, str]
    offset: int
    length: int = 0
    opening: bytes = b""
    is_cut: bool = False


@dataclass(frozen=True)
class Contents:
    """The pages, in the order of the file; pictures and documents by where they stood, without the scheme."""

    captures: list[Capture]
    files: dict[str, Capture]


class Archive:
    """A web archive that is open: unpacked as it is read."""

    def __init__(self, stream: BinaryIO, limits: archives.Limits):
        self.stream, self.limits, self._contents = stream, limits, None

    def contents(self) -> Contents:
        """Raises BadWarc and OSError."""
        self._contents = self._contents or _contents(self.stream, self.limits)
        return self._contents


def place_of(address: str) -> str:
    """An address however the site was spoken to."""
    return address.partition("#")[0].partition("://")[2]


def opened(file: Path, member: str, limits: archives.Limits) -> Archive:
    """The web archive, or the one that is a member of a zip archive; one that is open stays so for its next page.
    Raises BadWarc, BadArchive and OSError.
    """
    facts = file.stat()
    if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
        raise BadWarc("corrupt")
    return _open(file, member, limits, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=2)
def _open(file: Path, member: str, limits: archives.Limits, _changed: int, _size: int) -> Archive:
    stream = _taken_out(archives.opened(file, member, limits)) if member else file.open("rb")
    is_packed = stream.read(2) == MAGIC[:2]
    stream.seek(0)
    return Archive(Unpacked(stream) if is_packed else stream, limits)


def _taken_out(member: BinaryIO) -> BinaryIO:
    """In a file without a name: to go back within a zip archive is to unpack it from its beginning."""
    file = TemporaryFile()  # noqa: SIM115 – open as long as the archive
    try:
        copyfileobj(member, file)
    except DAMAGED:
        file.write(DAMAGE)
    file.seek(0)
    return file


def _contents(file: BinaryIO, limits: archives.Limits) -> Contents:
    found, stream = _Found(limits.page), _Stream(file, limits.unpacked)
    try:
        for record in _records(stream):
            found.take(record)
            if len(found.captures) + len(found.revisits) > limits.members:
                raise BadWarc("members")
    except DAMAGED as error:
        if not found.captures:
            raise BadWarc("corrupt") from error
        found.captures.append(Capture("", None, stream.position, problem="corrupt"))
    contents = found.whole()
    if not contents.captures:
        raise BadWarc("empty")
    return contents


def read(archive: Archive, capture: Capture, most: int) -> tuple[bytes, str]:
    """The page as the site sent it, and the encoding that the site named; raises BadWarc and OSError."""
    if capture.problem:
        raise BadWarc(capture.problem)
    try:
        block = _block_of(archive.stream, capture)
        page, charset = payload(block, most) if capture.is_answer else (block, "")
    except (BadAnswer, *DAMAGED) as error:
        raise BadWarc(getattr(error, "reason", "corrupt")) from error
    if capture.is_cut and b"</html" not in page[-LAST_WORDS:].lower():
        raise BadWarc("cut")
    return page, charset


def _block_of(file: BinaryIO, capture: Capture) -> bytes:
    pieces, left = [], capture.length
    file.seek(capture.offset)
    while left and (piece := file.read(min(CHUNK, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


class _Found:
    """The captures of a file, as its records come."""

    def __init__(self, page: int):
        self.page, self.captures = page, []
        self.by_name: dict[str, Capture] = {}  # pages and files by address, by record, by digest
        self.files: dict[str, Capture] = {}
        self.redirects: dict[str, tuple[str, str]] = {}  # (where from, where to) by the place
        self.revisits: list[tuple[tuple[str, ...], Capture]] = []  # of pages, with the names of the originals
        self.file_revisits: dict[str, tuple[str, ...]] = {}  # by the place

    def take(self, record: _Record) -> None:
        kind, address = record.head.get("warc-type", ""), _address(record.head, "warc-target-uri")
        if kind not in KINDS or (kind in KINDS_OF_PAGES and not address):
            self.captures.append(Capture("", None, record.offset, problem="corrupt"))
        if not address.lower().startswith(("http://", "https://")):
            return
        day, is_answer = _day(record.head.get("warc-date", "")), kind != "resource"
        capture = Capture(address, day, record.offset, record.length, is_answer, record.is_cut)
        if kind == "revisit":
            self._take_revisit(capture, record)
        elif kind == "response":
            self._take_answer(capture, record)
        elif kind == "resource":
            self._take(capture, record.head.get("content-type", ""), record)

    def _take_answer(self, capture: Capture, record: _Record) -> None:
        head, _body = parted(record.opening)
        status = status_of(head)
        if target := leads_to(record.opening, capture.address):
            self._take_redirect(capture, target)
        if status == 200:
            self._take(capture, head.get("content-type", ""), record)
        elif status >= 400 and is_page(head.get("content-type", "")):
            self.captures.append(replace(capture, problem="refused"))

    def _take_revisit(self, capture: Capture, record: _Record) -> None:
        """One without an answer's head may be a page."""
        head, _body = parted(record.opening)
        content_type = head.get("content-type", "")
        if target := leads_to(record.opening, capture.address):
            self._take_redirect(capture, target)
        elif is_file(content_type):
            self._remember(self.file_revisits, capture.place, _originals(record.head))
        elif not content_type or is_page(content_type):
            self.revisits.append((_originals(record.head), capture))

    def _take(self, capture: Capture, content_type: str, record: _Record) -> None:
        if is_page(content_type):
            if capture.length > self.page + LONGEST_HEAD:
                capture = replace(capture, problem="large")
            self.captures.append(capture)
        elif is_file(content_type) and not capture.is_cut:
            self._remember(self.files, capture.place, capture)
        else:
            return
        if not capture.problem:
            for name in (capture.address, *_names(record.head)):
                self._remember(self.by_name, name, capture)

    def _take_redirect(self, capture: Capture, target: str) -> None:
        """To https at the same place is to the page itself, where what led to it ends."""
        if place_of(target) != capture.place:
            self._remember(self.redirects, capture.place, (capture.address, target))

    def _remember(self, those: dict, name: str, one) -> None:
        """The first of a name; the pages themselves are counted elsewhere."""
        if len(those) < MOST_FILES:
            those.setdefault(name, one)

    def whole(self) -> Contents:
        """With what was captured again and found to be the same: under its own address, if it is another one."""
        for place, names in self.file_revisits.items():
            if kept := self._original(names):
                self.files.setdefault(place, kept)
        again = []
        for names, capture in self.revisits:
            kept = self._original(names)
            if kept is None:
                again.append(replace(capture, problem="elsewhere"))
            elif capture.address not in self.by_name:
                again.append(replace(kept, address=capture.address, captured=capture.captured))
        led = self._led()
        pages = [replace(one, others=tuple(led.get(one.place, ()))) for one in self.captures + again]
        return Contents(pages, self.files)

    def _original(self, names: tuple[str, ...]) -> Capture | None:
        return next((self.by_name[name] for name in names if name in self.by_name), None)

    def _led(self) -> dict[str, list[str]]:
        """The addresses that lead to each place, over other redirects too."""
        led = defaultdict(list)
        for source, target in self.redirects.values():
            for _step in range(MOST_REDIRECTS):
                if place_of(target) not in self.redirects:
                    led[place_of(target)].append(source)
                    break
                target = self.redirects[place_of(target)][1]
        return led


def _originals(head: dict[str, str]) -> tuple[str, ...]:
    """What the record that was found unchanged may be known by, the surest first."""
    record, address = _address(head, "warc-refers-to"), _address(head, "warc-refers-to-target-uri")
    digest = head.get("warc-payload-digest", "")
    return tuple(filter(None, (record, digest, address or _address(head, "warc-target-uri"))))


def _names(head: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, (_address(head, "warc-record-id"), head.get("warc-payload-digest", ""))))


def _address(head: dict[str, str], name: str) -> str:
    return head.get(name, "").strip("<>")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


class _Stream:
    """The unpacked file, read on without going back; at most `most` bytes of it."""

    def __init__(self, file: BinaryIO, most: int):
        self.file, self.left, self.returns, self.ahead = file, most, 0, b""
        self.position = file.seek(0)

    def read(self, size: int) -> bytes:
        """As many bytes, fewer only at the end."""
        return self._taken(self.peek(size))

    def peek(self, size: int) -> bytes:
        while len(self.ahead) < size and (chunk := self.file.read(CHUNK)):
            self.left -= len(chunk)
            if self.left < 0:
                raise BadWarc("unpacked")
            self.ahead += chunk
        return self.ahead[:size]

    def line(self) -> bytes:
        """One line with its end, of at most LONGEST_HEAD bytes."""
        end = self.peek(LONGEST_SEPARATOR).find(b"\n")
        if end < 0:
            end = self.peek(LONGEST_HEAD).find(b"\n")
        return self._taken(self.ahead[: end + 1 if end >= 0 else LONGEST_HEAD])

    def _taken(self, data: bytes) -> bytes:
        self.ahead = self.ahead[len(data) :]
        self.position += len(data)
        return data

    def go_back(self, position: int) -> None:
        self.returns += 1
        if self.returns > MOST_RETURNS:
            raise BadWarc("corrupt")
        self.position, self.ahead = self.file.seek(position), b""


def _records(stream: _Stream) -> Iterator[_Record]:
    """Each record. One whose length is wrong ends where the next one begins; what is no record is "damaged"."""
    is_lost = False
    while line := stream.line():
        if VERSION.match(line):
            is_lost = False
            yield _block(stream, _head(stream))
        elif line.strip() and not is_lost:
            is_lost = True
            yield _Record({}, stream.position)


def _head(stream: _Stream) -> dict[str, str]:
    lines, size = [b"WARC\r\n"], 0
    while (line := stream.line()).strip() and size < LONGEST_HEAD:
        lines.append(line)
        size += len(line)
    return parted(b"".join(lines))[0]


def _block(stream: _Stream, head: dict[str, str]) -> _Record:
    start, stated = stream.position, head.get("content-length", "")
    length = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 16 else None
    opening = stream.peek(LONGEST_HEAD)
    end = _skip(stream, length)
    is_cut = length is not None and end - start < length
    return _Record(head, start, end - start, opening[: end - start], is_cut)


def _skip(stream: _Stream, length: int | None) -> int:
    """Where the content ends: after so many bytes if a record or the end of the file follows, else before the next
    record.
    """
    start, end = stream.position, None
    while length is None or stream.position < start + length:
        window = stream.peek(CHUNK if length is None else min(CHUNK, start + length - stream.position))
        if not window:
            break
        if end is None and (found := SEPARATOR.search(stream.peek(len(window) + LONGEST_SEPARATOR))):
            end = stream.position + found.start()
            if length is None:
                stream.read(found.end())
                return end
        stream.read(len(window))
    if length is None or _ends_well(stream, start + length):
        return stream.position
    if end is None:
        return _skip(stream, None)
    stream.go_back(end)
    return end


def _ends_well(stream: _Stream, end: int) -> bool:
    following = stream.peek(LONGEST_SEPARATOR)
    is_at_edge = stream.position == end and (not following.strip() or following.startswith(b"\r\n\r\n"))
    return is_at_edge or re.match(rb"\s*WARC/\d\.\d", following) is not None

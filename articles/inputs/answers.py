"""What a web server answered, as a crawler kept it: status, header fields, and the page unpacked within a bound."""

import re
import zlib
from contextlib import suppress
from html import unescape
from urllib.parse import urljoin

import brotli

PAGES = ("text/html", "application/xhtml+xml")
FILE = re.compile(
    r"image/|text/(?:plain|csv)|application/(?!(?:x-)?(?:java|ecma|json|font|xml|rss|atom|xhtml|rdf))", re.I
)
LONGEST_STUB = 4096  # bytes of a page that only leads to another
AT_ONCE = 10  # seconds
REFRESH = re.compile(
    rb"""<meta\s[^>]{0,100}?http-equiv\s*=\s*["']?refresh\b[^>]{0,100}?content\s*=\s*(["'])\s*(\d{1,3})\s*;"""
    rb"""\s*url\s*=\s*["']?\s*([^"'>\s]{1,500})""",
    re.IGNORECASE,
)
CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w-]{1,20})""", re.IGNORECASE)
STATUS = re.compile(r"HTTP/\d(?:\.\d)?\s+(\d{3})\b")


class BadAnswer(Exception):
    """`reason` is a code: "large", "corrupt", "packed" (in a way that is not known)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def parted(data: bytes) -> tuple[dict[str, str], bytes]:
    """The header fields by their names in lower case, the first line as "", and what follows them."""
    end = re.search(rb"\r?\n\r?\n", data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    first, *lines = head.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    fields = {"": first}
    for line in lines:
        name, _colon, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields, body


def status_of(head: dict[str, str]) -> int:
    """0 where it is no answer."""
    found = STATUS.match(head[""])
    return int(found[1]) if found else 0


def is_page(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() in PAGES


def is_file(content_type: str) -> bool:
    """Whether it may be a picture or a document of a page; what it is, its content says."""
    return bool(FILE.match(content_type.strip()))


def leads_to(answer: bytes, address: str) -> str:
    """The address to which the site sends whoever asks for this one: by its answer, or by a page that does no more."""
    head, _body = parted(answer)
    target = head.get("location", "") if 300 <= status_of(head) < 400 else ""
    if status_of(head) == 200 and len(answer) <= LONGEST_STUB and is_page(head.get("content-type", "")):
        target = _refreshed(answer)
    with suppress(ValueError):
        full = urljoin(address, target) if target else ""
        if full.lower().startswith(("http://", "https://")) and full != address:
            return full
    return ""


def _refreshed(answer: bytes) -> str:
    with suppress(BadAnswer):
        page, _charset = payload(answer, 10 * LONGEST_STUB)
        if (found := REFRESH.search(page)) and int(found[2]) <= AT_ONCE:
            return unescape(found[3].decode("utf-8", "replace"))
    return ""


def payload(answer: bytes, most: int) -> tuple[bytes, str]:
    """The page, of at most so many bytes, and the encoding that the header names, if any. Raises BadAnswer."""
    head, body = parted(answer)
    if "chunked" in head.get("transfer-encoding", "").lower():
        body = _joined(body)
    for packing in reversed(head.get("content-encoding", "").lower().replace(",", " ").split()):
        body = _unpacked(body, packing, most)
    if len(body) > most:
        raise BadAnswer("large")
    charset = CHARSET.search(head.get("content-type", ""))
    return body, charset[1] if charset else ""


def _joined(body: bytes) -> bytes:
    """The pieces in which the answer came; as it is, where a crawler has joined them before."""
    pieces, position = [], 0
    while found := CHUNK_SIZE.match(body, position):
        size = int(found[1], 16)
        pieces.append(body[found.end() : found.end() + size])
        position = found.end() + size
        if not size:
            break
    return b"".join(pieces) if pieces else body


def _unpacked(body: bytes, packing: str, most: int) -> bytes:
    """As it is, where a crawler has unpacked it before and kept the header."""
    match packing:
        case "gzip" | "x-gzip":
            return _inflated(body, 31, most) if body.startswith(b"\x1f\x8b") else body
        case "deflate":
            return _inflated(body, 15 if body[:1] == b"\x78" else -15, most)
        case "br":
            return _unbrotlied(body, most)
        case "identity":
            return body
    raise BadAnswer("packed")


def _inflated(body: bytes, window: int, most: int) -> bytes:
    """An answer that was cut off is read as far as it goes."""
    try:
        data = zlib.decompressobj(wbits=window).decompress(body, most + 1)
    except zlib.error as error:
        raise BadAnswer("corrupt") from error
    return _within(data, most)


def _unbrotlied(body: bytes, most: int) -> bytes:
    try:
        data = brotli.Decompressor().process(body, output_buffer_limit=most + 1)
    except brotli.error as error:
        if b"<" in body[:200]:
            return body
        raise BadAnswer("corrupt") from error
    return _within(data, most)


def _within(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise BadAnswer("large")
    return data

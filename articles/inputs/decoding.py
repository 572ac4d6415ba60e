"""Bytes of a legacy page to text: byte order mark, strict UTF-8, then Windows-1252, in which the oldest pages were
saved.

Statistical guessers read ISO-8859-15 as cp1250; a page that is valid UTF-8 is UTF-8, whatever it declares, and all
others seen are cp1252. A web page that declares another encoding of one byte a letter is read by that.
"""

import codecs
import re
from contextlib import suppress

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
CONTROL_SHARE = 0.02  # of the bytes of a text; pictures and archives have 10 % and more
# Windows-1252 as browsers read it: its five unassigned bytes stand for themselves (WHATWG Encoding standard).
WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0xA0)}
WINDOWS_1252 = {byte: letter for byte, letter in WINDOWS_1252.items() if letter != "\N{REPLACEMENT CHARACTER}"}
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\s[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{1,20})""", re.IGNORECASE
)
DECLARED_ZONE = 4096  # bytes
ONE_BYTE = re.compile(r"(?:windows-|cp)125\d|iso-?8859-(?:[2-8]|1[03-6])|koi8-[ru]|macintosh", re.IGNORECASE)
NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class Unreadable(Exception):
    """Input that is no text. `reason` is "empty" or "binary"; `position` is the first byte that shows it, if any."""

    def __init__(self, reason: str, position: int | None = None):
        super().__init__(reason if position is None else f"{reason} at byte {position}")
        self.reason = reason
        self.position = position


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text, with `\\n` newlines, and the name of its encoding; raises Unreadable.

    `declared` is the encoding that stands outside the page.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data, mark, encoding)
    _refuse_binary(data)
    try:
        return _with_newlines(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        encoding = _declared(data, declared)
    if encoding != "cp1252":
        with suppress(UnicodeDecodeError):
            return _with_newlines(data.decode(encoding)), encoding
    return _with_newlines(data.decode("latin-1").translate(WINDOWS_1252)), "cp1252"


def _declared(data: bytes, name: str) -> str:
    """Python's name of the encoding that a web page declares; Windows-1252 where it declares none, or Latin 1."""
    found = DECLARED.search(data[:DECLARED_ZONE])
    name = name or (found[1].decode("ascii", "replace") if found else "")
    return codecs.lookup(name.lower()).name if ONE_BYTE.fullmatch(name) else "cp1252"


def _marked(data: bytes, mark: bytes, encoding: str) -> tuple[str, str]:
    content = data[len(mark) :]
    if not content:
        raise Unreadable("empty")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("binary", len(mark) + error.start) from error
    if "\0" in text:
        raise Unreadable("binary", len(mark) + len(text[: text.index("\0")].encode(encoding)))
    return _with_newlines(text), encoding


def _refuse_binary(data: bytes) -> None:
    if not data:
        raise Unreadable("empty")
    if b"\0" in data:
        raise Unreadable("binary", data.index(b"\0"))
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > CONTROL_SHARE * len(data):
        raise Unreadable("binary", next(index for index, byte in enumerate(data) if byte in CONTROLS))


def _with_newlines(text: str) -> str:
    return NEWLINE.sub("\n", text)

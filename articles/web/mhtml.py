"""A page that a browser saved as one file (.mht, .mhtml): its HTML, where it stood, and its pictures."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError

from .reading import NotWeb

SUFFIXES = (".mht", ".mhtml")
MARK = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:", re.IGNORECASE)
MARK_ZONE = 4096  # bytes


def is_package(name: str, data: bytes) -> bool:
    """Whether the file is called so, or begins as a package does with a web page in it."""
    start = data[:MARK_ZONE]
    return name.lower().endswith(SUFFIXES) or (bool(MARK.match(start)) and b"multipart/related" in start.lower())


def unpacked(data: bytes) -> tuple[bytes, str, str]:
    """The bytes of the page, the encoding that its part names, and its address; raises NotWeb."""
    try:
        package = message_from_bytes(data, policy=policy.compat32)
        for part in package.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                content = part.get_payload(decode=True) or b""
                address = part.get("Content-Location") or package.get("Snapshot-Content-Location") or ""
                return content, str(part.get_content_charset() or ""), "".join(str(address).split())
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise NotWeb("package") from error
    raise NotWeb("package")


def pictures_in(data: bytes) -> dict[str, bytes]:
    """The pictures of the package by the addresses under which its page may name them."""
    found: dict[str, bytes] = {}
    try:
        for part in message_from_bytes(data, policy=policy.compat32).walk():
            if part.get_content_maintype() == "image":
                content = part.get_payload(decode=True) or b""
                key = str(part.get("Content-ID") or "").strip("<> ")
                for address in (f"cid:{key}" if key else "", "".join(str(part.get("Content-Location") or "").split())):
                    found.setdefault(address, content)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise NotWeb("package") from error
    found.pop("", None)
    return found

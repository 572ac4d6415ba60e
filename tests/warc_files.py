"""Small web archives (WARC), record by record."""

import gzip
from itertools import count

HTML = {"Content-Type": "text/html; charset=utf-8"}
ADDRESS = "http://old.example/fr/centre"
PAGE = """<html lang="fr"><head><title>{title}</title></head><body><div id="menu"><a href="/">Accueil</a></div>
<div class="content"><h1>{title}</h1>
<p>Niger - L’OIM a ouvert lundi à Agadez un centre d’accueil de 200 places pour les migrants secourus.</p></div>
</body></html>"""
numbers = count(1)


def record(kind: str, address: str, block: bytes, *, day="2015-06-20", length=None, **fields) -> bytes:
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{next(numbers):032}>",
        "WARC-Target-URI": address,
        "WARC-Date": f"{day}T10:15:00Z",
        "Content-Length": len(block) if length is None else length,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in (head | fields).items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, status="200 OK", **fields) -> bytes:
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in (HTML | fields).items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def page(title: str) -> bytes:
    return PAGE.format(title=title).encode()


def response(address=ADDRESS, title="Un centre à Agadez", **options) -> bytes:
    return record("response", address, answer(page(title)), **options)


def chunked(body: bytes, size=100) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def write(file, *records: bytes):
    """A file whose name ends in .gz has each record packed by itself, as crawlers do."""
    packed = map(gzip.compress, records) if file.name.endswith(".gz") else records
    file.write_bytes(b"".join(packed))
    return file

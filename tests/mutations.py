"""Inputs of every kind, damaged in every way that a disk, a mail program or an ill-wisher damages files."""

import gzip
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests import test_feed_import, test_files_beside_pages, test_releases_import, test_web_import, warc_files
from tests.import_pages import PAGE
from tests.photographs import picture_bytes
from tests.test_word_import import release
from tests.warc_files import answer, record

PICTURE = picture_bytes(size=(300, 200))
PICTURED = '<p><img src="/img/vue.jpg" alt="Le centre"> <a href="../note.pdf">La note</a></p>'
MORE = "« Personne ne devrait dormir dehors », a déclaré Aïssata Ouédraogo, cheffe de mission de l’OIM au Niger."


def samples() -> dict[str, bytes]:
    """By file name; each is read without an error as it is."""
    text = PAGE.format(title="Un centre à Agadez", more=MORE)
    html = test_web_import.PAGE.format(title="Un puits à Arlit", address="https://old.example/fr/puits")
    feed = test_feed_import.RSS.format(items=test_feed_import.item() * 2, encoding="utf-8")
    records = [
        warc_files.response(),
        record(
            "response",
            "http://old.example/2",
            answer(
                warc_files.chunked(gzip.compress(warc_files.page("Deux"))),
                Transfer_Encoding="chunked",
                Content_Encoding="gzip",
            ),
        ),
    ]
    saved = {"centre.html": test_files_beside_pages.PAGE.format(more=test_files_beside_pages.FIGURE).encode()}
    saved |= {"centre_files/vue d.jpg": PICTURE, "centre_files/note.pdf": b"%PDF-1.4 note"}
    return {
        "a.txt": text.encode(),
        "b.txt": text.encode("cp1252", "replace"),
        "c.html": html.encode(),
        "d.htm": html.encode("cp1252", "replace"),
        "e.mhtml": test_web_import.package(),
        "f.docx": release(),
        "g.rss": feed.encode(),
        "h.atom": test_feed_import.ATOM.encode(),
        "i.warc": b"".join(records),
        "j.warc.gz": b"".join(map(gzip.compress, records)),
        "k.zip": zipped({"a.txt": text.encode(), "b/c.html": html.encode()}, ZIP_STORED),
        "l.zip": zipped({"a.txt": text.encode(), "b.docx": release(), "c.rss": feed.encode()}, ZIP_DEFLATED),
        "m.warc": b"".join(crawled()),
        "n.warc.gz": gzip.compress(b"".join(crawled())),
        "o.zip": zipped({"a.warc.gz": b"".join(map(gzip.compress, crawled()))}, ZIP_DEFLATED),
        "p.zip": zipped(saved, ZIP_DEFLATED),
        "q.mhtml": test_files_beside_pages.package("cid:vue@old.example").as_bytes(),
        "r.docx": test_releases_import.two_in_word(with_a_picture),
    }


def refused() -> dict[str, bytes]:
    """What holds something that is never read."""
    inner = zipped({"a.txt": b"Un texte"}, ZIP_DEFLATED)
    bomb = zipped({"a.txt": b"a" * 30_000_000, "b.html": b"<p>" * 9_000_000}, ZIP_DEFLATED)
    entities = b"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss><channel>&b;</channel></rss>"
    return {
        "s.zip": zipped({"a.zip": inner, "b/c.zip": zipped({"d.zip": inner}, ZIP_STORED)}, ZIP_DEFLATED),
        "t.zip": bomb,
        "u.zip": zipped({"../a.txt": b"Un texte", "/b.html": b"<p>Un texte", "c.rss": entities}, ZIP_STORED),
        "v.rss": entities,
    }


def crawled() -> list[bytes]:
    """A page with its picture and a document, what led to it, and another that was found unchanged."""
    html = warc_files.PAGE.format(title="Un centre à Agadez").replace("secourus.</p>", f"secourus.</p>{PICTURED}")
    address = "http://old.example/img/vue.jpg"
    image = {"Content_Type": "image/jpeg", "Transfer_Encoding": "chunked"}
    return [
        warc_files.record(
            "response", "http://old.example/a", warc_files.answer(b"", "302 Found", Location="/fr/centre")
        ),
        warc_files.record(
            "response", warc_files.ADDRESS, warc_files.answer(html.encode()), WARC_Payload_Digest="sha1:A"
        ),
        warc_files.record("response", address, warc_files.answer(warc_files.chunked(PICTURE, 400), **image)),
        warc_files.record("resource", "http://old.example/note.pdf", b"%PDF-1.4 note", Content_Type="application/pdf"),
        warc_files.record("revisit", "http://old.example/b", warc_files.answer(b""), WARC_Payload_Digest="sha1:A"),
    ]


def with_a_picture(document) -> None:
    document.add_picture(BytesIO(PICTURE))


def zipped(files: dict[str, bytes], packing: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def write(folder: Path, seed: int, count: int) -> list[Path]:
    """So many damaged files, each of another sample than the one before; another seed begins with others."""
    random, kinds = Random(seed), list((samples() | refused()).items())
    files = []
    for number in range(count):
        name, data = kinds[(seed * count + number) % len(kinds)]
        for _time in range(random.choice((1, 1, 2, 5))):
            data = random.choice(WAYS)(data, random)
        file = folder / f"{seed}-{number:03}-{name}"
        file.write_bytes(data)
        files.append(file)
    return files


def _piece(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 4, 30, 300)))


def flip_bits(data: bytes, random: Random) -> bytes:
    damaged = bytearray(data)
    for _time in range(random.choice((1, 8, 64))):
        if damaged:
            damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def behead(data: bytes, random: Random) -> bytes:
    return data[random.randrange(len(data) + 1) :]


def drop(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:start] + data[end:]


def repeat(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:end] + data[start:end] * random.choice((1, 10, 1000)) + data[end:]


def swap(data: bytes, random: Random) -> bytes:
    one, two, three, four = sorted((*_piece(data, random), *_piece(data, random)))
    return data[:one] + data[three:four] + data[two:three] + data[one:two] + data[four:]


def insert(data: bytes, random: Random) -> bytes:
    start, _end = _piece(data, random)
    return data[:start] + random.choice(STRANGE) + data[start:]


def break_numbers(data: bytes, random: Random) -> bytes:
    """As in the headers of archives: a length, an offset, a count."""
    start = random.randrange(len(data) + 1)
    return data[:start] + random.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff")) + data[start + 4 :]


def encode_again(data: bytes, random: Random) -> bytes:
    """As if it were text, in an encoding that is not its own."""
    text = data.decode(random.choice(("utf-8", "cp1252", "latin-1")), "replace")
    encoding = random.choice(("utf-16", "utf-16-be", "utf-8-sig", "utf-32", "cp1252", "shift_jis"))
    return text.encode(encoding, "replace")


STRANGE = (
    b"\0",
    b"\0" * 500,
    b"\xed\xa0\x80",  # a lone surrogate
    b"&#xD800;",
    b"\xff\xfe",
    b"\x1b[31m",
    "\u202e\ufeff\u2028".encode(),
    b"a" * 300_000,
    b"mot " * 100_000,
    b"\n" * 200_000,
    b"<div>" * 3_000,
    b"<b><i>" * 60_000,
    b"<![CDATA[",
    b"<!--",
    b"<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>",
    b"<script>",
    b"%PDF-1.4",
    b"PK\x03\x04",
    b"PK\x05\x06" + b"\xff" * 18,
    b"\x1f\x8b\x08",
    b"WARC/1.0\r\n\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    "« ".encode() * 5_000,
    b"(" * 20_000,
    b"1. " * 20_000,
    b"- " * 50_000,
    "Tél\u00a0: +227 20 55 01 40 ".encode() * 2_000,
)
WAYS = (flip_bits, cut, behead, drop, repeat, swap, insert, insert, break_numbers, encode_again)

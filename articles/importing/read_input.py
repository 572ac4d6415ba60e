"""One page of an import, read: all that takes long, done before the page's turn to be written comes."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings

from articles import web
from articles.importing import web_files
from articles.importing.content import body_html
from articles.importing.menus import Menus
from articles.importing.messages import NoFile, PathTooLong, TooLarge, TooLong, remedy
from articles.importing.web_files import ReadDocument
from articles.importing.word_pictures import ReadPicture, read_pictures
from articles.inputs import archives, warc, word
from articles.inputs.beside import Beside
from articles.inputs.decoding import decode
from articles.inputs.manifest import Facts, is_address
from articles.inputs.pages import SUFFIXES, Page
from articles.inputs.parts import Part, TooMany, parts_of, releases
from articles.inputs.releases import Releases, find_releases
from articles.models import SourceContent, SourceDocument
from articles.parsing.blocks import caption_of
from articles.parsing.evidence import evidence, language_evidence, several_evidence
from articles.parsing.language import known_language
from articles.parsing.names import KnownNames
from articles.parsing.page import read_page
from articles.parsing.places import Gazetteer
from articles.parsing.reading import Reading
from articles.web import WebPage
from articles.word import WordText
from articles.word import read as read_word

LARGEST_WITHIN = 7_000_000  # bytes of a picture within a web page: an attribute may have 10 MB
LONGEST_PATH = SourceDocument._meta.get_field("path").max_length


class Opened(NamedTuple):
    """The Word file or web page that some bytes are, if they are one; their text; and how they are encoded."""

    file: WordText | WebPage | None
    text: str
    encoding: str


@dataclass(frozen=True)
class Input:
    """A page that was read: its bytes, what a manifest says of it, and what the parser found.

    `own` has the page's own word where the manifest says nothing.
    """

    data: bytes
    encoding: str
    digest: str
    facts: Facts
    own: Facts
    reading: Reading
    body_html: str
    word: WordText | None = None
    pictures: tuple[ReadPicture, ...] = ()
    documents: tuple[ReadDocument, ...] = ()


class Known(NamedTuple):
    """What pages are read with."""

    gazetteer: Gazetteer
    names: KnownNames
    menus: Menus


def read(page: Page, facts: Facts, known: Known) -> list[tuple[Page, Input | str]]:
    """The page, or each that is in it; or the sentence for one that cannot be read: a page never stops the others."""
    try:
        parts = _parts(page, facts)
    except Exception as error:
        return [(page, remedy(page.source, error))]
    return [pair for part in parts for pair in _read_part(part, known)]


def _read_part(part: Part, known: Known) -> list[tuple[Page, Input | str]]:
    """The part, or each release in it."""
    try:
        if part.why_not:
            return [(part.page, _no_article(part))]
        opened = _opened_part(part)
        found = _releases(part, opened, known.gazetteer)
        if len(found.starts) == 1:
            return [(part.page, _read(part, opened, known, is_doubtful=found.is_doubtful))]
        those = releases(part, opened.text, opened.file, found.starts)
    except Exception as error:
        return [(part.page, remedy(part.page.source, error))]
    return [pair for one in those for pair in _read_part(one, known)]


def text_of(page: Page) -> str:
    """That is read of the page, or of the first one in it. Raises what articles/importing/messages.py knows."""
    return _opened_part(_parts(page, Facts())[0]).text


def _releases(part: Part, opened: Opened, gazetteer: Gazetteer) -> Releases:
    """A Word file that would not hold its pictures in its parts is taken as it is."""
    if part.page.is_whole or part.page.content or (isinstance(opened.file, WordText) and opened.file.origin):
        return Releases([0], is_doubtful=False)
    found = find_releases(opened.text.split("\n"), gazetteer)
    if len(found.starts) > settings.IMPORT_MAX_MEMBERS:
        raise TooMany
    pictures = opened.file.pictures if isinstance(opened.file, WordText) else ()
    is_too_large = any(len(picture.data) > LARGEST_WITHIN for picture in pictures)
    return Releases([0], is_doubtful=True) if is_too_large and len(found.starts) > 1 else found


def has_a_place(page: Page) -> bool:
    """Whether the database can keep where the page stands."""
    return max(len(page.root), len(page.path)) <= LONGEST_PATH


def _opened_part(part: Part) -> Opened:
    """Raises what articles/importing/messages.py knows a remedy for."""
    if part.fault:
        raise part.fault
    if not has_a_place(part.page):
        raise PathTooLong
    found_at = part.page.capture.address if part.page.capture else part.facts.address
    return _opened(part.page.path, part.data, part.charset, found_at)


def _read(part: Part, opened: Opened, known: Known, *, is_doubtful: bool) -> Input:
    """Raises what articles/importing/messages.py knows a remedy for."""
    data, facts, file = part.data, part.facts, opened.file
    if len(opened.text) > settings.IMPORT_MAX_CHARACTERS:
        raise TooLong
    own = _with_own_word(facts, file) if isinstance(file, WebPage) else facts
    reading = read_page(
        opened.text,
        known.gazetteer,
        known.names,
        captured=own.captured,
        published=own.published,
        learnt=known.menus.of(part.page, facts),
    )
    if reading.is_article and not reading.language:
        _take_language(reading, _declared_language(file))
    if reading.is_article and is_doubtful:
        reading.evidence = [one for one in reading.evidence if one.field != "body"] + [several_evidence()]
    for text, reason in part.left_out:
        reading.discard(text, reason)
    body = _dressed(reading, file) if file else body_html(reading)
    office = file if isinstance(file, WordText) else None
    pictures, documents = _files(part, file, reading)
    digest = sha256(data).hexdigest()
    return Input(data, opened.encoding, digest, facts, own, reading, body, office, tuple(pictures), tuple(documents))


def _files(part: Part, file: WordText | WebPage | None, reading: Reading) -> tuple[Sequence, Sequence]:
    """The pictures and documents that come with the text."""
    if isinstance(file, WordText) and not file.origin:
        return read_pictures(file, reading), ()
    if not isinstance(file, WebPage) or not reading.is_article:
        return (), ()
    beside = Beside(part.page, part.data, limits(), max(settings.PICTURE_MAX_BYTES, settings.ATTACHMENT_MAX_BYTES))
    return web_files.read_pictures(beside, file, reading), web_files.read_documents(beside, file, reading)


def _no_article(part: Part) -> Input:
    reading, encoding = Reading(is_article=False, why_not=part.why_not), "utf-8"
    text = part.data.decode(encoding, "replace").replace("\0", " ")
    reading.discard(web.text_of_entry(text) if web.is_entry(text) else text, part.why_not)
    return Input(part.data, encoding, sha256(part.data).hexdigest(), part.facts, part.facts, reading, "")


def _parts(page: Page, facts: Facts) -> list[Part]:
    """Raises what articles/importing/messages.py knows a remedy for."""
    if page.capture and page.capture.why_no_page:
        return [Part(page, b"", "", facts, page.capture.why_no_page)]
    if page.content:
        return [Part(page, bytes(SourceContent.objects.get(pk=page.content).data), page.charset, facts)]
    return parts_of(page, *_bytes(page), facts, settings.IMPORT_MAX_MEMBERS)


def _opened(path: str, data: bytes, charset: str, found_at: str) -> Opened:
    if word.is_word(path, data):
        file = read_word(data)
        return Opened(file, word.text_of(file), word.ENCODING)
    data, declared, address = web.unpacked(data) if web.is_package(path, data) else (data, charset, "")
    text, encoding = decode(data, declared)
    if web.is_entry(text):
        page = web.read_entry(text)
    elif path.lower().endswith(web.SUFFIXES) or web.is_web_page(text):
        page = web.read(text, address or found_at, settings.IMPORT_MAX_CHARACTERS)
    else:
        return Opened(None, text, encoding)
    return Opened(page, word.text_of(page), encoding)


def _take_language(reading: Reading, declared: str | None) -> None:
    """The text shows none: what the file declares, else the newsroom's own."""
    reading.language = declared or settings.LANGUAGE_CODE
    others = [one for one in reading.evidence if one.field != "language"]
    reading.evidence = [*others, language_evidence(reading, "declared" if declared else "none")]


def _declared_language(file: WordText | WebPage | None) -> str | None:
    return known_language(file.language) if isinstance(file, WebPage) else None


def _with_own_word(facts: Facts, page: WebPage) -> Facts:
    addresses = dict.fromkeys(filter(is_address, (facts.address, page.address, *facts.others, *page.others)))
    address, *others = addresses or [""]
    return replace(facts, address=address, others=tuple(others), published=facts.published or page.published)


def limits() -> archives.Limits:
    return archives.Limits(
        settings.IMPORT_MAX_MEMBERS,
        settings.IMPORT_MAX_UNPACKED_BYTES,
        settings.IMPORT_MAX_BYTES,
        settings.IMPORT_MAX_RATIO,
    )


def _bytes(page: Page) -> tuple[bytes, str]:
    """What the page is, and the encoding that is named outside it, if any."""
    if page.capture:
        return warc.read(warc.opened(page.file, page.member, limits()), page.capture, settings.IMPORT_MAX_BYTES)
    if page.path.lower().endswith(warc.SUFFIXES):
        _refuse_warc(page)
    if page.member:
        return archives.read(page.file, page.member, limits()), ""
    file = page.file
    facts = file.stat()
    if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
        raise NoFile
    if page.path.lower().endswith(archives.SUFFIX):
        archives.members(file, SUFFIXES, limits())
    if facts.st_size > settings.IMPORT_MAX_BYTES:
        raise TooLarge(facts.st_size)
    return file.read_bytes(), ""


def _refuse_warc(page: Page) -> None:
    """It was given as a page since no pages could be found in it: say why."""
    warc.opened(page.file, page.member, limits()).contents()
    raise warc.BadWarc("corrupt")


def _dressed(reading: Reading, file: WordText | WebPage) -> str:
    for text, reason in file.left_out:
        reading.discard(text, reason)
    if isinstance(file, WebPage):
        reading.captions += [caption_of(text) for text in file.captions]
    else:
        before = reading.subtitle
        word.take_subtitle(reading, file)
        if reading.subtitle != before:
            reading.evidence.append(evidence("lead", "subtitle_style", [reading.subtitle]))
    return word.dressed(reading, file)

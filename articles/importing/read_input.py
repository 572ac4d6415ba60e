"""One page of an import, read: all that takes long, done before the page's turn to be written comes."""

import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from articles.importing import word
from articles.importing.content import body_html
from articles.importing.decoding import decode
from articles.importing.inputs import Page
from articles.importing.manifest import Facts
from articles.importing.messages import NoFile, PathTooLong, TooLarge, remedy
from articles.importing.names import KnownNames
from articles.importing.page import read_page
from articles.importing.places import Gazetteer
from articles.importing.reading import Reading
from articles.importing.word_pictures import ReadPicture, read_pictures
from articles.models import SourceDocument
from articles.word import WordText
from articles.word import read as read_word

LONGEST_PATH = SourceDocument._meta.get_field("path").max_length


@dataclass(frozen=True)
class Input:
    """A page that was read: its bytes, what a manifest says of it, and what the parser found."""

    data: bytes
    encoding: str
    digest: str
    facts: Facts
    reading: Reading
    body_html: str
    word: WordText | None = None
    pictures: tuple[ReadPicture, ...] = ()


def read(page: Page, facts: Facts, gazetteer: Gazetteer, names: KnownNames) -> Input | str:
    """The page, or the sentence for one that cannot be read: a page never stops the others."""
    try:
        return read_input(page, facts, gazetteer, names)
    except Exception as error:
        return remedy(page.source, error)


def has_a_place(page: Page) -> bool:
    """Whether the database can keep where the page stands."""
    return max(len(page.root), len(page.path)) <= LONGEST_PATH


def read_input(page: Page, facts: Facts, gazetteer: Gazetteer, names: KnownNames) -> Input:
    """Raises what articles/importing/messages.py knows a remedy for."""
    if not has_a_place(page):
        raise PathTooLong
    data = _bytes(page.file)
    file = read_word(data) if word.is_word(page.path, data) else None
    text, encoding = (word.text_of(file), word.ENCODING) if file else decode(data)
    reading = read_page(text, gazetteer, names, captured=facts.captured, published=facts.published)
    reading.language = reading.language or settings.LANGUAGE_CODE
    body = _dressed(reading, file) if file else body_html(reading)
    pictures = read_pictures(file, reading) if file and not file.origin else ()
    return Input(data, encoding, sha256(data).hexdigest(), facts, reading, body, file, tuple(pictures))


def _bytes(file: Path) -> bytes:
    facts = file.stat()
    if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
        raise NoFile
    if facts.st_size > settings.IMPORT_MAX_BYTES:
        raise TooLarge(facts.st_size)
    return file.read_bytes()


def _dressed(reading: Reading, file: WordText) -> str:
    for text, reason in file.left_out:
        reading.discard(text, reason)
    word.take_subtitle(reading, file)
    return word.dressed(reading, file)

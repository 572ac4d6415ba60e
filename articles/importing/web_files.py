"""The pictures and documents beside a saved web page as those of its article: checked as an upload is."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles import attachments, pictures
from articles.importing.new_names import fit
from articles.importing.word_pictures import MOST, ReadPicture
from articles.inputs.beside import Beside
from articles.inputs.manifest import is_address
from articles.models import Attachment
from articles.parsing.reading import Reading
from articles.web import WebPage, WebPicture
from contacts.names import slug_stem

LEAST_SIDE = 80  # pixels: a smaller picture is an ornament
LONGEST_NAME = 60
SHOWN = 300  # characters of where a file should have been


@dataclass(frozen=True)
class ReadDocument:
    """`name` is its place in the storage, the same whenever the page is read."""

    data: bytes
    name: str
    title: str


def read_pictures(beside: Beside, web: WebPage, reading: Reading) -> list[ReadPicture]:
    """Those that are there and can be shown; the others are named among what is left out."""
    found: dict[str, ReadPicture] = {}
    for picture in web.pictures:
        data = beside.read(picture.source, web.address) if len(found) < MOST else None
        read = data and _picture(picture, data)
        if not read:
            reading.discard(picture.source[:SHOWN], "picture")
        else:
            found.setdefault(read.name, read)
    return list(found.values())


def _picture(picture: WebPicture, data: bytes) -> ReadPicture | None:
    name = "" if picture.source.startswith(("data:", "cid:")) else _name(picture.source)
    try:
        file = pictures.cleaned(ContentFile(data), name or "picture")
    except ValidationError:
        return None
    width, height = Image.open(file).size
    if min(width, height) < LEAST_SIDE:
        return None
    place = f"images/web/{sha256(data).hexdigest()[:32]}/{file.name}"
    return ReadPicture(file, place, width, height, picture.alt, picture.caption)


def read_documents(beside: Beside, web: WebPage, reading: Reading) -> list[ReadDocument]:
    """Those of a kind that may be attached; one that is not there is named among what is left out, unless a whole
    address still leads to it.
    """
    found: dict[str, ReadDocument] = {}
    for source, words in web.documents:
        name = _name(source)
        if PurePosixPath(name).suffix.lower() not in (*attachments.CHECKS, ".jpeg"):
            continue
        read = _document(beside.read(source), name, words) if len(found) < MOST else None
        if read is None and not is_address(source):
            reading.discard(source[:SHOWN], "document")
        elif read:
            found.setdefault(read.name, read)
    return list(found.values())


def _document(data: bytes | None, name: str, words: str) -> ReadDocument | None:
    if data is None:
        return None
    path = PurePosixPath(name)
    try:
        attachments.check(ContentFile(data, name))
    except ValidationError:
        return None
    kept = (slug_stem(path.stem, LONGEST_NAME) or "document") + path.suffix.lower()
    place = f"attachments/web/{sha256(data).hexdigest()[:32]}/{kept}"
    return ReadDocument(data, place, fit(Attachment, "title", words or path.stem))


def _name(source: str) -> str:
    return PurePosixPath(unquote(source.partition("?")[0].partition("#")[0]).replace("\0", "")).name


def rows(documents: list[ReadDocument]) -> list[dict]:
    """As a version holds them."""
    return [{"file": one.name, "title": one.title} for one in documents]


def store(documents: list[ReadDocument]) -> None:
    """Within the transaction that writes the article; a file that is there already is the same."""
    for one in documents:
        if not default_storage.exists(one.name):
            default_storage.save(one.name, ContentFile(one.data))

"""The pictures of a Word file as pictures of its article: cleaned as an upload is, stored once under their content."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles import pictures, tasks
from articles.importing.new_names import fit
from articles.models import ArticleImage
from articles.parsing.reading import Reading
from articles.word import WordText

MOST = 50
"""More are named, not taken: each is decoded and written anew."""


@dataclass(frozen=True)
class ReadPicture:
    """`name` is its place in the storage, the same whenever the file is read. `caption` is None where nothing says
    which one is the picture's.
    """

    file: pictures.CleanPicture
    name: str
    width: int
    height: int
    alt: str
    caption: str | None = None


def read_pictures(word: WordText, reading: Reading) -> list[ReadPicture]:
    """Those that a browser can show; the rest are named among what is left out."""
    read = []
    for picture in word.pictures:
        try:
            file = pictures.cleaned(ContentFile(picture.data), picture.name) if len(read) < MOST else None
        except ValidationError:
            file = None
        if file is None:
            reading.discard(picture.alt or picture.name, "picture")
        else:
            name = f"images/word/{sha256(picture.data).hexdigest()[:32]}/{file.name}"
            read.append(ReadPicture(file, name, *Image.open(file).size, picture.alt))
    return read


def with_pictures(images: list[dict], read: list[ReadPicture]) -> list[dict]:
    """The pictures, as a version holds them; as many captions as pictures are theirs, one after the other."""
    if not read:
        return images
    if read[0].caption is not None:
        return _with_their_captions(images, read)
    captions = images if len(images) == len(read) else [{"caption": "", "credit": ""}] * len(read)
    taken = [_image(picture, caption) for picture, caption in zip(read, captions, strict=True)]
    return taken if captions is images else taken + images


def _with_their_captions(images: list[dict], read: list[ReadPicture]) -> list[dict]:
    """A description that stood in for a caption is a description only."""
    left, taken = list(images), []
    for picture in read:
        printed = fit(ArticleImage, "caption", picture.caption)
        own = next((one for one in left if printed and one["caption"] == printed), None)
        left = [one for one in left if one is not own]
        shown = _image(picture, own or {"caption": "", "credit": ""})
        taken.append(shown | {"caption": ""} if shown["caption"] == shown["alt"] else shown)
    return taken + left


def _image(picture: ReadPicture, caption: dict) -> dict:
    return {
        "image": picture.name,
        "width": picture.width,
        "height": picture.height,
        "alt": fit(ArticleImage, "alt", picture.alt),
        "caption": caption["caption"],
        "credit": caption["credit"] or picture.file.credit,
        "focal_point": "0.5x0.5",
    }


def store(read: list[ReadPicture]) -> None:
    """Within the transaction that writes the article; a file that is there already is the same."""
    for picture in read:
        if not default_storage.exists(picture.name):
            default_storage.save(picture.name, picture.file)
        tasks.make_sizes.enqueue(picture.name, "0.5x0.5")

"""Files that somebody hands in to be imported: kept, under names of their own, until they are read."""

import os
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from articles.importing.messages import TooLarge, bad_manifest, remedy
from articles.importing.read_input import limits
from articles.inputs import archives, manifest, warc
from articles.inputs.decoding import Unreadable
from articles.inputs.manifest import Facts
from articles.inputs.pages import SUFFIXES, Page, in_files
from articles.models import ImportBatch

ROOT = "upload"  # stands for the folder; below it a file's place is its content and its name
LONGEST_NAME = 120
FORGOTTEN = 24 * 3600  # seconds after which a folder that no import needs is deleted
TABLE = "manifest.csv"
KNOWN = {Path(f"page{suffix}").suffix for suffix in (*SUFFIXES, archives.SUFFIX)}


class Refused(Exception):
    """Some of the files cannot be taken; `sentences` say which, and why."""

    def __init__(self, sentences: Sequence[str]):
        super().__init__(*sentences)
        self.sentences = sentences


class Lost(Exception):
    """The files of an import are not where they were kept."""


@dataclass(frozen=True)
class Kept:
    """A file under its own name, and under the one that it has in the folder."""

    name: str
    file: str
    digest: str


def keep(batch: UUID, files: Iterable[UploadedFile], table: UploadedFile | None) -> list[Kept]:
    """Write the files, and the manifest if there is one, into a folder of the batch. Raises Refused."""
    where = folder(batch)
    where.mkdir(mode=0o700, parents=True)
    try:
        kept = {}
        for number, file in enumerate(files, 1):
            name = file.name[-LONGEST_NAME:]
            own = Kept(name, f"{number:04}{_suffix(name)}", _written(file, where / "new"))
            (where / "new").rename(where / own.file)
            kept.setdefault((own.name, own.digest), own)
        if table:
            _written(table, where / TABLE)
        _check(where, list(kept.values()))
    except BaseException:
        shutil.rmtree(where)
        raise
    return list(kept.values())


def _suffix(name: str) -> str:
    """What follows the last dot, where it tells something: another one may be longer than a file's name."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in KNOWN else ""


def _written(sent: UploadedFile, file: Path) -> str:
    """The SHA-256 of what is written, and is on the disk by then."""
    digest = sha256()
    with file.open("wb") as stream:
        for chunk in sent.chunks():
            stream.write(chunk)
            digest.update(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _check(where: Path, kept: list[Kept]) -> None:
    sentences = [sentence for one in kept if (sentence := _why_not(where / one.file, one.name))]
    if not sentences and (where / TABLE).exists():
        try:
            manifest.read(where / TABLE, _pages(where, kept))
        except manifest.BadManifest as error:
            sentences = [bad_manifest(error, _("The manifest"))]
    if sentences:
        raise Refused(sentences)


def _why_not(file: Path, name: str) -> str:
    if not name.lower().endswith((*SUFFIXES, archives.SUFFIX)):
        text = _("%(source)s: pages end in %(suffixes)s, archives of them in .zip.")
        return text % {"source": name, "suffixes": ", ".join(SUFFIXES)}
    try:
        if not file.stat().st_size:
            raise Unreadable("empty")
        if name.lower().endswith(archives.SUFFIX):
            archives.members(file, SUFFIXES, limits())
        elif name.lower().endswith(warc.SUFFIXES):
            warc.opened(file, "", limits()).contents()
        elif file.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise TooLarge(file.stat().st_size)
    except (Unreadable, archives.BadArchive, warc.BadWarc, OSError) as error:
        return remedy(name, error)
    return ""


def too_large(files: Iterable[UploadedFile]) -> str:
    """The sentence for files that are more together than may be handed in at once."""
    size = sum(file.size for file in files)
    if size <= settings.IMPORT_MAX_UPLOAD_BYTES:
        return ""
    text = _("%(size)s together, more than %(most)s. Send them in several imports, or raise IMPORT_MAX_UPLOAD_BYTES.")
    return text % {"size": filesizeformat(size), "most": filesizeformat(settings.IMPORT_MAX_UPLOAD_BYTES)}


def pages(batch: ImportBatch) -> list[Page]:
    """The pages in the files, always in one order. Raises Lost."""
    return _pages(folder(batch.uuid), [Kept(**one) for one in batch.options["files"]])


def facts(batch: ImportBatch, pages: Iterable[Page]) -> dict[Page, Facts]:
    """What the manifest says of them. Raises Lost."""
    table = folder(batch.uuid) / TABLE
    if not batch.options["manifest"]:
        return {}
    if not table.exists():
        raise Lost(table)
    return manifest.read(table, pages)


def _pages(where: Path, kept: Iterable[Kept]) -> list[Page]:
    files = [Page(one.name, str(where / one.file), ROOT, f"{one.digest[:16]}/{one.name}") for one in kept]
    if lost := [page.file for page in files if not page.file.exists()]:
        raise Lost(lost)
    return in_files(files, limits())


def hand_over(before: ImportBatch, uuid: UUID) -> None:
    """The files of an import that only said what it would do, to the one that does it. Raises Lost."""
    try:
        folder(before.uuid).rename(folder(uuid))
    except FileNotFoundError as error:
        raise Lost(folder(before.uuid)) from error


def remove(batch: ImportBatch) -> None:
    """What the pages said is kept by then, as the bytes that they were."""
    shutil.rmtree(folder(batch.uuid), ignore_errors=True)


def sweep() -> None:
    """Away with what nobody will go on with any more."""
    needed = {str(uuid) for uuid in ImportBatch.objects.filter(finished_at=None).values_list("uuid", flat=True)}
    for other in Path(settings.IMPORT_DIR).glob("*"):
        if other.name not in needed and time.time() - other.stat().st_mtime > FORGOTTEN:
            shutil.rmtree(other, ignore_errors=True)


def folder(batch: UUID) -> Path:
    return Path(settings.IMPORT_DIR) / str(batch)

"""The pages that a person points at: files by name, folders and zip archives with the pages below them."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from articles.importing import archives

SUFFIXES = (".txt", ".docx", ".html", ".htm", ".mht", ".mhtml")
LOCK = "~$"  # what Word puts beside a file that is open


@dataclass(frozen=True)
class Page:
    """`source` is the path as given; `root` and `path` say where the page stands, wherever the command was run.

    `member` is the name of a page within the archive that `file` is.

    In these three a byte that is not UTF-8 is written \\xe9, so that they can be stored.
    """

    source: str
    file: Path
    root: str
    path: str
    member: str = ""


class NoPages(Exception):
    """The path does not exist, cannot be opened, or is a folder without a page: "missing", "closed", "empty"."""

    def __init__(self, path: str, reason: str, detail: str = ""):
        super().__init__(path, reason, detail)
        self.path, self.reason, self.detail = _storable(path), reason, detail


def find(paths: Iterable[str], limits: archives.Limits) -> list[Page]:
    """Each page once, in the order of the paths, a folder's and an archive's by name."""
    pages = {}
    for path in paths:
        for file in _pages(path):
            for page in _within(file, limits):
                pages.setdefault((page.file.parent.resolve() / page.file.name, page.member), page)
    return list(pages.values())


def is_one_of(files: Iterable[Path], file: Path) -> bool:
    """Whether writing to the file would overwrite one of them."""
    for one in files:
        with suppress(OSError):
            if one.samefile(file):
                return True
    return False


def _pages(given: str) -> list[Page]:
    start = Path(given)
    try:
        is_there, is_folder = bool(given) and start.exists(), start.is_dir()
    except OSError as error:
        raise NoPages(given, "closed", error.strerror) from error
    if not is_there:
        raise NoPages(given, "missing")
    if not is_folder:
        return [_page(start, start.parent, source=given)]
    files = _below(start)
    if not files:
        raise NoPages(given, "empty")
    return [_page(file, start, source=str(file)) for file in files]


def _within(page: Page, limits: archives.Limits) -> list[Page]:
    """The pages in an archive; the archive itself where reading it must say why it has none."""
    if not page.path.lower().endswith(archives.SUFFIX):
        return [page]
    try:
        names = archives.members(page.file, SUFFIXES, limits)
    except (archives.BadArchive, OSError):
        return [page]
    facts = {"file": page.file, "root": page.root}
    return [
        Page(f"{page.source}/{_storable(name)}", path=f"{page.path}/{_storable(name)}", member=name, **facts)
        for name in names
    ]


def _below(folder: Path) -> list[Path]:
    """The pages, and what only reading can refuse: broken links, pipes, folders that cannot be listed."""
    unlisted: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename)))
    files = (Path(parent, name) for parent, _, names in walk for name in names if _is_page(name))
    return sorted([*files, *unlisted])


def _is_page(name: str) -> bool:
    return name.lower().endswith((*SUFFIXES, archives.SUFFIX)) and not name.startswith(LOCK)


def _page(file: Path, folder: Path, *, source: str) -> Page:
    root, path = str(folder.resolve()), file.relative_to(folder).as_posix()
    return Page(_storable(source), file, _storable(root), _storable(path))


def _storable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")

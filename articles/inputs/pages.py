"""The pages that a person points at: files by name, folders, zip and web archives with the pages below them."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from articles.inputs import archives, warc

SUFFIXES = (".txt", ".docx", ".html", ".htm", ".mht", ".mhtml", ".xml", ".rss", ".atom", *warc.SUFFIXES)
BESIDE = re.compile(r"(.+?)(?:_files|_fichiers|_archivos|\.files)")
FIRST = "#1"  # ends the path of the first release in a file
LOCK = "~$"  # what Word puts beside a file that is open


@dataclass(frozen=True, slots=True)
class Page:
    """`source` is the path as given, `where` that of its file; `root` and `path` say where the page stands, wherever
    the command was run. Small, since an import holds all of its pages.

    `member` is the name of a page within the archive that `file` is, `capture` what a crawler kept in the web archive
    that the file or member is.

    `content` is the digest of the bytes that the database keeps of it, read as `charset`: there is no file then.

    In `source`, `root` and `path` a byte that is not UTF-8 is written \\xe9, so that they can be stored.

    `is_whole`: it is one release, whatever it looks like.
    """

    source: str
    where: str
    root: str
    path: str
    member: str = ""
    capture: warc.Capture | None = None
    content: str = ""
    charset: str = ""
    is_whole: bool = False

    @property
    def file(self) -> Path:
        return Path(self.where)

    @property
    def site_address(self) -> str:
        """Where a crawler found it, however the site was spoken to."""
        return self.capture.place if self.capture else ""

    @property
    def path_of_file(self) -> str:
        """Of the first release in a file; of another page nothing."""
        return self.path.removesuffix(FIRST) if self.is_whole and self.path.endswith(FIRST) else ""


class NoPages(Exception):
    """The path does not exist, cannot be opened, or is a folder without a page: "missing", "closed", "empty"."""

    def __init__(self, path: str, reason: str, detail: str = ""):
        super().__init__(path, reason, detail)
        self.path, self.reason, self.detail = _storable(path), reason, detail


def find(paths: Iterable[str], limits: archives.Limits) -> list[Page]:
    """Each page once, in the order of the paths, a folder's and an archive's by name; of what was captured more than
    once under an address, the last capture there and the others behind all pages, the later ones first.
    """
    return in_files((file for path in paths for file in _pages(path)), limits)


def in_files(files: Iterable[Page], limits: archives.Limits) -> list[Page]:
    """The same of files that are known already."""
    pages, resolved = {}, lru_cache(Path.resolve)
    for file in files:
        for page in _within(file, limits):
            offset = page.capture and (page.capture.offset, page.capture.address)
            pages.setdefault((resolved(page.file.parent), page.file.name, page.member, offset), page)
    return _last_captures_first(list(pages.values()))


def place_name(address: str) -> str:
    """An address as a part of a path: without its scheme, and as a path is written when it is compared."""
    name = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*:/*", "", address)
    return str(PurePosixPath(_printable(name).strip("/") or "_"))


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "_" for letter in text)


def _last_captures_first(pages: list[Page]) -> list[Page]:
    last: dict[str, Page] = {}
    for page in pages:
        if page.capture and not page.capture.problem:
            before = last.setdefault(page.site_address, page)
            last[page.site_address] = page if page.capture.day > before.capture.day else before
    earlier = [page for page in pages if last.get(page.site_address, page) is not page]
    earlier.sort(key=lambda page: page.capture.day, reverse=True)
    behind = set(earlier)
    return [page for page in pages if page not in behind] + earlier


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
        return [Page(_storable(given), str(start), _storable(str(start.parent.resolve())), _storable(start.name))]
    files = _below(start)
    if not files:
        raise NoPages(given, "empty")
    root = _storable(str(start.resolve()))
    return [Page(_storable(file), file, root, _storable(Path(file).relative_to(start).as_posix())) for file in files]


def _within(page: Page, limits: archives.Limits) -> list[Page]:
    """The pages in an archive; the archive itself where reading it must say why it has none."""
    if _is_warc(page):
        return _captured(page, limits)
    if not page.path.lower().endswith(archives.SUFFIX):
        return [page]
    try:
        names = _without_those_beside(archives.members(page.file, SUFFIXES, limits))
    except (archives.BadArchive, OSError):
        return [page]
    facts = {"where": page.where, "root": page.root}
    members = (
        Page(f"{page.source}!{_storable(name)}", path=f"{page.path}/{_storable(name)}", member=name, **facts)
        for name in names
    )
    return [one for member in members for one in (_captured(member, limits) if _is_warc(member) else [member])]


def _without_those_beside(members: list[str]) -> list[str]:
    """The pages of an archive without what a browser saved beside them."""
    names = defaultdict(set)
    for member in members:
        path = PurePosixPath(member)
        names[path.parent].add(path.name)
    return [
        member
        for member in members
        if not any(_is_beside(folder.name, names[folder.parent]) for folder in PurePosixPath(member).parents)
    ]


def _is_warc(page: Page) -> bool:
    return page.path.lower().endswith(warc.SUFFIXES)


def _captured(page: Page, limits: archives.Limits) -> list[Page]:
    try:
        captures = warc.opened(page.file, page.member, limits).contents().captures
    except (warc.BadWarc, archives.BadArchive, OSError):
        return [page]
    names: Counter[str] = Counter()
    return [_of_capture(page, capture, names) for capture in captures]


def _of_capture(page: Page, capture: warc.Capture, names: Counter[str]) -> Page:
    """Its path ends as a web page's does; what was captured twice is numbered."""
    name = place_name(capture.address) if capture.address else f"at {capture.offset}"
    names[name] += 1
    number = f"~{names[name]}" if names[name] > 1 else ""
    source = f"{page.source}!{_storable(_printable(capture.address) or name)}{number}"
    return replace(page, source=source, path=f"{page.path}/{_storable(name)}{number}.html", capture=capture)


def _below(folder: Path) -> list[str]:
    """The pages, and what only reading can refuse: broken links, pipes, folders that cannot be listed."""
    unlisted: list[str] = []
    files: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unlisted.append(error.filename)):
        folders[:] = [name for name in folders if not _is_beside(name, names)]
        files += [str(Path(parent, name)) for name in names if _is_page(name)]
    return sorted(files + unlisted, key=lambda file: Path(file).parts)


def _is_beside(folder: str, names: Collection[str]) -> bool:
    """Whether a browser saved in the folder what belongs to a page beside it."""
    page = BESIDE.fullmatch(folder)
    return page is not None and any(f"{page[1]}{suffix}" in names for suffix in (".html", ".htm"))


def _is_page(name: str) -> bool:
    return name.lower().endswith((*SUFFIXES, archives.SUFFIX)) and not name.startswith(LOCK)


def _storable(name: str) -> str:
    storable = os.fsencode(name).decode("utf-8", "backslashreplace")
    return name if name == storable else storable  # one string, not two

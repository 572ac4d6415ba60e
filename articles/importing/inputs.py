"""The pages that a person points at: files by name, folders with the text files below them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".txt"


@dataclass(frozen=True)
class Page:
    """`source` is the path as given; `root` and `path` say where the page stands, wherever the command was run."""

    source: str
    file: Path
    root: str
    path: str


class NoPages(Exception):
    """The path does not exist, or the folder holds no page. `reason` is "missing" or "empty"."""

    def __init__(self, path: str, reason: str):
        super().__init__(path, reason)
        self.path, self.reason = path, reason


def find(paths: Iterable[str]) -> list[Page]:
    """Each page once, in the order of the paths, a folder's by name."""
    pages = {}
    for path in paths:
        for page in _pages(path):
            pages.setdefault(page.file.resolve(), page)
    return list(pages.values())


def _pages(given: str) -> list[Page]:
    start = Path(given)
    if start.is_file():
        return [Page(given, start, str(start.resolve().parent), start.name)]
    if not start.is_dir():
        raise NoPages(given, "missing")
    files = sorted(file for file in start.rglob(f"*{SUFFIX}") if file.is_file())
    if not files:
        raise NoPages(given, "empty")
    root = str(start.resolve())
    return [Page(str(file), file, root, file.relative_to(start).as_posix()) for file in files]

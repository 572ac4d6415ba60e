"""What HTML and Word have in common: paragraphs of runs, items of lists, tables."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

SPACES = re.compile("[ \t\r\f]+")
AROUND_BREAK = re.compile(" *\n *")
Kind = Literal[
    "title", "subtitle", "paragraph", "heading", "subheading", "item", "continuation", "quote", "caption", "table",
    "aside",
]  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Words of one look; a line break is a "\\n" among them. `script` is "sub", "sup" or nothing."""

    text: str
    strong: bool = False
    em: bool = False
    script: str = ""
    href: str = ""
    is_dateline: bool = False


@dataclass
class Cell:
    blocks: list["Block"]
    is_header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass
class Row:
    cells: list[Cell]
    is_header: bool = False


@dataclass
class Block:
    """`level`, `is_ordered` and `list_number` are an item's: which list it is in, and how deep."""

    kind: Kind
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    is_ordered: bool = False
    list_number: int = 0
    is_rtl: bool = False
    rows: list[Row] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def has_words(self) -> bool:
        return any(run.text.strip() for run in self.runs)


def tidy(runs: Iterable[Run]) -> list[Run]:
    """The runs with neighbours of one look joined, spaces made one, none at the edges and around line breaks."""
    kept, before = [], "\n"
    for run in _joined(runs):
        text = AROUND_BREAK.sub("\n", SPACES.sub(" ", run.text))
        if before in " \n":
            text = text.lstrip(" ")
        if text.startswith("\n") and kept and before == " ":
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        if text:
            kept.append(replace(run, text=text))
            before = text[-1]
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return _joined(run for run in kept if run.text)


def _joined(runs: Iterable[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged

"""A Word file, or the blocks of a web page, as a page for the importer: the text line by line, then the looks that the
file proves for what was read.
"""

from base64 import b64encode
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from lxml import html as parser

from articles import html
from articles.parsing.reading import Block as ReadBlock
from articles.parsing.reading import Reading
from articles.web import WebPage
from articles.word import WordText
from articles.word.blocks import Block, Run, tidy
from articles.word.markup import blocks_of, html_of
from articles.word.reading import Picture

SUFFIXES = (".docx",)
ZIP = b"PK\x03\x04"
ENCODING = "docx"
TITLE_ZONE = 100  # characters: a longer paragraph before the first heading makes that no title
NEARBY = 3  # paragraphs among which one that was cut is looked for


def is_word(name: str, data: bytes) -> bool:
    return name.lower().endswith(SUFFIXES) or data.startswith(ZIP)


def text_of(word: WordText | WebPage) -> str:
    """A line a paragraph, blank ones between them: the title first, items after a dash, a row of a table a line."""
    return "\n\n".join(line for block in page_blocks(word) for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if block.kind == "table":
        for row in block.rows:
            yield " | ".join(" ".join(one.text for one in cell.blocks) for cell in row.cells)
    else:
        yield f"- {block.text}" if block.kind == "item" else block.text


def html_of_part(word: WordText | WebPage, start: int, end: int | None) -> str:
    """What stands in some of the lines of the text, as a web page of its own, with the pictures there within it."""
    pictures = defaultdict(list)
    for picture in word.pictures if isinstance(word, WordText) else ():
        pictures[min(picture.block, len(word.blocks) - 1)].append(_image(picture))
    tags, line = [], 0
    for number, block in _numbered(word.blocks):
        if start <= line and (end is None or line < end):
            tags += [_tag(block), *pictures.pop(number, ())]
        line += 2 * len(list(_lines(block)))  # a blank one between two
    return f"<!DOCTYPE html><html><body><article>{''.join(tags)}</article></body></html>"


def _image(picture: Picture) -> str:
    return f'<img src="data:;base64,{b64encode(picture.data).decode()}" alt="{escape(picture.alt)}">'


def _tag(block: Block) -> str:
    if block.kind == "title":
        return f"<h1>{escape(block.text)}</h1>"
    kind = "paragraph" if block.kind in ("subtitle", "aside", "caption") else block.kind
    return html_of([replace(block, kind=kind)])


def page_blocks(word: WordText | WebPage) -> list[Block]:
    """The blocks in the order of a page: the title first, a line each, tables that only place text taken apart."""
    return [block for _number, block in _numbered(word.blocks)]


def _numbered(blocks: list[Block]) -> list[tuple[int, Block]]:
    """With the number of the block of the file that each is, or is a part of."""
    numbered = [(number, part) for number, block in enumerate(blocks) for part in _flat([block])]
    parts = [part for _number, part in numbered]
    title = next((n for n, part in enumerate(parts) if part.kind == "title"), None)
    if title is None:
        title = _heading_as_title(parts)
    return numbered if title is None else [numbered[title], *numbered[:title], *numbered[title + 1 :]]


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "table" and (len(block.rows) == 1 or all(len(row.cells) == 1 for row in block.rows)):
            for row in block.rows:
                for cell in row.cells:
                    yield from _flat(cell.blocks)
        elif block.kind in ("title", "subtitle", "heading", "subheading"):
            yield replace(block, runs=tidy(replace(run, text=run.text.replace("\n", " ")) for run in block.runs))
        else:
            yield from _split(block) if "\n" in block.text else [block]


def _split(block: Block) -> Iterator[Block]:
    """Lines that Word breaks within a paragraph, a block each."""
    lines: list[list[Run]] = [[]]
    for run in block.runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    for runs in map(tidy, lines):
        if runs:
            yield replace(block, runs=runs)


def _heading_as_title(blocks: list[Block]) -> int | None:
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            return number
        if len(block.text) > TITLE_ZONE:
            return None
    return None


def take_subtitle(reading: Reading, word: WordText) -> None:
    """What Word calls the subtitle is the lead, unless the page has another."""
    subtitle = next((block.text for block in word.blocks if block.kind == "subtitle"), "")
    if subtitle and not reading.subtitle:
        reading.subtitle = " ".join(subtitle.split())
        reading.blocks = [block for block in reading.blocks if block.text != reading.subtitle]


def dressed(reading: Reading, word: WordText | WebPage) -> str:
    """What was read as HTML, with the headings, lists, tables, links and bold of the file where the words match."""
    wardrobe = _Wardrobe(page_blocks(word))
    return html.clean(html_of(wardrobe.dress(reading.blocks)))


class _Wardrobe:
    def __init__(self, blocks: list[Block]):
        self.blocks, self.position, self.shown = blocks, 0, set()
        self.by_text = defaultdict(list)
        for number, block in enumerate(blocks):
            for line in _lines(block):
                self.by_text[_plain(line.removeprefix("- "))].append(number)

    def dress(self, read: list[ReadBlock]) -> Iterator[Block]:
        for number, block in enumerate(read):
            for text in block.items or [block.text]:
                found = self._find(text)
                if found is None:
                    yield _undressed(block, text, number)
                elif found not in self.shown:
                    yield self._dressed(found, block, text, number)

    def _find(self, text: str) -> int | None:
        """The block with these words, or that ends in them: a dateline or a dash typed by hand was cut off."""
        near = range(self.position, min(self.position + NEARBY, len(self.blocks)))
        same = self.by_text.get(_plain(text), [])
        found = next(iter(same[bisect_left(same, self.position) :][:1]), None)
        if found is None:
            found = next((number for number in near if self.blocks[number].text.endswith(text)), None)
        if found is not None:
            self.position = found + (self.blocks[found].kind != "table")
        return found

    def _dressed(self, found: int, read: ReadBlock, text: str, number: int) -> Block:
        block = self.blocks[found]
        if block.kind == "table":
            self.shown.add(found)
            return block
        runs = _last(block.runs, len(text)) if block.text.endswith(text) else block.runs
        if block.kind not in ("paragraph", "aside", "subtitle", "caption", "title"):
            return replace(block, runs=_plain_looks(runs) if block.kind.endswith("heading") else runs)
        plain = _undressed(read, text, number)
        return replace(plain, runs=_plain_looks(runs) if plain.kind == "heading" else runs, is_rtl=block.is_rtl)


def _undressed(read: ReadBlock, text: str, number: int) -> Block:
    kind = {"list": "item"}.get(read.kind, read.kind)
    return Block(kind, [Run(text)], is_ordered=read.ordered, list_number=-number - 1)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _plain_looks(runs: list[Run]) -> list[Run]:
    """A heading is not bold by itself."""
    return tidy(replace(run, strong=False) for run in runs)


def _last(runs: list[Run], length: int) -> list[Run]:
    """The runs of the last characters."""
    kept: list[Run] = []
    for run in reversed(runs):
        if length <= 0:
            break
        kept.insert(0, replace(run, text=run.text[-length:]))
        length -= len(run.text)
    return kept


def returned(word: WordText, before: dict) -> dict:
    """Title, lead, dateline and text of a file that came back; `before` is what the article has.

    A block whose words and looks are the same keeps its HTML: Word does not know all of it (languages of a passage).
    """
    title = next((block.text for block in word.blocks if block.kind == "title"), "")
    dateline, blocks = _without_dateline(word.blocks, before["dateline"])
    return {
        "title": _plain(title) or before["title"],
        "lead": _plain(" ".join(block.text for block in blocks if block.kind == "subtitle")),
        "dateline": dateline,
        "body_html": _merged(html.clean(html_of(blocks)), before["body_html"]),
    }


def _without_dateline(blocks: list[Block], before: str) -> tuple[str, list[Block]]:
    """The words in the dateline's style, else those of the article's dateline where the text begins with them."""
    first = next((n for n, block in enumerate(blocks) if block.kind not in ("title", "subtitle")), None)
    if first is None:
        return "", blocks
    marked = "".join(run.text for run in blocks[first].runs if run.is_dateline)
    runs = [run for run in blocks[first].runs if not run.is_dateline]
    if not marked and before and blocks[first].text.startswith(before):
        marked, runs = before, _last(runs, len(blocks[first].text) - len(before))
    return marked.strip(), [*blocks[:first], replace(blocks[first], runs=tidy(runs)), *blocks[first + 1 :]]


def _merged(new: str, before: str) -> str:
    if new == _canonical(before):
        return before
    known = {_canonical(part): part for part in _parts(before)}
    return "".join(known.get(part, part) for part in _parts(new))


def _canonical(text: str) -> str:
    return html.clean(html_of(blocks_of(text)))


def _parts(text: str) -> list[str]:
    """The elements that an article's HTML is a row of."""
    root = parser.fragment_fromstring(text, create_parent="div")
    return [html.clean(parser.tostring(child, encoding="unicode", with_tail=False)) for child in root]

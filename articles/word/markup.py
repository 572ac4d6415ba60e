"""Blocks from an article's HTML, and HTML from blocks."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count, groupby
from operator import attrgetter

from lxml import html as parser

from .blocks import Block, Cell, Row, Run, tidy

BLOCK_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "table"}
HEADINGS = {"h2": "heading", "h3": "subheading"}
WHITE = re.compile("[ \t\r\n\f]+")
LOOKS = ("href", "strong", "em", "script")
"""How runs nest: a link holds strong words, these hold emphasised ones."""


def blocks_of(html: str) -> list[Block]:
    """`html` is what articles/html.py has cleaned."""
    root = parser.fragment_fromstring(html, create_parent="div")
    return list(_flow(root, "paragraph", 0, count(1)))


def _flow(parent, kind: str, level: int, numbers) -> Iterator[Block]:
    """The blocks in an element; words outside every paragraph make one."""
    runs = [_words(parent.text)]
    for child in parent:
        if child.tag in BLOCK_TAGS:
            yield from _paragraph(kind, runs, level)
            yield from _block(child, kind, level, numbers)
            runs = []
        else:
            runs += _runs(child, {})
        runs.append(_words(child.tail))
    yield from _paragraph(kind, runs, level)


def _paragraph(kind: str, runs: Iterable[Run], level: int) -> Iterator[Block]:
    block = Block(kind, tidy(runs), level)
    if block.has_words:
        yield block


def _block(element, kind: str, level: int, numbers) -> Iterator[Block]:
    if element.tag in HEADINGS or element.tag == "p":
        runs = [_words(element.text), *(run for child in element for run in _with_tail(child, {}))]
        for block in _paragraph(HEADINGS.get(element.tag, kind), runs, level):
            block.is_rtl = element.get("dir") == "rtl"
            yield block
    elif element.tag in ("ul", "ol"):
        yield from _list(element, level + (kind == "continuation"), numbers)
    elif element.tag == "table":
        yield from _table(element, numbers)
    else:
        yield from _flow(element, "quote" if element.tag == "blockquote" else kind, level, numbers)


def _list(element, level: int, numbers) -> Iterator[Block]:
    number = next(numbers)
    for item in element.iterchildren("li", "ul", "ol"):
        blocks = list(_flow(item, "continuation", level, numbers))
        if not blocks or blocks[0].kind != "continuation":
            blocks.insert(0, Block("continuation", level=level))
        blocks[0].kind, blocks[0].is_ordered, blocks[0].list_number = "item", element.tag == "ol", number
        yield from blocks


def _table(element, numbers) -> Iterator[Block]:
    for caption in element.iterchildren("caption"):
        yield from _paragraph("caption", _runs(caption, {}), 0)
    rows = [
        Row([_cell(cell, numbers) for cell in row.iterchildren("td", "th")], row.getparent().tag == "thead")
        for row in element.iter("tr")
        if next(row.iterancestors("table")) is element
    ]
    if rows:
        yield Block("table", rows=rows)


def _cell(element, numbers) -> Cell:
    spans = (int(text) if (text := element.get(name, "1")).isdecimal() else 1 for name in ("colspan", "rowspan"))
    columns, rows = (min(max(span, 1), 63) for span in spans)
    return Cell(list(_flow(element, "paragraph", 0, numbers)), element.tag == "th", columns, rows)


def _words(text: str | None) -> Run:
    return Run(WHITE.sub(" ", text or ""))


def _runs(element, look: dict) -> list[Run]:
    """The runs of an element in a line; `look` is what it inherits."""
    if element.tag == "br":
        return [Run("\n", **look)]
    look = look | _look(element)
    text = WHITE.sub(" ", element.text or "")
    return [Run(text, **look), *(run for child in element for run in _with_tail(child, look))]


def _with_tail(element, look: dict) -> list[Run]:
    return [*_runs(element, look), Run(WHITE.sub(" ", element.tail or ""), **look)]


def _look(element) -> dict:
    match element.tag:
        case "strong" | "em":
            return {element.tag: True}
        case "sub" | "sup":
            return {"script": element.tag}
        case "a" if element.get("href"):
            return {"href": element.get("href")}
    return {}


def html_of(blocks: Iterable[Block]) -> str:
    """The HTML of the blocks; what is no part of the text (title, asides) is left out."""
    blocks = [block for block in blocks if block.kind not in ("title", "subtitle", "aside")]
    parts, captions = [], []
    for group, members in groupby(blocks, key=_group):
        members = list(members)
        if group == "table":
            parts += [_table_html(members[0], captions), *(_table_html(table, []) for table in members[1:])]
        else:
            parts += map(_simple, captions)
        captions = members if group == "caption" else []
        if group not in ("table", "caption"):
            parts.append(_group_html(group, members))
    return "".join([*parts, *map(_simple, captions)])


def _group_html(group: str, members: list[Block]) -> str:
    if group == "list":
        return _list_html(members)
    paragraphs = "".join(map(_simple, members))
    return f"<blockquote>{paragraphs}</blockquote>" if group == "quote" else paragraphs


def _group(block: Block) -> str:
    if block.kind in ("item", "continuation"):
        return "list"
    return block.kind


def _simple(block: Block) -> str:
    tag = {"heading": "h2", "subheading": "h3"}.get(block.kind, "p")
    direction = ' dir="rtl"' if block.is_rtl else ""
    return f"<{tag}{direction}>{inline(block.runs)}</{tag}>" if block.has_words else ""


def inline(runs: Iterable[Run], looks: tuple[str, ...] = LOOKS) -> str:
    """Runs as HTML, in as few elements as they need."""
    if not looks:
        return "".join(escape(run.text, quote=False).replace("\n", "<br>") for run in runs)
    parts = []
    for value, group in groupby(runs, key=attrgetter(looks[0])):
        inner = inline(list(group), looks[1:])
        parts.append(_wrapped(looks[0], value, inner) if value else inner)
    return "".join(parts)


def _wrapped(look: str, value, inner: str) -> str:
    if look == "href":
        return f'<a href="{escape(value)}">{inner}</a>'
    tag = value if look == "script" else look
    return f"<{tag}>{inner}</{tag}>"


def _list_html(items: list[Block]) -> str:
    """The lists that the items make: an item holds what is deeper than it."""
    heads: list[list[Block]] = []
    for item in items:
        if heads and (item.level > items[0].level or item.kind == "continuation"):
            heads[-1].append(item)
        else:
            heads.append([item])
    lists = groupby(heads, key=lambda members: members[0].list_number)
    return "".join(_one_list([_item_html(members) for members in group]) for _number, group in lists)


def _one_list(items: list[tuple[bool, str]]) -> str:
    tag = "ol" if items[0][0] else "ul"
    return f"<{tag}>{''.join(html for _is_ordered, html in items)}</{tag}>"


def _item_html(members: list[Block]) -> tuple[bool, str]:
    head, *rest = members
    parts = []
    for is_own, group in groupby(rest, key=lambda one: one.kind == "continuation" and one.level <= head.level):
        group = list(group)
        parts += [_simple(one) for one in group] if is_own else [_list_html(group)]
    has_paragraphs = any(part.startswith("<p") for part in parts)
    first = _simple(head) if has_paragraphs else inline(head.runs)
    return head.is_ordered, f"<li>{first}{''.join(parts)}</li>"


def _table_html(table: Block, captions: list[Block]) -> str:
    caption = "".join(inline(one.runs) for one in captions)
    head = [row for row in table.rows if row.is_header]
    body = [row for row in table.rows if not row.is_header]
    parts = [f"<caption>{caption}</caption>" if caption else ""]
    for tag, rows in (("thead", head), ("tbody", body)):
        if rows:
            parts.append(f"<{tag}>{''.join(map(_row_html, rows))}</{tag}>")
    return f"<table>{''.join(parts)}</table>"


def _row_html(row: Row) -> str:
    return f"<tr>{''.join(_cell_html(cell, row) for cell in row.cells)}</tr>"


def _cell_html(cell: Cell, row: Row) -> str:
    tag = "th" if cell.is_header or row.is_header else "td"
    scope = {"th": f' scope="{"col" if row.is_header else "row"}"'}.get(tag, "")
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    is_line = len(cell.blocks) == 1 and cell.blocks[0].kind == "paragraph" and not cell.blocks[0].is_rtl
    content = inline(cell.blocks[0].runs) if is_line else html_of(cell.blocks)
    return f"<{tag}{scope}{columns}{rows}>{content}</{tag}>"

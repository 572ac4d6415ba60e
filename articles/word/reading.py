"""A Word file to blocks, as it looks once its tracked changes are accepted.

What is no part of the text (comments, deletions, headers and footers) is left out and named. A text box stands after
the paragraph that it hangs on; pictures come beside the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from docx.oxml.ns import qn

from .beside import Origin, all_text, comments_of, edges_of, notes_of, origin_of
from .blocks import Block, Cell, Row, Run, tidy
from .looks import Lists, Styles, is_on
from .opening import opened

HOLDERS = {qn(f"w:{name}") for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdtContent", "sdt")}
GONE = {qn("w:del"), qn("w:moveFrom")}
PICTURES = {
    qn("w:drawing"),
    qn("w:pict"),
    qn("w:object"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
BOX, BLIP = qn("w:txbxContent"), qn("a:blip")
IMAGE_DATA, SHAPE = "{urn:schemas-microsoft-com:vml}imagedata", "{urn:schemas-microsoft-com:vml}shape"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
SIGNS = {qn("w:tab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:ptab"): " "}


@dataclass(frozen=True)
class Picture:
    """As it is in the file; `alt` is its description, empty where nobody wrote one; `block` the number of the one at
    which it stands, or before which.
    """

    data: bytes
    name: str
    alt: str
    block: int = field(default=0, compare=False)


@dataclass
class WordText:
    """`left_out` are (text, reason); a reason is one of the importer's words for what it discards."""

    blocks: list[Block]
    left_out: list[tuple[str, str]]
    origin: Origin | None = None
    pictures: list[Picture] = field(default_factory=list)


def read(data: bytes) -> WordText:
    """Raises NotWord."""
    document = opened(data)
    reader = _Reader(document)
    for block in reader.flow(document.element.body):
        reader.blocks.append(block)
    blocks = reader.blocks + reader.notes
    origin = origin_of(document.part.package)
    left_out = reader.left_out + comments_of(document) + ([] if origin else edges_of(document))
    left_out = [(text.strip(), reason) for text, reason in left_out if text.strip()]
    return WordText(blocks, left_out, origin, list(dict.fromkeys(reader.pictures)))


def plain_text(data: bytes) -> str:
    """The words of a file that was read before, a line a paragraph, a row of a table a line."""
    return "\n".join(_plain_lines(read(data).blocks))


def _plain_lines(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind != "table":
            yield block.text
        for row in block.rows:
            yield " | ".join(" ".join(_plain_lines(cell.blocks)) for cell in row.cells)


@dataclass
class _Field:
    """A field of Word's: its code, then what it shows."""

    code: str = ""
    shows: bool = False

    @property
    def href(self) -> str:
        match = FIELD_LINK.search(self.code)
        return match[1] if match and WEB.match(match[1]) else ""


@dataclass
class _Reader:
    document: object
    blocks: list[Block] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    carried: list[Run] = field(default_factory=list)  # of a paragraph whose end mark was deleted
    boxes: list = field(default_factory=list)  # text boxes that hang on the paragraph at hand
    pictures: list[Picture] = field(default_factory=list)

    def __post_init__(self):
        part = self.document.part
        self.rels, self.styles = part.rels, Styles(part)
        self.lists = Lists(part, self.styles)
        self.note_texts = {kind: notes_of(part, kind) for kind in ("footnote", "endnote")}

    def flow(self, container) -> Iterator[Block]:
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in HOLDERS:
                yield from self.flow(child)
            elif child.tag in GONE:
                self._drop(child, "deleted in Word")

    def _paragraph(self, paragraph) -> Iterator[Block]:
        runs = [*self.carried, *self._runs(paragraph)]
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
        self.carried = runs if mark is not None else []
        if mark is None:
            kind, level = self.styles.kind_of(paragraph)
            block = Block(kind, tidy(runs), level, is_rtl=self.styles.is_rtl(paragraph))
            if kind in ("paragraph", "quote") and (place := self.lists.place_of(paragraph)):
                block.kind = "item"
                block.list_number, block.level, block.is_ordered = place
            if block.has_words:
                yield block
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.flow(box)

    def _runs(self, element, href: str = "") -> Iterator[Run]:
        for child in element:
            if child.tag == qn("w:r"):
                yield from self._run(child, href)
            elif child.tag == qn("w:hyperlink"):
                yield from self._runs(child, self._target(child) or href)
            elif child.tag in HOLDERS:
                yield from self._runs(child, href)
            elif child.tag in GONE:
                self._drop(child, "deleted in Word")
            elif isinstance(child.tag, str) and child.tag.startswith(MATH):
                yield Run("".join(child.itertext(f"{MATH}t")))

    def _target(self, hyperlink) -> str:
        relation = self.rels.get(hyperlink.get(qn("r:id")))
        target = relation.target_ref if relation is not None and relation.is_external else ""
        return target if WEB.match(target) else ""

    def _run(self, run, href: str) -> Iterator[Run]:
        look = self.styles.look_of(run)
        if look is None:
            return self._drop(run, "hidden text")
        look = replace(look, href=href)
        for child in run:
            yield from self._piece(child, look)

    def _piece(self, child, look: Run) -> Iterator[Run]:
        look = replace(look, href=look.href or next((one.href for one in self.fields if one.href), ""))
        if child.tag == qn("w:fldChar"):
            self._step(child.get(qn("w:fldCharType")))
        elif child.tag == qn("w:instrText") and self.fields:
            self.fields[-1].code += child.text or ""
        elif not all(one.shows for one in self.fields):
            return
        elif child.tag == qn("w:t"):
            yield replace(look, text=child.text or "")
        elif child.tag == qn("w:br") and child.get(qn("w:type")) in (None, "textWrapping"):
            yield replace(look, text="\n")
        elif child.tag in SIGNS:
            yield replace(look, text=SIGNS[child.tag])
        elif child.tag == qn("w:sym"):
            yield replace(look, text=_sign(child.get(qn("w:char"), "")))
        elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            yield self._note(child)
        elif child.tag in PICTURES:
            self._take_picture(child)

    def _step(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].shows = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _note(self, reference) -> Run:
        """[1] where the note is called; its text stands after the others'."""
        kind = reference.tag.rpartition("}")[2].removesuffix("Reference")
        mark, position = f"[{len(self.notes) + 1}]", len(self.notes)
        note = Block("paragraph")
        self.notes.append(note)
        element = self.note_texts[kind].get(reference.get(qn("w:id")))
        paragraphs = [] if element is None else element.iter(qn("w:p"))
        runs = [run for paragraph in paragraphs for run in (*self._runs(paragraph), Run(" "))]
        self.notes[position].runs = tidy([Run(f"{mark} "), *runs])
        return Run(mark, script="sup")

    def _take_picture(self, element) -> None:
        """A drawing: its text boxes, else its pictures; one that lies elsewhere, or a chart, is named."""
        for fallback in [*element.iter(FALLBACK)]:
            fallback.getparent().remove(fallback)
        boxes = [box for box in element.iter(BOX) if next(box.iterancestors(BOX), None) is None]
        found = [picture for blip in element.iter(BLIP, IMAGE_DATA) if (picture := self._picture(blip, element))]
        self.boxes += boxes
        self.pictures += found
        if not boxes and not found:
            self.left_out.append((_named(element, "descr", "title", "name") or "1", "picture"))

    def _picture(self, blip, drawing) -> Picture | None:
        relation = self.rels.get(blip.get(qn("r:embed")) or blip.get(qn("r:id")))
        if relation is None or relation.is_external:
            return None
        name = PurePosixPath(relation.target_part.partname).name
        return Picture(relation.target_part.blob, name, _named(drawing, "descr", "title"), len(self.blocks))

    def _drop(self, element, reason: str) -> None:
        self.left_out.append((all_text(element), reason))

    def _table(self, table) -> Iterator[Block]:
        rows: list[Row] = []
        columns: dict[int, Cell] = {}  # the cell that reaches down into each column
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                self._drop(row, "deleted in Word")
            else:
                rows.append(self._row(row, properties, columns))
        rows = [row for row in rows if row.cells]
        if any(cell.blocks for row in rows for cell in row.cells):
            yield Block("table", rows=rows)

    def _row(self, row, properties, columns: dict[int, Cell]) -> Row:
        read = Row([], properties is not None and bool(is_on(properties.find(qn("w:tblHeader")))))
        column = 0
        for element in row.iter(qn("w:tc")):
            if next(element.iterancestors(qn("w:tr"))) is row:
                column += self._cell(element, column, columns, read)
        return read

    def _cell(self, element, column: int, columns: dict[int, Cell], row: Row) -> int:
        """Add the cell, or lengthen the one above that it continues; how many columns it takes."""
        span, merge = _cell_spans(element)
        blocks = list(self.flow(element))
        above = columns.get(column)
        if merge == "continue" and above:
            above.rows += 1
            above.blocks += blocks
        else:
            is_header = any(self.styles.is_heading_of_table(p) for p in element.iterchildren(qn("w:p")))
            columns[column] = Cell(blocks, is_header, span)
            row.cells.append(columns[column])
        return span


def _cell_spans(element) -> tuple[int, str]:
    """How many columns it takes, and "restart", "continue" or nothing."""
    properties = element.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    columns = int(span.get(qn("w:val"), 1)) if span is not None else 1
    return columns, "" if merge is None else merge.get(qn("w:val"), "continue")


def _named(drawing, *attributes: str) -> str:
    """What a drawing is called, by the first of the attributes that says something."""
    shapes = [*drawing.iter(qn("wp:docPr"), SHAPE)]
    names = (shape.get(name, shape.get("alt", "")).strip() for name in attributes for shape in shapes)
    return next(filter(None, names), "")


def _sign(code: str) -> str:
    """A letter of a symbol font; those of private fonts are bullets and arrows that no other font has."""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
    return "" if 0xE000 <= number <= 0xF8FF or not 0x20 <= number < 0xD800 else chr(number)

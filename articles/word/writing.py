"""A release as a Word file: plain styles, its language, nothing personal, and the mark by which it is known again."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from .beside import PROPERTIES, Origin
from .blocks import Block, Cell, Run
from .looks import ASIDE, DATELINE, TABLE_HEADING

UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOCALES = {"fr": "fr-FR", "en": "en-GB", "es": "es-ES", "ar": "ar-SA"}
RTL = {"ar"}
BULLETS, NUMBERS = 9001, 9002  # of the kinds of list that every file has
DEEPEST = 8
BLUE, GREY, RED = RGBColor(0x0A, 0x4A, 0x8F), RGBColor(0x4A, 0x5A, 0x6C), RGBColor(0xA3, 0x20, 0x1D)
STYLES = {
    "title": "Title", "subtitle": "Subtitle", "paragraph": "Normal", "heading": "Heading 1",
    "subheading": "Heading 2", "item": "List Paragraph", "quote": "Quote", "caption": "Caption", "aside": ASIDE,
}  # fmt: skip
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM = """<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>"""
PROPERTY = """<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}">
<vt:lpwstr>{}</vt:lpwstr></property>"""


@dataclass
class Sheet:
    """What a file holds. `notices` stand at the head of every page, the first of them as a warning; `asides` after the
    text: (heading, lines).
    """

    title: str
    language: str
    organisation: str
    origin: Origin
    lead: str = ""
    dateline: str = ""
    blocks: list[Block] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    asides: list[tuple[str, list[str]]] = field(default_factory=list)
    made_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)


def write(sheet: Sheet) -> bytes:
    document = docx.Document()
    _set_styles(document, sheet.language)
    _set_facts(document, sheet)
    writer = _Writer(document, is_rtl=sheet.language in RTL)
    writer.add(Block("title", [Run(sheet.title)]))
    if sheet.lead:
        writer.add(Block("subtitle", [Run(sheet.lead)]))
    for block in _with_dateline(sheet):
        writer.add(block)
    for heading, lines in sheet.asides:
        writer.add(Block("aside", [Run(heading, strong=True)]))
        for line in lines:
            writer.add(Block("aside", [Run(line)]))
    writer.head(sheet.notices)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _with_dateline(sheet: Sheet) -> list[Block]:
    """The dateline opens the first paragraph, in a style by which it is found again."""
    if not sheet.dateline:
        return sheet.blocks
    dateline = Run(f"{sheet.dateline} ", is_dateline=True)
    first = sheet.blocks[0] if sheet.blocks else None
    if first and first.kind == "paragraph":
        return [Block("paragraph", [dateline, *first.runs], is_rtl=first.is_rtl), *sheet.blocks[1:]]
    return [Block("paragraph", [dateline]), *sheet.blocks]


class _Writer:
    def __init__(self, document, *, is_rtl: bool):
        self.document, self.part, self.is_rtl = document, document.part, is_rtl
        self.end = document.element.body.sectPr
        self.styles = {style.name: style.style_id for style in document.styles}
        self.links: dict[str, str] = {}
        self.lists: dict[int, str] = {}
        self.numbering = self.part.numbering_part.element
        self._add_kinds_of_list()

    def add(self, block: Block) -> None:
        for element in self.elements(block):
            self.end.addprevious(element)

    def elements(self, block: Block) -> list:
        if block.kind == "table":
            return [self._table(block), OxmlElement("w:p")]
        return [self._paragraph(block)]

    def _paragraph(self, block: Block, style: str | None = None):
        paragraph = OxmlElement("w:p")
        properties = _sub(paragraph, "w:pPr")
        _sub(properties, "w:pStyle", val=self.styles[style or self._style(block)])
        if block.kind == "item":
            numbering = _sub(properties, "w:numPr")
            _sub(numbering, "w:ilvl", val=min(block.level, DEEPEST))
            _sub(numbering, "w:numId", val=self._list(block))
        is_rtl = block.is_rtl or self.is_rtl
        if is_rtl:
            _sub(properties, "w:bidi")
        for run in block.runs:
            self._run(paragraph, run, is_rtl=is_rtl)
        return paragraph

    def _style(self, block: Block) -> str:
        if block.kind == "continuation":
            return f"List Continue {block.level + 1}" if 0 < block.level < 3 else "List Continue"
        return STYLES[block.kind]

    def _run(self, parent, run: Run, *, is_rtl: bool) -> None:
        if run.href:
            parent = _sub(parent, "w:hyperlink")
            parent.set(qn("r:id"), self._link(run.href))
        element = _sub(parent, "w:r")
        properties = _sub(element, "w:rPr")
        if run.href or run.is_dateline:
            _sub(properties, "w:rStyle", val=self.styles["Hyperlink" if run.href else DATELINE])
        for tag, is_set in (("w:b", run.strong), ("w:i", run.em)):
            if is_set:
                _sub(properties, tag)
        if run.script:
            _sub(properties, "w:vertAlign", val={"sup": "superscript", "sub": "subscript"}[run.script])
        if is_rtl:
            _sub(properties, "w:rtl")
        _add_text(element, run.text)

    def _link(self, href: str) -> str:
        if href not in self.links:
            target = UNFIT.sub("", href)
            self.links[href] = self.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.links[href]

    def _list(self, block: Block) -> str:
        """Each list has a number of its own, so that it counts from one."""
        if block.list_number not in self.lists:
            number = str(1000 + len(self.lists))
            self.lists[block.list_number] = number
            element = _sub(self.numbering, "w:num", numId=number)
            _sub(element, "w:abstractNumId", val=NUMBERS if block.is_ordered else BULLETS)
            for level in range(DEEPEST + 1):
                _sub(_sub(element, "w:lvlOverride", ilvl=level), "w:startOverride", val=1)
        return self.lists[block.list_number]

    def _add_kinds_of_list(self) -> None:
        for number, shape in ((NUMBERS, "decimal"), (BULLETS, "bullet")):
            kind = OxmlElement("w:abstractNum")
            kind.set(qn("w:abstractNumId"), str(number))
            _sub(kind, "w:multiLevelType", val="multilevel")
            for level in range(DEEPEST + 1):
                self._add_level(kind, shape, level)
            self.numbering.insert(0, kind)

    def _add_level(self, kind, shape: str, level: int) -> None:
        element = _sub(kind, "w:lvl", ilvl=level)
        _sub(element, "w:start", val=1)
        _sub(element, "w:numFmt", val=shape)
        _sub(element, "w:lvlText", val="•–"[level % 2] if shape == "bullet" else f"%{level + 1}.")
        _sub(element, "w:lvlJc", val="left")
        _sub(_sub(element, "w:pPr"), "w:ind", left=360 * (level + 1), hanging=360)

    def _table(self, block: Block):
        table = OxmlElement("w:tbl")
        properties = _sub(table, "w:tblPr")
        _sub(properties, "w:tblStyle", val=self.styles["Table Grid"])
        if self.is_rtl:
            _sub(properties, "w:bidiVisual")
        _sub(properties, "w:tblW", w=5000, type="pct")
        grid = _sub(table, "w:tblGrid")
        widths = [self._row(table, row, open_cells) for row, open_cells in _with_open_cells(block)]
        for _column in range(max(widths, default=1)):
            _sub(grid, "w:gridCol")
        return table

    def _row(self, table, row, open_cells: dict[int, Cell]) -> int:
        element = _sub(table, "w:tr")
        if row.is_header:
            _sub(_sub(element, "w:trPr"), "w:tblHeader")
        column, cells = 0, iter(row.cells)
        while column in open_cells or (cell := next(cells, None)):
            is_open = column in open_cells
            cell = open_cells[column] if is_open else cell
            self._cell(element, cell, row.is_header, merge="continue" if is_open else "restart" * (cell.rows > 1))
            column += cell.columns
        return column

    def _cell(self, row, cell: Cell, is_header: bool, *, merge: str) -> None:
        element = _sub(row, "w:tc")
        properties = _sub(element, "w:tcPr")
        if cell.columns > 1:
            _sub(properties, "w:gridSpan", val=cell.columns)
        if merge:
            _sub(properties, "w:vMerge", val=merge)
        style = TABLE_HEADING if is_header or cell.is_header else None
        for block in cell.blocks if merge != "continue" else ():
            if block.kind == "paragraph":
                element.append(self._paragraph(block, style))
            else:
                element.extend(self.elements(block))
        if element[-1].tag != qn("w:p"):
            element.append(self._paragraph(Block("paragraph"), style))

    def head(self, notices: list[str]) -> None:
        """The same lines at the top of each page."""
        header = self.document.sections[0].header
        header.is_linked_to_previous = False
        for paragraph in list(header.paragraphs):
            paragraph._p.getparent().remove(paragraph._p)
        for number, notice in enumerate(notices):
            style = "Release Notice" if number == 0 else "Header"
            header._element.append(self._paragraph(Block("aside", [Run(notice)]), style))


def _with_open_cells(table: Block):
    """Each row with the cells of earlier rows that reach down into it, by their first column."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        open_cells = {column: cell for column, (cell, left) in reaching.items() if left > 0}
        yield row, open_cells
        reaching = {column: (cell, left - 1) for column, (cell, left) in reaching.items() if left > 1}
        column = 0
        for cell in row.cells:
            while column in open_cells:
                column += open_cells[column].columns
            if cell.rows > 1:
                reaching[column] = (cell, cell.rows - 1)
            column += cell.columns


def _sub(parent, tag: str, **attributes):
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def _add_text(run, text: str) -> None:
    for number, line in enumerate(UNFIT.sub("", text).split("\n")):
        if number:
            _sub(run, "w:br")
        if line:
            element = _sub(run, "w:t")
            element.text = line
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _set_styles(document, language: str) -> None:
    styles = document.styles
    locale = LOCALES.get(language, language)
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    defaults.set(qn("w:bidi" if language in RTL else "w:val"), locale)
    for name, kind in ((DATELINE, "CHARACTER"), (ASIDE, "PARAGRAPH"), (TABLE_HEADING, "PARAGRAPH"),
                       ("Release Notice", "PARAGRAPH"), ("Hyperlink", "CHARACTER")):  # fmt: skip
        style = styles.add_style(name, WD_STYLE_TYPE[kind])
        style.base_style = styles["Normal"] if kind == "PARAGRAPH" else styles["Default Paragraph Font"]
    styles["Hyperlink"].font.color.rgb, styles["Hyperlink"].font.underline = BLUE, True
    styles[TABLE_HEADING].font.bold = True
    styles[ASIDE].font.color.rgb, styles[ASIDE].paragraph_format.space_after = GREY, Pt(2)
    styles["Release Notice"].font.color.rgb, styles["Release Notice"].font.bold = RED, True
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2"):
        styles[name].font.color.rgb = BLUE
    styles["Title"].font.size, styles["Subtitle"].font.italic = Pt(20), False


def _set_facts(document, sheet: Sheet) -> None:
    """The organisation as author; the article and its version as properties, which Word keeps when it saves."""
    facts = document.core_properties
    facts.author, facts.title = UNFIT.sub("", sheet.organisation)[:255], UNFIT.sub("", sheet.title)[:255]
    facts.last_modified_by = facts.comments = facts.keywords = ""
    facts.language = LOCALES.get(sheet.language, sheet.language)
    facts.created = facts.modified = sheet.made_at.astimezone(UTC).replace(tzinfo=None)
    facts.revision = max(sheet.origin.version, 1)
    package = document.part.package
    values = zip(PROPERTIES, (sheet.origin.article, sheet.origin.version), strict=True)
    properties = "".join(PROPERTY.format(pid, name, value) for pid, (name, value) in enumerate(values, start=2))
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, CUSTOM.format(properties).encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        del package.rels[key]

"""What the styles and lists of a Word file say of its paragraphs and words."""

import re
from functools import cache
from itertools import count

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from .blocks import Run

TABLE_HEADING, ASIDE, DATELINE = "Table Heading", "Release Aside", "Release Dateline"
KINDS = {
    "title": "title", "subtitle": "subtitle", "quote": "quote", "intense quote": "quote", "caption": "caption",
    ASIDE.lower(): "aside", "heading 1": "heading", "list continue": "continuation",
}  # fmt: skip
DEEPER_HEADING = re.compile(r"heading [2-9]$")
CONTINUATION = re.compile(r"list continue ([2-5])$")
STRONG, EMPHASIS = ("strong", "intense emphasis"), ("emphasis", "intense emphasis")
OFF = ("0", "false", "off", "none")


def is_on(element) -> bool | None:
    """A switch of Word's; None where it is not set."""
    return None if element is None else element.get(qn("w:val"), "1") not in OFF


def related(part, name: str):
    """The part of the file that holds its numbering, comments or notes; None where it has none."""
    relations = (one for one in part.rels.values() if one.reltype.endswith(f"/{name}") and not one.is_external)
    relation = next(relations, None)
    return relation and relation.target_part


class Styles:
    def __init__(self, part):
        elements = part.styles.element.iterchildren(qn("w:style"))
        self.by_id = {style.get(qn("w:styleId")): style for style in elements}
        self.chain = cache(self._chain)

    def _chain(self, style_id: str | None) -> tuple:
        """The style and those that it is based on, as (name in English and lower case, element)."""
        chain, seen = [], set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            name = style.find(qn("w:name"))
            chain.append(((name.get(qn("w:val")) if name is not None else "").lower(), style))
            based_on = style.find(qn("w:basedOn"))
            style_id = based_on.get(qn("w:val")) if based_on is not None else None
        return tuple(chain)

    def of_paragraph(self, paragraph) -> tuple:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.chain(style.get(qn("w:val")) if style is not None else None)

    def kind_of(self, paragraph) -> tuple[str, int]:
        """What the paragraph is, and how deep a continuation of a list stands."""
        for name, _style in self.of_paragraph(paragraph):
            if name in KINDS:
                return KINDS[name], 0
            if DEEPER_HEADING.match(name):
                return "subheading", 0
            if match := CONTINUATION.match(name):
                return "continuation", int(match[1]) - 1
        return "paragraph", 0

    def is_heading_of_table(self, paragraph) -> bool:
        return any(name == TABLE_HEADING.lower() for name, _style in self.of_paragraph(paragraph))

    def is_rtl(self, paragraph) -> bool:
        return bool(is_on(paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}")))

    def look_of(self, run) -> Run | None:
        """An empty run of that look; None for words that Word hides."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return Run("")
        if is_on(properties.find(qn("w:vanish"))):
            return None
        names = self._names_of(properties.find(qn("w:rStyle")))
        return Run(
            "",
            strong=_switch(properties, "w:b", names, STRONG),
            em=_switch(properties, "w:i", names, EMPHASIS),
            script=_script(properties.find(qn("w:vertAlign"))),
            is_dateline=DATELINE.lower() in names,
        )

    def _names_of(self, style) -> set[str]:
        return {name for name, _style in self.chain(style.get(qn("w:val")))} if style is not None else set()


def _switch(properties, tag: str, names: set[str], styles: tuple[str, ...]) -> bool:
    own = is_on(properties.find(qn(tag)))
    return own if own is not None else not names.isdisjoint(styles)


def _script(element) -> str:
    return {"superscript": "sup", "subscript": "sub"}.get(element.get(qn("w:val")), "") if element is not None else ""


class Lists:
    """Which list a paragraph is an item of, by the numbering that it or its style names.

    A list begins where its numbering starts over; numberings of one kind that do not go on with it.
    """

    def __init__(self, part, styles: Styles):
        self.styles, self.formats, self.kinds, self.starts = styles, {}, {}, set()
        self.numbers, self.begun, self.current = count(1), {}, {}
        numbering = related(part, "numbering")
        if numbering is not None:
            self._learn(parse_xml(numbering.blob))

    def _learn(self, numbering) -> None:
        abstract = {one.get(qn("w:abstractNumId")): one for one in numbering.iterchildren(qn("w:abstractNum"))}
        for element in numbering.iterchildren(qn("w:num")):
            number, kind = element.get(qn("w:numId")), _value(element, "w:abstractNumId")
            self.kinds[number] = kind
            for level in abstract[kind].iterchildren(qn("w:lvl")) if kind in abstract else ():
                shape = level.find(qn("w:numFmt"))
                self.formats[number, level.get(qn("w:ilvl"))] = shape.get(qn("w:val")) if shape is not None else ""
            for override in element.iterchildren(qn("w:lvlOverride")):
                if override.find(qn("w:startOverride")) is not None:
                    self.starts.add((number, override.get(qn("w:ilvl"))))

    def place_of(self, paragraph) -> tuple[int, int, bool] | None:
        """(number of the list, how deep, whether it is ordered); None outside lists."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        styles = self.styles.of_paragraph(paragraph)
        inherited = (style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") for _name, style in styles)
        number, level = None, None
        for properties in (own, *inherited):
            if properties is not None:
                number, level = number or _value(properties, "w:numId"), level or _value(properties, "w:ilvl")
        level = level or "0"
        shape = self.formats.get((number, level), "bullet")
        if number in (None, "0") or shape == "none":
            return None
        return self._list_number(number, level), int(level), shape != "bullet"

    def _list_number(self, number: str, level: str) -> int:
        kind = self.kinds.get(number, number), level
        if (number, level) in self.starts:
            self.current[kind] = self.begun.setdefault((number, level), next(self.numbers))
        return self.current.setdefault(kind, next(self.numbers))


def _value(element, tag: str) -> str | None:
    child = element.find(qn(tag))
    value = child.get(qn("w:val")) if child is not None else None
    return value if value and value.lstrip("-").isdecimal() else None

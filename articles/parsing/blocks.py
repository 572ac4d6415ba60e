"""Paragraphs, headings, lists and captions of the lines between the title and the contacts."""

import re
from collections.abc import Iterator, Sequence

from articles.parsing.reading import Block, Caption
from articles.parsing.repair import has_markup
from articles.parsing.wrapping import has_room_for, unwrap

SPACES = re.compile(r"[ \t\u00a0\u2003]*[ \t\u2003][ \t\u00a0\u2003]*")
ITEM = re.compile(
    r"(?P<dash>[-–•·*►▪§●○■‣➢➤✓→\uf0a7\uf0b7\uf0d8])\s+(?=\S)|(?P<letter>o)\s+(?=\S)|(?P<number>\(?(?:\d{1,2}|[a-h])[.)])\s+(?=\S)"
)
GLUED = re.compile(r"(?<=[a-zà-ÿ]{3}[.!?])(?=[A-ZÀ-Þ«“][a-zà-ÿ’'« ]{1,20}[ ,])")
ADDRESS = re.compile(r"www\.|https?:|@")
CAPTION = re.compile(
    r"^(?:(?:photo|foto|cr[ée]dit|credit|légende|caption)s?\b[^.]{0,20}:|(?:©|\(c\)))"
    r"|(?:[\s.(](?:photo|foto|crédits?(?:\s+photo)?|photo\s+credit)\s*:|©)\s*(?:[^.:]|(?<=\b[A-Z])\.){2,70}\.?\)?$",
    re.IGNORECASE,
)
CAPTION_SIGNS = ("photo", "foto", "crédit", "credit", "légende", "caption", "©", "(c)")  # quicker than the pattern
CREDIT = re.compile(r"(?:photo|foto|crédit\w*|credit\w*)?\s*(?::|©)\s*(?P<credit>[^:©]{2,70})$", re.IGNORECASE)
END_MARK = re.compile(r"[-–—*#(\[\s]+(?:30|ends?|fin)[-–—*#)\]\s.]+|(?-i:ENDS?|FIN)\.?", re.IGNORECASE)
PAGE_NUMBER = re.compile(
    r"(?:page|página|p\.)\s*\d{1,3}(?:\s*(?:/|of|de|sur)\s*\d{1,3})?|\d{1,2}\s?/\s?\d{1,2}|[-–—]\s?\d{1,3}\s?[-–—]",
    re.IGNORECASE,
)
LONGEST_WORD = 80
LONGEST_MARK = 20
LONGEST_CAPTION = 400
LONGEST_HEADING = 100
HEADING_OF_A_LIST = 50  # a longer line introduces it
HEADING_END = re.compile(r"[\w)»”\"’?!%]$")


def passages(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines between blank ones."""
    passage: list[str] = []
    for line in lines:
        if line:
            passage.append(line)
        elif passage:
            yield passage
            passage = []
    if passage:
        yield passage


def take_boxes(lines: Sequence[str], *, wrapped: bool) -> tuple[list[str], list[str]]:
    """Lines without boxes (a download button whose tags were lost), and the boxes' text.

    A box is a run of lines with attributes; the title after its last ">" belongs to it, to the end of its line or, on
    a wrapped page, of its lines.
    """
    kept: list[str] = []
    boxes: list[list[str]] = []
    inside = False
    for index, line in enumerate(lines):
        markup = bool(line) and (has_markup(line) or (inside and lines[index - 1].endswith("=")))
        if markup or (inside and wrapped and line and not has_room_for(lines[index - 1], line, first=False)):
            if not inside:
                boxes.append([])
            boxes[-1].append(line)
            inside = True
        else:
            if inside and kept and line:
                kept.append("")
            inside = False
            kept.append(line)
    return kept, ["\n".join(box) for box in boxes]


def take_marks(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Lines without those that are the number of a printed page or say that the text ends, and these."""
    marks = [line for line in lines if len(line) <= LONGEST_MARK and is_mark(line)]
    return [line for line in lines if line not in marks] if marks else list(lines), marks


def is_mark(line: str) -> bool:
    return bool(END_MARK.fullmatch(line) or PAGE_NUMBER.fullmatch(line))


def paragraphs_of(lines: Sequence[str], *, wrapped: bool) -> list[str]:
    """Texts between paragraph ends, spaces made one; those glued without a space are parted, ornaments dropped."""
    texts: list[str] = []
    for passage in passages(lines):
        texts += unwrap(passage) if wrapped else passage
    parts = [part for text in texts for part in _unglued(SPACES.sub(" ", text).strip())]
    return [part for part in parts if any(map(str.isalnum, part))]


def _unglued(text: str) -> list[str]:
    if not GLUED.search(text):
        return [text]
    parts, start = [], 0
    for match in GLUED.finditer(text):
        before, after = (
            text[max(0, match.start() - LONGEST_WORD) : match.start()],
            text[match.end() : match.end() + LONGEST_WORD],
        )
        if not ADDRESS.search(before.rsplit(None, 1)[-1] + after.split(None, 1)[0]):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def take_captions(texts: Sequence[str]) -> tuple[list[str], list[Caption], list[str]]:
    """Texts without captions, the captions (each once), and the captions as often as they are printed."""
    kept, printed = [], []
    for text in texts:
        (printed if is_caption(text) else kept).append(text)
    captions = [caption_of(text) for text in dict.fromkeys(printed)]
    return kept, captions, printed


def caption_of(text: str) -> Caption:
    return Caption(text, _credit(text))


def is_caption(text: str) -> bool:
    if len(text) > LONGEST_CAPTION:
        return False
    lower = text.lower()
    return any(sign in lower for sign in CAPTION_SIGNS) and bool(CAPTION.search(text))


def _credit(text: str) -> str | None:
    match = CREDIT.search(text)
    return match["credit"].strip(" .)") if match else None


def blocks_of(texts: Sequence[str]) -> tuple[list[Block], list[str]]:
    """Blocks in reading order, and what is printed before the items of lists: numbers, bullets."""
    blocks: list[Block] = []
    markers: list[str] = []
    for index, text in enumerate(texts):
        item = ITEM.match(text)
        if item and _is_item(texts, index, item):
            if not blocks or blocks[-1].kind != "list":
                blocks.append(Block("list", ordered=bool(item["number"])))
            blocks[-1].items.append(text[item.end() :])
            markers += [] if item["dash"] else [item[item.lastgroup]]
        else:
            blocks.append(Block("heading" if _is_heading(texts, index) else "paragraph", text))
    return blocks, markers


def _is_item(texts: Sequence[str], index: int, item: re.Match) -> bool:
    """A dash always opens an item; a number or an "o" among others: "1. Heading" over a paragraph is a heading."""
    if item["dash"]:
        return True
    neighbours = [texts[near] for near in (index - 1, index + 1) if 0 <= near < len(texts)]
    return any((match := ITEM.match(text)) and match.lastgroup == item.lastgroup for text in neighbours)


def _is_heading(texts: Sequence[str], index: int) -> bool:
    """A short line without an end mark between paragraphs, before a longer one."""
    text = texts[index]
    if len(text) > LONGEST_HEADING or index + 1 >= len(texts) or not HEADING_END.search(text):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or text.endswith(('."', ".”", ".»")):
        return False
    following = texts[index + 1]
    if ITEM.match(following):
        return len(text) <= HEADING_OF_A_LIST and bool(index) and texts[index - 1].endswith((".", "!", "?", "»", "”"))
    return len(following) > len(text) and not following[0].islower()

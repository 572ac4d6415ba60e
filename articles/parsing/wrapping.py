"""Lines of a hard-wrapped page back to paragraphs, by the rule that wrapped them.

Until 2012 the pages were wrapped in their HTML source: greedy, at 67 characters, a letter outside ASCII counted as its
entity (`é` is `&eacute;`, 8; `’` is `&rsquo;`, 7) and `<p>` before a paragraph's first word as 3. Nothing but a line
that ends too early marks the end of a paragraph; lost letters must be restored before counting.
"""

import re
from collections.abc import Sequence
from html.entities import codepoint2name
from itertools import pairwise

WIDTH = 67
PARAGRAPH_TAG = len("<p>")
LONGEST_WRAPPED_LINE = WIDTH + 8  # a tag that was dropped, a letter without a name
LONG_PARAGRAPH = 180  # visible characters after which a full line ending in a full stop rather ends the paragraph too

BULLET = re.compile(r"[-–•·*►▪§●○■‣➢➤✓→\uf0a7\uf0b7\uf0d8]\s+\S|\(?(?:\d{1,2}|[a-h])[.)]\s+\S")
SENTENCE_END = re.compile(r"[.!?…:;][\"”»’)\s]*$|[”»]\s*$")
CLOSING_END = re.compile(r"[.!?…][\"”»’)\s]*$|[”»]\s*$")
PARAGRAPH_START = re.compile(r"[«“\"‘(\[—–-]*\s*[A-ZÀ-ÖØ-ÞŒ\d]")
OPENING_QUOTE = re.compile(r"[«“\"‘]")

ENTITY = re.compile(r"[^\x00-\x7f]|[&<>]")
ENTITY_EXTRA = {
    code: len(name) + 1 for code, name in codepoint2name.items() if code > 127 or chr(code) in "&<>"
}  # "&" and ";" round the name, less the one character itself


def source_width(text: str) -> int:
    """How many characters the text took in the HTML source."""
    if text.isascii() and "&" not in text:
        return len(text)
    return len(text) + sum(map(_extra, ENTITY.findall(text)))


def _extra(letter: str) -> int:
    """How many more characters than one a letter took."""
    return ENTITY_EXTRA.get(ord(letter), len(str(ord(letter))) + 2)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were cut by width: none is long, and some stop in the middle of a sentence."""
    lines = [line for line in lines if line]
    if not lines:
        return False
    long = sum(len(line) > LONGEST_WRAPPED_LINE for line in lines)
    cut = sum(following[0].islower() and not SENTENCE_END.search(line) for line, following in pairwise(lines))
    return cut >= 1 and long <= len(lines) // 10


def unwrap(lines: Sequence[str]) -> list[str]:
    """Paragraphs of the wrapped lines of one passage (no blank ones among them)."""
    paragraphs: list[list[str]] = []
    for index, line in enumerate(lines):
        if index == 0 or _ends_paragraph(paragraphs[-1], lines, index - 1):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [" ".join(paragraph) for paragraph in paragraphs]


def _ends_paragraph(paragraph: Sequence[str], lines: Sequence[str], index: int) -> bool:
    """Whether line `index`, the last so far of `paragraph`, ends it."""
    line, following = lines[index], lines[index + 1]
    if BULLET.match(following) and SENTENCE_END.search(line):
        return True
    if has_room_for(line, following, first=len(paragraph) == 1):
        return _confirms_end(paragraph, line, following)
    return bool(CLOSING_END.search(line)) and _starts_paragraph(lines, index + 1, sum(map(len, paragraph[-6:])))


def has_room_for(line: str, following: str, *, first: bool) -> bool:
    """Whether the following line's first word would still have fitted on the line: then the break was meant."""
    word = following.split(None, 1)[0]
    return room(line, first=first) >= 1 + source_width(word)


def room(line: str, *, first: bool) -> int:
    return WIDTH - source_width(line) - (PARAGRAPH_TAG if first else 0)


def _confirms_end(paragraph: Sequence[str], line: str, following: str) -> bool:
    """A short line is no end where inline tags took room in the source: the sentence then runs on.

    It runs on where the next line cannot begin a paragraph, where the line stops in mid-sentence (a lone line that
    stops so is a heading) and within a number ("1" / "445").
    """
    if following[0].isdigit() and line[-1].isdigit():
        return False
    if not PARAGRAPH_START.match(following) and not BULLET.match(following):
        return not following[0].isalpha() and bool(SENTENCE_END.search(line)) and following[0] not in "»”)"
    return len(paragraph) == 1 or bool(SENTENCE_END.search(line)) or bool(OPENING_QUOTE.match(following))


def _starts_paragraph(lines: Sequence[str], index: int, so_far: int) -> bool:
    """Whether line `index` begins a paragraph although the line before it is full and ends a sentence.

    Its own break tells: with `<p>` before it, it must be narrow enough, and may stop earlier than it would without.
    Where that does not tell, a long paragraph ends, and so does one before an opening quotation mark.
    """
    line = lines[index]
    if not PARAGRAPH_START.match(line) or room(line, first=True) < 0:
        return False
    if index + 1 < len(lines):
        following = lines[index + 1]
        if has_room_for(line, following, first=False) and not has_room_for(line, following, first=True):
            return True
    return so_far > LONG_PARAGRAPH or bool(OPENING_QUOTE.match(line))

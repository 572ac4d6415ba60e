"""The page that an article was read from, with what the reading left out struck, as far as a person reads on."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

LONGEST_SHOWN = 100_000  # characters of a page; the rest is there to download
MOST_LINES = 5_000
MOST_PIECES = MOST_PLACES = 200  # left out and looked for, and where each is looked for


@dataclass(frozen=True)
class Passage:
    """A stretch of the page; with a reason, one that came into no field."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class MarkedPage:
    """`elsewhere` are pieces left out that the page does not hold in one stretch."""

    passages: list[Passage]
    elsewhere: list[Passage]
    is_cut: bool


def marked_page(text: str, discarded: list[dict]) -> MarkedPage:
    """The page's text cut at what its report says was left out, each {"text": …, "reason": …}."""
    shown = "".join(text[:LONGEST_SHOWN].splitlines(keepends=True)[:MOST_LINES])
    found, elsewhere = {}, []
    for piece in discarded[:MOST_PIECES]:
        span = _free_span(shown, piece["text"], found)
        if span:
            found[span] = piece["reason"]
        else:
            elsewhere.append(Passage(piece["text"], piece["reason"]))
    elsewhere += [Passage(piece["text"], piece["reason"]) for piece in discarded[MOST_PIECES:]]
    return MarkedPage(_cut(shown, found), elsewhere, len(shown) < len(text))


def _free_span(text: str, piece: str, taken: dict) -> tuple[int, int] | None:
    """Where the piece stands in whole words, whatever its white space, and no other was found."""
    words = piece.split()
    if not words:
        return None
    starts, ends = (r"\b" if re.match(r"\w", letter) else "" for letter in (words[0][0], words[-1][-1]))
    found = re.finditer(starts + r"\s+".join(map(re.escape, words)) + ends, text)
    spans = (match.span() for match in islice(found, MOST_PLACES))
    return next((span for span in spans if not any(span[0] < end and start < span[1] for start, end in taken)), None)


def _cut(text: str, found: dict[tuple[int, int], str]) -> list[Passage]:
    passages = []
    for (_start, last), (start, end) in pairwise([(0, 0), *sorted(found), (len(text), len(text))]):
        passages += [Passage(text[last:start]), Passage(text[start:end], found.get((start, end), ""))]
    return [passage for passage in passages if passage.text]

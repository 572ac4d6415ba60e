"""The page that an article was read from, as far as a person reads on: with what the reading left out struck, and the
passages marked that each field was read from.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

LONGEST_SHOWN = 100_000  # characters of a page; the rest is there to download
MOST_LINES = 5_000
MOST_PIECES = MOST_PLACES = 200  # left out, marked and looked for, and where each is looked for

Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A stretch of the page; with a reason, one that came into no field; `of` has the keys of what was read there."""

    text: str
    reason: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkedPage:
    """`elsewhere` are pieces left out that the page does not hold in one stretch."""

    passages: list[Passage]
    elsewhere: list[Passage]
    is_cut: bool


def marked_page(
    text: str,
    discarded: list[dict],
    read: Mapping[str, Collection[str]] | None = None,
    repairs: Sequence[Mapping[str, str]] = (),
) -> MarkedPage:
    """The page's text cut at what its report says was left out, each {"text": …, "reason": …}, and at the passages
    `read`, by key. Those bear the repaired spelling, each {"printed": …, "repaired": …}.
    """
    shown = "".join(text[:LONGEST_SHOWN].splitlines(keepends=True)[:MOST_LINES])
    found, elsewhere = {}, []
    for piece in discarded[:MOST_PIECES]:
        span = _free_span(shown, piece["text"], found)
        if span:
            found[span] = piece["reason"]
        else:
            elsewhere.append(Passage(piece["text"], piece["reason"]))
    elsewhere += [Passage(piece["text"], piece["reason"]) for piece in discarded[MOST_PIECES:]]
    marks = list(islice(_marks(shown, read or {}, found, repairs), MOST_PIECES))
    return MarkedPage(_cut(shown, found, marks), elsewhere, len(shown) < len(text))


def _marks(text: str, read: Mapping, taken: Collection[Span], repairs: Sequence) -> Iterator[tuple[Span, str]]:
    for key, pieces in read.items():
        for piece in pieces:
            if span := _read_span(text, piece, taken) or _read_span(text, _as_printed(piece, repairs), taken):
                yield span, key


def _read_span(text: str, piece: str, taken: Collection[Span]) -> Span | None:
    """Where nothing was left out if it stands there, else its first place."""
    return _free_span(text, piece, taken) or next(_spans(text, piece), None)


def _as_printed(piece: str, repairs: Sequence[Mapping[str, str]]) -> str:
    for repair in repairs:
        piece = piece.replace(repair["repaired"], repair["printed"])
    return piece


def _free_span(text: str, piece: str, taken: Collection[Span]) -> Span | None:
    """Where the piece stands and no other was found."""
    spans = islice(_spans(text, piece), MOST_PLACES)
    return next((span for span in spans if not any(span[0] < end and start < span[1] for start, end in taken)), None)


def _spans(text: str, piece: str) -> Iterator[Span]:
    """Where the piece stands in whole words, whatever its white space."""
    words = piece.split()
    if not words:
        return
    starts, ends = (r"\b" if re.match(r"\w", letter) else "" for letter in (words[0][0], words[-1][-1]))
    yield from (match.span() for match in re.finditer(starts + r"\s+".join(map(re.escape, words)) + ends, text))


def _cut(text: str, found: Mapping[Span, str], marks: Sequence[tuple[Span, str]]) -> list[Passage]:
    spans = [*found, *(span for span, _key in marks)]
    cuts = sorted({0, len(text), *(place for span in spans for place in span)})
    return [_passage(text, span, found, marks) for span in pairwise(cuts)]


def _passage(text: str, span: Span, found: Mapping[Span, str], marks: Sequence[tuple[Span, str]]) -> Passage:
    start, end = span
    reason = next((reason for (first, last), reason in found.items() if first <= start and end <= last), "")
    keys = dict.fromkeys(key for (first, last), key in marks if first <= start and end <= last)
    return Passage(text[start:end], reason, tuple(keys))

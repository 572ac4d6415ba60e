"""Where two texts differ, word by word, in a time that grows with their length and not with its square."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
DEEPEST = 30  # times that a stretch is parted at words that it has once
MOST_PAIRS = 20_000  # of equal words in two stretches that difflib is still given
LEAST_KEPT = 0.25  # of a paragraph's letters; below, it is another paragraph
Stretch = tuple[int, int, int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of the old text and what stands in its place in the new one; either may be empty."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def pieces(old: str, new: str) -> list[Piece]:
    """Both texts cut alike: all `old` joined are the old text, all `new` the new one."""
    paragraphs = _aligned(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return _joined(part for piece in paragraphs for part in ([piece] if piece.is_same else _by_word(piece)))


def marked(old: str, new: str) -> SafeString:
    """The new text with what came in and what went, for eyes and for ears."""
    return format_html_join("", "{}", ((_marked_piece(piece),) for piece in pieces(old, new)))


def inserted(text: str) -> SafeString:
    hidden = format_html('<span class="visually-hidden">{} </span>', _("[inserted:]"))
    end = format_html('<span class="visually-hidden"> {}</span>', _("[end]"))
    return format_html("<ins>{}{}{}</ins>", hidden, text, end) if text else SafeString()


def deleted(text: str) -> SafeString:
    hidden = format_html('<span class="visually-hidden">{} </span>', _("[deleted:]"))
    end = format_html('<span class="visually-hidden"> {}</span>', _("[end]"))
    return format_html("<del>{}{}{}</del>", hidden, text, end) if text else SafeString()


def increasing(numbers: list[int]) -> list[int]:
    """Positions of a longest increasing run through the numbers (patience sorting)."""
    tops, positions, before = [], [], [-1] * len(numbers)
    for position, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before[position] = positions[pile - 1] if pile else -1
        tops[pile : pile + 1], positions[pile : pile + 1] = [number], [position]
    run, position = [], positions[-1] if positions else -1
    while position >= 0:
        run.append(position)
        position = before[position]
    return run[::-1]


def _marked_piece(piece: Piece) -> SafeString:
    if piece.is_same:
        return format_html("{}", piece.old)
    return deleted(piece.old) + inserted(piece.new)


def _by_word(piece: Piece) -> list[Piece]:
    """A changed stretch cut at its words; one that kept next to nothing was written anew."""
    parts = _aligned(WORDS.findall(piece.old), WORDS.findall(piece.new))
    kept = sum(len(part.old) for part in parts if part.is_same)
    return parts if kept >= LEAST_KEPT * max(len(piece.old), len(piece.new)) else [piece]


def _aligned(old: list[str], new: list[str]) -> list[Piece]:
    cut, i, j = [], 0, 0
    for kept_i, kept_j, length in [*sorted(_kept(old, new)), (len(old), len(new), 0)]:
        if kept_i > i or kept_j > j:
            cut.append(Piece("".join(old[i:kept_i]), "".join(new[j:kept_j])))
        if length:
            same = "".join(old[kept_i : kept_i + length])
            cut.append(Piece(same, same))
        i, j = kept_i + length, kept_j + length
    return cut


def _kept(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int]]:
    """What both have in the same order, as difflib's blocks: parted at what occurs once in both, then by difflib."""
    stretches = [((0, len(old), 0, len(new)), 0)]
    while stretches:
        stretch, depth = stretches.pop()
        i, i_end, j, j_end = stretch
        shorter = min(i_end - i, j_end - j)
        head = next((n for n in range(shorter) if old[i + n] != new[j + n]), shorter)
        tail = next((n for n in range(shorter - head) if old[i_end - 1 - n] != new[j_end - 1 - n]), shorter - head)
        stretch = i + head, i_end - tail, j + head, j_end - tail
        yield from ((i, j, head), (i_end - tail, j_end - tail, tail))
        if head + tail == shorter:
            continue
        anchors = _anchors(old, new, stretch) if depth < DEEPEST else []
        if anchors:
            yield from ((here, there, 1) for here, there in anchors)
            stretches += [(between, depth + 1) for between in _between(anchors, stretch)]
        else:
            yield from _few_kept(old, new, stretch)


def _anchors(old: list[str], new: list[str], stretch: Stretch) -> list[tuple[int, int]]:
    """What occurs once in each, where its order is the same."""
    i, i_end, j, j_end = stretch
    once = _once(old[i:i_end]) & _once(new[j:j_end])
    if not once:
        return []
    where = {new[n]: n for n in range(j, j_end) if new[n] in once}
    common = [(n, where[old[n]]) for n in range(i, i_end) if old[n] in once]
    return [common[position] for position in increasing([there for _here, there in common])]


def _once(things: list[str]) -> set[str]:
    return {thing for thing, count in Counter(things).items() if count == 1}


def _between(anchors: list[tuple[int, int]], stretch: Stretch) -> Iterator[Stretch]:
    i, i_end, j, j_end = stretch
    for (here, there), (next_here, next_there) in pairwise([(i - 1, j - 1), *anchors, (i_end, j_end)]):
        if next_here > here + 1 and next_there > there + 1:
            yield here + 1, next_here, there + 1, next_there


def _few_kept(old: list[str], new: list[str], stretch: Stretch) -> Iterator[tuple[int, int, int]]:
    """difflib's answer where it is quick; spaces alone prove nothing."""
    i, i_end, j, j_end = stretch
    mine, theirs = old[i:i_end], new[j:j_end]
    counts = Counter(theirs)
    if sum(counts[thing] for thing in mine if not thing.isspace()) <= MOST_PAIRS:
        for block in SequenceMatcher(str.isspace, mine, theirs, autojunk=False).get_matching_blocks():
            yield i + block.a, j + block.b, block.size


def _joined(parts: Iterable[Piece]) -> list[Piece]:
    """Neighbours of a kind as one; a space or a comma between two changes belongs to them."""
    parts = _merged(parts)
    lonely = [
        piece.is_same and 0 < n < len(parts) - 1 and not re.search(r"\w|\n", piece.old)
        for n, piece in enumerate(parts)
    ]
    return _merged(parts, lonely)


def _merged(parts: Iterable[Piece], lonely: Iterable[bool] = ()) -> list[Piece]:
    parts = list(parts)
    lonely = list(lonely) or [False] * len(parts)
    groups = groupby(zip(parts, lonely, strict=True), key=lambda pair: pair[0].is_same and not pair[1])
    merged = [[piece for piece, _is_lonely in group] for _is_same, group in groups]
    return [Piece("".join(piece.old for piece in group), "".join(piece.new for piece in group)) for group in merged]

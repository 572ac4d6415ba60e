"""What pages of a site share before their titles and after their texts: its menus, whatever their words.

A line is learnt where enough pages have it in the run of shared lines with which they begin, or end, and go on with a
line of their own each: copies of one release are few, and those that differ in one line (a counter of visits) are
copies. What a release itself may share with others is never learnt: contacts, end marks, datelines, the title of a
series, whole sentences at the end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import or_
from typing import NamedTuple

from articles.inputs.releases import END_MARK
from articles.parsing import repair
from articles.parsing.contact_block import HEADING
from articles.parsing.contacts import EMAIL, NAME, OFFICE, ROLE
from articles.parsing.dateline import read_dateline
from articles.parsing.menu import HEAD, KNOWN_ITEMS, LABELS, LONGEST_ITEM, folded, line_reason
from articles.parsing.places import Gazetteer
from articles.parsing.telephones import NATIONAL, TELEPHONES
from articles.parsing.titles import is_date_line, take_title

LEAST = 5  # pages that go on with different lines; benchmarks/menus.py
LEAST_RUN = 3  # shared lines in a row: a label, or the title of a series, may stand alone
LONGEST = 500  # bytes of a line that may be learnt
FOOT = 40  # lines; no menu at the end of a page is longer
KNOWN = KNOWN_ITEMS | LABELS
RAW = 4  # times as many are looked at, for the sake of blank ones


class Sample(NamedTuple):
    """The lines with which a page begins, and those with which it ends, the last first."""

    source: str
    head: list[str]
    foot: list[str]


class SharedLine(NamedTuple):
    """`pages` is how many have it at that end, `example` the first of them by name."""

    line: str
    is_foot: bool
    pages: int
    example: str


def sample(source: str, text: str) -> Sample:
    lines = text.split("\n")
    return Sample(source, _mended(lines[: RAW * HEAD])[:HEAD], _mended(lines[: -RAW * FOOT - 1 : -1])[:FOOT])


def _mended(lines: Sequence[str]) -> list[str]:
    """As the parser reads them, those that say something or end a release; of a long one the beginning."""
    text, _residues = repair.strip_links("\n".join(line[:LONGEST].strip() for line in lines))
    mended, _repairs = repair.mend_letters(text.split("\n"))
    return [line for line in mended if any(map(str.isalnum, line)) or END_MARK.fullmatch(line)]


def shared_lines(samples: Sequence[Sample], gazetteer: Gazetteer) -> list[SharedLine]:
    """Each once for each end of the pages, whatever the order of the samples."""
    heads = _Heads([(one.source, one.head) for one in samples], gazetteer)
    feet = _Feet([(one.source, one.foot) for one in samples], gazetteer)
    return [*heads.learnt(), *feet.learnt()]


@dataclass
class _Ends:
    """The same end of several pages; `counts` are those of the lines that enough of them have, folded, `items` are
    those of them that may be learnt.
    """

    pages: list[tuple[str, list[str]]]
    gazetteer: Gazetteer
    counts: Counter = field(default_factory=Counter)
    items: set[str] = field(default_factory=set)
    is_foot = False

    def __post_init__(self):
        printed, every = {}, Counter()
        for _source, lines in self.pages:
            keys = {folded(line): line for line in lines}
            every.update(keys.keys())
            printed |= keys
        self.counts.update({key: count for key, count in every.items() if count >= LEAST})
        self.items |= {key for key in self.counts if self.may_be_learnt(key, printed[key])}

    def learnt(self) -> Iterator[SharedLine]:
        found, followed = {}, defaultdict(set)
        for source, lines in sorted(self.pages):
            run, own = self.run(lines)
            for line in run if own and len(run) >= LEAST_RUN else ():
                found.setdefault(folded(line), (" ".join(line.split()), source))
                followed[folded(line)].add(own)
        for key, (line, source) in found.items():
            if len(followed[key]) >= LEAST and key not in KNOWN:
                yield SharedLine(line, self.is_foot, self.counts[key], source)

    @staticmethod
    def first_of(own: Iterable[str]) -> str:
        """Of the page's own lines the first; none of a copy, which has one at most."""
        first, second = (*islice(own, 2), "", "")[:2]
        return first if second else ""

    def may_be_learnt(self, key: str, line: str) -> bool:
        is_storable = key.isprintable() and len(line.encode(errors="replace")) < LONGEST
        return is_storable and not (END_MARK.fullmatch(line) or HEADING.match(line) or _has_details(line))


class _Heads(_Ends):
    def may_be_learnt(self, key: str, line: str) -> bool:
        return super().may_be_learnt(key, line) and not read_dateline(line, self.gazetteer)[0].is_known

    def run(self, lines: Sequence[str]) -> tuple[list[str], str]:
        """The lines before the page's own first one, and that one; the title is shared too if that is of the text, or
        if prose stands before it.
        """
        length = next((index for index, line in enumerate(lines) if self._is_own(line)), len(lines))
        run = [line for line in lines[:length] if folded(line) in self.items]
        own = self.first_of(filter(self._is_own, lines[length:]))
        menu = _without_prose(run)
        is_titled = take_title(lines[length:], self.gazetteer).text is not None and not own[:1].islower()
        if len(menu) < len(run) or not is_titled:
            menu = menu[:-1]
        return self._without_title(menu), own

    def _is_own(self, line: str) -> bool:
        return folded(line) not in self.counts and not (is_date_line(line) or line_reason(line, is_head=True))

    def _without_title(self, run: Sequence[str]) -> list[str]:
        """Without the title and subtitle of a series, since most pages with the menu above them have others."""
        often = [self.counts[folded(line)] for line in run]
        last = range(max(1, len(run) - LEAST_RUN + 1), len(run))
        return list(run[: next((index for index in last if 2 * often[index] < often[index - 1]), len(run))])


class _Feet(_Ends):
    is_foot = True

    def may_be_learnt(self, key: str, line: str) -> bool:
        is_item = len(line) <= LONGEST_ITEM and not line[0].islower() and line[-1] not in '.!?;:,»”"'
        has_number = any(map(str.isdigit, line)) and line[0] != "©"
        return is_item and not has_number and super().may_be_learnt(key, line)

    def run(self, lines: Sequence[str]) -> tuple[list[str], str]:
        """The lines after the page's last one that may be of its text or contacts, and its own last one."""
        length = next((index for index, line in enumerate(lines) if folded(line) not in self.items), len(lines))
        own = self.first_of(line for line in lines[length:] if folded(line) not in self.counts)
        if length < len(lines):
            length -= _contact_length(lines[:length][::-1], lines[length])
        return list(lines[:length]), own


def _has_details(line: str) -> bool:
    return "www." in line or any(one.search(line) for one in (EMAIL, TELEPHONES, NATIONAL))


def _without_prose(run: Sequence[str]) -> list[str]:
    end = len(run)
    while end and len(run[end - 1]) > LONGEST_ITEM:
        end -= 1
    return list(run[:end])


def _contact_length(lines: Sequence[str], before: str) -> int:
    """How many of the lines go on with the contact before them, or are one: a name with a role or an office."""
    posts = [bool(OFFICE.search(line) or ROLE.search(line)) for line in lines]
    names = [not is_post and bool(NAME.match(line)) for line, is_post in zip(lines, posts, strict=True)]
    either = [*map(or_, posts, names), False]
    length = either.index(False)
    is_contact = _has_details(before) or HEADING.match(before) or (any(posts[:length]) and any(names[:length]))
    return length if is_contact else 0

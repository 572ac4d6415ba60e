"""Several releases in one text, one after another: where each begins.

A new one begins only where the one before is marked as ended (a rule, "###", "Fin", its contacts) or a label says so,
and where what follows looks like the head of a release: a title, then a text with a dateline, a date line or a label;
or where the site's menu begins again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from articles.parsing.contact_block import HEADING
from articles.parsing.contacts import EMAIL
from articles.parsing.dateline import read_dateline
from articles.parsing.menu import folded, menu_length
from articles.parsing.places import Gazetteer
from articles.parsing.telephones import TELEPHONES
from articles.parsing.titles import LONGEST_TITLE, is_date_line

END_MARK = re.compile(
    r"""[ \t]*(?:(?:[-–—=_*~#•.+][ \t]*){3,} | [-–—*#(][ \t]*(?:30|fin|ends?)[ \t]*[-–—*#)]
      | fin | ends? | fin\ du\ communiqué | end\ of\ press\ release | fin\ del\ comunicado)[ \t.]*""",
    re.IGNORECASE | re.VERBOSE,
)
LABELS = frozenset(
    "communiqué|communiqué de presse|press release|news release|for immediate release|pour diffusion immédiate"
    "|comunicado|comunicado de prensa|para difusión inmediata".split("|")
)
BESIDE_LABELS = frozenset("global|local|mondial".split("|"))
COUNTRY_FIRST = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ’' -]{3,40}?)\s+[-–—]\s+(?=\S.{10,150}$)")
LEAST_MENU, MENU_ZONE = 8, 60  # lines of a menu with which a page begins, and in which it is looked for
LEAST_TEXT = 250  # characters of running text: what has fewer is a teaser of another page
PROSE = 40  # characters of the shortest line of running text
HEAD = 7  # lines that are not blank in which the head of a release stands
MAY_MARK = re.compile(r"[\W_]*(?:com|pre|new|for|pou|par|fin|end|30|t[eé]l|mob|$)", re.IGNORECASE)
"""How a line begins that ends a release, is of its contacts or a label: looked at first, since few lines do."""
LONGEST_MARK = 80  # characters of a rule, an end mark, a label
SHORT = 200  # characters: a longer line with an e-mail address is prose


class Releases(NamedTuple):
    """The line at which each release begins, 0 the first; `is_doubtful`: there may be more."""

    starts: list[int]
    is_doubtful: bool


def find_releases(lines: Sequence[str], gazetteer: Gazetteer) -> Releases:
    prose = list(accumulate((len(line) if len(line) >= PROSE else 0 for line in lines), initial=0))
    marked = [start for start in _after_marks(lines) if LEAST_TEXT <= prose[start] < prose[-1]]
    found, text, is_doubtful = [0], None, False
    for start in marked:
        menu_end = _menu_end(lines, start)
        if menu_end - start < LEAST_MENU and not _is_head(lines, start, gazetteer):
            continue
        text = _menu_end(lines, 0) if text is None else text
        if start < text:
            continue
        if min(prose[start] - prose[text], prose[-1] - prose[menu_end]) < LEAST_TEXT:
            is_doubtful = True
        else:
            found.append(start)
            text = menu_end
    return Releases(found, is_doubtful)


def _after_marks(lines: Sequence[str]) -> Iterator[int]:
    """Where a release may begin: behind an end mark or contacts, at a label, or where the first line comes again."""
    was_ended, first = False, next((line for line in lines if any(map(str.isalpha, line))), "")
    for index, line in enumerate(lines):
        if not line or line.isspace():
            continue
        is_short = len(line) < SHORT and ("@" in line or "+" in line or MAY_MARK.match(line) is not None)
        if is_short and (_is_end_mark(line) or _is_of_contacts(line)):
            was_ended = True
        elif was_ended or (index and (line == first or (is_short and _is_label(line)))):
            yield index
            was_ended = False


def _is_of_contacts(line: str) -> bool:
    return len(line) < SHORT and bool(EMAIL.search(line) or TELEPHONES.search(line))


def _is_label(line: str) -> bool:
    return len(line) < LONGEST_MARK and folded(line).rstrip(" :") in LABELS


def _is_end_mark(line: str) -> bool:
    return len(line) < LONGEST_MARK and bool(END_MARK.fullmatch(line))


def _menu_end(lines: Sequence[str], start: int) -> int:
    return start + menu_length([line.strip() for line in lines[start : start + MENU_ZONE]])


def _is_head(lines: Sequence[str], start: int, gazetteer: Gazetteer) -> bool:
    """Labels and date lines, a title, then a text that says where or when, unless those say so."""
    head = [line.strip() for line in lines[start : start + 4 * HEAD] if line.strip()][:HEAD]
    is_said, has_title = False, False
    for line in head:
        if _is_label(line) or is_date_line(line):
            is_said = True
        elif folded(line) in BESIDE_LABELS:
            continue
        elif _is_of_contacts(line) or HEADING.match(line) or _is_end_mark(line):
            return False
        elif has_title and (is_said or _has_dateline(line, gazetteer)):
            return len(line) >= PROSE
        elif not has_title and _names_its_country(line, gazetteer):
            is_said = has_title = True
        elif len(line) > LONGEST_TITLE or (not has_title and _has_dateline(line, gazetteer)):
            return False
        else:
            has_title = True
    return False


def _names_its_country(line: str, gazetteer: Gazetteer) -> bool:
    """ "HAITI – A School Reopens": a title of the briefing notes, several of which make a page."""
    country = COUNTRY_FIRST.match(line)
    return bool(
        country and line[-1] not in ".:;" and _has_dateline(line.replace(country[1], country[1].title()), gazetteer)
    )


def _has_dateline(line: str, gazetteer: Gazetteer) -> bool:
    dateline, text = read_dateline(line, gazetteer)
    return bool(dateline.place and dateline.is_known and text)

"""The title of a page, and what stands between it and the first paragraph: labels, date lines, bylines, a subtitle."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.parsing.blocks import is_caption
from articles.parsing.calendar import ISO_DAY, days_in, whole_date
from articles.parsing.dateline import read_dateline
from articles.parsing.places import Gazetteer
from articles.parsing.wrapping import WIDTH

LONGEST_TITLE = 220
LONGEST_SENTENCE_TITLE = 150  # a longer line that ends in a full stop is a paragraph
DATE_PREFIX = re.compile(r"^\s*date\s+((?:19|20)\d\d-\d\d(?:-\d\d)?)\s*")
BY_WHOM = r"\s+(?:by|par|por)\s+\S+(?:\s+\S+){0,2}$"
DATE_LINE_WORDS = re.compile(
    rf"{BY_WHOM}|(?:publi[ée]e?|posted|published|publicado|date|le|on|el|du|fecha|:)\s*", re.IGNORECASE
)
BYLINE = re.compile(
    r"(?:By|Par|Por|(?i:(?:written|posted|published|écrit|rédigé|publié|escrito|redactado|publicado)\s+(?:by|par|por)"
    r"|spokes(?:person|man|woman)|porte-parole|portavoz(?=\s*:)))\s*:?\s+(?:[A-ZÀ-Þ][\w’'.-]+\s*){1,4}$"
)
NOTICE = re.compile(
    r"""[\W_]*(?:check\ against\ delivery|as\ (?:prepared\ for\ delivery|delivered)
      |(?:seul\ )?le\ (?:texte\ )?prononcé\ fait\ foi
      |cotejar\ con\ \w+(?:\ \w+){0,3}|(?:for|pour|para)\ (?:immediate|une?|la|su)?\ ?(?:release
      |diffusion|publication|difusión|publicación)
      (?:\ immédiate|\ inmediata)?)[\W_]*""",
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_DATE_LINE = 50
LONGEST_NOTICE = 60


class Title(NamedTuple):
    """The title (None where the page has none) and the lines after it."""

    text: str | None
    rest: list[str]


def take_title(lines: Sequence[str], gazetteer: Gazetteer) -> Title:
    """The first line that is no caption and no date line, unless it reads like the text itself."""
    index = next((index for index, line in enumerate(lines) if line and not _is_aside(line)), None)
    if index is None or _reads_like_text(lines, index, gazetteer):
        return Title(None, list(lines))
    end = _title_end(lines, index)
    return Title(" ".join(" ".join(lines[index:end]).split()), [*lines[:index], *lines[end:]])


def _is_aside(line: str) -> bool:
    return is_caption(line) or is_date_line(line) or is_notice(line) or bool(BYLINE.match(line))


def is_date_line(line: str) -> bool:
    """ "19 June 2015", "Publié le 3 mars 2011", "2015-06-19": a line that is a date and nothing else."""
    if len(line) > LONGEST_DATE_LINE or not whole_date(line):
        return False
    day = next(iter(days_in(line)), None)
    rest = line[: day.start] + line[day.end :] if day else ISO_DAY.sub("", line)
    return not any(map(str.isalpha, DATE_LINE_WORDS.sub("", rest)))


def is_notice(line: str) -> bool:
    """ "Check against delivery", "Pour diffusion immédiate": to the press, and no part of the text."""
    return len(line) <= LONGEST_NOTICE and bool(NOTICE.fullmatch(line))


def is_byline(line: str) -> bool:
    return bool(BYLINE.match(line))


def _reads_like_text(lines: Sequence[str], index: int, gazetteer: Gazetteer) -> bool:
    line = lines[index]
    if len(line) > LONGEST_TITLE or (len(line) > LONGEST_SENTENCE_TITLE and line.endswith(".")):
        return True
    if DATE_PREFIX.match(line):
        return True
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if following[:1].islower() and len(line) <= WIDTH and line[-1] not in ".!?»":
        return bool(index + 2 < len(lines) and lines[index + 2])
    dateline, text = read_dateline(line, gazetteer)
    return bool(dateline.place) and (len(text) > LONGEST_SENTENCE_TITLE or text.endswith("."))


def _title_end(lines: Sequence[str], index: int) -> int:
    """A title broken over two lines goes on to the blank line after it."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    after = lines[index + 2] if index + 2 < len(lines) else "text"
    return index + 2 if following[:1].islower() and not after and len(following) <= LONGEST_TITLE // 2 else index + 1

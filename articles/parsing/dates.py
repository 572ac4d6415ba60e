"""The day of a release, where the page proves it: few pages print one, the others only speak of days.

From sure to likely: a date line, feed metadata or dateline with a year; "aujourd'hui, 5 novembre" with the one year
that the weekday and the years named leave open; an event dated to the day with its weekday, which gives the month. A
full date alone (of an earlier event, a law, a foundation) proves nothing, nor does "aujourd'hui" without a day.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from articles.parsing.calendar import Day, bracketed_days_in, days_in, whole_date
from articles.parsing.reading import ReadDate

FIRST_YEAR, LAST_YEAR = 1998, 2025  # of the archive
WRAPPED_YEARS = (FIRST_YEAR, 2012)  # until 2012 pages were hard-wrapped
AUTUMN = 9  # from this month on, a project "in 2011" seen as future means next year
EARLY_IN_MONTH = 20  # a release about an event on such a day is of the same month

RELATIVE = re.compile(
    r"""\b(?=[acdhty])(?:(?P<today>aujourd['’]hui|ce\ jour|today|hoy)|(?P<yesterday>hier|yesterday|ayer)
      |(?P<tomorrow>demain|tomorrow))\b""",
    re.VERBOSE | re.IGNORECASE,
)
SHIFTS = {"today": 0, "yesterday": 1, "tomorrow": -1}
NEAR = 45  # characters between "aujourd'hui" and its day
YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/]|[.,]\d|-\d|\s?000)")
GOALS = re.compile(r"(?:Agenda|Programme|Programa)\s+(?:de\s+)?2030|2030\s+Agenda", re.IGNORECASE)
FUTURE = re.compile(
    r"\b(?:sera|seront|aura|auront|devrai(?:t|ent)|d['’]ici|prochaine?s?|prévue?s?|prévoit|\w{2,}(?:eront|iront|dront)"
    r"|will|next|planned|expected|until|by\s+(?:the\s+end\s+of\s+)?20\d\d|será|serán|\w{2,}(?:arán|erán|irán)|próxim[oa]s?|hasta)\b",
    re.IGNORECASE,
)
SINCE = re.compile(r"(?:depuis|since|desde|dès)\s+(?:le\s+|el\s+)?$", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[«“\"A-ZÀ-Þ¿¡])")


def read_date(
    paragraphs: Sequence[str],
    printed: Iterable[str],
    *,
    wrapped: bool = False,
    captured: date | None = None,
    published: date | None = None,
) -> ReadDate:
    """The date of a page from its paragraphs and its `printed` ones (date lines, metadata, the dateline's)."""
    if published:
        return ReadDate(published.isoformat(), ["published"], 1.0, "published")
    text = "\n".join(paragraphs)
    days = days_in(text)
    evidence = _evidence(text, days, printed)
    for line in printed:
        if day := whole_date(line):
            return ReadDate(day.isoformat(), evidence, 0.95, "date_line")
    years = _Years(text, days, wrapped, captured)
    for rule, find in FINDERS.items():
        edtf, confidence = find(text, years)
        if edtf and not (captured and edtf[:10] > captured.isoformat()):
            return ReadDate(edtf, evidence, confidence, rule)
    return ReadDate(None, evidence, 0.0)


def _evidence(text: str, days: Sequence[Day], printed: Iterable[str]) -> list[str]:
    """The printed dates, then every day of the text, with the "hier" or "aujourd'hui" before it."""
    spans = {day.start: (day.start, day.end) for day in (*days, *bracketed_days_in(text))}
    for match in RELATIVE.finditer(text):
        day = _near(text, match)
        if day:
            spans.pop(day.start, None)
        spans[match.start()] = (match.start(), day.end if day else match.end())
    return [*printed, *(text[start:end] for start, end in sorted(spans.values()))]


class _Years:
    """The years that a page can be of: not before a year that it names as past, not after one that it awaits."""

    def __init__(self, text: str, days: Sequence[Day], wrapped: bool, captured: date | None):
        self.days = days
        first, last = WRAPPED_YEARS if wrapped else (FIRST_YEAR, LAST_YEAR)
        if captured:
            last = captured.year if not wrapped else min(last, captured.year)
        past, awaited = _named_years(text, last)
        self.awaited = min(awaited, default=None)
        self.named = max(past, default=None)
        self.first = max([first, *past])
        self.last = min([last, *awaited])

    def fitting(self, day: Day) -> list[date]:
        return [found for year in range(self.first, self.last + 1) if (found := day.in_year(year))]


def _named_years(text: str, last: int) -> tuple[set[int], set[int]]:
    past, awaited = set(), set()
    if "2030" in text:
        text = GOALS.sub("", text)
    if not YEAR.search(text):
        return past, awaited
    for sentence in SENTENCE.split(text):
        years = {int(year) for year in YEAR.findall(sentence)}
        if not years:
            continue
        if FUTURE.search(sentence):
            awaited |= years
        else:
            past |= {year for year in years if year <= last}
    past -= awaited
    return past, {year for year in awaited if year >= max(past, default=FIRST_YEAR)}


def _near(text: str, match: re.Match) -> Day | None:
    """The day that a relative word introduces, in the same clause: "hier en fin de journée (27/04)"."""
    rest = re.split(r"[.;\n]", text[match.end() : match.end() + NEAR + 25], maxsplit=1)[0]
    bracketed = next(bracketed_days_in(rest), None)
    in_words = next(iter(days_in(rest)), None)
    found = min((day for day in (bracketed, in_words) if day), key=lambda day: day.start, default=None)
    if not found or found.start > (NEAR if found is bracketed else 8):
        return None
    return found._replace(start=found.start + match.end(), end=found.end + match.end())


def _today(text: str, years: _Years) -> tuple[str | None, float]:
    """ "Aujourd'hui 25 avril": with its year, or the only one that fits."""
    for match in RELATIVE.finditer(text):
        day = _near(text, match)
        if not day:
            continue
        shift = timedelta(days=SHIFTS[match.lastgroup])
        if day.year and day.in_year(day.year):
            return (day.in_year(day.year) + shift).isoformat(), 0.9
        fitting = years.fitting(day)
        if len(fitting) == 1:
            return (fitting[0] + shift).isoformat(), 0.85
        if years.awaited and day.month >= AUTUMN and day.weekday is None and day.in_year(years.awaited - 1):
            return (day.in_year(years.awaited - 1) + shift).isoformat(), 0.6
    return None, 0.0


def _weekday_of_event(text: str, years: _Years) -> tuple[str | None, float]:
    """A weekday is given to what just happened: "Mardi 3 juillet 2012", "samedi 10 mars" with one year that fits."""
    found = []
    for day in years.days:
        if (
            day.weekday is None
            or SINCE.search(text[max(0, day.start - 12) : day.start])
            or FUTURE.search(_sentence_of(text, day))
        ):
            continue
        fitting = [day.in_year(day.year)] if day.year else years.fitting(day) if years.named else []
        if len(fitting) == 1 and fitting[0]:
            found.append(fitting[0])
    if not found:
        return None, 0.0
    latest = max(found)
    if latest.day <= EARLY_IN_MONTH:
        return f"{latest:%Y-%m}", 0.6
    return f"{latest.isoformat()}/{(latest + timedelta(days=30)).isoformat()}", 0.5


def _announced_year(text: str, years: _Years) -> tuple[str | None, float]:
    """The lead's day late in a year, the next year awaited: "Le 10 décembre … en mars 2019" is of December 2018."""
    day = next(iter(days_in(text.partition("\n")[0])), None)
    if not day or day.year or not years.awaited or day.month < AUTUMN or FUTURE.search(_sentence_of(text, day)):
        return None, 0.0
    if years.named and years.named >= years.awaited:
        return None, 0.0
    return f"{years.awaited - 1}-{day.month:02}", 0.5


def _sentence_of(text: str, day: Day) -> str:
    start = max(text.rfind(mark, 0, day.start) for mark in (". ", "! ", "? ", "\n"))
    end = min(
        (found for mark in (". ", "! ", "? ", "\n") if (found := text.find(mark, day.end)) >= 0), default=len(text)
    )
    return text[start + 1 : end]


FINDERS = {"today": _today, "weekday_of_event": _weekday_of_event, "announced_year": _announced_year}
"""From sure to likely."""

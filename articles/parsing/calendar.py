"""Days written in French, English and Spanish: "vendredi 2 octobre", "May 26th", "19 de junio", "(31/1/13)"."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

MONTHS = (
    "janvier january enero", "février february febrero fevrier", "mars march marzo", "avril april abril",
    "mai may mayo", "juin june junio", "juillet july julio", "août august agosto aout",
    "septembre september septiembre setiembre", "octobre october octubre", "novembre november noviembre",
    "décembre december diciembre decembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv jan ene", "févr fév feb", "mar", "avr apr abr", "", "jun", "juil jul", "aug ago", "sept sep", "oct", "nov",
    "déc dec dic",
)  # fmt: skip
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
SHORT_NUMBERS = {name: number for number, names in enumerate(SHORT_MONTHS, start=1) for name in names.split()}
"""Believed only before a year: « 12 sept. 2011 » is a day, "3 mar" may be anything."""
WEEKDAYS = (
    "lundi monday lunes lun mon", "mardi tuesday martes mar tue", "mercredi wednesday miércoles miercoles mer wed mié",
    "jeudi thursday jueves jeu thu jue gio", "vendredi friday viernes ven fri vie",
    "samedi saturday sábado sabado sam sat sáb sab", "dimanche sunday domingo dim sun dom",
)  # fmt: skip
WEEKDAY_NUMBERS = {name: number for number, names in enumerate(WEEKDAYS) for name in names.split()}

_MONTH = "|".join(sorted([*MONTH_NUMBERS, *SHORT_NUMBERS], key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAY_NUMBERS, key=len, reverse=True))
_YEAR = r"(?:\s?,?\s+(?:del?\s+)?(?P<year>(?:19|20)\d\d)\b)?"
DAY_MONTH = re.compile(
    rf"(?<![\d.,/-])(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º)?\s+(?:de\s+)?(?P<month>{_MONTH})\b(?:\.(?=,?\s+(?:19|20)\d\d))?{_YEAR}",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    rf"\b(?P<month>[JFMASOND][A-Za-z]{{2,8}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[/:]|[.,]\d){_YEAR}"
)
WEEKDAY_BEFORE = re.compile(rf"\b(?P<weekday>{_WEEKDAY})\b\.?,?\s+(?:le\s+|el\s+|on\s+)?$", re.IGNORECASE)
DIGIT = re.compile(r"\d")
LONGEST_WEEKDAY = 16  # "miércoles, el " and a space
ISO_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b")
NUMERIC_DAY = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})[a-z]*\.?,?\s+)?(?<![\d/])(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>(?:20)?\d\d)(?![\d/])",
    re.IGNORECASE,
)
BRACKETED_DAY = re.compile(r"\((?:\d{1,2}-)?(\d{1,2})/(\d{1,2})(?:/((?:19|20)?\d\d))?\)")


class Day(NamedTuple):
    """A day as printed: the year and the weekday (Monday is 0) where they are."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    start: int
    end: int

    def in_year(self, year: int) -> date | None:
        """This day in a year; None where that year has no such day, or another weekday falls on it."""
        try:
            found = date(year, self.month, self.day)
        except ValueError:
            return None
        return found if self.weekday in (None, found.weekday()) else None


def days_in(text: str) -> list[Day]:
    """Days in words, in order: "vendredi 2 octobre", "May 26th, 2011"."""
    if not DIGIT.search(text):
        return []
    matches = [*DAY_MONTH.finditer(text), *MONTH_DAY.finditer(text)]
    days = [_day_in_words(text, match) for match in matches if _month(match)]
    return sorted((day for day in days if 1 <= day.day <= 31), key=lambda day: day.start)


def _day_in_words(text: str, match: re.Match) -> Day:
    before = WEEKDAY_BEFORE.search(text, max(0, match.start() - LONGEST_WEEKDAY), match.start())
    weekday = _weekday(before["weekday"]) if before else None
    start = before.start() if before else match.start()
    return Day(int(match["day"]), _month(match), _number(match["year"]), weekday, start, match.end())


def _month(match: re.Match) -> int | None:
    name = match["month"].lower()
    return MONTH_NUMBERS.get(name) or (SHORT_NUMBERS.get(name) if match["year"] else None)


def bracketed_days_in(text: str) -> Iterator[Day]:
    """ "(27/04)" and "(20-24/11)", the last day of them, day first as the releases write; "(31/1/13)" with a year."""
    for match in BRACKETED_DAY.finditer(text):
        day, month = int(match[1]), int(match[2])
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield Day(day, month, _full_year(match[3]), None, match.start(), match.end())


def whole_date(text: str) -> date | None:
    """The one date with a year that a line prints: in words, as ISO, or in figures where their order is certain."""
    for day in days_in(text):
        if day.year and day.in_year(day.year):
            return day.in_year(day.year)
    match = ISO_DAY.search(text)
    if match and match[3]:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = NUMERIC_DAY.search(text)
    return _in_certain_order(match) if match else None


def span_in_figures(text: str) -> tuple[int, int] | None:
    """Where "26.02.2015" stands."""
    match = NUMERIC_DAY.search(text)
    return match.span() if match and _in_certain_order(match) else None


def _in_certain_order(match: re.Match) -> date | None:
    """Day and month of "Mar, 04/11/2017": both orders are tried; the weekday, or an impossible month, leaves one.

    With full stops, the day is first.
    """
    first, second, year = int(match["first"]), int(match["second"]), _full_year(match["year"])
    weekday = _weekday(match["weekday"])
    orders = [(second, first)] if match["mark"] == "." else [(second, first), (first, second)]
    found = {_date(year, *order) for order in orders} - {None}
    found = {day for day in found if weekday in (None, day.weekday())}
    return found.pop() if len(found) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _full_year(text: str | None) -> int | None:
    return int(text) + (2000 if len(text) == 2 else 0) if text and len(text) in (2, 4) else None


def _weekday(text: str | None) -> int | None:
    return WEEKDAY_NUMBERS.get(text.lower()) if text else None

"""Days known in part, as ISO 8601-2 (EDTF): 2010-11-05, 2010-11, 2010, 2011-10~, 2015-07-10/2015-10-15."""

import calendar
import re
from datetime import date, timedelta

DAY_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
WIDEST = timedelta(days=3 * 366)


def _span(text: str) -> tuple[date, date]:
    match = DAY_MONTH_OR_YEAR.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    last_month = 12 if month is None else month
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day)


def bounds(edtf: str) -> tuple[date, date] | None:
    """The earliest and the latest day that the text allows, None for an empty text.

    Raises ValueError for what is no such date, an interval that runs backwards included.
    """
    if not edtf:
        return None
    start, _, end = edtf.partition("/")
    earliest, latest = _span(start)[0], _span(end or start)[1]
    if latest < earliest or ("/" in edtf and not end):
        raise ValueError(edtf)
    return earliest, latest


def is_dated(edtf: str) -> bool:
    """Whether the interval is narrow enough, three years at most, to list the release by its date."""
    return bool(edtf) and bounds(edtf)[1] - bounds(edtf)[0] <= WIDEST

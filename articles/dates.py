"""The day of a release in a reader's words: « vers octobre 2011 », "between 10 July and 15 October 2015"."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from articles import edtf

NO_BREAK = "\N{NO-BREAK SPACE}"
OURS = (  # collected for the site's catalogue, which corrects Django's French « jan. » and « fév. »
    pgettext_lazy("abbrev. month", "Jan."),
    pgettext_lazy("abbrev. month", "Feb."),
)


def date_label(article, short: bool = False) -> str:
    """As far as the day is known; `short` for the side of a list row. “Undated” where there is none."""
    return _label(article.date_edtf, short, get_language())


@lru_cache(maxsize=10_000)
def _label(known: str, short: bool, language: str | None) -> str:
    """In the reader's language, which is only named so that each has its own."""
    if not known:
        return _("Undated")
    start, _slash, end = known.partition("/")
    if short:
        return f"{_short(start, end)} – {_short(end)}" if end else _short(start)
    if not end:
        return _in_words(start)
    if not _is_day(start) and not _is_day(end):
        months = {"start": _beginning(start, end), "end": _in_words(end)}
        return pgettext("months or years", "between %(start)s and %(end)s") % months
    start, end = (day.isoformat() for day in edtf.bounds(known))
    return pgettext("days", "between %(start)s and %(end)s") % {"start": _beginning(start, end), "end": _in_words(end)}


def machine_date(article) -> str:
    """What <time datetime> takes, empty where the date is an interval or in doubt."""
    known = article.date_edtf
    return known if known and known[-1] not in "~?%" and "/" not in known else ""


def day_label(day: date) -> str:
    """“22 February 2019”; the first of a month is « 1er » in French."""
    # Translators: a day with its year, in the letters of Django's date filter.
    return _first_of_month(date_format(day, _("j F Y")), day)


def _in_words(text: str) -> str:
    known, doubt = _without_doubt(text)
    if _is_day(known):
        phrases = {
            "~": pgettext("a day", "about %(date)s"),
            "?": pgettext("a day", "perhaps %(date)s"),
            "%": pgettext("a day", "perhaps about %(date)s"),
        }
    else:
        phrases = {"~": _("about %(date)s"), "?": _("perhaps %(date)s"), "%": _("perhaps about %(date)s")}
    return phrases.get(doubt, "%(date)s") % {"date": _spelt(known)}


def _spelt(known: str) -> str:
    first = edtf.bounds(known)[0]
    if _is_day(known):
        return day_label(first)
    # Translators: a month with its year, in the letters of Django's date filter.
    return date_format(first, _("F Y")) if len(known) == 7 else known


def _beginning(start: str, end: str) -> str:
    """The start of an interval, without its year where the end says it."""
    first = edtf.bounds(start)[0]
    if start[:4] != end[:4] or start[-1] in "~?%" or len(start) < 7:
        return _in_words(start)
    if _is_day(start):
        # Translators: a day without its year, in the letters of Django's date filter.
        return _first_of_month(date_format(first, _("j F")), first)
    return date_format(first, "F")


def _short(text: str, end: str = "") -> str:
    """The year of a day or month is left to the end of the interval where it is the same."""
    known, doubt = _without_doubt(text)
    first, year = edtf.bounds(known)[0], "" if known[:4] == end[:4] else f" {known[:4]}"
    if _is_day(known):
        # Translators: a short day without its year, in the letters of Django's date filter: 22 Feb.
        label = _first_of_month(date_format(first, _("j N")), first) + year
    else:
        label = date_format(first, "N") + year if len(known) == 7 else known
    if get_language() in ("fr", "es"):
        label = label.lower()
    label = label.replace(" ", NO_BREAK)
    return f"≈{NO_BREAK}{label}" if doubt else label


def _without_doubt(text: str) -> tuple[str, str]:
    return (text[:-1], text[-1]) if text[-1] in "~?%" else (text, "")


def _is_day(text: str) -> bool:
    return len(text) >= 10


def _first_of_month(label: str, day: date) -> str:
    return label.replace("1 ", "1er ", 1) if day.day == 1 and get_language() == "fr" else label

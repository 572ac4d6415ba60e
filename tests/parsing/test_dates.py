import random
from datetime import date, timedelta

import pytest

from articles.parsing.calendar import MONTHS, WEEKDAYS, whole_date
from articles.parsing.dates import read_date

FIFTH = "La visite s'achève aujourd'hui, le 5 novembre."


def edtf(*paragraphs: str, printed: tuple[str, ...] = (), **bounds) -> str | None:
    return read_date(paragraphs, printed, **bounds).edtf


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("19 June 2015", date(2015, 6, 19)),
        ("1er octobre 2010", date(2010, 10, 1)),
        ("19 de junio de 2015", date(2015, 6, 19)),
        ("May 26th , 2011", date(2011, 5, 26)),
        ("2022-07-27", date(2022, 7, 27)),
        ("Mar, 04/11/2017 - 11:24", date(2017, 4, 11)),
        ("Posted: Tuesday, April 11, 2017 - 16:33", date(2017, 4, 11)),
        ("04/11/2017", None),
        ("05.02.2015", date(2015, 2, 5)),
        ("30 février 2010", None),
        ("12 sept. 2011", date(2011, 9, 12)),
        ("Nov. 3, 2020", date(2020, 11, 3)),
        ("3 dic 2009", date(2009, 12, 3)),
        ("Page 3 mar", None),
    ],
)
def test_a_line_prints_a_whole_date_where_its_order_is_certain(line, day):
    assert whole_date(line) == day


def test_a_printed_date_is_the_date():
    assert edtf(FIFTH, printed=("19 June 2015",)) == "2015-06-19"


def test_what_the_manifest_says_goes_before_all():
    assert edtf(FIFTH, printed=("19 June 2015",), published=date(2011, 3, 4)) == "2011-03-04"


def test_today_with_a_year_is_the_date_and_yesterday_the_day_after():
    assert edtf("Aujourd'hui 25 avril 2016, 150 arbres.") == "2016-04-25"
    assert edtf("Hier, 8 mai 2016, 150 arbres.") == "2016-05-09"


def test_today_before_an_awaited_year_is_of_the_year_before():
    assert edtf(FIFTH, "Les projets seront menés à bien en 2011.") == "2010-11-05"


def test_a_weekday_leaves_one_year_within_bounds():
    assert (
        edtf("Aujourd'hui, vendredi 2 octobre, le pont rouvre. Il fut bâti en 2012.", captured=date(2017, 1, 1))
        == "2015-10-02"
    )


def test_a_weekday_that_fits_two_years_leaves_the_date_open():
    assert edtf("Partis samedi 4 février, ils sont arrivés.", wrapped=True) is None


def test_an_event_with_its_weekday_gives_the_month():
    assert edtf("Mardi 3 juillet 2012, les autorités ont demandé de l'aide.") == "2012-07"


@pytest.mark.parametrize(
    "paragraph",
    [
        "L'accord signé le 9 juillet 2015 vise la santé.",
        "L'OIM fut fondée le 5 décembre 1951.",
        "Le projet sera achevé le 3 mai 2013.",
        "Depuis lundi 14 mars 2016, le projet avance.",
        "Les parties s'organisent aujourd'hui pour l'année.",
        "La réunion a eu lieu hier (21/02).",
    ],
)
def test_earlier_and_later_days_prove_nothing(paragraph):
    assert edtf(paragraph) is None


def test_no_date_lies_after_the_capture():
    assert edtf("Mardi 3 juillet 2012, un pont.", captured=date(2011, 1, 1)) is None


def test_the_clues_are_kept_as_evidence():
    assert read_date(["Arrivé hier en fin de journée (27/04), parti le 3 mai."], ()).evidence == [
        "hier en fin de journée (27/04)",
        "3 mai",
    ]


SENTENCES = {
    "fr": ("La visite s'achève aujourd'hui, {} {} {}.", "Elle a commencé en {}."),
    "en": ("The visit ends today, {} {} {}.", "It was agreed upon in {}."),
    "es": ("La visita termina hoy, {} {} de {}.", "Se acordó en {}."),
}
ORDER = {"fr": 0, "en": 1, "es": 2}


def month(day: date, language: str) -> str:
    return MONTHS[day.month - 1].split()[ORDER[language]]


def brute_force(day: date, first: int, last: int) -> list[date]:
    """Every day of these years with the same day of the month and of the week."""
    days = (
        date(first, 1, 1) + timedelta(days=number) for number in range((date(last + 1, 1, 1) - date(first, 1, 1)).days)
    )
    return [one for one in days if (one.month, one.day, one.weekday()) == (day.month, day.day, day.weekday())]


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_a_weekday_gives_the_year_only_where_one_fits(language):
    """Two hundred days each, between a year that the text names as past and the one in which it was captured."""
    chance = random.Random(language)
    for _ in range(200):
        first = chance.randint(1998, 2024)
        last = chance.randint(first, min(first + 12, 2025))
        day = date(first, 1, 1) + timedelta(days=chance.randrange((date(last + 1, 1, 1) - date(first, 1, 1)).days))
        fitting = brute_force(day, first, last)
        today, past = SENTENCES[language]
        text = today.format(WEEKDAYS[day.weekday()].split()[ORDER[language]], day.day, month(day, language))
        read = edtf(text, past.format(first), captured=date(last, 12, 31))
        assert read == (day.isoformat() if len(fitting) == 1 else None), (text, first, last)

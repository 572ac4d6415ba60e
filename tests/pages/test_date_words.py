"""Days in a reader's words."""

import pytest
from django.utils.translation import override

from articles.dates import date_label, machine_date
from articles.models import Article


def label(date_edtf, language="en", short=False):
    with override(language):
        return date_label(Article(date_edtf=date_edtf), short)


@pytest.mark.parametrize(
    ("date_edtf", "words"),
    [
        ("2019-02-22", "22 February 2019"),
        ("2018-11", "November 2018"),
        ("2017", "2017"),
        ("2011-10~", "about October 2011"),
        ("2011?", "perhaps 2011"),
        ("2011%", "perhaps about 2011"),
        ("2015-07-10/2015-10-15", "between 10 July and 15 October 2015"),
        ("2015-12-30/2016-01-02", "between 30 December 2015 and 2 January 2016"),
        ("2015-07/2015-10", "between July and October 2015"),
        ("2015/2017", "between 2015 and 2017"),
        ("", "Undated"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(date_edtf, words):
    assert label(date_edtf) == words


@pytest.mark.parametrize(
    ("date_edtf", "words"),
    [
        ("2019-02-22", "22_Feb._2019"),
        ("2018-11~", "≈_Nov._2018"),
        ("2017", "2017"),
        ("2015-07-10/2015-10-15", "10_July – 15_Oct._2015"),
        ("", "Undated"),
    ],
)
def test_a_date_is_short_beside_a_row_and_breaks_only_between_two_days(date_edtf, words):
    assert label(date_edtf, short=True) == words.replace("_", "\N{NO-BREAK SPACE}")


def test_short_months_are_abbreviated_as_french_printers_do():
    assert label("2019-01", "fr", short=True) == "janv._2019".replace("_", "\N{NO-BREAK SPACE}")
    assert label("2019-02", "fr", short=True) == "févr._2019".replace("_", "\N{NO-BREAK SPACE}")


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert label("2019-02-01", "fr") == "1er février 2019"
    assert label("2019-02-21", "fr") == "21 février 2019"


@pytest.mark.parametrize(
    ("date_edtf", "machine"), [("2019-02", "2019-02"), ("2019~", ""), ("2019/2020", ""), ("", "")]
)
def test_a_doubtful_date_is_not_given_to_machines(date_edtf, machine):
    assert machine_date(Article(date_edtf=date_edtf)) == machine

from datetime import date

import pytest

from articles import edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2010-11-05", date(2010, 11, 5), date(2010, 11, 5)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("2011-10~", date(2011, 10, 1), date(2011, 10, 31)),
        ("2015-07-10/2015-10", date(2015, 7, 10), date(2015, 10, 31)),
    ],
)
def test_a_date_has_an_earliest_and_a_latest_day(text, earliest, latest):
    assert edtf.bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "05/11/2010",
        "2010-13",
        "2010-02-30",
        "2012/2011",
        "2010/",
        "hier",
        "0000",
        "20100",
        "²010",
        "2010-00",
        "2010-00-05",
        "2010-11-00",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        edtf.bounds(text)


def test_no_date_is_no_error():
    assert edtf.bounds("") is None


def test_a_wide_interval_is_undated():
    assert edtf.is_dated("2010/2012")
    assert not edtf.is_dated("2010/2014")

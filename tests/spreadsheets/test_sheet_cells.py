"""What a cell holds comes back as it was, and no program calculates it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.spreadsheets.cells import as_meant, join, join_parts, neutral, split, split_parts

texts = st.text(st.sampled_from("a;:,\\'=+-@ \t\n"), max_size=12) | st.text(max_size=20)


@pytest.mark.parametrize("text", ["=1+1", "+22720000000", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
def test_a_formula_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Niger", "l’été", "'tis", "", "2010-11"])
def test_any_other_text_stays_as_it_is(text):
    assert neutral(text) == text


def test_an_apostrophe_of_the_text_itself_stays():
    assert as_meant("'tis") == "'tis"


@given(texts)
def test_no_neutral_text_starts_a_formula(text):
    assert not neutral(text).startswith(tuple("=+-@\t\r"))


@given(texts)
def test_a_neutral_text_is_read_as_it_was(text):
    assert as_meant(neutral(text)) == text


@given(st.lists(texts.filter(bool)), st.sampled_from(";:,"))
def test_joined_values_are_split_as_they_were(values, mark):
    assert split(join(values, mark), mark) == values


@given(st.lists(st.lists(texts.filter(bool), min_size=1)))
def test_values_with_parts_are_split_as_they_were(values):
    joined = join([join_parts(parts) for parts in values])
    assert [split_parts(value) for value in split(joined)] == values


def test_values_are_written_with_or_without_spaces():
    assert split("niger;tchad ;  mali;") == ["niger", "tchad", "mali"]

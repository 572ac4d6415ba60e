import pytest

from articles.parsing.titles import is_byline, is_date_line, is_notice, take_title

LEAD = "L’OIM a ouvert lundi un centre d’accueil de deux cents places pour les migrants secourus dans le désert."


def test_the_first_line_is_the_title(gazetteer):
    assert take_title(["", "L’OIM ouvre un centre", "", LEAD], gazetteer).text == "L’OIM ouvre un centre"


def test_a_line_with_a_dateline_and_a_text_is_no_title(gazetteer):
    assert take_title([f"Niger - {LEAD}"], gazetteer).text is None


def test_a_wrapped_first_line_that_runs_on_is_no_title(gazetteer):
    lines = ["Des responsables de trois gouvernements ont visité", "cette semaine le port et les", "marchés."]
    assert take_title(lines, gazetteer) == (None, lines)


def test_a_title_broken_before_a_blank_line_is_joined(gazetteer):
    lines = ["L’OIM ouvre un centre pour", "les migrants", "", LEAD]
    assert take_title(lines, gazetteer).text == "L’OIM ouvre un centre pour les migrants"


def test_captions_and_date_lines_before_the_title_stay(gazetteer):
    title = take_title(["19 June 2015", "Un bateau. © OIM/A. Diallo", "L’OIM ouvre un centre", LEAD], gazetteer)
    assert (title.text, title.rest) == ("L’OIM ouvre un centre", ["19 June 2015", "Un bateau. © OIM/A. Diallo", LEAD])


DATE_LINES = [
    "19 June 2015",
    "Publié le 3 mars 2011",
    "2015-06-19",
    "Tuesday, April 11, 2017",
    "5 mars 2019 par presse",
]


@pytest.mark.parametrize("line", DATE_LINES)
def test_a_date_alone_is_a_date_line(line):
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["Accord du 3 mars 2011", "5 décembre", "Le 3 mars 2011, un accord"])
def test_a_date_with_words_is_none(line):
    assert not is_date_line(line)


@pytest.mark.parametrize("line", ["Check against delivery", "FOR IMMEDIATE RELEASE", "(Seul le prononcé fait foi)"])
def test_a_notice_to_the_press_is_no_title(line, gazetteer):
    assert is_notice(line)
    assert take_title([line, "", "L’OIM ouvre un centre", "", LEAD], gazetteer).text == "L’OIM ouvre un centre"


@pytest.mark.parametrize(
    "line", ["Par Awa Diallo", "Written by Jane Doe", "Escrito por Prensa", "Spokesperson: Jane Doe"]
)
def test_a_line_that_says_who_wrote_is_a_byline(line):
    assert is_byline(line)


@pytest.mark.parametrize("line", ["Par la route", "Written by the children of the camp", "Porte-parole de l’OIM"])
def test_a_line_that_says_more_is_none(line):
    assert not is_byline(line)

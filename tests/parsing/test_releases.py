"""Several releases in one text."""

from itertools import combinations
from pathlib import Path

import pytest

from articles.inputs.decoding import decode
from articles.inputs.releases import find_releases

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
TEXT = (
    "{place} – L’OIM a ouvert lundi un centre d’accueil de 200 places pour les migrants secourus dans le désert.\n\n"
    "Chaque migrant y reçoit un toit, des repas et des soins, puis de quoi rentrer chez lui s’il le souhaite.\n\n"
    "Le centre restera ouvert toute l’année, avec l’appui des autorités et des familles de la région.\n\n"
)
CONTACT = "Pour plus d’informations, veuillez contacter Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40\n\n"
TWO = [("Un centre à Agadez", "Niger"), ("Un centre à Faya", "Tchad")]


def releases(between: str, head="", *, pages=TWO, place=True) -> str:
    texts = (f"{head}{title}\n\n{TEXT.format(place=where if place else 'Hier')}" for title, where in pages)
    return between.join(texts)


@pytest.fixture
def count(gazetteer):
    return lambda text: len(find_releases(text.split("\n"), gazetteer).starts)


@pytest.mark.parametrize(
    "between",
    [
        "###\n\n",
        "# # #\n",
        "----------\n",
        "* * *\n\n",
        "_____\n",
        "Fin\n\n",
        "- 30 -\n",
        "FIN DU COMMUNIQUÉ\n",
        CONTACT,
    ],
)
def test_a_release_begins_behind_the_end_of_another(count, between):
    assert count(releases(between)) == 2


@pytest.mark.parametrize("head", ["Communiqué\nGlobal\n\n", "COMMUNIQUÉ DE PRESSE\n", "Press release:\n"])
def test_a_release_begins_at_its_label(count, head):
    assert count(releases("", head)) == 2


def test_a_date_line_is_as_good_as_a_dateline(count):
    assert count(releases("###\n", "19 juin 2015\n", place=False)) == 2


@pytest.mark.parametrize("between", ["", "\n\n\n", "###\n\nNotes aux rédacteurs\n\n", "***\n\n" + CONTACT])
def test_where_nothing_says_that_one_ended_there_is_one(count, between):
    assert count(releases(between, place=False)) == 1


def test_teasers_of_other_pages_are_no_releases_and_are_doubtful(gazetteer):
    text = (
        releases("").split("Un centre à Faya")[0]
        + "###\n\nUn centre à Faya\n\nTchad – L’OIM a ouvert lundi un centre d’accueil."
    )
    assert find_releases(text.split("\n"), gazetteer) == ([0], True)


def test_each_release_has_all_its_lines(gazetteer):
    lines = releases("###\n", pages=[*TWO, ("Un centre à Zinder", "Niger")]).split("\n")
    starts = find_releases(lines, gazetteer).starts
    assert [lines[start] for start in starts] == ["Un centre à Agadez", "Un centre à Faya", "Un centre à Zinder"]


def pages(*folders: Path) -> list[str]:
    return [decode(file.read_bytes())[0] for folder in folders for file in sorted(folder.rglob("*.txt"))]


def test_no_sample_page_is_taken_apart(count):
    assert {count(text) for text in pages(FIXTURES)} == {1}


@pytest.mark.corpus
def test_no_labelled_page_is_taken_apart(count, corpus):
    assert {count(text) for text in pages(corpus / "pages", corpus / "seeds")} == {1}


@pytest.mark.parametrize("between", ["\n\n###\n\n", "\nFin\n"])
def test_two_sample_pages_in_one_text_are_told_apart(count, between):
    pairs = list(combinations(pages(FIXTURES / "pages")[::3], 2))
    counts = [count(one + between + two) for one, two in pairs]
    assert max(counts) == 2
    assert counts.count(2) >= 0.95 * len(pairs)


def test_many_marks_take_no_longer_than_their_number(count):
    assert count("Titre\n\n" + "a@b.example\nTitre\nNiger – " + "x" * 50 + "\n###\n" * 3 * 20_000) == 1


BRIEFING = (
    "HAÏTI – Une école rouvre à Jacmel\n\n"
    "L’école Saint-Jean a rouvert lundi ses six classes, après un an de travaux.\n\n"
)


def test_a_title_behind_the_name_of_its_country_begins_a_release_of_the_briefing_notes(count):
    assert count(f"{BRIEFING}{TEXT.format(place='Hier')}{CONTACT}{BRIEFING}{TEXT.format(place='Hier')}") == 2


def test_a_sentence_behind_the_name_of_a_country_begins_none(count):
    sentence = "HAÏTI – Une école rouvre à Jacmel, et deux autres suivront.\n\n"
    assert count(f"{BRIEFING}{TEXT.format(place='Hier')}{CONTACT}{sentence}{TEXT.format(place='Hier')}") == 1

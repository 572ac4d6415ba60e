from itertools import count

import pytest

from articles.inputs.shared_lines import LEAST, sample, shared_lines
from tests.site_pages import CONTACT, FOOT, HEAD, PLACES, page, text

PAGES = [page(number) for number in range(12)]


@pytest.fixture
def learnt(gazetteer):
    """Of some pages, the lines before the title and those after the text."""

    def learnt(pages):
        lines = shared_lines([sample(f"{number}.txt", one) for number, one in enumerate(pages)], gazetteer)
        return [{one.line for one in lines if one.is_foot == is_foot} for is_foot in (False, True)]

    return learnt


def test_the_lines_round_the_texts_are_learnt_and_nothing_else(learnt):
    assert learnt(PAGES) == [set(HEAD), set(FOOT)]


def test_a_few_pages_teach_nothing(learnt):
    assert learnt(PAGES[: LEAST - 1]) == [set(), set()]


def test_a_page_of_another_site_in_between_changes_nothing(learnt):
    assert learnt([*PAGES, "Un titre\nNiamey - Un texte d’une autre page, qui n’a pas de menu."]) == [
        set(HEAD),
        set(FOOT),
    ]


def test_order_decides_nothing_not_even_how_a_line_is_shown(gazetteer):
    samples = [sample(f"{number}.txt", one) for number, one in enumerate(PAGES)]
    assert shared_lines(samples, gazetteer) == shared_lines(samples[::-1], gazetteer)


def test_copies_of_one_page_are_one_page(learnt):
    assert learnt([PAGES[0]] * 12) == [set(), set()]


def test_a_line_of_its_own_makes_no_other_page_of_a_copy(learnt):
    copied = "Un centre d’accueil ouvre\nLe cinquième du pays\nReportage\nTexte\nUne photo de la ville"
    stamps = [f"Vu par {name} visiteurs" for name in ("dix", "vingt", "trente", "quarante", "cinquante", "cent")]
    assert learnt([f"{copied}\n{stamp}" for stamp in stamps]) == [set(), set()]
    assert learnt([f"{stamp}\n{copied}" for stamp in stamps]) == [set(), set()]


@pytest.mark.parametrize(
    "ending",
    [
        CONTACT,
        "Fin",
        "###",
        "Notes aux rédacteurs :\nLe Niger est un pays de transit.\nLe centre est ouvert depuis 2014.",
        "À propos de l’OIM\nL’OIM est l’organisation des Nations Unies chargée des migrations.",
        "L’OIM est le principal organisme\nqui travaille sur la migration dans le monde\ndepuis 1951.",
        "Le Chef de mission\nOIM Niger, Niamey\nTel: +227 20 55 01 40",
        "Email: im@oim.example\nIbrahim Maïga\nChargé de communication\nOIM Niger",
        "Contact médias\nIbrahim Maïga\nAwa Diallo\nFatou Sow",
        "M. Ibrahim Maïga\nPorte-parole\nBureau régional de Dakar",
        "Le Chef de mission\nIbrahim Maïga\nNiamey",
    ],
    ids=[
        *("contact", "end", "rule", "notes", "about", "wrapped", "signature", "name behind a number"),
        *("contact without a number", "name and office", "signed without a number"),
    ],
)
def test_what_all_texts_end_with_is_theirs(learnt, ending):
    assert learnt([f"{one.removesuffix(CONTACT)}{ending}" for one in map(text, range(12))]) == [set(), set()]


def test_the_title_of_a_series_is_no_menu(learnt):
    series = [f"Point hebdomadaire\nLes retours\n{text(number)}" for number in range(5)]
    bare = [*series, *(text(number) for number in range(5, 12))]
    assert learnt(bare) == [set(), set()]
    assert learnt(["\n".join([*HEAD, one]) for one in bare]) == [set(HEAD), set()]


def test_a_title_that_all_pages_share_is_none(learnt):
    same = ["\n".join([*HEAD, "Point hebdomadaire", text(number).split("\n", 1)[1]]) for number in range(12)]
    assert learnt(same)[0] == set(HEAD)


def test_a_title_is_none_above_prose_that_all_pages_share(learnt):
    prose = "L’OIM publie chaque semaine les chiffres des retours que ses agents ont comptés aux frontières."
    own = [text(number).split("\n", 1)[1] for number in range(12)]
    towns = [f"Retours à {place}\n{rest}" for place, rest in zip(PLACES, own, strict=False)]
    for rest in (own, towns):
        same = ["\n".join([*HEAD, "Point hebdomadaire", prose, one]) for one in rest]
        assert learnt(same)[0] == set(HEAD)


def test_the_beginning_of_a_broken_title_is_none(learnt):
    broken = [text(number).replace("ouvre à", "ouvre dans la ville de\nla région d’") for number in range(12)]
    assert learnt(["\n".join([*HEAD, one]) for one in broken])[0] == set(HEAD)


def test_lines_of_dates_and_paths_within_a_menu_end_it_not(learnt):
    days = count(1)
    dated = [one.replace("Hankkeet\n", f"Hankkeet\n{next(days)} mars 2014\n") for one in PAGES]
    assert learnt(dated)[0] == set(HEAD)

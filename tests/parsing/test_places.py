import pytest

from articles.parsing.phrases import Passage
from articles.parsing.places import Gazetteer


def codes(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.code for mention in gazetteer.mentions(Passage(text))]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Bogota", "CO"),
        ("BOGOTÁ", "CO"),
        ("Chili", "CL"),
        ("Chile", "CL"),
        ("N’Djamena", "TD"),
        ("péruvien", None),
        ("", None),
    ],
)
def test_a_place_has_its_country(place, code, gazetteer):
    assert gazetteer.country_of(place) == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("au Niger et au Nigéria", ["NE", "NG"]),
        ("en Guinée équatoriale, en Guinée-Bissau et en Guinée", ["GQ", "GW", "GN"]),
        ("en République démocratique du Congo", ["CD"]),
        ("des réfugiés centrafricains", ["CF"]),
        ("en Haïti, à la Dominique et aux Bahamas", ["HT", "DM", "BS"]),
        ("en Equateur", ["EC"]),
        ("Peruvian nurses in COLOMBIA", ["PE", "CO"]),
    ],
)
def test_countries_are_found_the_longest_name_first(text, found, gazetteer):
    assert codes(gazetteer, text) == found


@pytest.mark.parametrize("text", ["Dominique Martin", "Réunion spéciale", "Michael Jordan Smith", "to polish", "chad"])
def test_first_names_and_common_words_are_no_countries(text, gazetteer):
    assert codes(gazetteer, text) in ([], ["JO"] if text == "Michael Jordan" else [])


def test_a_demonym_of_two_countries_stands_for_none():
    gazetteer = Gazetteer.from_records(
        [{"code": "CD", "demonyms": ["congolais"]}, {"code": "CG", "name_fr": "Congo", "demonyms": ["congolais"]}]
    )
    assert codes(gazetteer, "les congolais du Congo") == ["CG"]


@pytest.mark.parametrize(
    ("text", "code"), [("les îles Salomon préparent", "SB"), ("à Greater Accra", "GH"), ("OIM Bogota", "CO")]
)
def test_a_name_counts_with_a_common_word_before_it(gazetteer, text, code):
    assert codes(gazetteer, text) == [code]


def test_a_city_in_a_longer_name_is_another_place(gazetteer):
    assert codes(gazetteer, "las familias del Alto Beni") == []

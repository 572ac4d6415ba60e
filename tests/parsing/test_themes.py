import pytest

from articles.parsing.phrases import Passage
from articles.parsing.themes import ThemeWords

WORDS = ThemeWords(
    [
        {"slug": "health", "keywords": {"fr": ["santé", "soins de santé", "choléra=3"], "en": ["health"]}},
        {"slug": "return", "keywords": {"fr": ["retour volontaire", "charter", "réintégration"]}},
    ]
)


def themes(title: str, *texts: str) -> list[str]:
    return WORDS.themes_in(Passage(title), [Passage(text) for text in texts], "fr")


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("La santé d’abord", ()),
        ("Un pont", ("Des soins de santé.",)),
        ("Un pont", ("Un pont.", "Le choléra recule.")),
        ("Un pont", ("La santé.", "La santé.")),
    ],
    ids=["title", "phrase in the lead", "weight of its own", "comes back"],
)
def test_a_theme_weighs_enough(title, texts):
    assert themes(title, *texts) == ["health"]


@pytest.mark.parametrize("texts", [("La santé.",), ("Un pont.", "Des soins de santé."), ("Un pont.", "La santé.")])
def test_what_is_only_touched_on_is_no_theme(texts):
    assert themes("Un pont", *texts) == []


def test_a_word_that_comes_back_often_weighs_as_two():
    assert themes("Un pont", "Un pont.", *["La santé."] * 9) == []


def test_a_theme_far_behind_the_best_is_left_out():
    assert themes("Retour volontaire par charter et réintégration", "La santé.", "La santé.") == ["return"]


def test_a_language_without_words_has_no_themes():
    assert WORDS.themes_in(Passage("الصحة"), [], "ar") == []


def test_a_word_is_known_in_other_forms():
    assert themes("Retours volontaires") == ["return"]

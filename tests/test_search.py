import pytest

from articles import search
from articles.models import Article
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def titles(text):
    return {article.title for article in search.matching(Article.objects.all(), text)}


@pytest.fixture
def two():
    make_published(title="La main-d’œuvre réfugiée", body_html="<p>L’été, les migrantes du Tchad travaillent.</p>")
    make_published(title="Migration in Chad", language="en", body_html="<p>Voluntary returns of migrants.</p>")


@pytest.mark.parametrize(
    "typed", ["oeuvre", "ŒUVRE", "main-d'oeuvre", "refugies", "réfugié", "été", "l’été", "migrante"]
)
def test_accents_ligatures_case_plural_and_gender_fold(two, typed):
    assert "La main-d’œuvre réfugiée" in titles(typed)


def test_every_word_must_be_found(two):
    assert titles("voluntary chad") == {"Migration in Chad"}
    assert titles("voluntary tchad") == set()


def test_a_phrase_holds_words_together(two):
    assert titles('"voluntary return"') == {"Migration in Chad"}
    assert titles("« return voluntary »") == set()


def test_a_minus_excludes(two):
    assert titles("migrants -voluntary") == {"La main-d’œuvre réfugiée"}


def test_a_hyphen_inside_a_word_does_not_exclude(two):
    assert titles("main-d'œuvre") == {"La main-d’œuvre réfugiée"}


def test_words_of_every_text_are_left_out(two):
    assert titles("les migrantes du Tchad") == {"La main-d’œuvre réfugiée"}


@pytest.mark.parametrize(
    "typed", ['"', "«", "-", "%", "_", "\\", "' OR 1=1", "((", "*", "…", "😀", "a" * 5000, "‏", '-""']
)
def test_nothing_typed_is_an_error(two, typed):
    assert titles(typed) <= {"La main-d’œuvre réfugiée", "Migration in Chad"}


def test_a_query_without_a_word_finds_nothing(two):
    assert titles("…") == set()


def test_a_word_in_the_title_comes_first_by_relevance():
    make_published(title="Autre", body_html="<p>Le retour.</p>", date_edtf="2024")
    make_published(title="Le retour", date_edtf="2010")
    found = search.by_relevance(search.matching(Article.objects.all(), "retour"), "retour")
    assert [article.title for article in found] == ["Le retour", "Autre"]

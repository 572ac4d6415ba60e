from io import StringIO

import pytest
from django.core.management import call_command

from articles import search
from articles.models import Article, SearchWord
from tests.factories import NOW, make_article, make_published

pytestmark = pytest.mark.django_db


def public(typed):
    return Article.objects.published(NOW).filter(pk__in=list(search.hits(typed))).count()


def suggested(typed):
    return search.spelling(typed, public)


@pytest.fixture
def vocabulary():
    make_published(title="Réfugiés soudanais au Tchad", lead="L’œuvre de la réintégration.")
    make_published(title="Migrations au Sahel")
    make_published(title="Migrations et climat")
    make_published(title="Mitigation des risques")
    search.learn_words(NOW)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refugeis", "réfugiés"),
        ("soudnaais", "soudanais"),
        ("oeuvrre", "œuvre"),
        ("Tchaad", "tchad"),
        ("migrtions sahel", "migrations sahel"),
        ("« migratoins au sahel »", "« migrations au sahel »"),
        ("l’oeuvrre", "l’œuvre"),
        ("mittgations", "mitigation"),
        ("migation", "migrations"),
    ],
)
def test_the_nearest_word_is_suggested_as_it_is_written(vocabulary, typed, meant):
    assert suggested(typed) == meant


@pytest.mark.parametrize("typed", ["migrations", "réfugié", "zzzzzz", "sah", "2019", "…", "", "migrtions zzzzzz"])
def test_what_finds_something_or_is_near_nothing_is_left(vocabulary, typed):
    assert suggested(typed) is None


def test_what_a_word_of_the_vocabulary_finds_is_not_counted(vocabulary):
    counted = []
    search.spelling("sahel migrations tchaad", lambda text: counted.append(text) or public(text))
    assert counted == ["tchaad", "tchad", "sahel migrations tchad"]


def test_of_many_unknown_words_three_are_mended(vocabulary, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert search.spelling("migrtions migrtoins mgrations migratins sahael", lambda text: 0) is None
    assert search.spelling("sahel -tchaad -soudnais -oeuvrre -refugeis", public).endswith("-refugeis")


def test_a_suggestion_that_finds_nothing_is_none(vocabulary):
    assert suggested("sahael climat") is None
    assert suggested("sahael migrations") == "sahel migrations"


def test_no_word_of_a_draft_or_of_what_was_withdrawn_is_suggested():
    make_article(title="Évacuation secrète")
    embargoed = make_published(title="Hélicoptère", embargo_until=NOW.replace(year=2030))
    withdrawn = make_published(title="Démission")
    search.learn_words(NOW)
    assert list(SearchWord.objects.values_list("word", flat=True)) == ["demission"]
    Article.objects.filter(pk=withdrawn.pk).update(state=Article.State.WITHDRAWN)
    assert not embargoed.is_public(NOW)
    assert [suggested(typed) for typed in ("evacuatoin", "helicoptere", "demisison")] == [None] * 3


def test_a_withdrawn_word_is_not_suggested_as_one_to_leave_out_either():
    make_published(title="Migrations au Sahel")
    make_published(title="Démission")
    search.learn_words(NOW)
    Article.objects.filter(title="Démission").update(state=Article.State.WITHDRAWN)
    assert suggested("migrtions -demisison") == "migrations -demisison"


def test_a_withdrawn_word_stands_before_no_public_one():
    for title in ("Missile", "Missiles et missile", "Missel"):
        make_published(title=title)
    search.learn_words(NOW)
    assert suggested("missle") == "missile"
    Article.objects.filter(title__startswith="Missile").update(state=Article.State.WITHDRAWN)
    assert suggested("missle") == "missel"


def test_the_command_makes_the_vocabulary_anew(vocabulary):
    Article.objects.all().delete()
    make_published(title="Caravane")
    said = StringIO()
    call_command("learn_words", stdout=said)
    assert [str(word) for word in SearchWord.objects.all()] == ["caravane"]
    assert said.getvalue().strip().endswith("1")

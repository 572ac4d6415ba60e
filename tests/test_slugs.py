"""The address of a record, from its name."""

import pytest

from articles.models import Article
from contacts.names import free_slug, free_slugs
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_many_of_one_name_are_numbered_in_turn():
    slugs = [make_article(title="Communiqué de presse").slug for _ in range(12)]
    assert slugs == ["communique-de-presse", *(f"communique-de-presse-{number}" for number in range(2, 13))]


def test_a_number_that_is_free_again_is_given():
    articles = [make_article(title="L’œuvre d’Agadez") for _ in range(4)]
    articles[1].delete()
    assert free_slug(Article, "L’œuvre d’Agadez") == "l-oeuvre-d-agadez-2"


def test_a_name_without_a_latin_letter_is_named_by_what_it_is():
    assert free_slug(Article, "بيان صحفي") == "article"


def test_few_questions_are_asked_whatever_is_taken(django_assert_num_queries):
    for _ in range(12):
        make_article(title="Agadez")
    with django_assert_num_queries(2):
        assert free_slug(Article, "Agadez") == "agadez-13"


def test_names_that_come_together_are_told_apart():
    make_article(title="Agadez")
    assert free_slugs(Article, ["Agadez", "Diffa", "Agadez", "Diffa"]) == ["agadez-2", "diffa", "agadez-3", "diffa-2"]

"""The search of the admin's list: as the public's, and parts of titles and addresses."""

import pytest
from django.urls import reverse

from articles import search
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    made = make_article(title="Femmes et enfants rapatriés"), make_article(title="Femmes rapatriées", slug="b")
    return [article.pk for article in made]


@pytest.mark.parametrize(
    "typed", ["femmes -enfants", '"femmes rapatriées"', "«femme rapatrié»", "rapatriées -“et enfants”"]
)
def test_phrases_and_exclusions_are_the_publics(articles, typed):
    assert search.keys_for_staff(typed) == set(search.hits(typed)) == {articles[1]}


def test_parts_of_words_are_found_in_titles_and_addresses(articles):
    assert search.keys_for_staff("apatr") == search.keys_for_staff("femm") == set(articles)
    assert search.keys_for_staff("et enf") == search.keys_for_staff("mmes-et-enf") == {articles[0]}


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Femmes et enfants rapatriées", "femmes et enf|triées|TRIEES|s et enfants rap"),
        ("L’œuvre d’Agadez", "œuv|oeuvre d'aga|L’ŒUVRE D’A"),
        ("عودة المهاجرين إلى النيجر", "المهاج|عودة المها"),
    ],
)
def test_a_part_of_a_title_is_found_as_it_is_written(title, typed):
    key = make_article(title=title, slug="b").pk
    assert [part for part in typed.split("|") if search.keys_for_staff(part) != {key}] == []


def test_the_list_shows_what_is_found(admin_client, articles):
    page = admin_client.get(reverse("admin:articles_article_changelist"), {"q": "femmes -enfants"})
    assert [one.pk for one in page.context["cl"].result_list] == [articles[1]]


@pytest.mark.parametrize("more", [range(0), range(10**6, 10**6 + 300_000), range(10**9, 10**9 + 1)])
def test_any_number_of_keys_is_one_value(articles, more):
    """More than SQLite takes parameters; with one far off, few of all that might be."""
    assert set(Article.objects.filter(search.Among([*articles, *more])).values_list("pk", flat=True)) == set(articles)
    assert Article.objects.filter(search.Among(more)).count() == 0


def test_nothing_typed_is_an_error(admin_client, articles):
    for typed in ('"', "-", "%", "\\", "a" * 5000, "-" * 300, "« ", "'", "_", "1" * 400):
        assert admin_client.get(reverse("admin:articles_article_changelist"), {"q": typed}).status_code == 200

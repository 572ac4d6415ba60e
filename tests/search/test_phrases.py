"""Phrases, of frequent words above all: PostgreSQL's index holds their runs, and texts are read for few of them."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Article, SearchText
from articles.search.gin import ONE_OF, TOGETHER, statements
from articles.search.query import LONGEST_PHRASE, MOST_PHRASES, Query, forms
from tests.factories import make_published

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="FTS5 knows places")

TEXTS = [
    ("De la part de l’OIM", "<p>Les femmes et les enfants du pays, et de la région.</p>"),
    ("Et les femmes", "<p>Pour les migrants de la région de l’OIM : un puits, et les enfants.</p>"),
    ("L’Organisation internationale pour les migrations", "<p>De la et de la et de la et de la part d’un puits.</p>"),
    ("Pour les migrations", "<p>L’organisation internationale, et pour les femmes de la région, un puits.</p>"),
]
WORDS = "de la oim et les femmes enfants pour région puits part organisation internationale migrations".split()
PHRASES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=7).map(" ".join)


@pytest.fixture
def releases():
    return [make_published(title=title, body_html=body, slug=f"s{n}") for n, (title, body) in enumerate(TEXTS)]


def holding(phrase: str) -> set[int]:
    """By reading everything."""
    rows = SearchText.objects.values_list("pk", *SearchText.PARTS)
    return {key for key, *parts in rows if any(f" {form} " in part for form in forms(phrase) for part in parts)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing is written
@given(PHRASES, PHRASES, st.sampled_from(WORDS))
def test_an_index_of_runs_finds_what_reading_everything_finds(releases, phrase, unwanted, word):
    assert set(search.hits(f'"{phrase}"')) == holding(phrase)
    everything = set(Article.objects.values_list("pk", flat=True))
    assert set(search.hits(f'-"{phrase}" -"{unwanted}"')) == everything - holding(phrase) - holding(unwanted)
    assert set(search.hits(f'{word} "{phrase}" -"{unwanted}"')) == set(search.hits(word)) & holding(phrase) - holding(
        unwanted
    )


def sql(text: str) -> list[str]:
    return [found[0] for found in statements(Query.parse(text), connection) if found]


@on_postgresql
@pytest.mark.parametrize(
    "phrase", ["de la", "et de la", "les femmes", "Organisation internationale pour les migrations"]
)
def test_a_phrase_of_frequent_words_has_no_text_read(phrase):
    assert [one.count(TOGETHER) for one in sql(f'"{phrase}" -"{phrase} de"')] == [0, 0 if "de" in phrase else 1]


@on_postgresql
def test_texts_are_read_only_where_the_index_has_every_word_and_run():
    [asked] = sql('"les femmes de la région du puits"')
    assert (asked.count(ONE_OF), asked.count(TOGETHER)) == (6, 1)


@on_postgresql
def test_several_phrases_are_looked_for_in_one_reading():
    [asked] = sql('"un puits" "deux puits" "trois puits"')
    assert asked.count(TOGETHER) == 1


@on_postgresql
def test_what_is_unwanted_is_looked_for_only_among_what_is_wanted():
    _wanted, unwanted = sql('femmes -"un puits"')
    assert unwanted.count(ONE_OF) == 3


@on_postgresql
@pytest.mark.parametrize("typed", ["femmes", '"de la"', '"un puits"', '-"un puits" -femmes'])
def test_the_index_is_asked_and_not_every_row(releases, typed):
    with connection.cursor() as cursor:
        for asked, values in filter(None, statements(Query.parse(typed), connection)):
            cursor.execute(f"EXPLAIN {asked}", values)
            plan = " ".join(line for (line,) in cursor.fetchall())
            assert "articles_searchtext" not in plan or "Index Scan on articles_searchtext_words" in plan
            assert "Filter: (articles_words" not in plan


def test_of_many_phrases_the_first_count():
    phrases = [f"un puits {number}" for number in range(9)]
    query = Query.parse(" ".join(f'"{phrase}" -"{phrase}"' for phrase in phrases) + " niger")
    assert query.wanted == (*phrases[:MOST_PHRASES], "niger")
    assert query.unwanted == tuple(phrases[:MOST_PHRASES])


def test_of_a_long_phrase_the_beginning_counts():
    [run] = Query.parse('"' + "de " * 100 + '"').wanted
    assert len(run.split()) == LONGEST_PHRASE

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Article, Quote
from articles.search.query import MOST_PHRASES, MOST_RUNS, Query
from tests.factories import make_article, make_published

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


@pytest.mark.parametrize("typed", ["guinée -Guinée-Bissau", "guinée -covid-19"])
def test_a_minus_excludes_the_parts_of_a_word_together(typed):
    for title in ("La Guinée à 19 heures", "La Guinée-Bissau", "La Guinée et le covid-19"):
        make_published(title=title)
    assert "La Guinée à 19 heures" in titles(typed)
    assert len(titles(typed)) == 2


def test_words_of_several_parts_to_exclude_are_phrases_that_are_counted():
    query = Query.parse(" ".join(f"-mot-{number}" for number in range(9)))
    assert query.unwanted == tuple(f"mot {number}" for number in range(MOST_PHRASES))


@pytest.mark.parametrize(
    ("written", "variants"),
    [
        ("N’Djamena", "ndjamena|N'Djamena|N´DJAMENA|à N‘Djamena"),
        ("Ndjamena", "N’Djamena"),
        ("M’Bera et N’Zérékoré", "mbera|nzerekore|M'Bera N'Zerekore"),
        ("N’a-t-il pas d’hôtes ?", "a-t-il hôtes|l’hôte"),
        ("Sana’a", "sanaa|Sana'a|Sanaʼa"),
        ("Sanaa", "Sana’a"),
        ("L’O.I.M. et l’O.N.U.", "OIM|o.i.m|ONU|l’ONU"),
        ("L’OIM", "O.I.M.|d’O.I.M"),
        ("Réinser\u00adtion des mi\u200bgrants", "réinsertion|migrants|réinsertion migrants"),
        ("La réinsertion", "ré\u2060inser\u00adtion|\ufeffréinsertion"),
    ],
)
def test_ways_to_write_a_name_are_one(written, variants):
    make_published(title=written)
    assert [typed for typed in variants.split("|") if titles(typed) != {written}] == []


def test_letters_with_stops_between_are_one_word_only_by_themselves():
    make_published(title="Voir www.a.example, point 3.a et la fin.À suivre")
    assert titles("example") == titles("fin suivre") == titles('"point 3 a"') != set()


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


def test_a_phrase_of_three_words_is_more_than_its_pairs():
    make_published(title="Paix et travail et pain")
    assert titles('"travail et pain"')
    assert not titles('"paix et pain"')


def test_a_phrase_never_runs_from_one_part_into_the_next():
    make_published(title="Retour", lead="Volontaire", dateline="NIAMEY", body_html="<p>Hier</p><p>soir</p>")
    assert titles("retour volontaire niamey hier")
    for across in ('"retour volontaire"', '"volontaire niamey"', '"niamey hier"'):
        assert not titles(across)
    assert titles('"hier soir"')


def test_speakers_and_their_roles_are_found():
    article = make_published()
    Quote.objects.create(article=article, speaker="Aïcha Diallo", role="Cheffe de mission", text="…")
    search.index(article)
    assert titles('"aicha diallo" "cheffes de mission"') == {"Un article"}


def test_minus_alone_finds_all_that_is_without(two):
    assert titles("-voluntary") == {"La main-d’œuvre réfugiée"}
    assert titles('-"voluntary returns" -tchad') == set()


def test_minus_before_a_phrase_excludes_the_phrase_only(two):
    assert titles('migrants -"returns of voluntary"') == {"La main-d’œuvre réfugiée", "Migration in Chad"}
    assert titles('migrants -"voluntary returns of"') == {"La main-d’œuvre réfugiée"}


def test_hits_are_all_that_is_found_seen_by_readers_or_not(two):
    draft = make_article(title="Brouillon réfugié")
    published = Article.objects.get(title="La main-d’œuvre réfugiée")
    assert sorted(search.hits("réfugiée")) == [published.pk, draft.pk]
    assert list(search.hits("…")) == list(search.hits("zzz")) == []


def test_hits_take_one_query_and_phrases_another(two, django_assert_num_queries):
    with django_assert_num_queries(1):
        search.hits("voluntary migrants -niger")
    with django_assert_num_queries(1):
        search.hits("voluntary migrants -niger", {1, 2})
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 1):
        search.hits('"voluntary returns" migrants -niger')


def test_a_deleted_article_is_found_no_more(two):
    Article.objects.get(title="Migration in Chad").delete()
    assert list(search.hits("voluntary")) == []


def test_arabic_is_found_by_its_forms():
    make_published(title="المهاجرون العائدون إلى النيجر", language="ar")
    assert titles("مهاجرون") == titles("المُهَاجِرُونَ") == {"المهاجرون العائدون إلى النيجر"}


def test_letters_that_few_fonts_have_are_found_in_either_case():
    make_published(title="Le plan ℌ, le 𐐷𐐲 et 𞤀𞤣𞤤𞤢𞤥")
    for typed in ("ℌ", "h", "𐐏𐐊", "𐐷𐐲", "𞤀𞤣𞤤𞤢𞤥"):
        assert titles(typed)


@pytest.mark.parametrize("length", [10, 20_000])
def test_a_text_of_two_million_letters_is_found_by_its_first_and_last_words(length):
    words = " ".join(
        f"{number:0{length}}" if length > 10 else f"mot{number:06}" for number in range(2_000_000 // length)
    )
    make_published(title="Long", body_html=f"<p>premier debut {words} avant dernier</p>")
    assert titles("premier dernier") == titles('"avant dernier"') == titles('"premier debut"') == {"Long"}
    assert titles('"debut avant"') == titles('"debut dernier"') == set()


def test_of_a_long_query_the_beginning_counts():
    query = Query.parse(" ".join(f"mot{number}" for number in range(10_000)))
    assert query.wanted == tuple(f"mot{number}" for number in range(MOST_RUNS))


RUNS = st.sampled_from(["migrants", "réfugiée", "chad", "voluntary", "zzz", '"in chad"', '"migration chad"'])
TYPED = st.text() | st.lists(
    st.sampled_from(
        ['"', "«", "»", "“", "”", "-", "*", "^", "(", ")", "NEAR", "AND", "NOT", "&", "|", "!", "<->", ":*"]
    )
    | st.sampled_from(
        ["title:", "\0", "\\", "'", "’", "%s", "{}", "réfugié", "l’été", "مهاجر", "\u200f", "\u202e", "½", "ﬁ"]
    )
    | st.text(max_size=3)
).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing is written
@given(TYPED)
def test_whatever_is_typed_is_a_query(two, typed):
    assert set(search.hits(typed)) <= set(Article.objects.values_list("pk", flat=True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RUNS, max_size=8))
def test_both_databases_do_as_sets_of_words_do(two, runs):
    """Each word typed narrows, each minus takes away, whatever stands before or after it."""
    found = set(Article.objects.values_list("pk", flat=True)) if runs else set()
    for place, run in enumerate(runs):
        found = found - set(search.hits(run)) if place % 2 else found & set(search.hits(run))
    typed = " ".join(f"-{run}" if place % 2 else run for place, run in enumerate(runs))
    assert set(search.hits(typed)) == found

import pytest

from articles import search
from articles.models import Article, Quote
from articles.search.relevance import MOST_RANKED
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def order(text):
    """Titles as `ranked` has them, of what is found, newest first."""
    keys = list(Article.objects.filter(pk__in=list(search.hits(text))).newest_first().values_list("pk", flat=True))
    titles = dict(Article.objects.values_list("pk", "title"))
    return [titles[key] for key in search.ranked(text, keys)]


def test_title_lead_names_and_text_weigh_less_and_less():
    make_published(title="Texte", body_html="<p>Un retour.</p>", date_edtf="2024")
    speaker = make_published(title="Nom", date_edtf="2023")
    Quote.objects.create(article=speaker, speaker="Retour", text="…")
    search.index(speaker)
    make_published(title="Chapô", lead="Un retour.", date_edtf="2022")
    make_published(title="Retour", date_edtf="2021")
    assert order("retour") == ["Retour", "Chapô", "Nom", "Texte"]


def test_more_often_is_more_but_never_more_than_a_weightier_part():
    make_published(title="Une fois", body_html="<p>Un retour.</p>", date_edtf="2024")
    make_published(title="Souvent", body_html="<p>Retour, retour, retour.</p>", date_edtf="2023")
    make_published(title="Chapô", lead="Un retour.", date_edtf="2022")
    assert order("retour") == ["Chapô", "Souvent", "Une fois"]


def test_words_that_stand_together_as_typed_come_first():
    make_published(title="Volontaire, un retour", date_edtf="2024")
    make_published(title="Un retour volontaire", date_edtf="2020")
    assert order("retour volontaire") == ["Un retour volontaire", "Volontaire, un retour"]


def test_equals_stay_newest_first():
    for year in (2019, 2024, 2021):
        make_published(title=f"Retour {year}", date_edtf=str(year))
    assert order("retour") == ["Retour 2024", "Retour 2021", "Retour 2019"]


def test_only_the_newest_are_ranked():
    assert len(search.ranked("retour", range(1, 3_000))) == MOST_RANKED


def test_nothing_searched_leaves_the_order():
    assert search.ranked("…", [3, 1, 2]) == [3, 1, 2]

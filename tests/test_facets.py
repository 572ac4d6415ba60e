"""Facets against an answer counted by hand in Python."""

import random

import pytest
from django.http import QueryDict

from articles.filters import ArticleFilter
from tests.by_hand import assert_as_by_hand, facets_of, filters_of
from tests.factories import (
    NOW,
    make_article,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_region,
    make_theme,
)

pytestmark = pytest.mark.django_db

DATES = ["", "2010-11-05", "2011", "2011-10~", "2011-12/2012-02", "2001/2015"]


def found(query):
    return filters_of(query).releases("fr")


@pytest.fixture
def archive():
    """Forty releases over every facet, some in two languages, some not public."""
    chance = random.Random(7)
    region = make_region()
    countries = [make_country(code, code, region=region if code < "M" else None) for code in ("CL", "CO", "NE", "TD")]
    missions = [make_mission(f"mission-{n}", f"Mission {n}") for n in range(3)]
    programmes = [make_programme(f"programme-{n}", f"Programme {n}") for n in range(3)]
    themes = [make_theme(f"theme-{n}", f"Thème {n}") for n in range(4)]
    partner = make_organisation()
    for n in range(40):
        make = make_published if n % 5 else make_article
        facts = {
            "countries": chance.sample(countries, chance.randint(0, 2)),
            "mentioned": [],
            "programmes": chance.sample(programmes, chance.randint(0, 2)),
            "themes": chance.sample(themes, chance.randint(0, 3)),
            "mission": chance.choice([None, *missions]),
            "date_edtf": chance.choice(DATES),
            "kind": chance.choice(["news", "story"]),
            "scope": chance.choice(["global", "local"]),
        }
        article = make(title=f"Communiqué {n}", **facts)
        if n % 3 == 0:
            article.organisation_links.create(organisation=partner, role="funder")
        if n % 4 == 0:
            if n % 8 == 0:  # a translation that is filed otherwise
                facts |= {"themes": chance.sample(themes, 1), "date_edtf": chance.choice(DATES), "kind": "speech"}
            translation = make(
                title=f"Release {n}", language="en", translation_group=article.translation_group, **facts
            )
            if n % 3 == 0:
                translation.organisation_links.create(organisation=partner, role="funder")
            if n % 16 == 0:  # and a third, otherwise again
                facts |= {"themes": chance.sample(themes, 2), "kind": chance.choice(["news", "statement"])}
                make(title=f"Nota {n}", language="es", translation_group=article.translation_group, **facts)


@pytest.mark.django_db(transaction=True)  # the index is read once
def test_counts_equal_those_made_by_hand_whatever_is_chosen(archive):
    assert_as_by_hand(random.Random(11), 200)


def test_a_facet_ignores_its_own_choice():
    niger, chad = make_country("NE", "Niger"), make_country("TD", "Tchad")
    make_published(title="Un", countries=[niger])
    make_published(title="Deux", countries=[chad])
    assert facets_of("country=NE")["country"] == {"NE": 1, "TD": 1}


def test_a_country_that_is_only_mentioned_does_not_count():
    make_published(mentioned=[make_country()])
    assert facets_of()["country"] == {}


def test_a_chosen_value_stays_at_zero():
    make_country("NE", "Niger")
    make_published(countries=[make_country("TD", "Tchad")])
    assert facets_of("country=NE")["country"] == {"TD": 1, "NE": 0}


def test_language_versions_count_once():
    first = make_published(title="Un", themes=[make_theme()])
    make_published(title="One", language="en", translation_group=first.translation_group, themes=first.themes.all())
    assert facets_of()["theme"] == {"protection": 1}


def test_a_draft_does_not_count():
    make_article(countries=[make_country()], themes=[make_theme()])
    assert not any(facets_of().values())


def test_whatever_year_a_release_has_is_offered_and_can_be_chosen():
    make_published(date_edtf="0850")
    [year] = next(facet for facet in filters_of("").facets() if facet.name == "year").values
    assert (year.label, facets_of(f"year={year.value}")["year"]) == ("850", {"850": 1})


def test_a_year_beside_the_chosen_one_is_as_doubtful_as_without_it():
    make_published(title="Un", date_edtf="2010-11-05")
    make_published(title="Deux", date_edtf="2011-10~")
    for query in ("", "year=2010"):
        years = next(facet for facet in filters_of(query).facets() if facet.name == "year").values
        assert {year.value: year.is_approximate for year in years} == {"2010": False, "2011": True}


def test_a_chosen_year_without_releases_does_not_widen_the_drawing():
    make_published(date_edtf="2010")
    make_published(title="Deux", date_edtf="2012")
    facet = next(facet for facet in filters_of("year=1950").facets() if facet.name == "year")
    assert [year.value for year in facet.years] == ["2010", "2012"]
    assert len(facet.bars) == 3


def test_an_unknown_value_is_named():
    filters = ArticleFilter(QueryDict("country=XX"), NOW)
    assert "XX" in str(filters.form.errors["country"])


def test_a_programme_known_only_from_a_draft_is_unknown():
    make_article(programmes=[make_programme("secret")])
    filters = ArticleFilter(QueryDict("programme=secret"), NOW)
    assert "secret" in str(filters.form.errors["programme"])


def test_a_year_counts_every_release_that_touches_it():
    make_published(date_edtf="2011-12/2012-02")
    assert facets_of()["year"] == {"2012": 1, "2011": 1}


def test_language_versions_of_different_days_count_once_in_their_year():
    first = make_published(title="Un", date_edtf="2019-02-22")
    make_published(title="One", language="en", date_edtf="2019-02-23", translation_group=first.translation_group)
    assert facets_of()["year"] == {"2019": 1}


def test_a_date_wider_than_three_years_is_undated():
    make_published(date_edtf="2001/2015")
    assert facets_of()["year"] == {"undated": 1}
    assert len(found("year=undated")) == 1


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    for n in range(25):
        make_published(title=f"Un {n}", countries=[make_country(f"A{chr(65 + n)}", f"Pays {n}")])
    with django_assert_max_num_queries(20):
        facets_of()

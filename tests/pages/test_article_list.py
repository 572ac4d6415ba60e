"""The list of releases: its state is its address."""

import pytest
from django.utils import translation

from articles import search
from articles.templatetags.newsroom import grouped
from contacts.merging import merge
from tests.factories import (
    NOW,
    make_article,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_theme,
)

pytestmark = pytest.mark.django_db
LIST = "/fr/news/"


@pytest.fixture
def two():
    make_published(title="Un puits à Agadez", countries=[make_country("NE", "Niger")], date_edtf="2019")
    make_published(title="Un centre à Faya", countries=[make_country("TD", "Tchad")], date_edtf="2020")


def titles(response):
    return [article.title for article in response.context["page_obj"]]


def test_the_newest_release_comes_first(client, two):
    assert titles(client.get(LIST)) == ["Un centre à Faya", "Un puits à Agadez"]


def test_values_of_a_facet_widen_and_facets_narrow(client, two):
    assert len(titles(client.get(LIST + "?country=NE&country=TD"))) == 2
    assert titles(client.get(LIST + "?country=NE&country=TD&year=2019")) == ["Un puits à Agadez"]


def test_search_and_facets_narrow_each_other(client, two):
    assert titles(client.get(LIST + "?q=centre&country=TD")) == ["Un centre à Faya"]
    assert titles(client.get(LIST + "?q=centre&country=NE")) == []


@pytest.mark.parametrize(
    ("clicked", "canonical"),
    [
        ("?country=TD&country=NE", "?country=NE&country=TD"),
        ("?year=2019&country=NE", "?country=NE&year=2019"),
        ("?q=&country=&page=1&order=date", ""),
        ("?country=NE&country=NE", "?country=NE"),
        ("?country=NE&utm_source=lettre&fbclid=1", "?country=NE"),
        ("?q=+puits+", "?q=puits"),
        ("?country=NE&order=relevance", "?country=NE"),
        ("?page=01", ""),
        ("?page=+1", ""),
        ("?country=NE&page=%2B02", "?country=NE&page=2"),
    ],
)
def test_the_same_filters_have_one_address(client, two, clicked, canonical):
    response = client.get(LIST + clicked)
    assert (response.status_code, response.headers["Location"]) == (301, LIST + canonical)


@pytest.mark.parametrize(
    "query",
    [
        "country=XX",
        "year=abc",
        "year=0",
        "year=02019",
        "kind=roman",
        "language=zz",
        "region=%FF",
        "theme=x'--",
        "order=rang",
    ],
)
def test_an_unknown_value_says_so_and_shows_nothing(client, two, query):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert titles(response) == []
    assert [problem.remove_url for problem in response.context["problems"]] == [LIST]


@pytest.mark.parametrize("name", ["couleur", "self"])
def test_an_unknown_filter_is_named(client, two, name):
    response = client.get(f"{LIST}?{name}=bleu")
    assert response.status_code == 400
    assert name in response.context["problems"][0].message
    assert response.context["problems"][0].remove_url == LIST


@pytest.mark.parametrize("page", ["0", "-1", "2", "1000000000", "abc", "9" * 5000, "1e3", "²"])
def test_a_page_that_is_not_there_has_a_way_back(client, two, page):
    response = client.get(f"{LIST}?country=NE&page={page}", follow=True)
    assert response.status_code == 404
    assert response.context["last_url"] == LIST + "?country=NE"


@pytest.mark.parametrize(
    "query", ["q=%00", "country=%00", "q=" + "a" * 100_000, 'q="', "q=-", "q=%25", "page=%00", "country=NE%00", "&&=&"]
)
def test_nothing_that_can_be_asked_is_a_server_error(client, two, query):
    assert client.get(f"{LIST}?{query}", follow=True).status_code < 500


def test_a_chip_leads_to_the_list_without_it(client, two):
    chips = client.get(LIST + "?q=un&country=NE").context["chips"]
    assert {chip.label.strip("«»“” \u00a0"): chip.remove_url for chip in chips} == {
        "un": LIST + "?country=NE",
        "Niger": LIST + "?q=un",
    }


def test_the_order_by_relevance_goes_with_the_words(client, two):
    chips = client.get(LIST + "?q=un&country=NE&order=relevance").context["chips"]
    assert [chip.remove_url for chip in chips] == [LIST + "?country=NE", LIST + "?q=un&order=relevance"]


def test_without_results_each_filter_says_what_comes_without_it(client, two):
    page = client.get(LIST + "?q=centre&country=NE")
    assert {(way.url, way.count) for way in page.context["ways_out"]} == {
        (LIST + "?country=NE", 1),
        (LIST + "?q=centre", 1),
    }
    assert f'<a href="{LIST}">Toutes les actualités</a>' in page.content.decode()


def test_without_results_a_filter_that_brings_none_either_is_counted_but_leads_nowhere(client, two):
    html = client.get(LIST + "?q=introuvable&country=NE").content.decode()
    assert "<li>sans Niger\N{NO-BREAK SPACE}: 0 communiqué</li>" in html
    assert f'<a href="{LIST}?country=NE">sans «\u00a0introuvable\u00a0»\u00a0: 1 communiqué</a>' in html
    assert "sans aucun de ces filtres" not in html


def test_where_no_single_filter_is_to_blame_the_list_without_them_all_is_offered(client, two):
    make_country("CM", "Cameroun")
    html = client.get(LIST + "?q=introuvable&country=CM").content.decode()
    assert "<li>sans Cameroun\N{NO-BREAK SPACE}: 0 communiqué</li>" in html
    assert f'<a href="{LIST}">sans aucun de ces filtres\N{NO-BREAK SPACE}: 2 communiqués</a>' in html


def test_a_mission_known_only_from_a_draft_is_not_betrayed(client):
    make_article(mission=make_mission("secret", "Secret", is_to_check=True))
    known = client.get(LIST + "?mission=secret")
    unknown = client.get(LIST + "?mission=inconnu")
    assert (known.status_code, unknown.status_code) == (400, 400)
    assert "Secret" not in known.content.decode()


def test_a_release_in_another_language_says_so(client):
    make_published(title="A well in Agadez", language="en")
    assert 'lang="en"' in client.get(LIST).content.decode()


def test_a_list_costs_the_same_however_long(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fill(count):
        for n in range(count):
            country = make_country(f"{chr(65 + n % 26)}{count % 10}", f"Pays {n}")
            theme = make_theme(f"theme-{count}-{n}", f"Thème {n}")
            make_published(
                title=f"Un {count} {n}", countries=[country], themes=[theme], mission=make_mission(f"m-{count}-{n}")
            )

    fill(2)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(LIST)
    fill(25)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_the_title_says_the_filter(client, two):
    html = client.get(LIST + "?country=NE&year=2019").content.decode()
    assert "<title>1 communiqué\N{NO-BREAK SPACE}: Niger, 2019 – Actualités – " in html


def test_country_and_year_stand_first(client, two):
    assert [facet.name for facet in client.get(LIST).context["facets"]] == ["country", "year"]


def test_a_facet_that_would_narrow_nothing_is_not_offered(client, two):
    facets = client.get(LIST + "?kind=news").context["facets"]
    assert "kind" in [facet.name for facet in facets]  # chosen, it can be taken back
    assert "scope" not in [facet.name for facet in facets]


def test_the_button_counts_ticked_boxes_not_words(client, two):
    html = client.get(LIST + "?q=un&country=NE&country=TD").content.decode()
    assert "<summary>Filtrer (2)</summary>" in html


def test_an_empty_list_offers_no_filters(client):
    assert 'class="filters"' not in client.get(LIST).content.decode()


def test_the_skip_link_leads_past_the_filters(client, two):
    html = client.get(LIST).content.decode()
    assert '<a class="skip" href="#results">' in html
    assert html.index('class="filters"') < html.index('id="results" tabindex="-1"')


@pytest.mark.parametrize(
    ("name", "make", "publish"),
    [
        ("mission", make_mission, lambda kept: make_published(mission=kept)),
        ("programme", make_programme, lambda kept: make_published(programmes=[kept])),
        ("theme", make_theme, lambda kept: make_published(themes=[kept])),
        ("organisation", make_organisation, lambda kept: kept.article_links.create(article=make_published())),
    ],
)
def test_a_filter_by_a_merged_record_leads_to_the_one_it_became_for_now(client, name, make, publish):
    kept = make("garde", "Gardé")
    publish(kept)
    merge(kept, make("ancien", "Ancien"))
    answer = client.get(f"{LIST}?{name}=ancien&year=2019&page=3")
    assert (answer.status_code, answer.url) == (302, f"{LIST}?{name}=garde&year=2019&page=3")


def test_a_merged_programme_that_only_a_draft_names_stays_unknown(client):
    kept = make_programme("secret", "Secret")
    make_article(programmes=[kept])
    merge(kept, make_programme("ancien", "Ancien"))
    assert client.get(f"{LIST}?programme=ancien").status_code == 400


def test_what_was_found_is_marked_in_title_and_text(client):
    make_published(title="Un puits <à> Agadez", body_html="<p>Deux puits &amp; rien.</p>")
    page = client.get(LIST + "?q=puits").content.decode()
    assert "Un <mark>puits</mark> &lt;à&gt; Agadez" in page
    assert "Deux <mark>puits</mark> &amp; rien." in page


def test_without_a_search_titles_and_openings_are_escaped(client):
    make_published(title="Un puits <à> Agadez", body_html="<p>Deux &lt;b&gt; puits.</p>")
    page = client.get(LIST).content.decode()
    assert "Un puits &lt;à&gt; Agadez" in page
    assert "Deux &lt;b&gt; puits." in page


def test_words_that_find_nothing_are_asked_about(client, two):
    search.learn_words(NOW)
    html = client.get(LIST + "?q=pits&country=NE").content.decode()
    assert (
        'Vouliez-vous dire <a href="/fr/news/?q=puits&amp;country=NE"><bdi>puits</bdi></a>\N{NO-BREAK SPACE}?' in html
    )


def test_where_other_filters_leave_nothing_either_only_the_words_are_asked_about(client, two):
    search.learn_words(NOW)
    html = client.get(LIST + "?q=pits&country=TD").content.decode()
    assert '<a href="/fr/news/?q=puits"><bdi>puits</bdi></a>' in html


def test_words_that_find_something_are_not_asked_about(client, two):
    search.learn_words(NOW)
    assert "Vouliez-vous dire" not in client.get(LIST + "?q=puits").content.decode()
    assert "Vouliez-vous dire" not in client.get(LIST + "?q=puits&country=TD").content.decode()


@pytest.mark.parametrize(("language", "words"), [("fr", "12\u00a0345"), ("en", "12,345"), ("es", "12\u00a0345")])
def test_large_numbers_are_grouped_as_the_language_does(language, words):
    with translation.override(language):
        assert grouped(12_345).replace("\u202f", "\u00a0") == words
        assert grouped(999) == "999"

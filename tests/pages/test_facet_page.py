"""All values of a facet: what is too long for the page of a list."""

import re

import pytest

from articles.models import ArticleOrganisation
from tests.factories import make_article, make_country, make_organisation, make_published

pytestmark = pytest.mark.django_db
PAGE = "/fr/news/facets/organisation"


def partners(article, numbers):
    for n in numbers:
        organisation = make_organisation(f"o{n}", f"Organisation {n}")
        ArticleOrganisation.objects.create(article=article, organisation=organisation)


def labels(response):
    return [value.label for value in response.context["page_obj"]]


def test_a_list_holds_the_first_values_and_leads_to_all(client):
    partners(make_published(countries=[make_country("NE")]), range(120))
    page = client.get("/fr/news/?country=NE")
    assert page.content.decode().count('name="organisation"') == 100
    assert f'href="{PAGE}?country=NE"' in page.content.decode()


def test_the_box_of_a_long_facet_leads_to_all_its_values_where_the_list_has_not_them_all(client):
    article = make_published(countries=[make_country("NE")])
    make_published(title="Sans partenaire")
    partners(article, range(30))
    assert 'class="within"' in (few := client.get("/fr/news/").content.decode())
    assert 'class="beyond"' not in few
    partners(article, range(30, 120))
    html = client.get("/fr/news/?country=NE").content.decode()
    assert f'hidden><a class="all-values" href="{PAGE}?country=NE">Chercher parmi les 120<' in html


def test_the_box_to_find_a_value_is_named_in_french_typography(client):
    assert 'aria-label="Chercher dans «\u00a0Partenaire ou bailleur\u00a0»"' in client.get(PAGE).content.decode()


def test_a_chosen_value_stands_on_the_list_however_rare(client):
    partners(make_published(), range(101))
    partners(make_published(), range(200, 201))
    page = client.get("/fr/news/?organisation=o99")
    assert 'value="o99" id="organisation-o99" checked' in page.content.decode()


def test_all_values_are_there_page_by_page(client):
    partners(make_published(), range(230))
    assert len(labels(client.get(PAGE))) == 200
    assert len(labels(client.get(PAGE + "?page=2"))) == 30


def test_a_value_is_found_by_a_part_of_its_name_without_accents(client):
    article = make_published()
    for slug, name in (("osim", "Œuvre de l’Été"), ("unhcr", "Haut-Commissariat")):
        ArticleOrganisation.objects.create(article=article, organisation=make_organisation(slug, name))
    assert labels(client.get(PAGE + "?find=oeuvre+de+l'ete")) == ["Œuvre de l’Été"]
    assert labels(client.get(PAGE + "?find=zzz")) == []


def test_the_filters_of_the_list_count_and_are_kept(client):
    partners(make_published(countries=[make_country("NE")]), range(2))
    partners(make_published(countries=[make_country("TD", "Tchad")]), range(2, 5))
    page = client.get(PAGE + "?country=NE&organisation=o3")
    assert labels(page) == ["Organisation 0", "Organisation 1", "Organisation 3"]
    assert page.content.decode().count('<input type="hidden" name="country" value="NE">') == 1


def hidden(response) -> list[tuple[str, str]]:
    return re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', response.content.decode())


def test_what_is_ticked_is_kept_while_another_is_looked_for(client):
    partners(make_published(countries=[make_country("NE")]), range(2))
    assert hidden(client.get(PAGE + "?country=NE&organisation=o1&find=0")) == [
        ("country", "NE"),
        ("organisation", "o1"),
    ]
    assert ("organisation", "o1") in hidden(client.get(PAGE + "?organisation=o1&find=zzz"))


def test_what_is_ticked_is_kept_from_page_to_page(client):
    partners(make_published(), range(230))
    html = client.get(PAGE + "?organisation=o1").content.decode()
    assert '<button class="quiet" name="page" value="2">' in html
    assert hidden(client.get(PAGE + "?organisation=o1&page=2")) == [("organisation", "o1")]


def test_a_part_of_a_name_typed_before_the_next_page_is_found_on_the_first(client):
    partners(make_published(), range(3))
    answer = client.get(PAGE + "?find=1&page=2&organisation=o2")
    assert (answer.status_code, answer.url) == (302, PAGE + "?organisation=o2&find=1")


def test_the_list_is_filtered_by_what_is_ticked(client):
    partners(make_published(), range(2))
    answer = client.get(PAGE + "?organisation=o1&find=0&apply=1")
    assert (answer.status_code, answer.url) == (302, "/fr/news/?organisation=o1")


def test_each_filter_is_named_and_taken_away_on_the_page(client):
    partners(make_published(title="Un puits", countries=[make_country("NE")]), range(2))
    page = client.get(PAGE + "?q=puits&country=NE&organisation=o1&find=o")
    assert {chip.label.strip("«» \u00a0"): chip.remove_url for chip in page.context["chips"]} == {
        "puits": PAGE + "?country=NE&organisation=o1&find=o",
        "Niger": PAGE + "?q=puits&organisation=o1&find=o",
        "Organisation 1": PAGE + "?q=puits&country=NE&find=o",
    }
    assert f'<a class="all" href="{PAGE}?find=o">Tout effacer</a>' in page.content.decode()


def test_another_language_has_the_same_filters(client):
    partners(make_published(countries=[make_country("NE")]), range(2))
    html = client.get(PAGE + "?find=Org&organisation=o1&country=NE").content.decode()
    address = "/news/facets/organisation?country=NE&amp;organisation=o1&amp;find=Org"
    assert f'<link rel="canonical" href="http://testserver/fr{address}">' in html
    assert f'<a href="/en{address}" lang="en"' in html


@pytest.mark.parametrize("query", ["", "?year=2019&year=2020"])
def test_months_ask_for_a_year_first(client, query):
    for year in ("2019", "2020"):
        make_published(date_edtf=year)
    html = client.get("/fr/news/facets/month" + query).content.decode()
    year = "/fr/news/facets/year" + query.replace("&", "&amp;")
    assert f'<a href="{year}">Choisir une année</a>' in html
    assert "Rien ne porte ce nom" not in html


def test_months_of_a_year_are_there(client):
    make_published(date_edtf="2019-05")
    assert "Mai" in labels(client.get("/fr/news/facets/month?year=2019"))


def test_a_facet_without_values_blames_no_name(client):
    html = client.get(PAGE).content.decode()
    assert "Il n’y a rien à choisir ici." in html
    assert "Rien ne porte ce nom" not in html


def test_an_organisation_of_a_draft_is_not_named(client):
    partners(make_article(), [7])
    assert "Organisation 7" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("address", "status"), [("", 200), ("?page=2", 404), ("?page=x", 404), ("?find=%00", 200)])
def test_what_is_asked_is_answered(client, address, status):
    assert client.get(PAGE + address).status_code == status


def test_a_filter_that_is_not_known_is_named_by_the_list(client):
    response = client.get(PAGE + "?country=XX", follow=True)
    assert (response.status_code, response.redirect_chain[0][0]) == (400, "/fr/news/?country=XX")


def test_there_is_no_page_for_no_facet(client):
    assert client.get("/fr/news/facets/colour").status_code == 404

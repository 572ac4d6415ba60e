"""The list of releases and one release, as other newsrooms read them."""

import pytest
from django.utils import timezone

from articles import workflow
from articles.facets import FACETS
from articles.models import Article, ArticleOrganisation, Attachment, Correction, Quote
from contacts.merging import merge
from tests.api.asking import ask, titles
from tests.factories import (
    make_article,
    make_contact,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_region,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def niger():
    return make_country(region=make_region())


@pytest.fixture
def full(niger):
    """A release with a value of every facet."""
    article = make_published(
        title="Retour", date_edtf="2018/2019", countries=[niger], mentioned=[make_country("TD", "Tchad")],
        mission=make_mission(country=niger), programmes=[make_programme()], themes=[make_theme()],
    )  # fmt: skip
    ArticleOrganisation.objects.create(article=article, organisation=make_organisation(), role="funder", funded="tout")
    return article


def test_a_result_has_what_the_contract_says(client, full):
    told = ask(client)
    (result,) = told["results"]
    assert (told["count"], told["next"], told["previous"]) == (1, None, None)
    assert result["uuid"] == str(full.uuid)
    assert result["url"] == f"http://testserver{full.get_absolute_url()}"
    assert (result["language"], result["title"], result["date"]) == ("fr", "Retour", "2018/2019")


def test_a_result_has_its_values_of_each_facet(client, full):
    (result,) = ask(client)["results"]
    assert {facet.name: result[facet.name] for facet in FACETS} == {
        "country": ["NE"], "region": ["west-africa"], "mission": ["niger"], "programme": ["retours"],
        "theme": ["protection"], "organisation": ["croix-rouge"], "year": ["2018", "2019"], "kind": ["news"],
        "month": [f"{month:02}" for month in range(1, 13)], "scope": ["global"], "language": "fr",
    }  # fmt: skip


def test_the_values_of_a_result_are_those_that_lead_to_it(client, full):
    make_published(title="Autre", date_edtf="")
    for name, values in ask(client)["facets"].items():
        for value in values:
            results = ask(client, **{name: value["value"]})["results"]
            assert len(results) == value["count"]
            assert all(value["value"] in result[name] for result in results)


def test_facets_have_counts_and_labels_in_the_readers_language(client, full):
    country = full.main_countries[0]
    country.name_en = "The Niger"
    country.save()
    assert ask(client)["facets"]["country"] == [{"value": "NE", "label": "The Niger", "count": 1}]
    assert ask(client, language="fr")["facets"]["country"] == [{"value": "NE", "label": "Niger", "count": 1}]


def test_filters_are_those_of_the_list_page(client, niger):
    make_published(title="Du Niger", countries=[niger])
    make_published(title="Du Tchad", countries=[make_country("TD", "Tchad")])
    make_published(title="D’ailleurs")
    assert titles(ask(client, country="NE")) == ["Du Niger"]
    assert set(titles(ask(client, country=["NE", "TD"]))) == {"Du Niger", "Du Tchad"}
    assert titles(ask(client, q="ailleurs", country="")) == ["D’ailleurs"]


def test_a_release_is_told_once_in_the_readers_language(client):
    first = make_published(title="Un")
    make_published(title="One", language="en", translation_group=first.translation_group, translated_from=first)
    assert [titles(ask(client, language=language)) for language in ("fr", "en", "es")] == [["Un"], ["One"], ["Un"]]


def test_fields_are_chosen(client, full):
    (result,) = ask(client, fields="title,body_html")["results"]
    assert result == {"uuid": str(full.uuid), "title": "Retour", "body_html": "<p>Le texte.</p>"}


def test_names_of_fields_are_given_together_or_one_by_one(client, full):
    (result,) = ask(client, fields=["title,date", "lead"])["results"]
    assert set(result) == {"uuid", "title", "date", "lead"}


def test_of_a_facet_the_first_values_are_given_and_all_where_it_is_asked_for(client, monkeypatch):
    monkeypatch.setattr("articles.filters.ON_A_LIST", 1)
    for year, theme in (("2018", "eau"), ("2019", "protection"), ("2020", "retour")):
        make_published(title=year, date_edtf=year, themes=[make_theme(theme, theme)])
    first, whole = ask(client), ask(client, facet="year")
    assert [value["value"] for value in first["facets"]["year"]] == ["2020"]
    assert [value["value"] for value in whole["facets"]["year"]] == ["2020", "2019", "2018"]
    assert first["facets"]["theme"] == whole["facets"]["theme"] == [{"value": "eau", "label": "eau", "count": 1}]
    assert first["facet_sizes"] == whole["facet_sizes"]
    assert [first["facet_sizes"][name] for name in ("year", "theme", "country")] == [3, 3, 0]


@pytest.mark.parametrize(
    ("parameters", "name", "message"),
    [
        ({"contry": "NE"}, "contry", "There is no parameter called “contry” here."),
        ({"country": "XX"}, "country", "“XX” is not known here (Country concerned)."),
        ({"kind": "rumour"}, "kind", "“rumour” is not known here (Kind)."),
        ({"page": "0"}, "page", "Ensure this value is greater than or equal to 1."),
        ({"page_size": "101"}, "page_size", "Ensure this value is less than or equal to 100."),
        ({"order": "length"}, "order", '"length" is not a valid choice.'),
        ({"cursor": "abc"}, "cursor", "This is no cursor of this list: follow “next” as the list gives it."),
        ({"fields": "uuid,state"}, "fields", "There is no field “state” to choose."),
        ({"modified_since": "2026-06-15T14:00:00"}, "modified_since", "Give its distance from UTC too:"),
        ({"modified_since": "2026-06-15T14:00:00Z", "page": "2"}, "modified_since", "Not together with: page, order,"),
        ({"modified_since": "2026-06-15T14:00:00Z", "facet": "year"}, "modified_since", "Not together with: page, "),
        ({"facet": "title"}, "facet", '"title" is not a valid choice.'),
        ({"page": ["1", "2"]}, "page", "“page” can be given only once."),
        ({"q": ["eau", "eau"]}, "q", "“q” can be given only once."),
        ({"page": ""}, "page", "“page” has no value: give one, or leave it out."),
        ({"page_size": " "}, "page_size", "“page_size” has no value"),
        ({"order": ""}, "order", "“order” has no value"),
        ({"cursor": ""}, "cursor", "“cursor” has no value"),
        ({"modified_since": ""}, "modified_since", "“modified_since” has no value"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_and_named(client, parameters, name, message):
    told = ask(client, status=400, **parameters)
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert [error["parameter"] for error in told["errors"]] == [name]
    assert told["errors"][0]["message"].startswith(message)


def test_all_that_is_wrong_is_named_at_once(client):
    told = ask(client, status=400, zzz="1", country=["QQ", "XX"], page_size="0", order="length")
    assert [error["parameter"] for error in told["errors"]] == ["zzz", "page_size", "order", "country", "country"]
    told = ask(client, status=400, country=["QQ", "Q" * 300], modified_since="2026-06-15T14:00:00Z", page="2")
    assert [error["parameter"] for error in told["errors"]] == ["country"]


def test_what_nothing_was_typed_into_is_as_not_there(client):
    make_published(title="Ici")
    assert titles(ask(client, q=["", " "], country=["", " "])) == ["Ici"]


def test_a_refusal_is_in_the_readers_language(client):
    told = ask(client, language="fr", status=400, country="XX")
    assert told["detail"] == "«\xa0XX\xa0» n’est pas connu ici (Pays concerné)."


def test_a_merged_record_is_found_by_its_former_code(client):
    kept, merged = make_mission(), make_mission("agadez", "Agadez")
    make_published(title="Du Niger", mission=kept)
    merge(kept, merged)
    assert titles(ask(client, mission="agadez")) == ["Du Niger"]


def test_a_page_beyond_the_end_says_which_is_the_last(client):
    make_published()
    told = ask(client, page=3, status=404)
    assert (told["detail"], told["last_page"]) == ("The list has no such page: the last is 1.", 1)


def test_pages_by_number(client):
    for number in range(5):
        make_published(title=str(number))
    told = ask(client, page=2, page_size=2)
    assert titles(told) == ["2", "1"]
    assert titles(client.get(told["next"]).json()) == ["0"]
    assert titles(client.get(told["previous"]).json()) == ["4", "3"]


def follow(client, told) -> list[str]:
    found = titles(told)
    while told["next"]:
        told = client.get(told["next"]).json()
        found += titles(told)
    return found


def test_a_cursor_repeats_and_misses_nothing_while_articles_come_in_and_go(client):
    days = ["2020-01-01", "2019-05-05", "2019-05-05", "2019-05-05", "2018-01-01", "", ""]
    articles = [make_published(title=str(number), date_edtf=day) for number, day in enumerate(days)]
    told = ask(client, page_size=3)
    make_published(title="Newer", date_edtf="2021-01-01")
    workflow.withdraw(articles[2], now=timezone.now())
    articles[0].delete()
    make_published(title="Older", date_edtf="2017-01-01")
    assert follow(client, told) == ["0", "3", "2", "1", "4", "Older", "6", "5"]


def test_a_cursor_goes_on_where_nothing_has_changed(client):
    for number in range(7):
        make_published(title=str(number))
    assert follow(client, ask(client, page_size=3)) == list("6543210")


def test_a_release_by_relevance_is_paged_by_number(client):
    for number in range(3):
        make_published(title=f"Eau {number}")
    assert len(follow(client, ask(client, q="eau", order="relevance", page_size=2))) == 3


def test_a_release_has_all_its_parts(client, full, settings, tmp_path):
    settings.CONTENT_LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    Quote.objects.create(article=full, speaker="Ali", text="« Rien. »")
    Correction.objects.create(article=full, number=1, made_on="2020-01-01", text="Rien.")
    Attachment.objects.create(article=full, file="a.pdf", title="Carte")
    make_published(title="Return", language="en", translation_group=full.translation_group)
    make_contact("Ibrahim Maïga", mission=full.mission)
    told = ask(client, f"articles/{full.uuid}")
    assert told["body_html"] == "<p>Le texte.</p>"
    assert told["quotes"] == [{"speaker": "Ali", "role": "", "text": "« Rien. »"}]
    assert told["corrections"] == [{"number": 1, "made_on": "2020-01-01", "text": "Rien."}]
    assert told["attachments"] == [{"title": "Carte", "url": "http://testserver/media/a.pdf"}]
    assert [version["url"] for version in told["translations"]] == ["http://testserver/en/news/return"]
    assert told["countries_mentioned"] == ["TD"]
    assert told["organisations"][0]["role"] == "funder"
    assert told["who_answers"]["people"][0]["phones"] == [{"number": "+41225550140", "apps": [], "note": ""}]
    assert told["licence"]["name"] == "CC BY 4.0"


def test_what_is_gone_answers_with_its_tombstone(client):
    article = make_published()
    workflow.withdraw(article, now=timezone.now())
    told = ask(client, f"articles/{article.uuid}", status=410)
    assert told["uuid"] == str(article.uuid)
    assert told["gone_at"][:10] == timezone.now().date().isoformat()


def test_what_never_was_public_is_not_there(client):
    assert ask(client, f"articles/{make_article().uuid}", status=404)["title"] == "Not Found"


@pytest.mark.parametrize("path", ["nothing", "articles/abc", "articles/nothing/more", "missions/nowhere"])
def test_no_address_leads_to_a_page_of_the_site(client, path):
    assert ask(client, path, status=404)["detail"] == "There is nothing at this address."


def test_the_list_costs_the_same_however_long_it_is(client, django_assert_max_num_queries, full):
    Article.objects.exclude(pk=full.pk).delete()
    with django_assert_max_num_queries(40) as few:
        ask(client, fields="body_html,images,quotes,translations,organisations")
    for number in range(15):
        make_published(title=f"{number}", mission=full.mission, countries=full.main_countries)
    with django_assert_max_num_queries(len(few)):
        ask(client, fields="body_html,images,quotes,translations,organisations")

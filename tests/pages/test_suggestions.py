"""What is offered under the search box, and above the list of a search: public things only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.search import learn_words
from tests.factories import (
    make_article,
    make_contact,
    make_country,
    make_mission,
    make_programme,
    make_published,
)

pytestmark = pytest.mark.django_db


def offered(client, typed, language="fr"):
    found = client.get(f"/{language}/suggest", {"q": typed}).context["suggestions"]
    return [(one.label, one.url) for one in found]


def test_countries_missions_and_programmes_are_found_by_how_their_words_begin(client):
    niger = make_country("NE", "Niger")
    mission, programme = make_mission("niamey", "Niger, Niamey"), make_programme("retours", "Retours vers le Niger")
    make_published(title="Un puits", countries=[niger], mission=mission, programmes=[programme])
    assert offered(client, "nig") == [
        ("Niger", "/fr/news/?country=NE"),
        ("Niger, Niamey", "/fr/missions/niamey"),
        ("Retours vers le Niger", "/fr/programmes/retours"),
    ]


def test_names_are_found_in_the_readers_language_without_accents(client):
    make_published(countries=[make_country("CI", "Côte d’Ivoire", name_en="Ivory Coast")])
    assert offered(client, "COTE D'IV") == [("Côte d’Ivoire", "/fr/news/?country=CI")]
    assert offered(client, "ivory", "en") == [("Ivory Coast", "/en/news/?country=CI")]


def test_other_names_acronyms_and_towns_are_known(client):
    congo = make_country("CD", "République démocratique du Congo", aliases=["RDC", "Zaïre"], cities=["Goma"])
    mission = make_mission("kinshasa", "Bureau de Kinshasa", acronym="BK")
    programme = make_programme("retours", "Retours aidés", acronym="PRA", name_en="Assisted returns")
    make_published(countries=[congo], mission=mission, programmes=[programme])
    country = ("République démocratique du Congo", "/fr/news/?country=CD")
    for typed in ("RDC", "rd", "zaire", "gom"):
        assert offered(client, typed) == [country]
    assert offered(client, "bk") == [("Bureau de Kinshasa", "/fr/missions/kinshasa")]
    assert offered(client, "pra") == offered(client, "assisted ret") == [("Retours aidés", "/fr/programmes/retours")]


def test_another_name_that_many_begin_with_tells_nothing_until_it_is_whole(client):
    for n in range(5):
        make_mission(f"m{n}", f"Bureau {n}", aliases=[f"OIM {n}"])
    assert offered(client, "oim") == []
    assert offered(client, "oim 3") == [("Bureau 3", "/fr/missions/m3")]


def test_who_speaks_for_an_office_is_found_at_its_page(client):
    make_contact("Ibrahim Maïga", mission=make_mission())
    make_contact("Aïcha Ibrahim")
    assert offered(client, "ibra") == [
        ("Aïcha Ibrahim", "/fr/contacts/"),
        ("Ibrahim Maïga", "/fr/missions/niger#answers"),
    ]


def test_somebody_is_found_by_the_name_alone(client):
    make_contact("Aïcha Diallo", email="ibrahim@niger.example", mission=make_mission())
    assert offered(client, "ibrahim") == offered(client, "example") == []
    assert offered(client, "dial aïc") == [("Aïcha Diallo", "/fr/missions/niger#answers")]


def test_an_office_that_nobody_has_checked_is_not_named_with_who_speaks_for_it(client):
    make_contact("Aïcha Diallo", mission=make_mission("secret", "Secret", is_to_check=True))
    assert offered(client, "diallo") == [("Aïcha Diallo", "/fr/contacts/")]


def test_words_that_every_text_has_bring_no_release(client):
    make_published(title="De la paix")
    assert offered(client, "de la") == []
    assert [label for label, _url in offered(client, "de la paix")] == ["De la paix"]


def test_somebody_still_to_check_is_not_named(client):
    make_contact("Ibrahim Maïga", is_active=False)
    make_contact("Ibrahim Sow", is_active=False, verified_on=None)
    assert offered(client, "ibrahim") == []


def test_a_release_is_found_by_its_words(client):
    article = make_published(title="Un puits à Agadez")
    assert offered(client, "agadez") == [("Un puits à Agadez", article.get_absolute_url())]


def test_a_release_is_found_while_its_word_is_typed(client):
    article = make_published(title="Un nouveau puits à Agadez")
    make_published(title="Un autre village")
    learn_words(timezone.now())
    for typed in ("aga", "Agad", "puits à aga", "« aga", "AGADE"):
        assert offered(client, typed) == [("Un nouveau puits à Agadez", article.get_absolute_url())]
    for typed in ("aga ", "agax", "village aga"):
        assert article.title not in [label for label, _url in offered(client, typed)]


def test_the_most_frequent_words_that_begin_so_are_looked_for(client):
    titles = ["Des migrants", "Les migrants", "La migration", "Une migration", "Des migous", "Les migous", "Le migal"]
    for title in titles:
        make_published(title=title)
    learn_words(timezone.now())
    assert [label for label, _url in offered(client, "mig")] == titles[5:1:-1]


@pytest.mark.parametrize(
    "hidden",
    [
        {},
        {"state": "withdrawn"},
        {"state": "published", "goes_live_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["draft", "withdrawn", "to come"],
)
def test_nothing_that_is_not_public_is_suggested(client, hidden):
    make_article(
        title="Secret", countries=[make_country("NE", "Secretistan")],
        mission=make_mission("s", "Secret, Niamey", is_to_check=True), programmes=[make_programme("p", "Secret")],
        **hidden,
    )  # fmt: skip
    assert offered(client, "secret") == []


@pytest.mark.parametrize("typed", ["", "n", "\0", '"', "«", "-", "%", "\\", "a" * 100_000, "l'", "'", "œ"])
def test_nothing_that_is_typed_is_an_error(client, typed):
    make_published()
    assert offered(client, typed) == []


@pytest.mark.parametrize(("language", "number"), [("fr", "2 suggestions"), ("es", "2 sugerencias")])
def test_the_first_option_says_how_many_there_are(client, language, number):
    make_published(countries=[make_country("NE", "Niger")], mission=make_mission("niamey", "Niger, Niamey"))
    html = client.get(f"/{language}/suggest?q=nig").content.decode()
    assert (html.count("data-number"), html.count(f'data-number="{number}"')) == (1, 1)


def test_a_search_shows_the_mission_of_that_name_above_the_list(client):
    make_published(title="Un puits à Niamey", mission=make_mission("niamey", "Niamey"))
    page = client.get("/fr/news/?q=niamey")
    assert [(one.label, one.url) for one in page.context["also"]] == [("Niamey", "/fr/missions/niamey")]


def test_a_search_without_results_shows_it_too(client):
    make_published(title="Un puits", mission=make_mission("niamey", "Niamey"))
    page = client.get("/fr/news/?q=niamey")
    assert (page.context["total"], len(page.context["also"])) == (0, 1)


def test_a_search_shows_who_speaks_for_an_office_above_the_list(client):
    make_contact("Aïcha Diallo", mission=make_mission())
    make_contact("Awa Diallo", is_active=False, mission=make_mission("tchad", "Tchad"))
    page = client.get("/fr/news/?q=diallo")
    assert [(one.kind, one.label, one.url) for one in page.context["also"]] == [
        ("Contact presse", "Aïcha Diallo", "/fr/missions/niger#answers")
    ]
    assert "Awa" not in page.content.decode()

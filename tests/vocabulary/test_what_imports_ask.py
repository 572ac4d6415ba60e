"""What an import takes from decisions, and what it notes for the desk."""

import pytest

from articles.models import Article, NameDecision, PrintedPlace
from articles.vocabulary import deciding, following
from articles.vocabulary.pools import find, pools
from contacts.models import Country, Mission, PressContact
from tests.factories import NOW, make_mission, make_organisation
from tests.import_pages import A, run, write
from tests.vocabulary.conftest import Kind, Meaning, decide, funders

TAMESNA = "Tamesna"


@pytest.fixture
def dated_from_tamesna(pages):
    """A page with an unknown place in its dateline; its office is known."""
    page = write(pages / "a.txt", A)
    page.write_text(page.read_text().replace("Niger - ", f"{TAMESNA} - "))
    return page


def test_an_unknown_place_is_noted_and_reported(dated_from_tamesna):
    [line] = run(dated_from_tamesna)
    assert line["unknown_places"] == [TAMESNA]
    assert PrintedPlace.objects.get().article == Article.objects.get()
    assert [pool.printed for pool in pools(Kind.PLACE)] == [TAMESNA]


def test_a_page_read_again_has_its_places_once(dated_from_tamesna):
    run(dated_from_tamesna)
    dated_from_tamesna.write_text(dated_from_tamesna.read_text().replace("lundi", "mardi"))
    run(dated_from_tamesna)
    assert PrintedPlace.objects.count() == 1


def test_the_place_that_made_a_mission_is_the_missions_to_check(dated_from_tamesna):
    text = dated_from_tamesna.read_text()
    dated_from_tamesna.write_text(text[: text.index("Pour plus")])
    run(dated_from_tamesna)
    assert Mission.objects.get(is_to_check=True).name == TAMESNA
    assert not PrintedPlace.objects.exists()


@pytest.mark.parametrize("known", [Country, Mission])
def test_a_place_that_was_mapped_is_known(dated_from_tamesna, awa, known):
    run(dated_from_tamesna)
    decide(Kind.PLACE, TAMESNA, known.objects.order_by("pk").first(), by=awa)
    assert not PrintedPlace.objects.exists()
    dated_from_tamesna.write_text(dated_from_tamesna.read_text().replace("lundi", "mardi"))
    run(dated_from_tamesna)
    assert not PrintedPlace.objects.exists()


def test_a_place_that_is_none_is_not_noted_again(dated_from_tamesna, awa):
    run(dated_from_tamesna)
    decide(Kind.PLACE, TAMESNA, by=awa)
    dated_from_tamesna.write_text(dated_from_tamesna.read_text().replace("lundi", "mardi"))
    run(dated_from_tamesna)
    assert not PrintedPlace.objects.exists()


def test_a_mission_or_a_person_that_is_none_is_not_made_again(pages, awa):
    page = pages / "a.txt"
    page.write_text(page.read_text().replace("OIM Niger", "Bureau de Tamesna"))
    for kind, name in ((Kind.MISSION, TAMESNA), (Kind.PERSON, "Ibrahim Maïga")):
        deciding.decide(kind, name, Meaning.NOTHING, by=awa, now=NOW)
    run(page)
    assert Article.objects.get().mission is None
    assert not PressContact.objects.exists()


def test_a_town_of_an_office_is_a_whole_word(pages):
    make_mission("alger", "Bureau de la Méditerranée", kind="liaison", city="Ames")
    page = pages / "a.txt"
    page.write_text(page.read_text().replace("OIM Niger", "Bureau de Tamesna"))
    run(page)
    assert Article.objects.get().mission.name == TAMESNA


def test_what_is_only_suggested_moves_nothing(imported, azur):
    suggestion = NameDecision.objects.create(
        kind="organisation", key="fondation azur", printed="Fondation Azur", meaning="record",
        model="articles.organisation", record=azur.pk,
    )  # fmt: skip
    assert following.follow(suggestion) == following.Outcome()
    assert funders()[A] == ["fondation-azur"]


def test_a_record_deleted_since_takes_nothing_away(imported, awa, azur):
    decision = deciding.decide(Kind.ORGANISATION, "Fondation Azur", Meaning.RECORD, azur, by=awa, now=NOW)
    azur.delete()
    assert following.follow(decision) == following.Outcome()
    assert funders()[A] == ["fondation-azur"]


def test_a_decided_name_waits_no_more(db, awa, azur):
    make_organisation("fondation-azur", "Fondation Azur", is_to_check=True)
    assert find(Kind.ORGANISATION, "fondation azur")
    deciding.decide(Kind.ORGANISATION, "Fondation Azur", Meaning.RECORD, azur, by=awa, now=NOW)
    assert find(Kind.ORGANISATION, "fondation azur") is None
    assert pools(Kind.ORGANISATION) == []

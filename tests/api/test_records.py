"""Missions, programmes and press contacts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.merging import merge
from tests.api.asking import ask
from tests.factories import (
    make_contact,
    make_country,
    make_headquarters,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
)

pytestmark = pytest.mark.django_db


def test_a_mission_is_told_as_its_page_tells_it(client):
    niger = make_country()
    mission = make_mission(
        country=niger, name_en="The Niger", city="Niamey", parent=make_headquarters(),
        press_line_name="Presse", press_line_phone="+22720550140", press_line_email="presse@migrations.example",
    )  # fmt: skip
    mission.covers.add(make_country("TD", "Tchad"))
    assert ask(client, "missions/niger") == {
        "slug": "niger", "name": "The Niger", "url": "http://testserver/en/missions/niger",
        "names": {"fr": "Niger", "en": "The Niger"}, "kind": "country", "country": "NE", "city": "Niamey",
        "covers": ["TD"], "regions": [], "answers_to": {"slug": "geneva", "name": "Siège"},
        "press_line": {"name": "Presse", "phone": "+22720550140", "email": "presse@migrations.example"},
    }  # fmt: skip


def test_a_programme_is_told_as_its_page_tells_it(client):
    programme = make_programme(acronym="RA", phase="II", starts_on="2018-01-01")
    programme.funders.set([make_organisation(), make_organisation("inconnu", "Inconnu", is_to_check=True)])
    make_published(programmes=[programme])
    told = ask(client, "programmes/retours")
    assert (told["kind"], told["acronym"], told["phase"], told["starts_on"]) == ("programme", "RA", "II", "2018-01-01")
    assert told["funders"] == [{"slug": "croix-rouge", "name": "Croix-Rouge"}]


def test_a_contact_is_told_as_the_directory_tells_it(client):
    contact = make_contact(role_en="Spokesman", languages=["fr"], mission=make_mission())
    assert ask(client, "contacts/ibrahim-maiga") == {
        "slug": "ibrahim-maiga", "name": "Ibrahim Maïga", "role": "Spokesman", "languages": ["fr"],
        "phones": [{"number": "+41225550140", "apps": [], "note": ""}], "email": contact.email,
        "mission": {"slug": "niger", "name": "Niger"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("missions/", lambda slug: make_mission(slug, slug, country=make_country())),
        ("programmes/", lambda slug: make_published(programmes=[make_programme(slug, slug)])),
        ("contacts/", lambda slug: make_contact(slug, mission=make_mission(slug, slug))),
    ],
)
def test_lists_are_paged_and_cost_the_same_however_long_they_are(client, django_assert_num_queries, path, make):
    for slug in ("un", "deux"):
        make(slug)
    with CaptureQueriesContext(connection) as few:
        ask(client, path)
    for slug in ("trois", "quatre", "cinq"):
        make(slug)
    with django_assert_num_queries(len(few)):
        told = ask(client, path, page_size=3)
    assert (told["count"], [one["slug"] for one in told["results"]]) == (5, ["cinq", "deux", "quatre"])
    assert [one["slug"] for one in client.get(told["next"]).json()["results"]] == ["trois", "un"]
    assert ask(client, path, page=9, status=404)["last_page"] == 1


def test_a_parameter_that_a_list_does_not_have_is_named(client):
    assert ask(client, "missions/", region="x", status=400)["errors"][0]["parameter"] == "region"


def test_a_former_code_leads_to_the_record_of_today(client):
    kept, merged = make_mission(), make_mission("agadez", "Agadez")
    merge(kept, merged)
    answer = client.get("/api/v1/missions/agadez")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/api/v1/missions/niger")


def test_the_root_lists_what_there_is(client):
    told = ask(client, "")
    licence = told.pop("licence")
    assert licence == {"name": "All rights reserved", "url": None}
    assert ask(client, "", language="fr")["licence"]["name"] == "Tous droits réservés"
    assert all(client.get(address).status_code == 200 for address in told.values())

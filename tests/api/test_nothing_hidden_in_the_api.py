"""What is not public shows nowhere below /api/: no answer changes by a byte."""

from datetime import timedelta

import pytest
import time_machine

from articles.models import Article
from tests.api.asking import ask
from tests.factories import (
    LONG_AGO,
    NOW,
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

HIDDEN = {
    "draft": {"state": "draft"},
    "in review": {"state": "review"},
    "approved": {"state": "approved"},
    "withdrawn": {"state": "withdrawn", "goes_live_at": LONG_AGO},
    "embargoed": {"state": "published", "goes_live_at": LONG_AGO, "embargo_until": NOW + timedelta(seconds=1)},
    "scheduled": {"state": "published", "goes_live_at": NOW + timedelta(days=1)},
}
PATHS = [
    "", "articles/", "articles/?q=secret", "articles/?modified_since=2000-01-01T00:00:00Z", "articles/?country=NE",
    "articles/?page=1", "missions/", "missions/niger", "programmes/", "programmes/retours", "contacts/", "schema",
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world():
    niger = make_country(region=make_region())
    mission = make_mission(country=niger)
    make_contact(mission=mission)
    fields = {"mission": mission, "countries": [niger], "programmes": [make_programme()], "themes": [make_theme()]}
    make_published(title="Un article public", **fields)
    return fields


def everything(client) -> list[bytes]:
    of_article = f"articles/{Article.objects.get(title='Un article public').uuid}"
    return [client.get(f"/api/v1/{path}").content for path in [*PATHS, of_article]]


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_article_is_nowhere(client, world, state):
    before = everything(client)
    hidden = make_article(title="Le secret", date_edtf="2026-06-14", **world | HIDDEN[state])
    assert everything(client) == before
    ask(client, f"articles/{hidden.uuid}", status=404)


def test_a_working_copy_is_nowhere(client, world):
    before = everything(client)
    public = Article.objects.get()
    copy = make_article(title="Le secret", revises=public, translation_group=public.translation_group)
    assert everything(client) == before
    ask(client, f"articles/{copy.uuid}", status=404)


def test_a_draft_translation_is_nowhere(client, world):
    before = everything(client)
    make_article(title="A secret", language="en", translation_group=Article.objects.get().translation_group)
    assert everything(client) == before


def test_records_known_from_drafts_are_nowhere(client, world):
    before = everything(client)
    mission = make_mission("gao", "Gao", is_to_check=True)
    programme = make_programme("gao", "Gao", is_to_check=True)
    article = make_article(mission=mission, programmes=[programme], countries=world["countries"])
    article.organisations.add(make_organisation("gao", "Gao"))
    world["mission"].parent = mission
    world["mission"].save()
    assert everything(client) == before
    for path in ("missions/gao", "programmes/gao"):
        ask(client, path, status=404)
    for facet in ("mission", "programme", "organisation"):
        ask(client, **{facet: "gao"}, status=400)


def test_nobody_to_check_or_out_of_service_is_told(client, world):
    before = everything(client)
    make_contact("Le secret", is_active=False, mission=world["mission"])
    make_contact("Le secret", is_active=False, verified_on=None, mission=world["mission"])
    assert everything(client) == before
    ask(client, "contacts/le-secret", status=404)


def test_a_private_number_and_a_note_are_not_told(client, world):
    before = everything(client)
    person = world["mission"].contacts.get()
    person.phones.create(number="+41225550999", is_public=False)
    person.note = "Le secret"
    person.save()
    world["mission"].press_line_phone, world["mission"].press_line_is_public = "+41225550998", False
    world["mission"].save()
    assert everything(client) == before


def test_the_mission_of_a_person_is_told_once_it_is_public(client):
    person = make_contact(mission=make_mission("gao", "Gao", is_to_check=True))
    assert ask(client, f"contacts/{person.slug}")["mission"] is None
    make_published(mission=person.mission)
    assert ask(client, f"contacts/{person.slug}")["mission"] == {"slug": "gao", "name": "Gao"}

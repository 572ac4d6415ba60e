"""What is not public shows nowhere: no page changes by a byte."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from articles.facets import memory
from articles.models import Article, Programme
from tests.factories import (
    NOW,
    make_article,
    make_country,
    make_mission,
    make_programme,
    make_published,
    make_region,
    make_theme,
)

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": {"state": "draft"},
    "in review": {"state": "review"},
    "withdrawn": {"state": "withdrawn", "goes_live_at": datetime(2020, 1, 1, tzinfo=UTC)},
    "embargoed": {
        "state": "published",
        "goes_live_at": datetime(2020, 1, 1, tzinfo=UTC),
        "embargo_until": NOW + timedelta(seconds=1),
    },
    "scheduled": {"state": "published", "goes_live_at": NOW + timedelta(days=1)},
}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world():
    niger = make_country(region=make_region())
    fields = {
        "mission": make_mission(country=niger),
        "countries": [niger],
        "programmes": [make_programme()],
        "themes": [make_theme()],
    }
    make_published(title="Un article public", **fields)
    return fields


def public_urls():
    lists = ["home", "article-list", "mission-list", "programme-list", "contact-list"]
    return [
        *(reverse(name) for name in lists),
        reverse("mission", args=["niger"]),
        reverse("programme", args=["retours"]),
        reverse("article", args=["un-article-public"]),
        f"{reverse('article-list')}?country=NE",
        f"{reverse('article-list')}?q=secret",
        *(f"{reverse('suggest')}?q={text}" for text in ("secret", "retou", "assist")),
    ]


@pytest.mark.parametrize("state", HIDDEN)
def test_a_draft_is_nowhere(client, world, state):
    before = [client.get(url).content for url in public_urls()]
    make_article(title="Le secret", date_edtf="2026-06-14", **world | HIDDEN[state])
    assert [client.get(url).content for url in public_urls()] == before


@pytest.mark.parametrize("state", HIDDEN)
def test_a_draft_has_no_page(client, world, state):
    hidden = make_article(title="Le secret", **world | HIDDEN[state])
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_a_working_copy_is_nowhere(client, world):
    before = [client.get(url).content for url in public_urls()]
    public = Article.objects.get()
    Article.objects.create(
        title="Le secret", language="fr", revises=public, translation_group=public.translation_group
    )
    assert [client.get(url).content for url in public_urls()] == before


def test_an_embargo_ends_to_the_second(client, world):
    hidden = make_article(title="Le secret", **world | HIDDEN["embargoed"])
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        assert client.get(hidden.get_absolute_url()).status_code == 200


def test_a_mission_to_check_known_from_a_draft_has_no_page(client):
    mission = make_mission(slug="gao", name_fr="Gao", is_to_check=True)
    make_article(mission=mission)
    assert client.get(reverse("mission", args=["gao"])).status_code == 404
    assert "Gao" not in client.get(reverse("mission-list")).content.decode()


@pytest.mark.parametrize("role", ["issuer", "co-issuer"])
def test_a_mission_to_check_appears_with_its_first_release(client, role):
    mission = make_mission(slug="gao", name_fr="Gao", is_to_check=True)
    if role == "issuer":
        make_published(mission=mission)
    else:
        make_published().co_issuers.add(mission)
    assert client.get(reverse("mission", args=["gao"])).status_code == 200


def test_a_programme_to_check_known_from_a_draft_has_no_page(client):
    make_article(programmes=[make_programme(slug="gao", name_fr="Gao", is_to_check=True)])
    assert client.get(reverse("programme", args=["gao"])).status_code == 404
    assert "Gao" not in client.get(reverse("programme-list")).content.decode()


def test_a_programme_to_check_appears_with_its_first_release(client):
    make_published(programmes=[make_programme(slug="gao", name_fr="Gao", is_to_check=True)])
    assert client.get(reverse("programme", args=["gao"])).status_code == 200


def test_records_of_drafts_alone_are_nowhere(client, world):
    programme = Programme.objects.get()
    programme.name_en = "Assisted returns"
    programme.save()
    urls = [*public_urls(), f"{reverse('article-list')}?q=assisted"]
    before = [client.get(url).content for url in urls]
    assert "Retours" in before[-1].decode()
    for number in range(6):
        make_programme(f"p{number}", f"Le secret {number}", name_en=f"Assisted {number}", is_to_check=True)
        make_mission(f"m{number}", f"Secret {number}", name_en=f"Assisted {number}", is_to_check=True)
    make_article(programmes=Programme.objects.exclude(pk=programme.pk))
    memory.forget()
    assert [client.get(url).content for url in urls] == before


def test_a_study_is_no_programme_for_readers(client):
    make_published(programmes=[make_programme(slug="etude", name_fr="Une étude", kind="study")])
    assert client.get(reverse("programme", args=["etude"])).status_code == 404
    assert "Une étude" not in client.get(reverse("article", args=["un-article"])).content.decode()


def test_the_version_of_a_draft_translation_is_not_announced(client):
    public = make_published()
    make_article(language="en", title="A draft", translation_group=public.translation_group)
    assert "/en/news/a-draft" not in client.get(public.get_absolute_url()).content.decode()

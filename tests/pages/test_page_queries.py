"""Every page costs the same number of queries, whether there is little to show or much."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import (
    Article,
    ArticleContact,
    ArticleImage,
    ArticleOrganisation,
    Correction,
    Programme,
    Quote,
    Theme,
)
from tests.factories import (
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

PAGES = {
    "home": 23,
    "article-list": 33,
    "mission-list": 6,
    "mission": 23,
    "programme-list": 5,
    "programme": 14,
    "contact-list": 10,
    "article": 29,
}
"""The most queries that each may cost."""
DETAILS = {"mission": "mission-0", "programme": "programme-0", "article": "article-0"}


def fill(first, last):
    for n in range(first, last):
        country = make_country(
            f"{chr(65 + n // 26)}{chr(65 + n % 26)}", f"Pays {n}", region=make_region(f"region-{n}")
        )
        mission = make_mission(f"mission-{n}", f"Mission {n}", country=country, press_line_phone="+41225550101")
        programme = make_programme(f"programme-{n}", f"Programme {n}")
        person = make_contact(f"Personne {n}", mission=mission, phone=f"+412255501{n:02}")
        everywhere = make_country("NE")
        make_published(
            title=f"Article {n}", slug=f"article-{n}", mission=mission, countries=[country, everywhere],
            programmes=[programme], themes=[make_theme(f"theme-{n}", f"Thème {n}")],
        )  # fmt: skip
        give_to_the_first(n, country, mission, programme, person)


def give_to_the_first(n, country, mission, programme, person):
    """Everything to the first article, mission and programme, so that their pages grow."""
    first = Article.objects.get(slug="article-0")
    organisation = make_organisation(f"organisation-{n}", f"Organisation {n}")
    ArticleOrganisation.objects.create(article=first, organisation=organisation)
    ArticleContact.objects.create(article=first, person=person)
    ArticleImage.objects.create(article=first)
    Quote.objects.create(article=first, text="« Rien. »")
    Correction.objects.create(article=first, number=n + 1, made_on="2020-01-01", text="Rien.")
    first.co_issuers.add(mission)
    first.programmes.add(programme)
    first.mission.covers.add(country)
    make_contact(f"Autre {n}", mission=first.mission)
    make_published(
        title=f"Encore {n}", mission=first.mission, programmes=[Programme.objects.get(slug="programme-0")],
        countries=[country], themes=[Theme.objects.get(slug="theme-0")],
    )  # fmt: skip
    make_mission(f"bureau-{n}", f"Bureau {n}", parent=first.mission)


def queries(client, name) -> int:
    """Once the page has been asked for: the first who asks may bring an index up to date."""
    address = reverse(name, args=[DETAILS[name]] if name in DETAILS else [])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.django_db(transaction=True)  # or each page would read an index of its own
def test_each_page_costs_the_same_however_much_it_shows(client):
    fill(0, 3)
    few = {name: queries(client, name) for name in PAGES}
    fill(3, 30)
    many = {name: queries(client, name) for name in PAGES}
    assert many == few
    assert [name for name, most in PAGES.items() if many[name] > most] == []

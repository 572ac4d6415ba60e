"""Home, missions, programmes and press contacts."""

from datetime import date

import pytest
from django.urls import reverse

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


def text(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_home_counts_each_release_once(client):
    article = make_published()
    make_published(language="en", translation_group=article.translation_group)
    assert client.get(reverse("home")).context["total"] == 1


def test_home_shows_the_newest_day_first(client):
    for day in ("2019-02-22", "2024-05-01", "2021-12-30"):
        make_published(title=day, date_edtf=day)
    titles = [article.title for article in client.get(reverse("home")).context["latest"]]
    assert titles == ["2024-05-01", "2021-12-30", "2019-02-22"]


def test_home_leaves_undated_releases_to_the_list(client):
    make_published(date_edtf="")
    assert not client.get(reverse("home")).context["latest"]


def test_home_shows_a_release_in_the_readers_language(client):
    article = make_published()
    make_published(title="In English", language="en", translation_group=article.translation_group)
    assert "In English" in client.get("/en/").content.decode()
    assert "In English" not in client.get("/fr/").content.decode()


def test_a_row_in_another_language_says_so(client):
    make_published(title="Only English", language="en")
    html = client.get("/fr/").content.decode()
    assert '<a href="/en/news/un-article"' not in html
    assert '<a href="/en/news/only-english" lang="en" hreflang="en">' in html


def test_home_leads_to_regions_and_themes(client):
    make_published(countries=[make_country(region=make_region())], themes=[make_theme()])
    html = text(client, "home")
    assert "/fr/news/?region=west-africa" in html
    assert "/fr/news/?theme=protection" in html


def test_home_is_kind_when_empty(client):
    assert client.get(reverse("home")).status_code == 200


def test_missions_stand_by_region_headquarters_first(client):
    make_mission(country=make_country(region=make_region()))
    make_mission(slug="siege", name_fr="Siège", kind="headquarters")
    make_mission(slug="ailleurs", name_fr="Ailleurs")
    groups = client.get(reverse("mission-list")).context["groups"]
    assert [group.anchor for group in groups] == ["headquarters", "west-africa", "others"]


def test_a_regional_office_comes_before_the_missions_of_its_region(client):
    region = make_region()
    make_mission(country=make_country(region=region))
    make_mission(slug="zinder", name_fr="Zinder", kind="regional").regions.add(region)
    groups = client.get(reverse("mission-list")).context["groups"]
    assert [mission.slug for mission in groups[0].missions] == ["zinder", "niger"]


def test_a_mission_shows_its_line_and_its_confirmed_contacts(client):
    mission = make_mission(press_line_phone="+41225550101")
    make_contact("Ibrahim Maïga", mission=mission)
    make_contact("Awa Sow", mission=mission, is_active=False)
    html = text(client, "mission", "niger")
    assert "tel:+41225550101" in html
    assert "Ibrahim Maïga" in html
    assert "Awa Sow" not in html


def test_a_mission_leads_to_its_releases(client):
    make_published(mission=make_mission())
    assert "/fr/news/?mission=niger" in text(client, "mission", "niger")


def test_a_mission_shows_undated_releases_last(client):
    mission = make_mission()
    make_published(title="Sans jour", date_edtf="", mission=mission)
    make_published(title="Daté", mission=mission)
    latest = client.get(reverse("mission", args=["niger"])).context["latest"]
    assert [article.title for article in latest] == ["Daté", "Sans jour"]


def test_a_release_of_no_known_mission_is_not_put_down_to_headquarters(client):
    make_mission(slug="siege", name_fr="Siège", kind="headquarters")
    make_published(title="Sans bureau")
    assert "Sans bureau" not in text(client, "mission", "siege")


def test_a_mission_names_the_programmes_of_its_releases(client):
    make_published(mission=make_mission(), programmes=[make_programme()])
    assert "/fr/programmes/retours" in text(client, "mission", "niger")


def test_a_programme_shows_who_leads_and_funds_it(client):
    programme = make_programme(starts_on=date(2017, 1, 1))
    programme.lead_agencies.add(make_organisation("haut", "Haut-Commissariat"))
    programme.funders.add(make_organisation("fonds", "Fonds des routes"))
    make_published(programmes=[programme])
    html = text(client, "programme", "retours")
    assert "Haut-Commissariat" in html
    assert "Fonds des routes" in html


def test_a_programme_hides_organisations_to_check(client):
    programme = make_programme()
    programme.funders.add(make_organisation("fonds", "Fonds inconnu", is_to_check=True))
    make_published(programmes=[programme])
    assert "Fonds inconnu" not in text(client, "programme", "retours")


def test_a_programme_names_its_missions(client):
    make_published(mission=make_mission(), programmes=[make_programme()])
    assert "/fr/missions/niger" in text(client, "programme", "retours")


def test_the_directory_holds_confirmed_contacts_only(client):
    mission = make_mission()
    make_contact("Ibrahim Maïga", mission=mission, languages=["fr", "ha"])
    make_contact("Awa Sow", mission=mission, is_active=False, verified_on=None)
    html = text(client, "contact-list")
    assert "Ibrahim Maïga" in html
    assert "Awa Sow" not in html


def test_the_directory_writes_numbers_in_groups(client):
    make_contact(phone="+41225550140")
    assert ">+41 22 555 01 40</a>" in text(client, "contact-list")


def test_the_directory_names_no_mission_to_check(client):
    make_contact("Ibrahim Maïga", mission=make_mission(name_fr="Gao", is_to_check=True))
    html = text(client, "contact-list")
    assert "Ibrahim Maïga" in html
    assert "Gao" not in html


def test_an_empty_directory_says_where_to_look(client):
    html = text(client, "contact-list")
    assert 'class="ways"' in html
    assert 'href="/fr/missions/"' in html


def test_a_row_without_a_lead_shows_how_the_text_begins(client):
    make_published(body_html="<p>Un avion a quitté Agadez.</p>")
    assert "<p>Un avion a quitté Agadez.</p>" in text(client, "home")


def test_a_programme_without_a_public_release_has_no_page(client):
    make_programme()
    assert client.get(reverse("programme", args=["retours"])).status_code == 404


def test_the_directory_puts_a_person_under_a_mission_with_a_public_release(client):
    mission = make_mission(is_to_check=True)
    person = make_contact(mission=mission)
    make_published(mission=mission)
    context = client.get(reverse("contact-list")).context
    assert [(group.missions, group.missions[0].people) for group in context["groups"]] == [([mission], [person])]
    assert context["others"] == []


def test_the_town_of_an_office_is_said_once_and_in_the_readers_language(client):
    make_published(
        mission=make_mission(
            "siege", "Siège, Genève", name_en="Headquarters, Geneva", kind="headquarters", city="Genève"
        )
    )
    assert "Genève" not in client.get("/en/missions/").content.decode()
    assert "Genève" not in client.get("/en/missions/siege").content.decode()
    assert "<bdi>Geneva</bdi>" in client.get("/en/").content.decode()


def test_the_many_programmes_of_a_mission_are_folded(client):
    programmes = [make_programme(f"programme-{n:02}", f"Programme {n:02}") for n in range(12)]
    make_published(mission=make_mission(), programmes=programmes)
    shown, _summary, folded = text(client, "mission", "niger").partition("4 autres")
    assert "Programme 07" in shown
    assert "Programme 08" not in shown
    assert "Programme 11" in folded


def test_the_second_page_of_programmes_has_an_address_of_its_own(client):
    make_published(programmes=[make_programme(f"programme-{n}", f"Programme {n}") for n in range(61)])
    html = client.get("/fr/programmes/?page=2").content.decode()
    assert '<link rel="canonical" href="http://testserver/fr/programmes/?page=2">' in html
    assert 'hreflang="en" href="http://testserver/en/programmes/?page=2"' in html
    assert "<title>Programmes, page 2 – " in html


def test_an_empty_newsroom_counts_nothing(client):
    assert "0 communiqué" not in text(client, "home")

"""Where a record is used: counted for everybody, listed for those who may see it."""

import pytest

from articles.models import Article, Programme
from contacts.models import Mission, PressContact
from iomnews.accounts.models import Membership
from tests.admin.records import address, listing, text
from tests.factories import (
    make_article,
    make_contact,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_theme,
)


@pytest.fixture
def mission(db):
    return make_mission()


def test_each_use_is_counted_and_leads_to_the_list(admin_client, mission):
    make_article(mission=mission, title="À elle")
    make_article(title="Ensemble").co_issuers.add(mission)
    page = text(admin_client.get(address(mission, "usage")))
    link = f"{listing(Article)}?uses=contacts.mission:{mission.pk}:co_issuers"
    assert f'<a href="{link}">Issued together with: 1</a>' in page
    assert [article.title for article in admin_client.get(link).context["cl"].result_list] == ["Ensemble"]


def test_what_an_article_is_about_and_what_it_only_names_are_two_uses(admin_client):
    country = make_country()
    make_article(countries=[country])
    make_article(mentioned=[country], title="Deux")
    page = text(admin_client.get(address(country, "usage")))
    assert "Country: about it: 1" in page
    assert "Country: only named: 1" in page
    link = f"{listing(Article)}?uses=contacts.country:NE:country_links__country-mentioned"
    assert [article.title for article in admin_client.get(link).context["cl"].result_list] == ["Deux"]


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (lambda m: make_contact(mission=m), "<h2>Press contacts</h2>"),
        (lambda m: make_mission("agadez", "Agadez", parent=m), "Answers to: 1"),
    ],
)
def test_the_uses_of_a_mission_by_other_records_are_told(admin_client, mission, use, expected):
    use(mission)
    assert expected in text(admin_client.get(address(mission, "usage")))


def test_programmes_and_persons_are_followed_too(admin_client):
    organisation, contact = make_organisation(), make_contact()
    make_programme().funders.add(organisation)
    make_article().contact_links.create(person=contact)
    assert "Funders: 1" in text(admin_client.get(address(organisation, "usage")))
    assert "Person: 1" in text(admin_client.get(address(contact, "usage")))


def test_another_missions_drafts_are_a_number_only(client_who_may, mission):
    client = client_who_may("view_mission")
    user = Membership._meta.get_field("user").related_model.objects.get()
    make_article(mission=mission, title="Un brouillon caché")
    make_published(mission=mission, title="Public")
    user.user_permissions.remove(*user.user_permissions.filter(codename="view_article"))
    page = text(client.get(address(mission, "usage")))
    assert "Issuing mission: 1" in page
    assert "and 1 more that you may not see" in page
    assert "Un brouillon caché" not in page


@pytest.mark.parametrize(
    "asked", ["x", "contacts.mission:{}:nothing", "contacts.mission:99999:mission", "contacts.mission:x:mission"]
)
def test_a_use_that_nobody_knows_is_no_list_of_everything(admin_client, mission, asked):
    make_article(mission=mission)
    response = admin_client.get(listing(Article), {"uses": asked.format(mission.pk)})
    assert response["Location"].endswith("?e=1")


def test_uses_are_a_column_by_which_the_list_is_sorted(admin_client, mission):
    other = make_mission("tchad", "Tchad")
    make_article(mission=other)
    make_contact(mission=other)
    response = admin_client.get(listing(Mission), {"o": "-8"})
    assert [(row.name, row.use_count) for row in response.context["cl"].result_list] == [("Tchad", 2), ("Niger", 0)]


def test_what_is_used_is_not_deleted_and_says_what_holds_it(admin_client, mission):
    make_article(mission=mission, title="Un brouillon caché")
    page = text(admin_client.get(address(mission, "delete")))
    assert "Niger – Articles, Issuing mission: 1" in page
    assert "Merge the two" in page
    assert "Un brouillon caché" not in page
    admin_client.post(address(mission, "delete"), {"post": "yes"})
    assert Mission.objects.filter(pk=mission.pk).exists()


def test_what_would_lose_a_record_is_counted_before_it_is_deleted(admin_client):
    theme = make_theme()
    make_article(themes=[theme], title="Un brouillon caché")
    page = text(admin_client.get(address(theme, "delete")))
    assert "Articles, Themes: 1" in page
    assert "Un brouillon caché" not in page
    admin_client.post(address(theme, "delete"), {"post": "yes"})
    assert not type(theme).objects.exists()


def test_what_is_used_is_not_deleted_from_the_list_either(admin_client, mission):
    make_article(mission=mission, title="Un brouillon caché")
    fields = {"action": "delete_selected", "_selected_action": [mission.pk], "post": "yes"}
    page = text(admin_client.post(listing(Mission), fields, follow=True))
    assert "Niger – Articles, Issuing mission: 1" in page
    assert Mission.objects.exists()


def test_a_contact_is_deleted_with_its_numbers(admin_client):
    contact = make_contact()
    admin_client.post(address(contact, "delete"), {"post": "yes"})
    assert not PressContact.objects.exists()


@pytest.mark.parametrize("model", [Mission, Programme])
def test_the_page_of_uses_costs_the_same_for_many(admin_client, model, django_assert_max_num_queries):
    record = make_mission() if model is Mission else make_programme()
    for n in range(15):
        article = make_article(title=f"{n}", mission=record if model is Mission else None)
        if model is Programme:
            article.programmes.add(record)
    with django_assert_max_num_queries(16):
        admin_client.get(address(record, "usage"))

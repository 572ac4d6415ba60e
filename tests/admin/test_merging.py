"""Merging two records in the admin: from the list, from a record's page; seen side by side and confirmed."""

import pytest
from django.urls import reverse

from articles.models import Article
from contacts.models import Mission
from iomnews.accounts.models import Membership, User
from tests.admin.forms import unchanged
from tests.admin.records import address, listing, text
from tests.factories import make_article, make_contact, make_mission, make_theme


@pytest.fixture
def niger(db):
    return make_mission(city="Niamey")


@pytest.fixture
def double(db):
    return make_mission("bureau-de-niamey", "Bureau de Niamey", city="Niamey-ville", acronym="BN", is_to_check=True)


def side_by_side(kept, merged):
    return address(kept, "merge_with", merged.pk)


def filled(response) -> dict:
    return {field.html_name: field.value() for field in response.context["form"]}


def choose(client, *records):
    fields = {"action": "merge_two", "_selected_action": [record.pk for record in records]}
    return client.post(listing(type(records[0])), fields, follow=True)


def test_two_chosen_in_the_list_are_shown_side_by_side(admin_client, niger, double):
    response = choose(admin_client, double, niger)
    assert response.redirect_chain[-1][0] == side_by_side(niger, double)
    assert "Niamey-ville" in text(response)


def test_one_or_three_are_not_two(admin_client, niger, double):
    assert "Choose exactly two records to merge." in text(choose(admin_client, niger))
    assert "Choose exactly two" in text(choose(admin_client, niger, double, make_mission("tchad", "Tchad")))


def test_the_other_is_chosen_on_the_records_page(admin_client, niger, double):
    assert f'href="{address(double, "merge")}"' in text(admin_client.get(address(double, "change")))
    response = admin_client.get(address(double, "merge"), {"other": niger.pk})
    assert response["Location"] == side_by_side(niger, double)


@pytest.mark.parametrize("make", [make_mission, make_contact, make_theme])
def test_the_page_that_asks_for_the_other_completes_its_name(admin_client, make):
    record = make()
    relation = admin_client.get(address(record, "merge")).context["form"].fields["other"].widget.field
    asked = {"app_label": relation.model._meta.app_label, "model_name": relation.model._meta.model_name}
    found = admin_client.get(reverse("admin:autocomplete"), asked | {"field_name": relation.name}).json()
    assert found["results"] == [{"id": str(record.pk), "text": str(record)}]


def test_a_merge_is_confirmed_with_the_values_chosen(admin_client, niger, double):
    article = make_article(mission=double)
    page = admin_client.get(side_by_side(niger, double))
    assert "Articles, Issuing mission: 1" in text(page)
    admin_client.post(side_by_side(niger, double), filled(page) | {"city": "merged"})
    niger.refresh_from_db()
    article.refresh_from_db()
    assert (niger.city, niger.acronym, article.mission) == ("Niamey-ville", "BN", niger)
    assert niger.history.first().history_user.username == "admin"


def test_opening_the_page_changes_nothing(admin_client, niger, double):
    admin_client.get(side_by_side(niger, double))
    assert Mission.objects.count() == 2


def test_a_record_changed_meanwhile_is_shown_again(admin_client, niger, double):
    fields = filled(admin_client.get(side_by_side(niger, double)))
    double.save()
    response = admin_client.post(side_by_side(niger, double), fields)
    assert "Somebody has changed one of the two meanwhile." in text(response)
    assert Mission.objects.count() == 2


def test_values_that_do_not_go_together_are_refused_with_the_reason(admin_client):
    kept, other = make_contact(), make_contact("I. Maïga", is_active=False, verified_on=None)
    fields = filled(admin_client.get(side_by_side(kept, other)))
    response = admin_client.post(side_by_side(kept, other), fields | {"verified_on": "merged"})
    assert "Say when this contact was checked before it goes into the directory." in text(response)


def test_headquarters_stays_and_the_other_way_is_offered(admin_client, niger):
    headquarters = make_mission("siege", "Siège", kind="headquarters")
    page = text(admin_client.get(side_by_side(niger, headquarters)))
    assert "Headquarters stays" in page
    assert side_by_side(headquarters, niger) in page


def test_a_record_merged_meanwhile_is_not_found(admin_client, niger, double):
    where = side_by_side(niger, double)
    double.delete()
    assert admin_client.get(where).status_code in (302, 404)


def test_offices_of_different_kinds_are_told_apart(admin_client, niger, double):
    assert "different kinds" not in text(admin_client.get(side_by_side(niger, double)))
    Mission.objects.filter(pk=double.pk).update(kind="liaison")
    assert "offices of different kinds" in text(admin_client.get(side_by_side(niger, double)))


def test_who_may_not_delete_does_not_merge(client_who_may, niger, double):
    client = client_who_may("view_mission", "change_mission")
    assert client.get(side_by_side(niger, double)).status_code == 403
    assert "Merge with another" not in text(client.get(address(niger, "change")))


def test_only_records_within_reach_are_merged(client_who_may, niger, double):
    """A role in one mission neither changes nor deletes another."""
    client = client_who_may("view_mission")
    user = User.objects.get(username="aminata")
    group = user.groups.model.objects.get_or_create(name="administrator")[0]
    permissions = user.user_permissions.model.objects
    group.permissions.add(*permissions.filter(codename__in=["change_mission", "delete_mission"]))
    Membership.objects.create(user=user, mission=niger, role="administrator")
    assert client.post(side_by_side(niger, double)).status_code == 403
    assert client.post(side_by_side(double, niger)).status_code == 403
    assert Mission.objects.count() == 2


def test_the_history_of_the_one_leads_to_that_of_the_other(admin_client, niger, double):
    gone = address(double, "history")
    admin_client.post(side_by_side(niger, double), filled(admin_client.get(side_by_side(niger, double))))
    assert f'<a href="{gone}">Bureau de Niamey</a>' in text(admin_client.get(address(niger, "history")))
    assert "its history is kept" in text(admin_client.get(gone))


def test_a_form_of_an_article_names_the_kept_one(admin_client, niger, double):
    article = make_article(mission=double)
    admin_client.post(side_by_side(niger, double), filled(admin_client.get(side_by_side(niger, double))))
    page = reverse("admin:articles_article_change", args=[article.pk])
    admin_client.post(page, unchanged(admin_client.get(page)))
    assert Article.objects.get().mission == niger

"""Who changed a record, when, why and what; and what happens to the second of two who save at once."""

import pytest
from django.urls import reverse

from articles.models import Programme
from contacts.merging import merge
from contacts.models import Mission
from iomnews.accounts.models import Membership, User
from tests.admin.forms import unchanged
from tests.admin.records import address, save, text
from tests.factories import (
    make_contact,
    make_country,
    make_headquarters,
    make_member,
    make_mission,
    make_organisation,
    make_programme,
    make_theme,
)


def reasons(record):
    return [row.history_change_reason for row in record.history.all()]


@pytest.fixture
def mission(db):
    return make_mission(city="Niamey")


def test_a_save_leaves_one_revision_with_who_and_why(admin_client, mission):
    save(admin_client, mission, city="Agadez", covers=[make_country("TD", "Tchad").pk], reason="Déménagement")
    row = mission.history.first()
    assert mission.history.count() == 2
    assert (row.history_user.username, row.history_change_reason, row.city) == ("admin", "Déménagement", "Agadez")
    assert [link.country_id for link in row.covers.all()] == ["TD"]


def test_a_save_that_changes_nothing_leaves_no_revision(admin_client, mission):
    save(admin_client, mission, reason="Pour voir")
    assert mission.history.count() == 1


def test_a_record_added_has_one_revision_that_says_so(admin_client):
    add = reverse("admin:articles_programme_add")
    funder = make_organisation()
    fields = unchanged(admin_client.get(add)) | {"name_fr": "Retours", "slug": "retours", "funders": [funder.pk]}
    admin_client.post(add, fields)
    row = Programme.history.get()
    assert (row.history_type, row.funders.get().organisation) == ("+", funder)


def test_the_history_says_each_change_in_words(admin_client, mission):
    make_country("TD", "Tchad", name_en="Chad")
    save(admin_client, mission, kind="liaison", covers=["TD"], is_to_check="on")
    page = text(admin_client.get(address(mission, "history")))
    assert "<dt>Kind</dt><dd><del>Country mission</del>" in page
    assert "<ins>Liaison office</ins>" in page
    assert "<ins>Chad</ins>" in page
    assert "<ins>Yes</ins>" in page


def test_what_a_record_pointed_at_and_is_gone_is_named_as_gone(admin_client):
    parent = make_mission("sahel", "Sahel")
    mission = make_mission(parent=parent)
    save(admin_client, mission, parent="")
    key = parent.pk
    parent.delete()
    assert f"<del>record {key}, deleted since</del>" in text(admin_client.get(address(mission, "history")))


def test_the_history_of_a_page_costs_as_many_queries_for_many_revisions(
    admin_client, mission, django_assert_max_num_queries
):
    for n in range(20):
        mission.city = f"Ville {n}"
        mission.parent = make_mission(f"m{n}", f"M{n}")
        mission.save()
        mission.covers.set([make_country(f"A{chr(65 + n)}", f"Pays {n}")])
    with django_assert_max_num_queries(16):
        admin_client.get(address(mission, "history"))


def test_what_was_done_to_a_number_stands_in_the_history(admin_client):
    contact = make_contact(phone="+41225550140")
    save(admin_client, contact, **{"phones-0-note": "le soir"})
    page = text(admin_client.get(address(contact, "history")))
    assert "Phone +41225550140: Note</dt><dd>– <span" in page
    assert "<ins>le soir</ins>" in page


def test_a_number_that_came_or_went_is_told_whole(admin_client):
    contact = make_contact(phone="+41225550140")
    more = {"phones-TOTAL_FORMS": 2, "phones-0-DELETE": "on", "phones-1-number": "+41225550141", "phones-1-order": 1}
    save(admin_client, contact, **more, **{"phones-1-contact": contact.pk, "phones-1-is_public": "on"})
    page = text(admin_client.get(address(contact, "history")))
    assert "<del>number: +41225550140; public: Yes</del>" in page
    assert "<ins>number: +41225550141; public: Yes</ins>" in page


def test_a_record_goes_back_to_an_earlier_revision(admin_client, mission):
    first = mission.history.first().history_id
    save(admin_client, mission, city="Agadez", covers=[make_country("TD", "Tchad").pk])
    admin_client.post(address(mission, "revision", first))
    mission.refresh_from_db()
    assert (mission.city, mission.covers.count()) == ("Niamey", 0)
    assert mission.history.first().history_change_reason.startswith("Back to the revision of")


def test_going_back_keeps_the_address_and_follows_merges(admin_client):
    parent, other = make_mission("sahel", "Sahel"), make_mission("dakar", "Dakar")
    mission = make_mission(parent=parent)
    first = mission.history.first().history_id
    mission.parent, mission.slug = None, "bureau-du-niger"
    mission.save()
    merge(other, parent)
    admin_client.post(address(mission, "revision", first))
    mission.refresh_from_db()
    assert (mission.parent, mission.slug) == (other, "bureau-du-niger")


def test_going_back_to_what_is_not_allowed_any_more_is_refused_with_the_reason(admin_client):
    mission = make_mission()
    first = mission.history.first().history_id
    Mission.objects.update(name_fr="", name_en="Niger")
    type(mission).history.filter(pk=first).update(name_fr="")
    response = admin_client.post(address(mission, "revision", first), follow=True)
    assert "Give a name in at least one language." in text(response)


def test_a_person_who_may_only_look_cannot_go_back(client_who_may, mission):
    client = client_who_may("view_mission")
    first = address(mission, "revision", mission.history.first().history_id)
    mission.city = "Agadez"
    mission.save()
    assert "Go back to this revision" not in text(client.get(first))
    assert client.post(first).status_code == 403


def test_going_back_never_leaves_the_users_missions(client_who_may):
    own, other = make_mission(), make_mission("tchad", "Tchad")
    contact = make_contact(mission=other)
    first = address(contact, "revision", contact.history.first().history_id)
    contact.mission = own
    contact.save()
    client = client_who_may("view_presscontact")
    Membership.objects.create(user=User.objects.get(username="aminata"), mission=own, role="editor")
    assert "It belonged to a mission that is not yours." in text(client.post(first, follow=True))
    contact.refresh_from_db()
    assert contact.mission == own


def test_a_mission_does_not_go_back_to_being_headquarters_by_itself(db, client):
    mission = make_headquarters()
    first = mission.history.first().history_id
    mission.kind = Mission.Kind.COUNTRY
    mission.save()
    client.force_login(make_member("publisher", mission, language="en"))
    page = client.post(address(mission, "revision", first), follow=True)
    assert "Headquarters alone says which office is headquarters." in text(page)
    mission.refresh_from_db()
    assert mission.kind == Mission.Kind.COUNTRY


def test_the_history_of_a_deleted_record_is_still_read(admin_client):
    theme = make_theme()
    where = address(theme, "history")
    theme.delete()
    assert "its history is kept" in text(admin_client.get(where))


def second_saver(client, record, first, **second):
    """Two open the form, the first saves, then the second."""
    mine = unchanged(client.get(address(record, "change")))
    for name, value in first.items():
        setattr(record, name, value)
    record._history_user = User.objects.create(username="ibrahim", email="i@migrations.example")
    record.save()
    return client.post(address(record, "change"), mine | second)


def test_the_second_of_two_savers_is_told_who_saved_and_what(admin_client, mission):
    response = second_saver(admin_client, mission, {"city": "Agadez"}, city="Zinder")
    assert "ibrahim saved this record on" in text(response)
    assert "“Niamey” became “Agadez”. You have changed it too" in text(response)
    assert Mission.objects.get().city == "Agadez"


def test_the_second_saver_loses_nothing_and_neither_does_the_first(admin_client, mission):
    response = second_saver(admin_client, mission, {"acronym": "NE"}, city="Zinder")
    admin_client.post(address(mission, "change"), unchanged(response))
    mission.refresh_from_db()
    assert (mission.acronym, mission.city) == ("NE", "Zinder")


def test_links_that_the_first_saver_added_are_taken_over(admin_client):
    programme, funder = make_programme(), make_organisation()
    mine = unchanged(admin_client.get(address(programme, "change")))
    save(admin_client, programme, funders=[funder.pk])
    response = admin_client.post(address(programme, "change"), mine | {"phase": "2"})
    admin_client.post(address(programme, "change"), unchanged(response))
    programme.refresh_from_db()
    assert (programme.phase, list(programme.funders.all())) == ("2", [funder])


def test_what_is_written_in_a_record_deleted_meanwhile_is_shown_to_be_copied(admin_client):
    contact = make_contact(phone="+41225550140")
    page = address(contact, "change")
    form = unchanged(admin_client.get(page)) | {"note": "Le matin"}
    contact.delete()
    shown = text(admin_client.post(page, form))
    assert "This was deleted while you wrote" in shown
    assert "<dd>Le matin</dd>" in shown
    assert "Number: +41225550140; Public: Yes" in shown

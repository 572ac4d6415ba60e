import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import PressContact
from iomnews.accounts.models import User
from tests.admin.forms import unchanged
from tests.factories import make_contact, make_member, make_mission

LIST = reverse("admin:contacts_presscontact_changelist")


def listed(client, **parameters):
    return {contact.name for contact in client.get(LIST, parameters).context["cl"].result_list}


def test_contacts_to_check_are_set_apart_and_counted(admin_client):
    make_contact("Ibrahim Maïga")
    PressContact.objects.create(name="Aminata Diallo")
    assert listed(admin_client, to_check="yes") == {"Aminata Diallo"}
    assert listed(admin_client, to_check="no") == {"Ibrahim Maïga"}
    assert ">Yes (1)</a>" in admin_client.get(LIST).content.decode()


def test_a_contact_is_found_by_number_and_by_other_spelling(admin_client):
    make_contact("Ibrahim Maïga", phone="+41225550140", aliases=["Brahim Maiga"])
    make_contact("Aminata Diallo", phone="+41225550141")
    assert listed(admin_client, q="5550140") == {"Ibrahim Maïga"}
    assert listed(admin_client, q="brahim maïga") == {"Ibrahim Maïga"}


def test_a_contact_goes_into_the_directory_with_the_day_of_its_check(admin_client):
    contact = PressContact.objects.create(name="Aminata Diallo")
    address = reverse("admin:contacts_presscontact_change", args=[contact.pk])
    response = admin_client.post(address, unchanged(admin_client.get(address)) | {"is_active": "on"})
    assert "Say when this contact was checked before it goes into the directory." in response.content.decode()


def test_a_phone_is_added_on_the_contacts_page(admin_client):
    contact = PressContact.objects.create(name="Aminata Diallo")
    address = reverse("admin:contacts_presscontact_change", args=[contact.pk])
    phone = {
        "phones-TOTAL_FORMS": 1,
        "phones-0-number": "+41225550140",
        "phones-0-order": 0,
        "phones-0-apps": "Signal",
    }
    admin_client.post(address, unchanged(admin_client.get(address)) | phone)
    assert contact.phones.get().apps == ["Signal"]


def test_contacts_are_confirmed_after_what_readers_will_see_was_shown(admin_client):
    contact = PressContact.objects.create(name="Aminata Diallo", email="a@migrations.example")
    contact.phones.create(number="+41225550149")
    contact.phones.create(number="+41225550140", is_public=True)
    fields = {"action": "confirm", "_selected_action": [contact.pk]}
    page = admin_client.post(LIST, fields).content.decode()
    assert "a@migrations.example" in page
    assert "+41225550140" in page
    assert "+41225550149" not in page
    assert PressContact.objects.to_check().exists()
    admin_client.post(LIST, fields | {"confirmed": "Confirm"})
    contact.refresh_from_db()
    assert (contact.is_active, contact.verified_on) == (True, timezone.localdate())
    assert contact.history.first().history_user.username == "admin"


def test_confirming_stays_within_the_users_missions(client_who_may):
    contact = PressContact.objects.create(name="Aminata Diallo")
    client_who_may("view_presscontact").post(LIST, {"action": "confirm", "_selected_action": [contact.pk]})
    assert PressContact.objects.to_check().exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "Ibrahim  MAIGA ", "email": "b@migrations.example"}, "the same name"),
        ({"name": "I. M.", "email": "A@migrations.example"}, "the same e-mail"),
    ],
)
def test_a_contact_that_may_be_the_same_person_is_shown(admin_client, fields, reason):
    contact = make_contact("Ibrahim  Maïga", email="a@migrations.example", phone="+41225550140")
    other = make_contact(**fields, phone="+41225550141")
    page = admin_client.get(reverse("admin:contacts_presscontact_change", args=[other.pk])).content.decode()
    address = reverse("admin:contacts_presscontact_merge_with", args=[contact.pk, other.pk])
    assert f'{reason}. <a href="{address}"' in page


def test_a_contact_with_the_same_number_is_shown(admin_client):
    make_contact(phone="+41225550140")
    other = make_contact("Aminata Diallo", phone="+41225550140")
    page = admin_client.get(reverse("admin:contacts_presscontact_change", args=[other.pk])).content.decode()
    assert "the same number" in page
    assert "the same name" not in page


PRIVATE = "+41225550199"


@pytest.fixture
def with_private_number(db):
    contact = make_contact(mission=make_mission("chad", "Tchad"))
    contact.phones.create(number=PRIVATE)
    return contact


def of_niger(client, role="editor"):
    client.force_login(make_member(role))
    return client


def test_a_private_number_is_searched_by_nobody(admin_client, with_private_number):
    assert listed(admin_client, q=PRIVATE) == set()


def test_a_private_number_is_shown_to_those_who_may_change_the_contact_alone(client, with_private_number):
    page = reverse("admin:contacts_presscontact_change", args=[with_private_number.pk])
    assert PRIVATE not in of_niger(client).get(page).content.decode()
    with_private_number.mission.memberships.create(user=User.objects.get(), role="editor")
    assert PRIVATE in client.get(page).content.decode()


def test_the_history_names_no_private_number_to_others(client, admin_client, with_private_number):
    page, history = (
        reverse(f"admin:contacts_presscontact_{name}", args=[with_private_number.pk]) for name in ("change", "history")
    )
    admin_client.post(page, unchanged(admin_client.get(page)) | {"phones-1-note": "Le soir"})
    assert PRIVATE in admin_client.get(history).content.decode()
    assert PRIVATE not in of_niger(client).get(history).content.decode()

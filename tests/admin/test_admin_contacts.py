from django.urls import reverse

from contacts.models import PressContact
from tests.admin.forms import unchanged
from tests.factories import make_contact

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

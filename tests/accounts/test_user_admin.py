"""Administrators invite people and give roles as far as they reach, and no further."""

import pytest
from django.core import mail
from django.urls import reverse

from iomnews.accounts.models import Membership, User
from tests.accounts.conftest import browser, is_signed_in
from tests.admin.forms import unchanged
from tests.factories import make_member

LIST, ADD = reverse("admin:accounts_user_changelist"), reverse("admin:accounts_user_add")


def client_of(user):
    client = browser()
    client.force_login(user)
    return client


def change(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


@pytest.fixture
def administrator(niger):
    """Of one mission."""
    return client_of(make_member("administrator", niger, username="awa"))


@pytest.fixture
def chief(headquarters):
    """Of headquarters."""
    return client_of(make_member("administrator", headquarters, username="chief"))


def invite(client, mission, role="editor", **fields):
    person = {"username": "moussa", "email": "moussa@migrations.example", "language": "fr"}
    roles = {"memberships-TOTAL_FORMS": 1, "memberships-0-mission": mission.pk, "memberships-0-role": role}
    return client.post(ADD, unchanged(client.get(ADD)) | person | roles | fields)


def test_who_is_invited_gets_a_link_and_no_password(administrator, niger, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(administrator, niger)
    assert not User.objects.get(username="moussa").has_usable_password()
    assert mail.outbox[0].to == ["moussa@migrations.example"]
    assert "/account/password/reset/" in mail.outbox[0].body


def test_an_administrator_gives_no_role_in_another_mission(administrator, chad):
    assert invite(administrator, chad).status_code == 200
    assert not User.objects.filter(username="moussa").exists()


def test_a_new_account_has_a_role(administrator, niger):
    nothing = {"memberships-0-mission": "", "memberships-0-role": ""}
    assert invite(administrator, niger, **nothing).status_code == 200
    assert not User.objects.filter(username="moussa").exists()


def test_nobody_but_a_superuser_makes_one(chief, headquarters):
    invite(chief, headquarters, is_superuser="on")
    moussa = User.objects.get(username="moussa")
    chief.post(change(moussa), unchanged(chief.get(change(moussa))) | {"is_superuser": "on"})
    moussa.refresh_from_db()
    assert not moussa.is_superuser


def test_people_of_other_missions_and_superusers_are_not_seen(administrator, chad):
    make_member(mission=chad, username="hawa")
    User.objects.create_superuser("root", "root@migrations.example")
    shown = administrator.get(LIST).context["cl"].result_list
    assert [user.username for user in shown] == ["awa"]


def test_a_superuser_is_out_of_reach_of_headquarters_too(chief):
    root = User.objects.create_superuser("root", "root@migrations.example")
    assert chief.get(change(root)).status_code == 302


def test_the_address_of_who_has_a_role_elsewhere_is_not_changed(administrator, niger, chad):
    """Whoever has the address has the rights."""
    hawa = make_member("publisher", chad, username="hawa")
    hawa.memberships.create(role="contributor", mission=niger)
    administrator.post(change(hawa), unchanged(administrator.get(change(hawa))) | {"email": "awa2@migrations.example"})
    hawa.refresh_from_db()
    assert hawa.email == "hawa@migrations.example"


def test_roles_elsewhere_are_not_shown(administrator, niger, chad):
    hawa = make_member("publisher", chad, username="hawa")
    hawa.memberships.create(role="contributor", mission=niger)
    formset = administrator.get(change(hawa)).context["inline_admin_formsets"][0].formset
    assert [form.instance.mission for form in formset.initial_forms] == [niger]


def test_links_go_to_ones_own_people_only(administrator, niger, chad):
    own, other = make_member(username="moussa"), make_member(mission=chad, username="hawa")
    other.memberships.create(role="contributor", mission=niger)
    administrator.post(LIST, {"action": "send_link", "_selected_action": [own.pk, other.pk]})
    assert [message.to for message in mail.outbox] == [[own.email]]


def test_a_role_out_of_reach_is_not_given_by_the_list_of_memberships(administrator, chad):
    moussa = make_member(username="moussa")
    add = reverse("admin:accounts_membership_add")
    administrator.post(add, {"user": moussa.pk, "mission": chad.pk, "role": "editor"})
    assert not Membership.objects.filter(mission=chad).exists()


def test_a_membership_out_of_reach_does_not_open(administrator, chad):
    theirs = make_member(mission=chad, username="hawa").memberships.get()
    assert administrator.get(reverse("admin:accounts_membership_change", args=[theirs.pk])).status_code == 302


def test_the_last_administrator_is_neither_disabled_nor_deprived(chief):
    user = User.objects.get(username="chief")
    fields = unchanged(chief.get(change(user)))
    fields.pop("is_active", None)
    chief.post(change(user), fields | {"memberships-0-DELETE": "on"})
    chief.post(change(user), fields | {"memberships-0-role": "editor"})
    chief.post(reverse("admin:accounts_membership_delete", args=[user.memberships.get().pk]), {"post": "yes"})
    assert User.objects.administrators().get() == user


def test_one_of_two_administrators_may_go(chief, headquarters):
    other = make_member("administrator", headquarters, username="other")
    fields = unchanged(chief.get(change(other)))
    chief.post(change(other), fields | {"memberships-0-DELETE": "on"})
    assert not other.memberships.exists()


def test_disabling_in_the_admin_ends_the_session(chief, niger):
    moussa = make_member(mission=niger, username="moussa")
    client = client_of(moussa)
    fields = unchanged(chief.get(change(moussa)))
    del fields["is_active"]
    chief.post(change(moussa), fields)
    assert not is_signed_in(client)


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher"])
def test_only_administrators_see_accounts(niger, role):
    assert client_of(make_member(role, niger)).get(LIST).status_code == 403

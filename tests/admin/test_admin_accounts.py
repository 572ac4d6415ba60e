from django.urls import reverse

from iomnews.accounts.models import Membership, User
from tests.admin.forms import unchanged
from tests.factories import make_mission

ADD = reverse("admin:accounts_user_add")
NEW = {"username": "aminata", "usable_password": "false"}


def test_a_new_user_needs_an_address(admin_client):
    response = admin_client.post(ADD, unchanged(admin_client.get(ADD)) | NEW)
    assert list(response.context["adminform"].form.errors) == ["email"]


def test_a_user_is_added_with_a_role_in_a_mission(admin_client):
    mission = make_mission()
    role = {"memberships-TOTAL_FORMS": 1, "memberships-0-mission": mission.pk, "memberships-0-role": "editor"}
    fields = NEW | role | {"email": "aminata@migrations.example"}
    admin_client.post(ADD, unchanged(admin_client.get(ADD)) | fields)
    assert Membership.objects.get().user == User.objects.get(username="aminata")


def test_two_roles_in_one_mission_are_refused(admin_client):
    user, mission = User.objects.get(), make_mission()
    Membership.objects.create(user=user, mission=mission, role="editor")
    add = reverse("admin:accounts_membership_add")
    response = admin_client.post(add, {"user": user.pk, "mission": mission.pk, "role": "publisher"})
    assert response.context["adminform"].form.errors


def test_two_new_roles_in_one_mission_in_one_form_are_refused(admin_client):
    rows = [("mission", make_mission().pk), ("role", "editor")]
    roles = {f"memberships-{n}-{name}": value for n in (0, 1) for name, value in rows}
    fields = NEW | roles | {"memberships-TOTAL_FORMS": 2, "email": "aminata@migrations.example"}
    response = admin_client.post(ADD, unchanged(admin_client.get(ADD)) | fields)
    assert response.status_code == 200
    assert not User.objects.filter(username="aminata").exists()

"""The first page of the admin: what awaits the user."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import desk, versions
from articles.models import ImportBatch, SourceDocument
from contacts.models import PressContact
from iomnews.accounts.models import Membership, User
from tests.factories import NOW, make_article, make_mission, make_published

pytestmark = pytest.mark.usefixtures("in_english")

INDEX = reverse("admin:index")


def boxes(user=None):
    return {str(box.title): box for box in desk.boxes(user or User.objects.get())}


def make_imported(**fields):
    article = make_article(**fields)
    batch = ImportBatch.objects.create(started_at=NOW, paths=["pages"], parser_version="1")
    SourceDocument.objects.create(batch=batch, article=article, path="1.txt", status="created")
    versions.keep(article, reason="import")
    return article


def test_an_empty_newsroom_says_what_to_do_first(admin_client):
    assert "There is no article yet." in admin_client.get(INDEX).content.decode()


def test_each_kind_of_work_leads_to_a_list_of_just_as_many(admin_client):
    user = User.objects.get()
    versions.propose(make_article(created_by=user, date_edtf=""), {})
    make_imported(title="Importé", lead="Chapô")
    PressContact.objects.create(name="Aminata Diallo")
    make_mission(is_to_check=True)
    found = boxes()
    assert len(found) == 8
    for box in found.values():
        assert admin_client.get(box.address).context["cl"].result_count == box.count > 0


def test_drafts_of_others_are_not_mine(admin_client):
    make_article(title="De moi", created_by=User.objects.get())
    make_article(title="D’autrui")
    assert [article.title for article in boxes()["My drafts"].records] == ["De moi"]


def test_what_a_person_saved_is_checked(admin_client):
    article = make_imported()
    assert boxes()["Imported, to check"].count == 1
    versions.keep(article, reason="edit", by=User.objects.get())
    assert "Imported, to check" not in boxes()


def test_the_drafts_of_another_mission_are_not_shown(client_who_may):
    client = client_who_may()
    user, niger = User.objects.get(), make_mission()
    role = Group.objects.get_or_create(name="editor")[0]
    role.permissions.set(Permission.objects.filter(codename__in=["view_article", "change_article"]))
    Membership.objects.create(user=user, mission=niger, role="editor")
    make_imported(title="Secret", mission=make_mission("tchad"))
    make_article(title="À nous", mission=niger)
    page = client.get(INDEX).content.decode()
    assert "À nous" in page
    assert "Secret" not in page


def test_a_future_release_is_not_published_yet(admin_client):
    make_published(title="Hier")
    make_published(title="En 2090", goes_live_at=NOW.replace(year=2090))
    shown = desk.published_last(NOW)
    assert [article.title for article in shown] == ["Hier"]


def test_more_than_can_be_counted_quickly_says_so(admin_client, monkeypatch):
    monkeypatch.setattr(desk, "MOST_COUNTED", 2)
    for _n in range(4):
        make_article()
    assert "more than 2" in admin_client.get(INDEX).content.decode()


def test_the_first_page_costs_as_many_queries_for_many_as_for_few(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(INDEX)
        return len(captured)

    make_imported()
    queries()
    few = queries()
    for _n in range(8):
        make_imported()
    assert queries() == few


@pytest.mark.parametrize("group", ["Who and where", "What things are filed under", "People"])
def test_lists_stand_in_an_editors_groups(admin_client, group):
    page = admin_client.get(INDEX).content.decode()
    assert f"<h3>{group}</h3>" in page
    assert "<h3>Others</h3>" not in page

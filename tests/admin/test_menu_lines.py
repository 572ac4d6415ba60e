"""What imports learnt of menus, in the admin: who sees it, and who says that a line is text."""

import pytest
from django.urls import reverse

from articles.models import MenuLine
from contacts.models import Mission
from iomnews.accounts.models import Membership
from tests.admin.test_admin_pages import make_menu_line
from tests.factories import make_member, make_mission

LIST = reverse("admin:articles_menuline_changelist")

pytestmark = pytest.mark.django_db


@pytest.fixture
def headquarters():
    return make_mission("siege", kind=Mission.Kind.HEADQUARTERS)


@pytest.fixture
def line():
    return make_menu_line()


def page(line):
    return reverse("admin:articles_menuline_change", args=[line.pk])


def call_text(client, line):
    """By the form, and by the list."""
    answers = [client.post(page(line), {"is_text": "on"})]
    said = MenuLine.objects.get().is_text
    MenuLine.objects.update(is_text=False)
    answers.append(client.post(LIST, {"action": "call_text", "_selected_action": [line.pk]}))
    return [answer.status_code for answer in answers], (said, MenuLine.objects.get().is_text)


def test_a_publisher_at_headquarters_says_that_a_line_is_text(client, headquarters, line):
    client.force_login(make_member("publisher", headquarters))
    assert call_text(client, line) == ([302, 302], (True, True))


def test_nothing_else_of_a_line_is_changed(client, headquarters, line):
    client.force_login(make_member("administrator", headquarters))
    client.post(page(line), {"is_text": "on", "line": "Autre", "site": "autre.example"})
    assert (MenuLine.objects.get().line, MenuLine.objects.get().site) == (line.line, line.site)


def test_its_page_leads_to_the_example_and_to_the_import(client, headquarters, line):
    client.force_login(make_member("contributor", headquarters))
    text = client.get(page(line)).content.decode()
    document = line.batch.documents.get()
    assert reverse("admin:articles_sourcedocument_change", args=[document.pk]) in text
    assert reverse("admin:articles_importbatch_change", args=[line.batch_id]) in text


def test_an_editor_at_headquarters_only_sees_it(client, headquarters, line):
    client.force_login(make_member("editor", headquarters))
    assert line.line in client.get(LIST).content.decode()
    assert call_text(client, line)[1] == (False, False)


def test_missions_see_no_lines_since_their_pages_may_be_of_others(client, line):
    client.force_login(make_member("publisher", make_mission("niger")))
    assert line.line not in client.get(LIST).content.decode()
    assert call_text(client, line)[1] == (False, False)


def test_who_publishes_in_a_mission_alone_changes_no_line_though_they_see_all(client, headquarters, line):
    member = make_member("publisher", make_mission("niger"))
    Membership.objects.create(user=member, mission=headquarters, role="contributor")
    client.force_login(member)
    assert line.line in client.get(LIST).content.decode()
    assert call_text(client, line)[1] == (False, False)

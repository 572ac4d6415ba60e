"""Publishing and withdrawing from an article's own page, and the words on the pages around it."""

import pytest
from django.urls import reverse
from django.utils import translation

from iomnews.accounts.models import Membership
from tests.admin.forms import unchanged
from tests.factories import make_article, make_member, make_mission, make_published

pytestmark = pytest.mark.usefixtures("db", "in_english")


def page(article, name="change"):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def become(client, role, mission):
    client.force_login(make_member(role, mission))


def test_saving_and_publishing_asks_with_what_was_just_written(admin_client):
    article = make_article()
    form = unchanged(admin_client.get(page(article))) | {"title": "Un autre titre", "_publish": "1"}
    asked = admin_client.post(page(article), form, follow=True)
    assert [(ready.title, ready.state) for ready, _lacking in asked.context["ready"]] == [("Un autre titre", "draft")]


def test_a_publisher_publishes_from_the_articles_page(client):
    niger = make_mission()
    article = make_article(mission=niger)
    become(client, Membership.Role.PUBLISHER, niger)
    response = client.post(page(article, "publish"), {"confirmed": "yes"})
    article.refresh_from_db()
    assert (response.url, article.state) == (page(article), "published")


def test_looking_at_the_question_publishes_nothing(admin_client):
    article = make_article()
    admin_client.get(page(article, "publish"))
    article.refresh_from_db()
    assert article.state == "draft"


def test_an_editor_neither_sees_the_button_nor_opens_the_page(client):
    niger = make_mission()
    article = make_article(mission=niger)
    become(client, Membership.Role.EDITOR, niger)
    assert 'name="_publish"' not in client.get(page(article)).content.decode()
    assert client.post(page(article, "publish"), {"confirmed": "yes"}).status_code == 403


def test_a_publisher_of_another_mission_does_not_find_the_draft(client):
    article = make_article(mission=make_mission())
    become(client, Membership.Role.PUBLISHER, make_mission("chad", "Tchad"))
    assert client.post(page(article, "publish"), {"confirmed": "yes"}).status_code == 404


def test_a_publisher_of_another_mission_withdraws_nothing(client):
    article = make_published(mission=make_mission())
    become(client, Membership.Role.PUBLISHER, make_mission("chad", "Tchad"))
    client.post(page(article, "withdraw"), {"confirmed": "yes"})
    article.refresh_from_db()
    assert article.state == "published"


def test_what_is_published_can_be_withdrawn_from_its_page(admin_client):
    article = make_published()
    assert ("Withdraw…", page(article, "withdraw")) in admin_client.get(page(article)).context["page_tools"]
    admin_client.post(page(article, "withdraw"), {"confirmed": "yes"})
    article.refresh_from_db()
    assert article.state == "withdrawn"


def test_whoever_may_not_change_the_text_reads_it_without_tags(client):
    article = make_published(mission=make_mission(), body_html="<p>Un <strong>puits</strong>.</p>")
    become(client, Membership.Role.CONTRIBUTOR, article.mission)
    assert "<p>Un <strong>puits</strong>.</p>" in client.get(page(article)).content.decode()


def test_a_moment_that_stays_says_its_zone_too(admin_client):
    response = admin_client.get(page(make_published()))
    assert response.content.decode().count("In the time of Europe/Zurich.") == 3


def test_the_menu_has_the_groups_of_the_dashboard_and_nothing_technical(admin_client):
    content = admin_client.get(page(make_article())).content.decode()
    assert "Who and where" in content
    assert "Source contents" not in content


@pytest.mark.parametrize("name", ["articles_article", "contacts_mission", "accounts_user"])
def test_french_pages_name_no_objects(admin_client, name):
    with translation.override("fr"):
        admin_client.cookies["django_language"] = "fr"
        for kind in ("changelist", "add"):
            assert "objet" not in admin_client.get(reverse(f"admin:{name}_{kind}")).content.decode()

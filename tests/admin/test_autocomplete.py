"""What a field offers while a relation is typed."""

import pytest
from django.urls import reverse

from contacts.models import Mission
from tests.factories import make_article, make_contact, make_member, make_mission, make_organisation

ORGANISATION = {"app_label": "articles", "model_name": "articleorganisation", "field_name": "organisation"}
PERSON = {"app_label": "articles", "model_name": "articlecontact", "field_name": "person"}
ORIGINAL = {"app_label": "articles", "model_name": "article", "field_name": "translated_from"}


def offered(client, field, term):
    results = client.get(reverse("admin:autocomplete"), field | {"term": term}).json()["results"]
    return [result["text"] for result in results]


def test_the_exact_name_comes_first_then_those_that_begin_so(admin_client):
    for slug, name in [("a", "Ancienne Unité"), ("b", "Unité d’Agadez"), ("c", "Unité"), ("d", "Désunité")]:
        make_organisation(slug, name)
    assert offered(admin_client, ORGANISATION, "unite") == ["Unité", "Unité d’Agadez", "Ancienne Unité", "Désunité"]


def test_a_name_is_found_by_its_alias(admin_client):
    make_organisation(aliases=["Comité d’Évian"])
    assert offered(admin_client, ORGANISATION, "comite d'evian") == ["Croix-Rouge"]


def test_a_person_is_told_from_a_namesake_by_the_mission(admin_client):
    make_contact("Aminata Diallo", mission=make_mission(), phone="+41225550141")
    make_contact("Aminata Diallo", phone="+41225550142")
    assert sorted(offered(admin_client, PERSON, "aminata")) == ["Aminata Diallo", "Aminata Diallo · Niger"]


def test_an_article_says_its_language_day_and_state(admin_client):
    make_article(title="Sécheresse à Agadez")
    label = "Sécheresse à Agadez · FR · 22\N{NO-BREAK SPACE}Feb.\N{NO-BREAK SPACE}2019 · Draft"
    assert offered(admin_client, ORIGINAL, "sécher aga") == [label]


def test_titles_that_begin_so_come_first(admin_client):
    make_article(title="Agadez aide")
    make_article(title="L’aide à Agadez")
    labels = offered(admin_client, ORIGINAL, "agadez")
    assert [label.partition(" · ")[0] for label in labels] == ["Agadez aide", "L’aide à Agadez"]


def test_an_arabic_title_is_found_by_its_letters(admin_client):
    make_article(title="بيان صحفي", language="ar")
    make_article()
    assert len(offered(admin_client, ORIGINAL, "صحفي")) == 1


@pytest.fixture
def editor(client, db):
    client.force_login(make_member("editor"))
    return client


def test_the_draft_of_another_mission_is_not_offered(editor):
    make_article(title="Secret", mission=make_mission("tchad"))
    assert offered(editor, ORIGINAL, "secret") == offered(editor, ORIGINAL, "") == []


def test_an_own_article_is_offered_however_many_hidden_ones_are_nearer(editor, monkeypatch):
    monkeypatch.setattr("articles.admin.article_list.MOST_READ", 2)
    make_article(title="Notre eau", mission=Mission.objects.get())
    chad = make_mission("tchad")
    for title in ("Eau", "Eau potable", "L’eau"):
        make_article(title=title, mission=chad)
    assert [label.partition(" · ")[0] for label in offered(editor, ORIGINAL, "eau")] == ["Notre eau"]


def test_no_more_than_a_hundred_are_offered(admin_client, monkeypatch):
    monkeypatch.setattr("iomnews.completion.MOST_OFFERED", 2)
    for number in range(3):
        make_organisation(f"o{number}", f"Organisation {number}")
    assert len(offered(admin_client, ORGANISATION, "orga")) == len(offered(admin_client, ORGANISATION, "")) == 2

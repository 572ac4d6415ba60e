"""What a field offers while a relation is typed."""

from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from iomnews.accounts.models import Membership, User
from tests.factories import make_article, make_contact, make_mission, make_organisation

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


def test_the_draft_of_another_mission_is_not_offered(client_who_may):
    client = client_who_may()
    role = Group.objects.get_or_create(name="editor")[0]
    role.permissions.set(Permission.objects.filter(codename__in=["view_article", "change_article"]))
    Membership.objects.create(user=User.objects.get(), mission=make_mission(), role="editor")
    make_article(title="Secret", mission=make_mission("tchad"))
    assert offered(client, ORIGINAL, "secret") == []

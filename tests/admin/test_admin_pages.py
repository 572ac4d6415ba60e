"""Every model has its list and its forms, as cheap with many rows as with few, and clean under the policy."""

import re
from itertools import count

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from articles import models as articles
from articles import versions
from contacts import models as contacts
from iomnews.accounts.models import Membership, User
from tests import factories

numbers = count(1)
MADE_BY_THE_SITE = [
    articles.ImportBatch,
    articles.MenuLine,
    articles.NearDuplicate,
    articles.SourceContent,
    articles.SourceDocument,
    articles.ArticleVersion,
    articles.NameDecision,
]


def make_code():
    n = next(numbers)
    return chr(65 + n // 26 % 26) + chr(65 + n % 26)


def make_country():
    return factories.make_country(make_code(), region=factories.make_region())


def make_mission():
    parent = factories.make_mission(f"bureau-{next(numbers)}")
    return factories.make_mission(f"mission-{next(numbers)}", country=make_country(), parent=parent)


def make_user():
    n = next(numbers)
    return User.objects.create(username=f"user{n}", email=f"user{n}@migrations.example")


def make_article():
    article = factories.make_article(
        mission=make_mission(),
        countries=[make_country()],
        themes=[factories.make_theme(f"theme-{next(numbers)}")],
        created_by=make_user(),
    )
    versions.keep(article, reason="edit", by=make_user())
    return article


def make_organisation():
    return factories.make_organisation(f"organisation-{next(numbers)}", country=make_country())


def make_document():
    n = next(numbers)
    batch = articles.ImportBatch.objects.create(
        started_at=factories.NOW, by=make_user(), paths=["pages"], parser_version="1", counts={"created": 1}
    )
    content = articles.SourceContent.objects.create(digest=f"{n:064}", data=b"Une page")
    return articles.SourceDocument.objects.create(
        batch=batch, article=make_article(), path=f"{n}.txt", content=content, status="created", report={"title": "T"}
    )


def make_decision():
    """Of a name that a published article still bears."""
    n = next(numbers)
    unknown, known = make_organisation(), make_organisation()
    articles.Organisation.objects.filter(pk=unknown.pk).update(is_to_check=True, name_fr=f"Fondation {n}")
    articles.ArticleOrganisation.objects.create(article=make_article(), organisation=unknown)
    return articles.NameDecision.objects.create(
        kind="organisation", key=f"fondation {n}", printed=f"Fondation {n}", meaning="record", by=make_user(),
        model="articles.organisation", record=known.pk, name=str(known), decided_at=factories.NOW,
    )  # fmt: skip


def make_menu_line():
    document, n = make_document(), next(numbers)
    return articles.MenuLine.objects.create(
        site="old.example",
        place="head",
        line=f"Rubrique {n}",
        page_count=9,
        example=document.path,
        batch=document.batch,
    )


def make_pair():
    one, other = make_article(), make_article()
    reasons = [["words", "90"]]
    return articles.NearDuplicate.objects.create(
        first=one, second=other, is_translation=False, score=90, reasons=reasons
    )


MAKERS = {
    Group: lambda: Group.objects.create(name=f"Group {next(numbers)}"),
    User: make_user,
    Membership: lambda: Membership.objects.create(user=make_user(), mission=make_mission(), role="editor"),
    contacts.Region: lambda: factories.make_region(f"region-{next(numbers)}"),
    contacts.Country: make_country,
    contacts.Mission: make_mission,
    contacts.PressContact: lambda: factories.make_contact(mission=make_mission()),
    articles.Theme: lambda: factories.make_theme(f"theme-{next(numbers)}"),
    articles.Organisation: make_organisation,
    articles.Programme: lambda: factories.make_programme(f"programme-{next(numbers)}"),
    articles.Article: make_article,
    articles.ImportBatch: lambda: make_document().batch,
    articles.MenuLine: make_menu_line,
    articles.NearDuplicate: make_pair,
    articles.SourceContent: lambda: make_document().content,
    articles.SourceDocument: make_document,
    articles.ArticleVersion: lambda: make_article().versions.first(),
    articles.NameDecision: make_decision,
}
every_model = pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@every_model
def test_a_list_opens(admin_client, model):
    MAKERS[model]()
    assert admin_client.get(address(model, "changelist")).status_code == 200


@every_model
def test_a_record_opens(admin_client, model):
    assert admin_client.get(address(model, "change", MAKERS[model]().pk)).status_code == 200


@every_model
def test_what_the_site_makes_is_not_added_by_hand(admin_client, model):
    expected = 403 if model in MADE_BY_THE_SITE else 200
    assert admin_client.get(address(model, "add")).status_code == expected


@every_model
def test_a_list_is_searched_without_error(admin_client, model):
    MAKERS[model]()
    response = admin_client.get(address(model, "changelist"), {"q": "l’été \"d'"})
    assert response.status_code == 200
    assert response.context["cl"].search_fields


@every_model
def test_nothing_inline_is_sent(admin_client, model):
    page = admin_client.get(address(model, "change", MAKERS[model]().pk)).content.decode()
    assert not re.search(r"<style|<script>|\sstyle=|\son[a-z]+=", page)


def relations_of(model_admin):
    """Each relation that the form or one of its parts edits, with who shows it."""
    for shown_by in (model_admin, *(inline(model_admin.model, admin.site) for inline in model_admin.inlines)):
        for field in [*shown_by.model._meta.fields, *shown_by.model._meta.many_to_many]:
            through = getattr(field.remote_field, "through", None)
            parent = field.is_relation and shown_by is not model_admin and field.related_model is model_admin.model
            if field.editable and field.is_relation and not parent and (through is None or through._meta.auto_created):
                yield shown_by, field


@every_model
def test_a_relation_is_never_a_list_of_everything(model):
    model_admin = admin.site._registry[model]
    if model in [*MADE_BY_THE_SITE, Group, User]:
        return
    for shown_by, field in relations_of(model_admin):
        assert field.name in shown_by.autocomplete_fields, f"{shown_by}: {field.name}"

"""Every list and every completion of the admin costs as many queries for a dozen records as for three."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, NameDecision
from iomnews.accounts.models import Membership, User
from tests.admin.records import listing
from tests.admin.test_admin_pages import MAKERS
from tests.factories import make_member, make_mission

LETTER = "r"  # in a name of each record
LISTS = [{}, {"q": LETTER}, {"_facets": "True"}]
NOT_FOR_EDITORS = [Group, Membership, NameDecision, User]
COMPLETED = [
    ("articles", "article", "mission"),
    ("articles", "article", "programmes"),
    ("articles", "article", "themes"),
    ("articles", "article", "translated_from"),
    ("articles", "articlecontact", "person"),
    ("articles", "articlecountry", "country"),
    ("articles", "articleorganisation", "organisation"),
    ("contacts", "country", "region"),
]


@pytest.fixture(params=["superuser", "editor"])
def person(request, client, db):
    if request.param == "superuser":
        user = User.objects.create(username="awa", email="awa@migrations.example", is_staff=True, is_superuser=True)
    else:
        user = make_member("editor", make_mission("own"), username="awa")
    client.force_login(user)
    return user


def make(model, number):
    """The records, and the articles that belong to them, in the editor's mission."""
    for _n in range(number):
        MAKERS[model]()
    own = Membership.objects.filter(user__username="awa").values_list("mission", flat=True).first()
    Article.objects.update(**{"mission": own} if own else {})


def queries(client, address, parameters) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, parameters).status_code == 200
    return len(captured)


def assert_same_for_many(client, model, asked):
    make(model, 3)
    for address, parameters in asked:
        client.get(address, parameters)
    few = [queries(client, *one) for one in asked]
    make(model, 9)
    assert [queries(client, *one) for one in asked] == few


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_list_costs_the_same(client, person, model):
    if model in NOT_FOR_EDITORS and not person.is_superuser:
        assert client.get(listing(model)).status_code == 403
        return
    assert_same_for_many(client, model, [(listing(model), parameters) for parameters in LISTS])


@pytest.mark.parametrize(("app", "model", "field"), COMPLETED)
def test_a_completion_costs_the_same(client, person, app, model, field):
    asked = {"app_label": app, "model_name": model, "field_name": field}
    completed = apps.get_model(app, model)._meta.get_field(field).related_model
    address = reverse("admin:autocomplete")
    assert_same_for_many(client, completed, [(address, asked | {"term": term}) for term in ("", LETTER)])

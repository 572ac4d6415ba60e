"""Nothing that is typed into a search of the admin is an error."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.admin.test_admin_pages import MAKERS
from tests.admin.test_autocomplete import ORGANISATION, ORIGINAL, PERSON

TYPED = [
    "a " * 3_000,
    "a" * 60_000,
    "é'\"%_\\ «\0",
    "-",
    '"a b',
    "l'" * 200,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]
LISTS = [model for model, own in admin.site._registry.items() if own.search_fields]


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_no_list_fails(admin_client, typed):
    for make in MAKERS.values():
        make()
    assert len(LISTS) > 10
    for model in LISTS:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert admin_client.get(address, {"q": typed}, follow=True).status_code == 200, address


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_no_field_fails(admin_client, typed):
    for field in (ORGANISATION, PERSON, ORIGINAL):
        assert admin_client.get(reverse("admin:autocomplete"), field | {"term": typed}).status_code == 200

"""What each role allows, in the missions where it is held (reach.py); docs/roles.md says the same in a table.

A group of Django holds the permissions of each role. Migrations make them, through `grant`; so does every `migrate`
afterwards, and a flush of the database.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db.models import Q

APPS = ("articles", "contacts", "accounts")
PARTS = ["articlecontact", "articlecountry", "articleimage", "articleorganisation", "attachment", "quote"]
CONTACTS = ["presscontact", "presscontactphone"]
RECORDS = ["country", "mission", "organisation", "programme", "region", "theme"]

ADDED = {
    "contributor": {("add", "change"): ["article"], ("add", "change", "delete"): PARTS},
    "editor": {
        ("review", "delete"): ["article"],
        ("add", "change", "delete"): [*CONTACTS, "legacyaddress"],
        ("add", "change"): ["organisation", "programme"],
    },
    "publisher": {
        ("publish",): ["article"],
        ("change",): ["mission", "menuline"],
        ("add", "change", "delete"): ["correction"],
        ("decide",): ["namedecision"],
    },
    "administrator": {
        ("add", "change", "delete"): [*RECORDS, "membership"],
        ("view", "add", "change"): ["user"],
        ("view",): ["membership"],
        ("view_sealed",): ["sourcedocument"],
        ("add", "undo"): ["importbatch"],
    },
}
"""Each role may do what the one before may, and this: actions, and the models on which."""


def codenames(role: str) -> set[str]:
    """The permissions of a role beyond seeing what the newsroom writes: "change_article"."""
    held = set()
    for name, added in ADDED.items():
        held |= {f"{action}_{model}" for actions, models in added.items() for model in models for action in actions}
        if name == role:
            break
    return held


def grant(apps=installed) -> None:
    """Make the groups as the table says, and the permissions that Django would make only after all migrations."""
    for label in APPS:
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=APPS)
    seeing = Q(codename__startswith="view_") & ~Q(codename="view_sealed_sourcedocument")
    seeing &= ~Q(content_type__app_label="accounts")
    for role in ADDED:
        group = apps.get_model("auth", "Group").objects.get_or_create(name=role)[0]
        group.permissions.set(permissions.filter(seeing | Q(codename__in=codenames(role))))


def restore(apps=installed, **kwargs) -> None:
    """After a migrate or a flush; half-way back in the migrations there may be no groups to make."""
    if {"auth", *APPS} <= set(apps.app_configs):
        grant(apps)

"""The groups are those that docs/roles.md describes, and making them again changes nothing."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management.sql import emit_post_migrate_signal

from iomnews.accounts import roles

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent.parent.parent / "docs" / "roles.md"


def documented() -> dict[str, set[str]]:
    """The permissions that each role adds, by the code words of its row."""
    rows = re.findall(r"^\| (\w+) \|.*\|(.*)\|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return {role: set(re.findall(r"`(\w+)`", words)) for role, words in rows if role in roles.ADDED}


def granted(role) -> set[str]:
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def test_each_role_has_the_permissions_of_the_table():
    held = set()
    for role, added in documented().items():
        held |= added
        seeing = {name for name in granted(role) if name.startswith("view_")} - held
        assert granted(role) - seeing == held


def test_every_role_sees_all_that_the_newsroom_writes_but_sealed_pages():
    ours = Permission.objects.filter(
        content_type__app_label__in=["articles", "contacts"], codename__startswith="view_"
    )
    expected = set(ours.values_list("codename", flat=True)) - {"view_sealed_sourcedocument"}
    assert {name for name in granted("contributor") if name.startswith("view_")} == expected


def test_making_them_again_changes_nothing():
    before = {role: granted(role) for role in roles.ADDED}
    roles.grant()
    assert {role: granted(role) for role in roles.ADDED} == before
    assert Group.objects.count() == 4


def test_what_was_taken_from_a_group_comes_back():
    Group.objects.get(name="editor").permissions.clear()
    roles.grant()
    assert "review_article" in granted("editor")


def test_a_flush_brings_them_back():
    """What `manage.py flush` sends once all tables are empty, without the state of a migration."""
    Group.objects.all().delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert granted("publisher") > granted("editor") > set()

"""The triggers that note what changes for readers outlive the migrations to come."""

import pytest
from django.db import connection, models

from articles import watching
from articles.models import Article, PublicRevision, Tombstone
from articles.watching import watch
from tests.factories import make_published, make_theme

pytestmark = pytest.mark.django_db(transaction=True)


def moved(act) -> int:
    before = PublicRevision.objects.get().number
    act()
    return PublicRevision.objects.get().number - before


def test_a_table_that_a_migration_makes_anew_keeps_its_triggers():
    article, theme = make_published(), make_theme()
    field = Article._meta.get_field("dateline")
    longer = models.CharField(max_length=field.max_length + 1, blank=True)
    longer.set_attributes_from_name("dateline")
    longer.model = Article
    with connection.schema_editor() as editor:
        editor.alter_field(Article, field, longer)
    try:
        assert moved(lambda: article.themes.add(theme)) == 1
        assert moved(lambda: Article.objects.filter(pk=article.pk).update(title="Autrement")) == 1
        article.delete()
        assert Tombstone.objects.filter(uuid=article.uuid).exists()
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Article, longer, field)


def test_where_the_revision_has_no_table_nothing_is_noted(monkeypatch):
    article, theme = make_published(), make_theme()
    try:
        with monkeypatch.context() as patch:
            patch.setattr(watching, "REVISIONS", "a_table_that_is_not_there")
            watch("default")
        assert moved(lambda: article.themes.add(theme)) == 0
    finally:
        watch("default")
    assert moved(lambda: article.themes.clear()) == 1

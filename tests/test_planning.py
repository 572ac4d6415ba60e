"""What the database's planner knows after an import."""

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from articles.models import Article
from iomnews.planning import MANY, learn_sizes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def many_articles():
    Article.objects.bulk_create(
        Article(title=f"Un {n}", slug=f"un-{n}", language="fr", state="published", visible_from="2020-01-01T00:00Z")
        for n in range(MANY)
    )


def plan_of_a_list() -> str:
    return Article.objects.filter(state="published", revises=None, pk__in=range(1, 21)).order_by().explain()


def test_after_many_rows_articles_are_found_by_their_keys_not_by_their_state(many_articles):
    learn_sizes(after=MANY)
    if connection.vendor == "sqlite":
        assert "INTEGER PRIMARY KEY" in plan_of_a_list()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'articles_article'")
            assert cursor.fetchone()[0] >= MANY


def test_after_a_migration_its_indices_are_known(many_articles):
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=[("a migration", False)])
    assert connection.vendor != "sqlite" or "INTEGER PRIMARY KEY" in plan_of_a_list()

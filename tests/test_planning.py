"""What the database's planner knows after an import."""

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.api.changes import Changes
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


def test_what_changed_since_a_moment_is_found_in_an_index_and_not_among_all_that_is_published(many_articles):
    for state in ("draft", "withdrawn"):
        Article.objects.bulk_create(
            Article(title=f"Un {n}", slug=f"{state}-{n}", language="fr", state=state) for n in range(MANY)
        )
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=[("a migration", False)])
    changes = Changes(since=timezone.now(), now=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        assert changes.count() == 0
        assert changes.page(None, 20) == ([], [], None)
    for query in queries:
        if 'FROM "articles_article"' in query["sql"].partition("WHERE")[0]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {query['sql']}")
                assert "article_changes_for_readers" in str(cursor.fetchall())

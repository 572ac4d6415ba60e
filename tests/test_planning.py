"""What the database's planner knows after an import."""

import pytest
from django.db import connection

from articles.models import Article
from iomnews.planning import MANY, learn_sizes


@pytest.mark.django_db(transaction=True)
def test_after_many_rows_articles_are_found_by_their_keys_not_by_their_state():
    Article.objects.bulk_create(
        Article(title=f"Un {n}", slug=f"un-{n}", language="fr", state="published", visible_from="2020-01-01T00:00Z")
        for n in range(MANY)
    )
    learn_sizes(after=MANY)
    if connection.vendor == "sqlite":
        rows = Article.objects.filter(state="published", revises=None, pk__in=range(1, 21)).order_by()
        assert "INTEGER PRIMARY KEY" in rows.explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'articles_article'")
            assert cursor.fetchone()[0] >= MANY

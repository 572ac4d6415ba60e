"""What the database's planner knows after an import."""

import pytest
from django.db import connection

from articles.models import Article
from iomnews.planning import MANY, learn_sizes


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself")
def test_after_many_rows_articles_are_found_by_their_keys_not_by_their_state():
    Article.objects.bulk_create(
        Article(title=f"Un {n}", slug=f"un-{n}", language="fr", state="published", visible_from="2020-01-01T00:00Z")
        for n in range(MANY)
    )
    rows = Article.objects.filter(state="published", revises=None, pk__in=range(1, 21)).order_by()
    learn_sizes(after=MANY)
    assert "INTEGER PRIMARY KEY" in rows.explain()

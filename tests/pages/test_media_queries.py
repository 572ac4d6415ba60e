"""What it costs to ask whether a reader may have a picture."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import ArticleImage
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def test_a_picture_is_found_by_its_file_and_not_among_all_articles(client):
    ArticleImage.objects.create(article=make_published(), image="images/a.png")
    with CaptureQueriesContext(connection) as queries:
        client.get("/media/images/a.png")
    asked = [query["sql"] for query in queries if "articles_articleimage" in query["sql"]]
    assert asked
    assert not [sql for sql in asked if "JOIN" in sql]

"""What was public and is gone leaves a tombstone, whichever way it went; what never was public leaves none."""

from datetime import timedelta

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.utils import timezone

from articles import workflow
from articles.models import Article, SearchText, Tombstone
from tests.factories import LONG_AGO, make_article, make_published

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + timedelta(days=1)
WAYS = {
    "withdrawn": lambda article: workflow.withdraw(article, now=timezone.now()),
    "under embargo again": lambda article: its_row(article).update(visible_from=TOMORROW),
    "a draft again": lambda article: its_row(article).update(state="draft"),
    "deleted": lambda article: article.delete(),
    "deleted past every signal": lambda article: its_row(article)._raw_delete("default"),
}
NEVER_PUBLIC = {
    "draft": {"state": "draft"},
    "withdrawn": {"state": "withdrawn"},
    "scheduled": {"state": "published", "goes_live_at": TOMORROW},
    "embargoed": {"state": "published", "goes_live_at": LONG_AGO, "embargo_until": TOMORROW},
}


def its_row(article):
    SearchText.objects.filter(article=article).delete()
    return Article.objects.filter(pk=article.pk)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_go_is_told(way):
    article = make_published()
    uuid, before = article.uuid, timezone.now()
    WAYS[way](article)
    assert abs(Tombstone.objects.get(uuid=uuid).gone_at - before) < timedelta(minutes=1)


@pytest.mark.parametrize("state", NEVER_PUBLIC)
def test_what_never_was_public_is_not_told(state):
    article = make_article(**NEVER_PUBLIC[state])
    its_row(article).update(state="review")
    article.delete()
    assert not Tombstone.objects.filter(uuid=article.uuid).exists()


def test_a_working_copy_that_goes_is_not_told():
    copy = make_article(revises=make_published(), slug="un-article")
    copy.delete()
    assert not Tombstone.objects.filter(uuid=copy.uuid).exists()


def test_what_is_edited_in_public_stays():
    article = make_published()
    article.title = "Un autre titre"
    article.save()
    assert not Tombstone.objects.filter(uuid=article.uuid).exists()


def test_what_is_public_again_is_gone_no_longer():
    article = make_published()
    its_row(article).update(state="withdrawn")
    its_row(article).update(state="published")
    assert not Tombstone.objects.filter(uuid=article.uuid).standing(timezone.now()).exists()


def test_the_last_time_that_it_went_counts():
    article = make_published()
    Tombstone.objects.create(uuid=article.uuid, gone_at=LONG_AGO)
    its_row(article).update(state="withdrawn")
    assert Tombstone.objects.get(uuid=article.uuid).gone_at > LONG_AGO


def test_a_migration_that_loses_the_triggers_brings_them_back():
    of_table = " ON articles_article" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER tombstone_of_deletion{of_table}")
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=[])
    article = make_published()
    its_row(article)._raw_delete("default")
    assert Tombstone.objects.filter(uuid=article.uuid).exists()

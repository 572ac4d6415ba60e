"""What a reader may see: one rule, for a queryset and for a row."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.models import Article
from tests.factories import LONG_AGO, NOW, make_article, make_published

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("state", Article.State.values)
@pytest.mark.parametrize("goes_live_at", [LONG_AGO, NOW - SECOND, NOW, NOW + SECOND])
@pytest.mark.parametrize("embargo_until", [None, NOW - SECOND, NOW, NOW + SECOND])
def test_the_rule_for_a_row_is_that_of_the_queryset(state, goes_live_at, embargo_until):
    article = make_article(state=state, goes_live_at=goes_live_at, embargo_until=embargo_until)
    due = max(goes_live_at, embargo_until or goes_live_at) <= NOW
    assert article.is_public(NOW) == Article.objects.published(NOW).exists() == (state == "published" and due)


def test_a_working_copy_is_not_public():
    make_article(revises=make_published(), slug="un-article")
    assert Article.objects.published(NOW).count() == 1


def test_an_embargo_without_a_moment_to_go_live_shows_nothing():
    assert make_article(embargo_until=LONG_AGO).visible_from is None


def test_publishing_shows_from_now_and_keeps_a_version():
    article = make_article()
    workflow.publish(article, now=NOW)
    assert article.is_public(NOW)
    assert article.versions.get().reason == "publication"


def test_publishing_waits_for_the_embargo():
    article = make_article(embargo_until=NOW + SECOND)
    workflow.publish(article, now=NOW)
    assert not article.is_public(NOW)
    assert article.is_public(NOW + SECOND)


def test_a_published_article_is_not_published_again():
    with pytest.raises(workflow.NotAllowed):
        workflow.publish(make_published(), now=NOW)


def test_publishing_loses_nothing_that_was_saved_since_it_was_read():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(title="Corrigé entre-temps")
    workflow.publish(article, now=NOW)
    assert Article.objects.get().title == article.title == "Corrigé entre-temps"


def test_a_withdrawn_article_is_gone():
    article = make_published()
    workflow.withdraw(article, now=NOW)
    assert not Article.objects.published(NOW).exists()


def test_a_release_is_listed_in_the_readers_language_else_in_its_own():
    first = make_published(title="Un", language="es")
    make_published(title="One", language="en", translation_group=first.translation_group, translated_from=first)
    shown = {language: Article.objects.one_per_group(language).get().title for language in ("fr", "en", "es")}
    assert shown == {"fr": "Un", "en": "One", "es": "Un"}

"""What those read who keep a copy: every change once, whatever happens meanwhile, and what is gone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import workflow
from articles.models import Article, Tombstone
from tests.api.asking import ask, titles
from tests.factories import LONG_AGO, NOW, make_article, make_country, make_published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def saved(article, moment):
    Article.objects.filter(pk=article.pk).update(updated_at=moment)
    return article


def since(client, moment, **parameters):
    return ask(client, modified_since=moment.isoformat(), **parameters)


def test_what_was_saved_before_is_not_told(client):
    saved(make_published(title="Avant"), NOW - 2 * HOUR)
    saved(make_published(title="Après"), NOW - HOUR)
    told = since(client, NOW - HOUR)
    assert (titles(told), told["count"], told["tombstones"]) == (["Après"], 1, [])


def test_an_article_that_goes_live_later_than_it_was_saved_is_told(client):
    article = make_published(title="Sous embargo", embargo_until=NOW - timedelta(minutes=1))
    saved(article, NOW - 24 * HOUR)
    assert titles(since(client, NOW - HOUR)) == ["Sous embargo"]


def test_every_language_version_is_told(client):
    first = make_published(title="Un")
    make_published(title="One", language="en", translation_group=first.translation_group)
    assert sorted(titles(since(client, NOW - HOUR))) == ["One", "Un"]


def test_filters_narrow_the_changes(client):
    make_published(title="Du Niger", countries=[make_country()])
    make_published(title="D’ailleurs")
    assert titles(since(client, NOW - HOUR, country="NE")) == ["Du Niger"]


def test_pages_hold_articles_and_tombstones_in_the_order_of_their_moments(client):
    for minute in range(6):
        moment = NOW - HOUR + timedelta(minutes=minute)
        saved(make_published(title=str(minute)), moment)
        Tombstone.objects.create(uuid=make_article().uuid, gone_at=moment + timedelta(seconds=30))
    told = since(client, NOW - HOUR, page_size=5)
    pages = [told]
    while told["next"]:
        told = client.get(told["next"]).json()
        pages.append(told)
    assert [titles(page) for page in pages] == [["0", "1", "2"], ["3", "4"], ["5"]]
    assert [len(page["tombstones"]) for page in pages] == [2, 3, 1]
    assert {page["count"] for page in pages} == {6}


def test_what_is_gone_is_told_and_what_came_back_is_not(client):
    gone, back = make_published(title="Retiré"), make_published(title="Revenu")
    for article in (gone, back):
        workflow.withdraw(article, now=timezone.now())
    workflow.publish(back, now=NOW)
    told = since(client, LONG_AGO)
    assert titles(told) == ["Revenu"]
    assert [tombstone["uuid"] for tombstone in told["tombstones"]] == [str(gone.uuid)]


def test_the_next_time_begins_before_what_is_being_saved_now(client):
    assert since(client, NOW - HOUR)["modified_until"] == (NOW - timedelta(minutes=1)).isoformat()


def test_a_plus_that_came_as_a_space_is_a_plus(client):
    make_published(title="Ici")
    answer = client.get("/api/v1/articles/?modified_since=2026-01-01T00:00:00+02:00")
    assert titles(answer.json()) == ["Ici"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "soon"])
def test_a_moment_that_is_none_is_refused(client, moment):
    assert ask(client, modified_since=moment, status=400)["errors"][0]["parameter"] == "modified_since"

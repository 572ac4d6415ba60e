"""What a search found is kept; after edits only what moved is looked for again."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from articles import search, workflow
from articles.facets import Results, memory
from articles.facets.index import Index
from articles.models import Article, SearchText
from contacts.models import Mission
from tests.factories import NOW, make_article, make_published, make_theme
from tests.newsroom import EDITS, TEXTS, Newsroom, assert_exact, everything, make_records

pytestmark = pytest.mark.django_db(transaction=True)


def found(text, now=NOW) -> list[int]:
    return Results(memory.current(now, text=text), {}).articles("fr", 0, 9)


def that_are_there(keys):
    """Without the articles of a test before, whose removal may be noted still."""
    return None if keys is None else set(Article.objects.filter(pk__in=keys).values_list("pk", flat=True))


@pytest.fixture
def asked(monkeypatch) -> list:
    """Of each time that the database looks for a text: among which articles, None for all."""
    asked, hits = [], search.hits

    def noted(text, among=None):
        asked.append(that_are_there(among))
        return hits(text, among)

    monkeypatch.setattr(search, "hits", noted)
    return asked


def assert_found(text, expected: set[Article]):
    state = memory.current(NOW, text=text)
    assert set(Results(state, {}).versions()) == {article.pk for article in expected}
    assert everything(state) == everything(Index(NOW).current(NOW, [search.hits(text)]))


def reword(article, title):
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(title=title)
        search.index(Article.objects.get(pk=article.pk))


def test_a_search_is_asked_for_once_while_no_release_changes(django_assert_num_queries):
    well = make_published(title="Un puits à Diffa")
    assert found("puits") == [well.pk]
    Mission.objects.update(name_fr="Un autre nom")
    search.index(make_article(title="Le puits d’un brouillon"))
    memory.current(NOW)
    with django_assert_num_queries(1):
        assert found("puits") == [well.pk]


def test_after_an_edit_only_what_moved_is_looked_for_again(asked, django_assert_num_queries):
    well, bridge = make_published(title="Un puits"), make_published(title="Un pont")
    found("puits")
    reword(bridge, "Un pont et un puits")
    assert set(found("puits")) == {well.pk, bridge.pk}
    assert asked == [None, {bridge.pk}]
    with django_assert_num_queries(1):
        found("puits")


@pytest.mark.parametrize("text", ["puits", "« grand puits »", "-pont", "puits -pont"])
def test_kept_hits_follow_each_edit(asked, text):
    one, other = make_published(title="Le grand puits"), make_published(title="Un pont")
    draft = make_article(title="Un grand puits")
    assert_found(text, {one})
    reword(other, "Deux grands puits")
    assert_found(text, {one, other})
    reword(one, "Un grand pont")
    assert_found(text, {other})
    workflow.publish(draft, now=NOW)
    assert_found(text, {other, draft})
    workflow.withdraw(other, now=NOW)
    assert_found(text, {draft})
    Article.objects.get(pk=draft.pk).delete()
    assert_found(text, set())
    assert asked.count(None) == 1 + 6  # and once for each index that is read anew to compare


def test_kept_hits_follow_versions_that_come_together_and_part(asked):
    french, alone = make_published(title="Un puits"), make_published(title="Un pont", language="es")
    assert_found("puits", {french})
    english = make_published(
        title="A well, un puits", language="en", translation_group=french.translation_group, translated_from=french,
        themes=[make_theme()],
    )  # fmt: skip
    assert_found("puits", {french, english})
    Article.objects.filter(pk=alone.pk).update(translation_group=french.translation_group)
    assert_found("puits", {french, english})
    Article.objects.filter(pk=french.pk).update(translation_group=french.uuid)
    assert_found("puits", {french, english})
    assert asked[2] == {french.pk, english.pk}
    assert asked.count(None) == 1 + 4


@pytest.mark.parametrize("was_kept", [False, True])
def test_an_edit_between_a_search_and_its_hits_is_looked_for_again(monkeypatch, was_kept):
    well, bridge = make_published(title="Un puits"), make_published(title="Un pont")
    if was_kept:
        found("puits")
        reword(bridge, "Un autre pont")
    asked, hits = [], search.hits

    def overtaken(text, among=None):
        asked.append(that_are_there(among))
        keys = hits(text, among)
        if len(asked) == 1:
            reword(well, "Un pont")
            reword(bridge, "Un puits")
            memory.current(NOW)  # another thread brings the index up to date
        return keys

    monkeypatch.setattr(search, "hits", overtaken)
    assert found("puits") == [bridge.pk]
    assert asked == [{bridge.pk} if was_kept else None, {well.pk, bridge.pk}]
    monkeypatch.setattr(search, "hits", hits)
    assert_found("puits", {bridge})


def test_a_search_that_edits_keep_overtaking_is_answered(monkeypatch):
    well, hits = make_published(title="Un puits"), search.hits

    def overtaken(text, among=None):
        keys = hits(text, among)
        Article.objects.filter(pk=well.pk).update(date_edtf="2001")
        return keys

    monkeypatch.setattr(search, "hits", overtaken)
    assert found("puits") == [well.pk]


def test_after_many_edits_all_is_looked_for_again(monkeypatch, asked):
    monkeypatch.setattr("articles.facets.index.SOME", 2)
    articles = [make_published(title="Un puits") for _ in range(3)]
    found("puits")
    for article in articles:
        reword(article, "Un pont")
    assert found("puits") == []
    assert asked == [None, None]


def test_with_an_index_made_anew_all_is_looked_for_again(asked):
    make_published(title="Un puits")
    found("puits")
    search.make_index_anew()
    found("puits")
    assert asked == [None, None]


def test_those_who_search_at_the_same_moment_learn_the_same():
    make_records()
    newsroom, mistakes, over = Newsroom(11), [], Event()
    for _ in range(10):
        newsroom.write()

    def read():
        try:
            while not over.is_set():
                for text in TEXTS:
                    everything(memory.current(NOW, text=text))
        except Exception as error:
            mistakes.append(error)
        finally:
            connections.close_all()

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(EDITS // 2):
        newsroom.edit()
    over.set()
    for reader in readers:
        reader.join()
    assert mistakes == []
    assert_exact(Index(NOW))


@pytest.mark.parametrize("is_published", [True, False])
def test_a_kept_search_finds_what_has_the_words_since(is_published):
    well, other = make_published(title="Un puits"), make_published(title="Un pont")
    assert found("puits") == [well.pk]
    with transaction.atomic():
        Article.objects.filter(pk=other.pk).update(title="Un autre puits")
        search.index(Article.objects.get(pk=other.pk))
        Article.objects.filter(pk=well.pk).update(state="published" if is_published else "withdrawn")
    assert set(found("puits")) == {other.pk, *([well.pk] if is_published else [])}


def test_a_kept_search_finds_what_has_come_due():
    due = NOW + timedelta(hours=1)
    well, coming = make_published(title="Un puits"), make_published(title="Deux puits", embargo_until=due)
    assert found("puits") == [well.pk]
    assert set(found("puits", due)) == {well.pk, coming.pk}


def test_words_written_anew_are_noticed_by_themselves():
    article = make_published(title="Un puits")
    SearchText.objects.all().delete()
    assert found("puits") == []
    search.index(article)
    assert found("puits") == [article.pk]


def test_of_many_searches_the_last_ones_are_kept(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("articles.facets.index.SEARCHES", 2)
    for text in ("puits", "pont", "route"):
        found(text)
    with django_assert_num_queries(2):
        found("route")
        found("pont")
    assert len(memory.current(NOW).index.searched) == 2


def test_hits_are_kept_of_what_is_typed_and_of_what_may_have_been_meant(client, asked):
    make_published(title="Un puits à Diffa")
    search.learn_words(timezone.now())
    for _ in range(2):
        client.get("/fr/suggest", {"q": "puit"})
        assert "Vouliez-vous dire" in client.get("/fr/news/?q=pits+difa").content.decode()
    assert set(memory.current(timezone.now()).index.searched) == {
        "puit",
        "pits difa",
        "pits",
        "difa",
        "puits",
        "diffa",
        "puits diffa",
    }
    assert len(asked) == 7

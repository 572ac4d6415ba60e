"""The index in memory, brought up to date again and again, against one that is read anew."""

import random
from contextlib import suppress
from datetime import timedelta
from multiprocessing import get_context
from threading import Thread

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from articles import search, workflow
from articles.facets import FACETS, Results, memory
from articles.facets.index import Index
from articles.models import Article, Organisation, Programme, PublicChange, PublicRevision, Theme
from articles.watching import KEPT, WATCHED
from articles.workflow import NotAllowed
from contacts.merging import MergeRefused, merge
from contacts.models import Country, Mission, PressContact, Region
from iomnews import gunicorn_conf
from tests.by_hand import assert_as_by_hand
from tests.factories import (
    NOW,
    make_article,
    make_contact,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_region,
    make_theme,
)
from tests.newsroom import EDITS, Newsroom, assert_exact, everything, make_records

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_exact_after_each_of_many_edits():
    make_records()
    newsroom, index = Newsroom(3), Index(NOW)
    for _ in range(EDITS):
        newsroom.edit()
        index = assert_exact(index)


def test_it_is_exact_whatever_the_clock_does():
    make_records()
    newsroom, index = Newsroom(5), Index(NOW)
    for _ in range(30):
        newsroom.schedule()
        newsroom.write()
        index = assert_exact(index, NOW + timedelta(hours=newsroom.chance.randint(-4, 4)))


def test_it_is_exact_after_two_processes_have_written_while_it_was_read():
    make_records()
    newsroom = Newsroom(1)
    for _ in range(20):
        newsroom.write()
    index, context = Index(NOW), get_context("fork")
    done = context.Value("i")
    connections.close_all()  # a connection that two processes share serves neither
    writers = [context.Process(target=write_much, args=[seed, done]) for seed in (7, 8)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        state = index.current(NOW)
        if state is None:
            index = Index(NOW)
        else:
            everything(state)
            everything(memory.current(NOW, text="puits"))
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert done.value > EDITS / 2
    assert_exact(index)
    assert_as_by_hand(random.Random(5), 20)


REFUSED = (DatabaseError, ObjectDoesNotExist, MergeRefused, NotAllowed)


def write_much(seed, done):
    """What one deletes, merges or withdraws the other cannot any more: such edits are not among those `done`."""
    newsroom = Newsroom(seed)
    for _ in range(EDITS // 2):
        with suppress(*REFUSED):
            newsroom.edit()
            with done:
                done.value += 1


def test_a_thread_that_still_reads_is_not_disturbed_by_one_that_brings_the_index_up_to_date():
    make_records()
    newsroom, index = Newsroom(9), Index(NOW)
    for _ in range(10):
        newsroom.write()
    state = index.current(NOW)
    before = everything(state)
    for _ in range(20):
        newsroom.edit()
        index.current(NOW)
    assert everything(state) == before


def test_a_record_that_came_with_a_draft_is_offered_once_an_article_with_it_is_public():
    index = Index(NOW)
    article = make_article(mission=make_mission("tchad", "Tchad", is_to_check=True), programmes=[make_programme()])
    index = assert_exact(index)
    workflow.publish(article, now=NOW)
    index = assert_exact(index)
    results = Results(index.current(NOW), {})
    counts = {facet.name: results.count(facet) for facet in FACETS}
    assert counts["mission"] == {"tchad": 1}
    assert counts["programme"] == {"retours": 1}


def test_an_index_that_failed_half_way_is_not_used_again(monkeypatch):
    article = make_published()
    memory.current(NOW)
    Article.objects.filter(pk=article.pk).update(date_edtf="2001", title="Un autre")
    with monkeypatch.context() as patch:
        patch.setattr(Index, "_add", lambda *args: (_ for _ in ()).throw(DatabaseError("the line is dead")))
        with pytest.raises(DatabaseError):
            memory.current(NOW)
    assert everything(memory.current(NOW)) == everything(Index(NOW).current(NOW))


def test_what_is_published_while_its_records_are_merged_is_exact():
    kept, gone = make_theme("asile", "Asile"), make_theme("refuge", "Refuge")
    draft = make_article(themes=[gone])
    index = Index(NOW)

    def publish():
        workflow.publish(Article.objects.get(pk=draft.pk), now=NOW)
        index.current(NOW)
        connections.close_all()

    publisher = Thread(target=publish)
    with transaction.atomic():
        merge(kept, gone)
        publisher.start()
        publisher.join(1)  # it waits for the merge
    publisher.join()
    assert Results(assert_exact(index).current(NOW), {"theme": ["asile"]}).total() == 1


def test_who_began_before_the_index_was_read_need_not_read_it_again():
    make_published(goes_live_at=NOW)
    index, before = Index(NOW), NOW - timedelta(seconds=1)
    assert everything(index.current(before)) == everything(Index(before).current(before))
    assert_exact(index)


def test_within_a_transaction_it_holds_what_the_transaction_wrote_and_outside_it_does_not():
    with transaction.atomic():
        article = make_published()
        assert article.pk in Results(memory.current(NOW), {}).articles("fr", 0, 9)
        transaction.set_rollback(True)
    assert Results(memory.current(NOW), {}).articles("fr", 0, 9) == []


def test_a_draft_moves_no_revision():
    make_published()
    before = PublicRevision.objects.values().get()
    draft = make_article(themes=[make_theme()], countries=[make_country()], programmes=[make_programme()])
    draft.title = "Un autre"
    draft.save()
    make_organisation(is_to_check=True)
    make_contact(is_active=False)
    draft.delete()
    moved = PublicRevision.objects.values().get()["number"] - before["number"]
    assert moved <= 2  # the theme and the country, which readers know without an article


NOT_SEEN_BY_READERS = {
    "articles.ArticleVersion", "articles.Fingerprint", "articles.FingerprintKey", "articles.ImportBatch",
    "articles.MenuLine", "articles.NameDecision", "articles.NearDuplicate", "articles.PrintedPlace",
    "articles.ReportLine", "articles.SourceContent", "articles.SourceDocument", "contacts.NumberBearer",
    "contacts.NumberDecision",
}  # fmt: skip
CHANGE_WITH_WHAT_IS_WATCHED = {"articles.Tombstone", "contacts.FormerKey"}
LEARNT_AT_NIGHT = {"articles.SearchWord"}
NOTES_OF_CHANGES = {"articles.PublicChange", "articles.PublicRevision"}


def test_every_table_is_watched_or_said_to_be_no_readers_affair():
    models = [model for name in ("articles", "contacts") for model in apps.get_app_config(name).get_models(True)]
    names = {model._meta.label for model in models if "Historical" not in model.__name__}
    watched = {one.model._meta.label for one in WATCHED}
    assert names == watched | NOT_SEEN_BY_READERS | CHANGE_WITH_WHAT_IS_WATCHED | NOTES_OF_CHANGES | LEARNT_AT_NIGHT


@pytest.fixture
def public_article():
    """With something of everything that readers see."""
    mission = make_mission(country=make_country(region=make_region()))
    mission.covers.add(make_country("TD", "Tchad"))
    mission.regions.add(make_region())
    programme, organisation = make_programme(), make_organisation()
    programme.lead_agencies.add(organisation)
    programme.funders.add(organisation)
    article = make_published(
        mission=mission, countries=[Country.objects.get(pk="NE")], programmes=[programme], themes=[make_theme()]
    )
    article.co_issuers.add(mission)
    article.organisation_links.create(organisation=organisation, role="funder")
    article.contact_links.create(name="Ibrahim Maïga", person=make_contact(mission=mission))
    article.images.create()
    article.attachments.create()
    article.corrections.create(number=1, made_on="2020-01-01", text="Rien.")
    article.legacy_addresses.create(address="https://old.example/un")
    article.quotes.create(text="« Rien. »")
    search.index(article)
    return article


@pytest.mark.parametrize("watched", WATCHED, ids=lambda watched: watched.table)
def test_whatever_readers_see_is_noted_when_it_changes(public_article, watched):
    rows = watched.model._base_manager.order_by("pk")
    row = rows.first()
    key = str(getattr(row, watched.key))
    field = row._meta.pk.attname
    with transaction.atomic():
        PublicChange.objects.all().delete()
        rows.filter(pk=row.pk).update(**{field: getattr(row, field)})
        assert (watched.what, key) in PublicChange.objects.values_list("what", "key")
    before = PublicRevision.objects.get()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {watched.table} WHERE 1 = 0")
    assert PublicRevision.objects.get().number == before.number  # nothing changed
    if watched.model not in (Article, Country, Region, Mission, Theme, Organisation, Programme, PressContact):
        PublicChange.objects.all().delete()
        rows.filter(pk=row.pk)._raw_delete(rows.db)
        assert (watched.what, key) in PublicChange.objects.values_list("what", "key")
        watched.model._base_manager.bulk_create([row])
        assert PublicChange.objects.filter(what=watched.what, key=key).count() == 2
        assert PublicRevision.objects.get().number == before.number + 2
    else:
        row.save()
        assert PublicRevision.objects.get().number > before.number


def test_once_it_is_loaded_a_look_at_the_revision_is_all_that_a_request_asks(django_assert_num_queries):
    make_published()
    memory.current(NOW)
    with django_assert_num_queries(1):
        memory.current(NOW)


def test_where_most_of_it_is_of_the_past_it_is_read_anew(monkeypatch):
    monkeypatch.setattr("articles.facets.index.FEW", 5)
    article = make_published()
    memory.load()
    worn = memory.current(timezone.now()).index
    for n in range(10):
        Article.objects.filter(pk=article.pk).update(title=f"Un {n}")
        memory.look()
    index = memory.current(timezone.now()).index
    assert index is not worn
    assert not index.is_worn
    assert Results(memory.current(timezone.now()), {}).articles("fr", 0, 9) == [article.pk]


def test_a_country_without_releases_comes_and_moves_without_reading_all_anew():
    make_published(countries=[make_country()])
    index = Index(NOW)
    chad = make_country("TD", "Tchad")
    assert index.current(NOW)
    chad.region = make_region()
    chad.save()
    assert index.current(NOW)
    make_published(countries=[chad])
    assert_exact(index)
    chad.region = None
    chad.save()
    assert index.current(NOW) is None


def test_a_process_that_takes_the_place_of_another_begins_with_what_is_public_by_then():
    gunicorn_conf.when_ready(None)
    make_published()
    gunicorn_conf.pre_fork(None, None)
    assert connection.connection is None
    assert memory._index.revision == PublicRevision.objects.get().number


def test_far_behind_it_is_read_anew(monkeypatch):
    monkeypatch.setitem(KEPT, connection.vendor, 3)
    make_published()
    memory.current(NOW)
    for n in range(6):
        make_published(title=f"Un {n}")
    assert everything(memory.current(NOW)) == everything(Index(NOW).current(NOW))


def test_a_database_that_does_not_answer_does_not_keep_the_site_from_starting(monkeypatch, caplog):
    monkeypatch.setattr(memory, "current", lambda now: (_ for _ in ()).throw(DatabaseError("no such table")))
    memory.load()
    memory.look()
    assert "no such table" in caplog.text

"""The index in memory, brought up to date again and again, against one that is read anew."""

import os
import random
from datetime import timedelta
from itertools import count
from threading import Event, Thread

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from articles import search, workflow
from articles.facets import FACETS, Results, memory
from articles.facets.index import Index
from articles.models import (
    Article,
    ArticleCountry,
    ArticleOrganisation,
    Organisation,
    Programme,
    PublicChange,
    PublicRevision,
    SearchText,
    Theme,
)
from articles.watching import KEPT, WATCHED
from contacts.merging import merge
from contacts.models import Country, Mission, PressContact, Region
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

pytestmark = pytest.mark.django_db(transaction=True)

EDITS = 1_000 if os.environ.get("SOAK") else 60
WORDS = ["puits", "pont", "route"]
TEXTS = ["puits", "puits -pont", "« grand puits »", "-route"]
numbers = count(1)


def everything(state) -> dict:
    """All that a reader can learn from the index."""
    results = Results(state, {})
    lists = {language: results.articles(language, 0, 10_000) for language in ("fr", "en")}
    return lists | {facet.name: results.count(facet) for facet in FACETS}


def assert_exact(index: Index, now=NOW) -> Index:
    state = index.current(now)
    if state is None:  # too much has changed: whoever asked reads it anew
        index = Index(now)
        state = index.current(now)
    anew = Index(now)
    assert everything(state) == everything(anew.current(now))
    for text in TEXTS:
        assert everything(memory.current(now, text=text)) == everything(anew.current(now, [search.hits(text)])), text
    return index


class Newsroom:
    """People who write whatever comes to their minds."""

    def __init__(self, seed):
        self.chance = random.Random(seed)

    def any(self, model, **which):
        keys = list(model.objects.filter(**which).order_by("pk").values_list("pk", flat=True))
        return model.objects.filter(pk=self.chance.choice(keys)).first() if keys else None

    def edit(self):
        """One edit, in a transaction; some are taken back."""
        act = self.chance.choice(
            [self.write, self.reword, self.translate, self.publish, self.withdraw, self.delete, self.file,
             self.file_in_bulk, self.date, self.schedule, self.split, self.rename, self.merge, self.change_kind,
             self.move_country]
        )  # fmt: skip
        try:
            with transaction.atomic():
                act()
                if self.chance.random() < 0.1:
                    raise _TakenBack
        except _TakenBack:
            pass
        return act.__name__

    def facts(self):
        chance = self.chance
        return {
            "date_edtf": chance.choice(["", "2010-11-05", "2011", "2011-10~", "2011-12/2012-02", "2001/2015"]),
            "kind": chance.choice(["news", "story"]),
            "mission": self.any(Mission),
            "countries": filter(None, {self.any(Country)}),
            "themes": filter(None, {self.any(Theme)}),
            "programmes": filter(None, {self.any(Programme)}),
        }

    def write(self):
        make = self.chance.choice([make_article, make_published, make_published])
        make(title=self.title(), **self.facts())

    def title(self):
        some = " ".join(self.chance.choices(WORDS, k=2))
        return f"Un grand {some} {next(numbers)}"

    def reword(self):
        if article := self.any(Article):
            article.title = self.title()
            article.save()
            search.index(article)

    def translate(self):
        first = self.any(Article, language="fr")
        if first and not Article.objects.filter(translation_group=first.translation_group, language="en").exists():
            make_published(
                title=self.title(), language="en", translation_group=first.translation_group,
                translated_from=first, **self.facts(),
            )  # fmt: skip

    def publish(self):
        if article := self.any(Article, state="draft"):
            Article.objects.filter(pk=article.pk).update(state="published", goes_live_at=NOW, visible_from=NOW)

    def withdraw(self):
        if article := self.any(Article, state="published"):
            workflow.withdraw(article, now=NOW)

    def delete(self):
        if article := self.any(Article):
            article.delete()

    def file(self):
        if article := self.any(Article):
            article.themes.set(filter(None, {self.any(Theme), self.any(Theme)}))
            article.country_links.all().delete()
            for country in filter(None, {self.any(Country)}):
                ArticleCountry.objects.create(article=article, country=country)
            if self.chance.random() < 0.2:
                make_organisation(f"organisation-{next(numbers)}", f"Autre {next(numbers)}", is_to_check=True)
            for organisation in filter(None, {self.any(Organisation)}):
                ArticleOrganisation.objects.get_or_create(article=article, organisation=organisation, role="partner")

    def file_in_bulk(self):
        Article.objects.filter(pk__in=self.chance.sample(range(200), 50)).update(mission=self.any(Mission))

    def date(self):
        if article := self.any(Article):
            article.date_edtf = self.chance.choice(["", "1999", "2010-11-05", "2019-02-22"])
            article.save()

    def schedule(self):
        if article := self.any(Article):
            article.goes_live_at = NOW + timedelta(hours=self.chance.randint(-3, 3))
            article.save()

    def split(self):
        if article := self.any(Article, language="en"):
            Article.objects.filter(pk=article.pk).update(translation_group=article.uuid)

    def rename(self):
        if record := self.any(self.chance.choice([Mission, Theme, Programme, Organisation])):
            record.name_fr = f"{record.name_fr} {next(numbers)}"
            record.save()

    def merge(self):
        one, other = self.any(Organisation), self.any(Organisation)
        if one and other and one != other:
            merge(one, other)

    def change_kind(self):
        if programme := self.any(Programme):
            programme.kind = self.chance.choice(["programme", "study"])
            programme.save()

    def move_country(self):
        if country := self.any(Country):
            country.region = self.any(Region)
            country.save()


class _TakenBack(Exception):
    pass


@pytest.fixture
def records():
    for n in range(4):
        make_country(f"A{'BCDE'[n]}", f"Pays {n}", region=make_region(f"region-{n % 2}"))
        make_mission(f"mission-{n}", f"Mission {n}")
        make_theme(f"theme-{n}", f"Thème {n}")
        make_programme(f"programme-{n}", f"Programme {n}")
        make_organisation(f"organisation-{n}", f"Organisation {n}")


def test_it_is_exact_after_each_of_many_edits(records):
    newsroom, index = Newsroom(3), Index(NOW)
    for _ in range(EDITS):
        newsroom.edit()
        index = assert_exact(index)


def test_it_is_exact_whatever_the_clock_does(records):
    newsroom, index = Newsroom(5), Index(NOW)
    for _ in range(30):
        newsroom.schedule()
        newsroom.write()
        index = assert_exact(index, NOW + timedelta(hours=newsroom.chance.randint(-4, 4)))


def test_it_is_exact_after_two_have_written_while_it_was_read(records):
    for _ in range(20):
        Newsroom(1).write()
    index, mistakes = Index(NOW), []

    def write(seed):
        newsroom = Newsroom(seed)
        try:
            for _ in range(EDITS // 2):
                newsroom.edit()
        except Exception as error:
            mistakes.append(error)
        finally:
            connections.close_all()

    writers = [Thread(target=write, args=[seed]) for seed in (7, 8)]
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
    assert [error for error in mistakes if not _is_of_two_at_once(error)] == []
    assert_exact(index)


def _is_of_two_at_once(error) -> bool:
    """What one deletes the other cannot file any more."""
    return isinstance(error, DatabaseError | ObjectDoesNotExist)


def test_a_thread_that_still_reads_is_not_disturbed_by_one_that_brings_the_index_up_to_date(records):
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


def test_hits_of_a_replica_are_not_kept(monkeypatch, asked):
    well = make_published(title="Un puits")
    monkeypatch.setattr(memory, "DEFAULT_DB_ALIAS", "primary")
    assert found("puits") == found("puits") == [well.pk]
    assert asked == [None, None]
    assert memory.current(NOW).index.searched == {}


def test_those_who_search_at_the_same_moment_learn_the_same(records):
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


def test_what_is_typed_and_what_may_have_been_meant_take_no_place_among_the_kept(client):
    make_published(title="Un puits à Diffa")
    search.learn_words(timezone.now())
    client.get("/fr/suggest", {"q": "puits"})
    assert "Vouliez-vous dire" in client.get("/fr/news/?q=pits+difa").content.decode()
    assert set(memory.current(timezone.now()).index.searched) == {"pits difa", "puits diffa"}


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

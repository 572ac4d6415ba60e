"""Articles follow while editors save, and when somebody has saved between reading and writing."""

from functools import partial

import pytest

from articles import versions
from articles.models import Article, ArticleVersion, NameDecision, Organisation
from articles.vocabulary import deciding, following
from tests.at_once import at_once
from tests.factories import NOW, make_organisation
from tests.import_pages import A, B
from tests.vocabulary.conftest import Kind, Meaning, funders

pytestmark = pytest.mark.django_db


def test_what_was_saved_between_reading_and_writing_is_read_again(imported, awa, azur, monkeypatch):
    decision = deciding.decide(Kind.ORGANISATION, "Fondation Azur", Meaning.RECORD, azur, by=awa, now=NOW)
    article, read = Article.objects.get(title=A), following._pasts
    calls = []

    def an_editor_saves(articles, field):
        past = read(articles, field)
        if not calls:
            article.organisation_links.update(role="partner")
            versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=awa, now=NOW)
        calls.append(1)
        return past

    monkeypatch.setattr(following, "_pasts", an_editor_saves)
    outcome = following.follow(decision)
    assert (outcome.followed, outcome.proposed) == (1, 1)
    assert funders() == {A: ["fondation-azur"], B: ["azur"]}


def test_a_decision_that_failed_half_way_leaves_whole_articles(imported, awa, azur, monkeypatch):
    monkeypatch.setattr(following, "TOGETHER", 1)
    decision = deciding.decide(Kind.ORGANISATION, "Fondation Azur", Meaning.RECORD, azur, by=awa, now=NOW)
    keep, kept = versions.keep_all, []

    def fails_at_the_second(articles, *args, **fields):
        kept.extend(articles)
        if len(kept) > 1:
            raise OSError("disk full")
        return keep(articles, *args, **fields)

    monkeypatch.setattr(versions, "keep_all", fails_at_the_second)
    with pytest.raises(OSError, match="disk full"):
        following.follow(decision)
    monkeypatch.undo()
    assert sorted(funders().values()) == [["azur"], ["fondation-azur"]]
    assert all(versions.is_unchanged(article) for article in Article.objects.all())
    following.follow(decision)
    assert list(funders().values()) == [["azur"], ["azur"]]
    assert NameDecision.objects.get().followed == 2


def test_an_article_deleted_meanwhile_does_not_come_back(imported, awa, azur, monkeypatch):
    decision = deciding.decide(Kind.ORGANISATION, "Fondation Azur", Meaning.RECORD, azur, by=awa, now=NOW)
    read = following._pasts

    def somebody_deletes(articles, field):
        past = read(articles, field)
        Article.objects.filter(title=A).delete()
        return past

    monkeypatch.setattr(following, "_pasts", somebody_deletes)
    assert following.follow(decision).followed == 1
    assert funders() == {B: ["azur"]}


@pytest.mark.django_db(transaction=True)
def test_a_name_on_which_two_decide_at_once_stands_for_one_record(newsroom, awa):
    records = [make_organisation(slug, f"Fondation {slug}") for slug in ("azur", "bleue")]
    make_organisation("fondation-x", "Fondation X", is_to_check=True)

    def decide(record):
        try:
            deciding.decide(Kind.ORGANISATION, "Fondation X", Meaning.RECORD, record, by=awa, now=NOW)
        except deciding.NotDecided:
            return "refused"

    assert set(at_once(*(partial(decide, record) for record in records))) == {None, "refused"}
    assert sum("Fondation X" in one.aliases for one in Organisation.objects.all()) == 1

"""What an import was not sure of, until a person has seen to it."""

import pytest

from articles import doubts, versions
from articles.models import Article, ArticleVersion, SourceDocument
from articles.review import source_of
from articles.undoing import Undo
from tests.factories import make_article, make_member
from tests.import_pages import A, run, write

pytestmark = pytest.mark.django_db
TITLE = [{"field": "title", "confidence": 0.2}, {"field": "date", "confidence": 0.8}]
NAMED = "L’UNICEF l’a visité le jour même."


def imported(folder, more="") -> Article:
    return Article.objects.get(pk=run(write(folder / "a.txt", A, more))[0]["article"])


def test_a_field_is_as_doubtful_as_its_least_certain_value():
    evidence = [{"field": "countries", "confidence": 0.95}, {"field": "countries", "confidence": 0.5}]
    assert doubts.doubts_of(evidence) == {"countries": 50}


def test_a_rule_that_is_mostly_right_leaves_no_doubt():
    assert doubts.doubts_of(TITLE) == {"title": 80}


def test_an_imported_article_bears_its_doubts_and_their_sum(folder):
    article = imported(folder, NAMED)
    assert article.doubts == {"organisations": 50}
    assert article.doubt == 50


def test_an_article_without_doubts_has_none():
    assert make_article().doubt is None


def test_a_page_read_anew_brings_its_own_doubts(folder):
    article = imported(folder, NAMED)
    imported(folder, "Il sera ouvert toute l’année.")
    article.refresh_from_db()
    assert (article.doubts, article.doubt) == ({}, None)


def saved_by_a_person(article, **fields):
    versions.keep(article, reason=ArticleVersion.Reason.IMPORT)
    Article.objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db()
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=make_member())
    article.refresh_from_db()


def test_what_a_person_has_corrected_is_doubtful_no_more():
    article = make_article(doubts={"title": 80, "contacts": 50})
    saved_by_a_person(article, title="Le bon titre")
    assert (article.doubts, article.doubt) == ({"contacts": 50}, 50)


def test_a_save_that_leaves_a_doubtful_field_leaves_its_doubt():
    article = make_article(doubts={"title": 80})
    saved_by_a_person(article, lead="Un chapô.")
    assert article.doubt == 80


def test_an_undone_import_gives_the_doubts_back(folder):
    article = imported(folder, NAMED)
    imported(folder, "Il sera ouvert toute l’année.")
    list(Undo(article.sources.first().batch).run())
    article.refresh_from_db()
    assert article.doubts == {"organisations": 50}


def test_a_newer_parser_brings_its_evidence_where_the_article_stays_as_it_is(folder):
    article = imported(folder, NAMED)
    SourceDocument.objects.update(parser_version="1", report={})
    doubts.replace(article, {})
    imported(folder, NAMED)
    article.refresh_from_db()
    assert article.doubts == {"organisations": 50}
    assert source_of(article).report["evidence"]


def test_the_same_parser_notes_nothing_twice(folder):
    article = imported(folder, NAMED)
    imported(folder, NAMED)
    assert article.sources.count() == 1

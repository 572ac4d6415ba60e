"""Whichever way a text is written, search knows it: nothing is left for a full re-index to mend."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.urls import reverse

from articles import restoring, search, starting, versions, workflow
from articles.duplicates import deciding
from articles.importing.uploads import from_word
from articles.models import Article, ArticleVersion, NearDuplicate, Quote, SearchText
from tests.admin.forms import unchanged
from tests.factories import NOW, make_article, make_published
from tests.import_pages import A, run, write
from tests.spreadsheets.conftest import write as write_sheet
from tests.test_undo_import import undo
from tests.test_word_import import edited

pytestmark = pytest.mark.django_db


def mended() -> int:
    """How many articles a full re-index finds other words in, once the database's own index has been compared."""
    assert SearchText.objects.count() == Article.objects.count()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_searchindex(articles_searchindex, rank) VALUES ('integrity-check', 1)"
            )
    return sum(written for _read, written in search.write_all())


@pytest.fixture
def article(admin_user):
    article = make_article(title="Un vol", lead="Le chapô.", body_html="<p>Un avion.</p>")
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=admin_user)
    return article


def test_imports_and_what_undoes_them(folder):
    run(folder)
    assert mended() == 0
    write(
        folder / "a.txt",
        A,
        "« Le désert est vaste », a déclaré Aïssata Ouédraogo, cheffe de mission de l’OIM au Niger.",
    )
    run(folder, publish=True)
    assert (mended(), len(search.hits("desert ouedraogo"))) == (0, 1)
    undo(published=True)
    assert (mended(), len(search.hits("ouedraogo"))) == (0, 0)


def test_a_form_of_the_admin(admin_client, article):
    address = reverse("admin:articles_article_change", args=[article.pk])
    quote = {"quotes-0-speaker": "Awa Diop", "quotes-0-text": "Oui.", "quotes-0-order": 0, "quotes-TOTAL_FORMS": 1}
    response = admin_client.post(address, unchanged(admin_client.get(address)) | {"title": "Deux vols"} | quote)
    assert response.status_code == 302
    assert (mended(), list(search.hits("deux diop"))) == (0, [article.pk])


def test_a_version_brought_back_and_a_proposal_taken(admin_user, article):
    content = versions.snapshot(article) | {"title": "Un convoi", "lead": ""}
    proposal = versions.propose(article, content, source=None, now=NOW)
    taken = restoring.decide(proposal, ["title", "lead"], by=admin_user, seen=1, now=NOW)
    assert (mended(), len(search.hits("convoi"))) == (0, 1)
    restoring.bring_back(article.versions.get(number=1), by=admin_user, seen=taken.number, now=NOW)
    assert (mended(), len(search.hits("convoi"))) == (0, 0)


def test_a_spreadsheet(admin_user, article):
    write_sheet(admin_user, {"uuid": article.uuid, "title": "Un convoi"})
    assert (mended(), len(search.hits("convoi"))) == (0, 1)


def test_publishing_and_withdrawing(article):
    workflow.publish(article, now=NOW)
    workflow.withdraw(article, now=NOW)
    assert mended() == 0


def test_copies_translations_and_deleting(admin_user, article):
    starting.copy_of(article, by=admin_user)
    starting.translation_of(article, "en", by=admin_user)
    assert (mended(), len(search.hits("avion"))) == (0, 3)
    article.delete()
    assert (mended(), len(search.hits("avion"))) == (0, 2)


def test_one_merged_into_another(admin_user, article):
    other = make_published(title="Un vol, encore")
    pair = NearDuplicate.objects.create(first=article, second=other, score=90, is_translation=False)
    deciding.merge(pair, other, by=admin_user, seen={article.pk: 1, other.pk: 0})
    assert (mended(), list(search.hits("vol"))) == (0, [other.pk])


def test_a_word_file_that_comes_back(admin_user, article):
    from_word("vol.docx", edited(article, "Un vol", "Un convoi"), by=admin_user, mission=None)
    assert (mended(), len(search.hits("convoi"))) == (0, 1)


def test_what_was_forgotten_is_mended_by_a_command(article):
    Article.objects.update(title="Sans index")
    Quote.objects.create(article=article, speaker="Awa Diop", text="Oui.")
    make_article(title="Sans mots")
    SearchText.objects.exclude(article=article).delete()
    said = StringIO()
    call_command("reindex", stdout=said)
    assert said.getvalue().strip().endswith("2")
    assert (mended(), list(search.hits("index diop"))) == (0, [article.pk])


def test_the_command_makes_an_index_that_was_lost_anew(article):
    if connection.vendor == "sqlite":  # PostgreSQL keeps its own without triggers
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO articles_searchindex(articles_searchindex) VALUES ('delete-all')")
        with pytest.raises(DatabaseError):
            mended()
    call_command("reindex", stdout=StringIO())
    assert (mended(), list(search.hits("avion"))) == (0, [article.pk])

"""The page of an import, its report and its undoing."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError
from django.urls import reverse

from articles.models import Article, ImportBatch, SourceDocument
from contacts.models import Mission
from tests.factories import make_member, make_mission
from tests.import_pages import A, C, run, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(folder):
    (folder / "c.txt").write_bytes(b"")
    with suppress(CommandError):
        run(folder, publish=True)
    return ImportBatch.objects.get()


def headquarters():
    return Mission.objects.get(kind=Mission.Kind.HEADQUARTERS)


def address(page, batch):
    return reverse(f"admin:articles_importbatch_{page}", args=[batch.pk])


def shown(client, page, batch):
    return client.get(address(page, batch)).content.decode()


def test_the_page_counts_what_was_given_and_names_what_failed(admin_client, batch):
    html = shown(admin_client, "change", batch)
    assert "3 pages were given, and each is counted once." in html
    assert "c.txt\xa0: le fichier est vide." in html


def test_the_page_says_so_where_an_import_was_interrupted(admin_client, batch):
    ImportBatch.objects.update(finished_at=None, counts={})
    assert "has not come to its end" in shown(admin_client, "change", batch)


def test_the_report_has_a_line_for_each_page(admin_client, batch):
    lines = b"".join(admin_client.get(address("report", batch)).streaming_content).decode().splitlines()
    assert sorted(json.loads(line)["status"] for line in lines) == ["created", "created", "failed"]


def test_the_report_holds_the_lines_of_the_missions_own_articles(client, batch):
    Article.objects.filter(title=A).update(mission=make_mission("tchad"))
    client.force_login(make_member("administrator", Article.objects.get(title=A).mission))
    [line] = b"".join(client.get(address("report", batch)).streaming_content).decode().splitlines()
    assert json.loads(line)["title"] == A


def test_the_report_says_of_a_sealed_page_only_that_there_is_one(client, batch):
    SourceDocument.objects.update(is_sealed=True)
    client.force_login(make_member("editor", headquarters()))
    lines = b"".join(client.get(address("report", batch)).streaming_content).decode().splitlines()
    assert all(json.loads(line).keys() == {"source", "status", "is_sealed"} for line in lines)


def test_an_undo_asks_again_for_what_is_published(admin_client, batch):
    assert "Take back 2 published articles too" in shown(admin_client, "undo", batch)
    admin_client.post(address("undo", batch))
    assert Article.objects.count() == 2
    admin_client.post(address("undo", batch), {"published": "yes"})
    batch.refresh_from_db()
    assert (Article.objects.count(), batch.undone_by.username) == (0, "admin")


def test_the_preview_says_what_would_be_restored(admin_client, batch, folder):
    write(folder / "a.txt", C)
    run(folder / "a.txt", publish=True)
    html = shown(admin_client, "undo", ImportBatch.objects.first())
    assert ("Restored: 1" in html, "Removed" in html, C in html) == (True, False, True)


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("publisher", 403)])
def test_an_administrator_of_headquarters_undoes(client, batch, role, status):
    client.force_login(make_member(role, headquarters()))
    assert client.get(address("undo", batch)).status_code == status


def test_an_administrator_of_a_mission_undoes_nothing(client, batch):
    client.force_login(make_member("administrator", make_mission("tchad")))
    assert client.post(address("undo", batch), {"published": "yes"}).status_code == 403
    assert Article.objects.count() == 2


def test_each_status_leads_to_its_pages(admin_client, batch):
    assert f'href="{address("pages", batch)}?status=failed"' in shown(admin_client, "change", batch)
    html = admin_client.get(address("pages", batch), {"status": "failed"}).content.decode()
    assert ("c.txt" in html, "a.txt" in html) == (True, False)


def test_the_pages_lead_to_their_articles(admin_client, batch):
    article = Article.objects.get(title=A)
    assert reverse("admin:articles_article_change", args=[article.pk]) in shown(admin_client, "pages", batch)


def test_the_pages_are_those_of_the_missions_own_articles(client, batch):
    Article.objects.filter(title=A).update(mission=make_mission("tchad"))
    client.force_login(make_member("administrator", Article.objects.get(title=A).mission))
    html = shown(client, "pages", batch)
    assert ("a.txt" in html, "b.txt" in html, "c.txt" in html) == (True, False, False)


def test_of_a_sealed_page_only_the_name_is_shown(client, batch):
    SourceDocument.objects.update(is_sealed=True)
    Article.objects.all().delete()
    client.force_login(make_member("editor", headquarters()))
    assert A not in shown(client, "pages", batch)


def test_the_name_of_an_import_has_the_time_of_the_site(batch):
    ImportBatch.objects.update(started_at=datetime(2026, 1, 5, 9, tzinfo=UTC))
    assert str(ImportBatch.objects.get()).startswith("2026-01-05 10:00")


def test_the_preview_names_records_and_files(admin_client, batch):
    article = Article.objects.get(title=A)
    article.attachments.create(file="attachments/plan.pdf", title="Le plan du centre")
    html = " ".join(shown(admin_client, "undo", batch).split())
    assert "2 articles came of it or were changed by it" in html
    assert "Press contacts: 1" in html
    assert "1 goes: nothing uses it any more" in html
    assert "Ibrahim Maïga" in html
    assert "Pictures and documents: 1" in html
    assert "Le plan du centre" in html


@pytest.fixture
def chadian(client, batch):
    """Of a mission that issued one of the two pages."""
    Article.objects.filter(title=A).update(mission=make_mission("tchad", "Tchad"))
    client.force_login(make_member("contributor", Article.objects.get(title=A).mission))
    client.cookies["django_language"] = "en"
    ImportBatch.objects.update(paths=["secret-plan.zip"])
    return client


@pytest.mark.parametrize(
    "page", ["importbatch_changelist", "article_changelist", "article_review_queue", "sourcedocument_changelist"]
)
def test_files_are_not_named_to_a_mission(chadian, page):
    assert "secret-plan" not in chadian.get(reverse(f"admin:articles_{page}")).content.decode()


def test_files_are_not_guessed_by_a_mission(chadian):
    found = chadian.get(reverse("admin:articles_importbatch_changelist"), {"q": "secret"})
    assert not found.context["cl"].result_list


def test_a_batch_is_named_to_a_mission_without_its_files(chadian, batch):
    html = shown(chadian, "change", batch)
    assert "secret-plan" not in html
    assert batch.uuid.hex[:8] in html


def test_headquarters_sees_the_files(admin_client, batch):
    ImportBatch.objects.update(paths=["secret-plan.zip"])
    assert "secret-plan" in shown(admin_client, "change", batch)
    assert "secret-plan" in admin_client.get(reverse("admin:articles_article_review_queue")).content.decode()


def test_no_error_at_all_is_told_from_none_to_be_read(chadian, batch):
    assert "None that is yours to read." in shown(chadian, "change", batch)
    SourceDocument.objects.exclude(report__error=None).delete()
    html = shown(chadian, "change", batch)
    assert "<p>None.</p>" in html
    assert "yours to read" not in html

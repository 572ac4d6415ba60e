"""Pages imported from the admin: the form, the page that shows how far it is, its buttons."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.importing import in_background, read_input
from articles.models import Article, ImportBatch, SourceDocument
from contacts.models import Mission
from tests.background import work
from tests.factories import make_member, make_mission
from tests.import_pages import A
from tests.test_background_import import newsroom, sent, zipped  # noqa: F401

pytestmark = pytest.mark.django_db
PAGE = "admin:articles_importbatch_import"


def send(client, *files, **fields):
    return client.post(reverse(PAGE), {"files": files, **fields})


def address(page):
    return reverse(f"admin:articles_importbatch_{page}", args=[ImportBatch.objects.first().pk])


def shown(client, page="change"):
    return client.get(address(page)).content.decode()


def pressed(client, deed):
    return client.post(address(deed), follow=True).content.decode()


def stop():
    """Its worker was killed a while ago."""
    ImportBatch.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    in_background.DBTaskResult.objects.update(status="RUNNING")


def test_files_that_were_sent_come_in(admin_client):
    assert send(admin_client, sent(), zipped(2)).url == address("change")
    assert ("waits for its turn" in shown(admin_client), "0 of 3 pages" in shown(admin_client)) == (True, True)
    work()
    assert ("The import is done." in shown(admin_client), Article.objects.count()) == (True, 3)


def test_a_report_is_read_before_it_is_done(admin_client):
    send(admin_client, sent(), dry_run="on")
    work()
    assert "Nothing was written." in shown(admin_client)
    pressed(admin_client, "do")
    work()
    assert ("The import is done." in shown(admin_client), Article.objects.count()) == (True, 1)


def test_what_was_only_tried_can_neither_be_undone_nor_read_again(admin_client):
    send(admin_client, sent(), dry_run="on")
    work()
    assert not {word for word in ("Undo…", "A newer parser", "Review desk") if word in shown(admin_client)}
    send(admin_client, sent())
    work()
    assert all(word in shown(admin_client) for word in ("Undo…", "A newer parser", "Review desk"))


def test_the_report_has_a_line_for_each_page_with_all_that_was_read(admin_client):
    send(admin_client, sent(), sent("b.txt"), dry_run="on")
    work()
    report = b"".join(admin_client.get(address("report")).streaming_content).decode()
    assert (report.count("\n"), report.count('"status": "created"'), A in report) == (2, 1, True)


def test_a_file_that_cannot_be_taken_is_named_in_the_form(admin_client):
    html = send(admin_client, sent(), sent("a.pdf")).content.decode()
    assert ("a.pdf: pages end in .txt" in html, ImportBatch.objects.count()) == (True, 0)


def test_an_ending_longer_than_a_files_name_is_refused_and_stumbled_over_by_nothing(admin_client):
    answer = send(admin_client, sent("a." + "\N{SNOWMAN}" * 118))
    assert "pages end in" in answer.content.decode()


def test_more_than_a_server_takes_is_refused(admin_client, settings):
    settings.IMPORT_MAX_UPLOAD_BYTES = 100
    assert "more than 100\xa0bytes" in send(admin_client, sent()).content.decode()


def test_a_manifest_counts_as_what_is_sent(admin_client, settings):
    settings.IMPORT_MAX_UPLOAD_BYTES = 5000
    manifest = SimpleUploadedFile("pages.csv", b"path\n" + b"\n" * 5000)
    assert "more than 4.9\xa0KB" in send(admin_client, sent(), manifest=manifest).content.decode()
    assert not ImportBatch.objects.exists()


def test_a_form_without_a_file_says_so(admin_client):
    assert "Choose at least one file." in admin_client.post(reverse(PAGE)).content.decode()


def test_a_running_import_is_cancelled_and_not_undone(admin_client):
    send(admin_client, sent())
    assert "Undo…" not in shown(admin_client)
    assert "still running" in admin_client.get(address("undo"), follow=True).content.decode()
    assert "Stopped. What came in stays" in pressed(admin_client, "cancel")
    assert "come to its end already" in pressed(admin_client, "cancel")


def test_an_import_that_has_stopped_goes_on(admin_client):
    send(admin_client, sent())
    stop()
    assert "The import was interrupted" in shown(admin_client)
    assert "waits for its turn" in pressed(admin_client, "go_on")
    assert "going on already" in pressed(admin_client, "go_on")


def test_a_trial_is_done_once_its_report_is_whole(admin_client):
    send(admin_client, sent(), dry_run="on")
    assert "read its report first" in pressed(admin_client, "do")
    work()
    assert (ImportBatch.objects.get().counts, Article.objects.count()) == ({"created": 1}, 0)


def test_an_import_whose_files_are_gone_says_so(admin_client):
    send(admin_client, sent())
    in_background.received.remove(ImportBatch.objects.get())
    stop()
    assert "no longer on the server" in pressed(admin_client, "go_on")


def test_what_changes_while_it_works_is_a_page_of_its_own(admin_client):
    send(admin_client, sent())
    assert "data-under-way" in shown(admin_client, "progress")
    work()
    assert "data-under-way" not in shown(admin_client, "progress")


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("publisher", 403)])
def test_an_administrator_of_headquarters_imports(client, role, status):
    client.force_login(make_member(role, Mission.objects.get(kind="headquarters")))
    assert client.get(reverse(PAGE)).status_code == status


def test_an_administrator_of_a_mission_imports_nothing(client):
    client.force_login(make_member("administrator", make_mission("tchad-2")))
    assert (client.get(reverse(PAGE)).status_code, send(client, sent()).status_code) == (403, 403)
    assert not ImportBatch.objects.exists()


def test_only_who_may_publish_everywhere_imports_into_the_public(client_who_may):
    client = client_who_may("view_importbatch", "add_importbatch", "view_article")
    assert "id_publish" not in client.get(reverse(PAGE)).content.decode()
    send(client, sent(), publish="on")
    work()
    assert Article.objects.get().state == Article.State.DRAFT


def test_pages_are_read_again_and_what_would_change_is_seen_first(admin_client, monkeypatch):
    send(admin_client, sent())
    work()
    later_parser(monkeypatch)
    pressed(admin_client, "read_again")
    work()
    html = shown(admin_client, "changes")
    assert (Article.objects.get().title, "<h3>Title</h3>" in html, "CENTRE" in html) == (A, True, True)
    pressed(admin_client, "do")
    work()
    assert Article.objects.get().title == A.upper()


def later_parser(monkeypatch):
    before = read_input.read_page

    def read(*given, **known):
        reading = before(*given, **known)
        reading.title = reading.title.upper()
        return reading

    monkeypatch.setattr(read_input, "read_page", read)


def test_many_changes_cost_as_many_queries_as_one(admin_client, monkeypatch):
    send(admin_client, zipped(12))
    work()
    later_parser(monkeypatch)
    pressed(admin_client, "read_again")
    work()
    costs = []
    for kept in (12, 1):
        ImportBatch.objects.first().lines.filter(pk__gt=ImportBatch.objects.first().lines.all()[kept - 1].pk).delete()
        with CaptureQueriesContext(connection) as queries:
            assert shown(admin_client, "changes").count("<h3>Title</h3>") == kept
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_sealed_page_shows_no_change(client, monkeypatch):
    member = make_member("administrator", Mission.objects.get(kind="headquarters"))
    client.force_login(member)
    send(client, sent())
    work()
    later_parser(monkeypatch)
    pressed(client, "read_again")
    work()
    SourceDocument.objects.update(is_sealed=True)
    client.force_login(make_member("editor", Mission.objects.get(kind="headquarters"), username="editrice"))
    assert "CENTRE" not in shown(client, "changes")


def test_a_dry_run_names_each_page_and_what_would_come_of_it(admin_client):
    send(admin_client, sent(), dry_run="on")
    work()
    html = shown(admin_client, "pages")
    assert (A in html, "Created" in html or "created" in html) == (True, True)


def test_the_pages_of_an_import_in_the_background_cost_the_same_however_many(admin_client):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            shown(admin_client, "pages")
        return len(seen)

    send(admin_client, sent())
    work()
    one = queries()
    send(admin_client, zipped(9))
    work()
    assert queries() == one

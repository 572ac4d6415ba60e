"""From the list to a file and back, through the pages of the admin."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from articles.models import Article
from contacts.spreadsheets import waiting
from iomnews import waiting_files
from tests import factories
from tests.spreadsheets.conftest import as_csv, upload

EXPORT = "/admin/articles/article/export/"
IMPORT = "/admin/articles/article/import/"
DECIDE = "/admin/articles/article/import/decide/"
WITH_SHEETS = [
    "articles_article",
    "articles_programme",
    "articles_theme",
    "articles_organisation",
    "contacts_mission",
    "contacts_presscontact",
]


def sign_in(client, user):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def desk(client, editor):
    return sign_in(client, editor)


def export(client, where=EXPORT, **fields):
    response = client.post(where, {"format": "csv", "columns": ["title"]} | fields)
    data = b"".join(response.streaming_content)
    return re.findall(r'^"[^"]*","([^"]*)"', data.decode("utf-8-sig"), re.MULTILINE)[1:]


def preview(client, *rows):
    """The answer to a file, and what its button would send."""
    response = client.post(IMPORT, upload(as_csv(*rows)))
    return response, {"token": response.context["token"], "shown": response.context["check"].fingerprint}


@pytest.mark.parametrize("model", WITH_SHEETS)
@pytest.mark.parametrize("page", ["export", "import"])
def test_every_list_leads_to_its_pages(admin_client, model, page):
    listed = admin_client.get(reverse(f"admin:{model}_changelist")).content.decode()
    address = reverse(f"admin:{model}_{page}")
    assert f'href="{address}"' in listed
    shown = admin_client.get(address)
    assert shown.status_code == 200
    assert not re.search(r"<style|<script>|\sstyle=|\son[a-z]+=", shown.content.decode())


@pytest.mark.parametrize("model", WITH_SHEETS)
def test_the_file_of_headings_is_read(admin_client, model):
    response = admin_client.get(reverse(f"admin:{model}_import_headings"))
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [sheet.max_row, sheet.freeze_panes] == [1, "A2"]


def test_an_export_is_the_list_with_its_filters_and_search(desk):
    factories.make_article(title="Agadez en français")
    factories.make_article(title="Agadez in English", language="en", slug="a")
    factories.make_article(title="Zinder", slug="z")
    assert export(desk, f"{EXPORT}?language__exact=fr&q=agadez") == ["Agadez en français"]


def test_the_list_hands_its_filters_on(desk):
    page = desk.get("/admin/articles/article/?language__exact=fr&q=agadez").content.decode()
    address = re.search(r'href="(/admin/articles/article/export/[^"]*)"', page)[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query) == {"language__exact": ["fr"], "q": ["agadez"]}


def test_an_unknown_filter_leads_back_to_the_list(desk):
    assert desk.get(f"{EXPORT}?language__exact__x=fr").status_code in (302, 400)


def test_ticked_articles_are_exported_alone(desk):
    chosen = factories.make_article(title="Choisi")
    factories.make_article(title="Autre", slug="autre")
    ticked = {"action": "export_selected", "_selected_action": [chosen.pk]}
    page = desk.post("/admin/articles/article/", ticked)
    selected = page.context["form"]["selected"].value()
    assert export(desk, selected=selected) == ["Choisi"]


def test_an_export_shows_no_draft_of_another_mission(client, in_niger):
    theirs = factories.make_article(title="Brouillon", mission=factories.make_mission("tchad", "Tchad"))
    factories.make_published(title="Public", mission=theirs.mission, slug="public")
    assert export(sign_in(client, in_niger), selected=f"{theirs.pk}") == []
    assert export(client) == ["Public"]


def test_an_export_costs_as_many_queries_for_thirty_as_for_three(desk):
    def queries(count):
        for n in range(count):
            article = factories.make_article(slug=f"{count}-{n}", mission=None, title=f"{count} {n}")
            article.co_issuers.add(factories.make_mission(f"m-{count}-{n}"))
            article.contact_links.create(person=factories.make_contact(f"P {count} {n}"))
        with CaptureQueriesContext(connection) as captured:
            b"".join(desk.post(EXPORT, {"format": "csv", "columns": ["co_issuers", "contacts"]}).streaming_content)
        return len(captured)

    queries(1)
    assert queries(3) == queries(30)


def test_a_workbook_holds_texts_alone(desk):
    factories.make_article(title="=1+1")
    response = desk.post(EXPORT, {"format": "xlsx", "columns": ["title"]})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[1]] == ["uuid", "title", "version"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].number_format) == ("'=1+1", "s", "@")


def test_a_csv_of_the_spanish_excel_has_semicolons(desk):
    factories.make_article(title="Un")
    response = desk.post(EXPORT, {"format": "csv2", "columns": ["title"]})
    assert b"".join(response.streaming_content).startswith('\ufeff"uuid";"title";"version"\r\n'.encode())
    assert re.search(r'filename="articles-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])


def test_a_preview_writes_nothing(desk):
    article = factories.make_article(title="Avant")
    response, _button = preview(desk, {"uuid": article.uuid, "title": "Après"})
    article.refresh_from_db()
    assert article.title == "Avant"
    assert "Write 1 row" in response.content.decode()


def test_a_decision_writes_what_was_shown(desk, editor):
    article = factories.make_article(title="Avant")
    _response, button = preview(desk, {"uuid": article.uuid, "title": "Après"})
    response = desk.post(DECIDE, button, follow=True)
    article.refresh_from_db()
    assert article.title == "Après"
    assert "1 row of “articles.csv” written." in response.content.decode()
    assert LogEntry.objects.get().change_message == "Spreadsheet articles.csv"


def test_a_file_is_written_once(desk):
    article = factories.make_article()
    _response, button = preview(desk, {"uuid": article.uuid, "title": "Après"})
    desk.post(DECIDE, button)
    again = desk.post(DECIDE, button, follow=True)
    assert "The file waits no longer: it has been written" in again.content.decode()
    assert article.versions.count() == 1


def test_what_changed_after_the_preview_is_shown_again(desk):
    article = factories.make_article(title="Avant")
    _response, button = preview(desk, {"uuid": article.uuid, "title": "Après"})
    Article.objects.filter(pk=article.pk).update(title="D’un autre")
    response = desk.post(DECIDE, button)
    assert response.context["check"].changes[0].cells == [("title", "D’un autre", "Après")]
    assert "Nothing was written; look again." in response.content.decode()


def test_one_wrong_row_and_none_is_written(desk):
    article = factories.make_article()
    response, button = preview(desk, {"uuid": article.uuid, "title": "Après"}, {"uuid": "12", "title": "Un"})
    assert not button["token"]
    assert "Row 3, column uuid" in response.content.decode()


def test_another_users_file_is_out_of_reach(desk, client, publisher):
    article = factories.make_article(title="Avant")
    _response, button = preview(desk, {"uuid": article.uuid, "title": "Après"})
    desk.post(reverse("admin:logout"))
    response = sign_in(client, publisher).post(DECIDE, button, follow=True)
    article.refresh_from_db()
    assert article.title == "Avant"
    assert "The file waits no longer" in response.content.decode()


def test_a_token_is_no_path(desk, settings, tmp_path):
    (tmp_path / "secret").write_text("x")
    assert waiting.take({waiting.key: {}}, "../secret") is None


def test_a_waiting_file_is_private_and_goes_after_an_hour(settings, monkeypatch):
    session = {}
    token = waiting.put(session, b"x", "a.csv")
    file = settings.SPREADSHEET_DIR / token
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    monkeypatch.setattr(waiting_files.time, "time", lambda: file.stat().st_mtime + 3601)
    waiting.put(session, b"y", "b.csv")
    assert waiting.take(session, token) is None


@pytest.mark.parametrize("address", [EXPORT, IMPORT, DECIDE])
def test_nobody_without_a_permission_opens_the_pages(client, staff, address):
    assert sign_in(client, staff()).post(address).status_code == 403


def test_who_may_only_see_may_not_import(client, staff):
    client = sign_in(client, staff("view_article"))
    assert client.get(IMPORT).status_code == 403
    assert f'href="{IMPORT}"' not in client.get("/admin/articles/article/").content.decode()


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\0", b"PK\x03\x04", b"slug\n"])
def test_a_bad_file_is_told_on_the_page(desk, data):
    response = desk.post(IMPORT, upload(data, "bad.xlsx"))
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_a_file_that_is_too_large_is_not_even_read(desk, settings):
    settings.SPREADSHEET_MAX_BYTES = 10
    response = desk.post(IMPORT, upload(b"x" * 11))
    assert "The file is larger than" in response.content.decode()


def test_a_text_in_a_cell_is_never_markup(desk):
    article = factories.make_article(title="Avant")
    response, _button = preview(desk, {"uuid": article.uuid, "title": "<script>x</script>"})
    assert "<script>x" not in response.content.decode()

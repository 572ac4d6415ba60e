import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles import versions
from articles.models import ImportBatch, SourceContent, SourceDocument
from articles.provenance import marked_page
from iomnews.accounts.models import User
from tests.factories import NOW, make_article


@pytest.fixture
def document(db):
    batch = ImportBatch.objects.create(started_at=NOW, paths=["pages"], parser_version="1")
    content = SourceContent.objects.create(digest="0" * 64, data="<b>Été à Agadez</b>".encode("latin-1"))
    report = {"discarded": [{"text": "<i>Accueil</i>", "reason": "menu"}]}
    return SourceDocument.objects.create(
        batch=batch, path="1.txt", content=content, encoding="latin-1", status="created", report=report
    )


def page(thing):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def test_a_page_is_shown_as_it_came_and_escaped(admin_client, document):
    response = admin_client.get(page(document))
    assert "<pre>&lt;b&gt;Été à Agadez&lt;/b&gt;</pre>" in response.content.decode()


def test_a_report_is_shown_as_lists_and_escaped(admin_client, document):
    response = admin_client.get(page(document))
    assert "<dt>text</dt><dd>&lt;i&gt;Accueil&lt;/i&gt;</dd>" in response.content.decode()


def test_a_sealed_page_is_read_only_with_a_permission(client_who_may, document):
    SourceDocument.objects.update(is_sealed=True)
    shown = client_who_may("view_sourcedocument", "view_article").get(page(document)).content.decode()
    assert "1.txt" in shown
    assert "Agadez" not in shown
    assert "discarded" not in shown


def test_a_sealed_page_is_read_with_the_permission(admin_client, document):
    SourceDocument.objects.update(is_sealed=True)
    shown = admin_client.get(page(document)).content.decode()
    assert "Agadez" in shown
    assert "discarded" in shown


def test_records_are_neither_changed_nor_deleted(admin_client, document):
    version = versions.keep(make_article(), reason="edit")
    for record in (document, document.batch, document.content, version):
        assert admin_client.post(page(record), {"path": "2.txt"}).status_code == 403
        assert admin_client.post(page(record).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_a_version_leads_to_where_it_is_read(admin_client):
    article = make_article(title="L’ancien titre")
    text = admin_client.get(page(versions.keep(article, reason="edit"))).content.decode()
    assert f'href="/admin/articles/article/{article.pk}/versions/1/"' in text
    assert f'href="/admin/articles/article/{article.pk}/versions/compare/?to=1"' in text


@pytest.fixture
def own_page(client_who_may, document):
    """Of the article that the document made, drawn up by the one who is signed in."""
    client = client_who_may("view_sourcedocument")
    SourceDocument.objects.update(article=make_article(created_by_id=client.session["_auth_user_id"]))
    return client, SourceDocument.objects.get().article


def test_pages_of_other_missions_are_unknown_in_list_and_page(client_who_may, document):
    SourceDocument.objects.update(article=make_article(title="À eux"))
    client = client_who_may("view_sourcedocument", "view_sourcecontent", "view_importbatch")
    User.objects.get().user_permissions.remove(*Permission.objects.filter(codename="view_article"))
    for record in (document, document.batch, document.content):
        assert client.get(page(record)).status_code == 302


def test_the_page_beside_the_article_strikes_what_was_left_out(own_page):
    client, article = own_page
    html = client.get(reverse("admin:articles_article_source", args=[article.pk])).content.decode()
    assert "&lt;b&gt;Été à Agadez&lt;/b&gt;" in html
    assert "1 more piece left out" in html


def test_a_sealed_page_beside_the_article_stays_shut(own_page, document):
    client, article = own_page
    SourceDocument.objects.update(is_sealed=True)
    shown = client.get(reverse("admin:articles_article_source", args=[article.pk])).content.decode()
    assert "Agadez" not in shown
    download = reverse("admin:articles_article_source_text", args=[article.pk, document.pk])
    assert client.get(download).status_code == 404


def test_a_page_is_downloaded_as_it_came_and_runs_nothing(own_page, document):
    client, article = own_page
    response = client.get(reverse("admin:articles_article_source_text", args=[article.pk, document.pk]))
    assert response.content == "<b>Été à Agadez</b>".encode("latin-1")
    assert response["Content-Type"] == "text/plain; charset=latin-1"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


def test_what_is_left_out_is_struck_where_it_stands_and_a_long_page_is_cut():
    marked = marked_page("Accueil\nLe  texte.\n" + "x\n" * 10_000, [{"text": "Le texte.", "reason": "menu"}])
    assert [passage.text for passage in marked.passages if passage.reason] == ["Le  texte."]
    assert marked.is_cut


def test_a_list_of_versions_says_how_many_there_are(admin_client):
    article = make_article()
    for reason in ("edit", "approval"):
        versions.keep(article, reason=reason)
    listing = reverse("admin:articles_articleversion_changelist")
    assert "total" not in admin_client.get(listing).text
    assert "2 total" in admin_client.get(listing, {"reason": "approval"}).text

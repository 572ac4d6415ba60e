import pytest
from django.urls import reverse

from articles import versions
from articles.models import ImportBatch, SourceContent, SourceDocument
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


def test_a_version_shows_what_it_holds(admin_client):
    version = versions.keep(make_article(title="L’ancien titre"), reason="edit")
    assert "<dt>title</dt><dd>L’ancien titre</dd>" in admin_client.get(page(version)).content.decode()

"""Pictures and documents are read by those who may read their article."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from articles.models import ArticleImage, Attachment
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture_of(article):
    image = ArticleImage(article=article)
    image.image.save("vol.gif", ContentFile(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"))
    return image.image.url


def document_of(article):
    attachment = Attachment(article=article, title="Chiffres")
    attachment.file.save("chiffres.html", ContentFile(b"<script>alert(1)</script>"))
    return attachment.file.url


def test_a_picture_of_a_public_article_is_shown(client):
    response = client.get(picture_of(make_published()))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/gif")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_downloaded_never_opened(client):
    response = client.get(document_of(make_published()))
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("file_of", [picture_of, document_of])
def test_a_file_of_a_draft_is_a_404(client, file_of):
    assert client.get(file_of(make_article())).status_code == 404


@pytest.mark.parametrize(("is_staff", "status"), [(True, 200), (False, 404)])
def test_staff_who_may_see_articles_see_their_files(client, django_user_model, is_staff, status):
    user = django_user_model.objects.create_user("awa", "awa@migrations.example", is_staff=is_staff)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    assert client.get(picture_of(make_article())).status_code == status


def test_staff_without_the_permission_do_not(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("awa", "awa@migrations.example", is_staff=True))
    assert client.get(picture_of(make_article())).status_code == 404


@pytest.mark.parametrize("path", ["rien.jpg", "../settings.py", "images/", "%00"])
def test_no_other_file_is_served(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_browser_asks_again_and_is_answered_shortly(client):
    url = picture_of(make_published())
    seen = client.get(url)
    assert "no-cache" in seen.headers["Cache-Control"]
    assert client.get(url, headers={"if-modified-since": seen.headers["Last-Modified"]}).status_code == 304

"""Pictures and documents are read by those who may read their article."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile

from articles import versions
from articles.models import ArticleImage, ArticleVersion, Attachment
from articles.tasks import make_sizes
from iomnews.accounts.models import Membership
from tests.factories import make_article, make_mission, make_published
from tests.photographs import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture_of(article):
    return ArticleImage.objects.create(article=article, image=upload("vol.png", kind="PNG")).image.url


def document_of(article):
    attachment = Attachment(article=article, title="Chiffres")
    attachment.file.save("chiffres.html", ContentFile(b"<script>alert(1)</script>"))
    return attachment.file.url


def test_a_picture_of_a_public_article_is_shown(client):
    response = client.get(picture_of(make_published()))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
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


@pytest.fixture
def editor(client, django_user_model):
    """Signed in as the editor of the mission in Niger."""
    user = django_user_model.objects.create_user("awa", "awa@migrations.example", is_staff=True)
    niger = make_mission()
    role, _is_new = Group.objects.get_or_create(name=Membership.Role.EDITOR)
    role.permissions.add(Permission.objects.get(codename="view_article"))
    Membership.objects.create(user=user, mission=niger, role=Membership.Role.EDITOR)
    client.force_login(user)
    return niger


def status_of(client, url):
    return client.get(url).status_code


@pytest.mark.parametrize("file_of", [picture_of, document_of])
def test_staff_see_the_files_of_their_own_missions_drafts(client, editor, file_of):
    other = make_mission("tchad", "Tchad")
    assert status_of(client, file_of(make_article(mission=editor))) == 200
    assert status_of(client, file_of(make_article(mission=other))) == 404


def test_staff_see_the_files_of_their_working_copies(client, editor):
    published = make_published(mission=editor)
    url = picture_of(make_article(mission=editor, revises=published))
    assert status_of(client, url) == 200
    client.logout()
    assert status_of(client, url) == 404


@pytest.mark.parametrize("file_of", [picture_of, document_of])
def test_a_file_that_only_a_version_has_is_seen_by_its_mission(client, editor, file_of):
    article = make_published(mission=editor)
    url = file_of(article)
    versions.keep(article, reason=ArticleVersion.Reason.EDIT)
    article.images.all().delete()
    article.attachments.all().delete()
    assert status_of(client, url) == 200
    client.logout()
    assert status_of(client, url) == 404


def test_what_another_missions_release_was_before_is_not_seen(client, editor):
    article = make_published(mission=make_mission("tchad", "Tchad"))
    url = picture_of(article)
    versions.keep(article, reason=ArticleVersion.Reason.EDIT)
    article.images.all().delete()
    assert status_of(client, url) == 404


def test_a_name_written_as_a_caption_opens_no_file(client, editor):
    url = picture_of(make_article(mission=make_mission("tchad", "Tchad")))
    own = make_article(mission=editor)
    ArticleImage.objects.create(article=own, caption=url.removeprefix("/media/"))
    versions.keep(own, reason=ArticleVersion.Reason.EDIT)
    assert status_of(client, url) == 404


def test_the_picture_stands_in_for_its_sizes_until_they_are_made(client):
    article = make_published()
    picture_of(article)
    picture = article.images.get()
    assert client.get(picture.image.small).headers["Content-Type"] == "image/png"
    make_sizes.func(picture.image.name, picture.focal_point)
    assert client.get(picture.image.small).headers["Content-Type"] == "image/webp"


@pytest.mark.parametrize("are_made", [True, False])
def test_the_sizes_of_a_draft_are_as_hidden_as_its_picture(client, are_made):
    article = make_article()
    picture_of(article)
    picture = article.images.get()
    if are_made:
        make_sizes.func(picture.image.name, picture.focal_point)
    assert [status_of(client, getattr(picture.image, size)) for size in picture.image.field.formats] == [404] * 4


def test_a_size_that_does_not_exist_is_not_served(client):
    url = picture_of(make_published())
    assert status_of(client, url.replace("/media/", "/media/sizes/") + "/rien.webp") == 404

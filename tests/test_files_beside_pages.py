"""Pictures and documents that a browser saved beside a page."""

import base64
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils.translation import override

from articles.models import ArticleImage, ArticleVersion, Attachment
from tests.photographs import picture_bytes
from tests.test_archive_import import pack
from tests.test_import import run, statuses

pytestmark = pytest.mark.django_db
PICTURE = picture_bytes(size=(300, 200))
PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Un centre à Agadez</title></head><body><article>
<h1>Un centre à Agadez</h1>{more}
<p>Niger – L’OIM a ouvert lundi à Agadez un centre d’accueil de 200 places pour les migrants secourus.</p>
<p><a href="centre_files/note.pdf">La note de presse</a></p></article></body></html>"""
FIGURE = """<figure><img src="centre_files/vue%20d.jpg?w=2" alt="Le centre de nuit">
<figcaption>Le centre. Photo : OIM / Awa Sow</figcaption></figure>"""
PDF = b"%PDF-1.4 note"


@pytest.fixture(autouse=True)
def in_english(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    with override("en"):
        yield


def save(folder, more=FIGURE):
    (folder / "pages" / "centre_files").mkdir(parents=True, exist_ok=True)
    (folder / "pages" / "centre_files" / "vue d.jpg").write_bytes(PICTURE)
    (folder / "pages" / "centre_files" / "note.pdf").write_bytes(PDF)
    (folder / "pages" / "centre_files" / "frame.html").write_text("<html><body><p>Publicité</p></body></html>")
    (folder / "pages" / "centre.html").write_text(PAGE.format(more=more), encoding="utf-8")
    return folder / "pages"


def test_the_pictures_beside_a_page_come_in(tmp_path):
    run(save(tmp_path))
    picture = ArticleImage.objects.get()
    assert (picture.alt, picture.caption) == ("Le centre de nuit", "Le centre. Photo : OIM / Awa Sow")
    assert (picture.credit, picture.width, picture.height) == ("OIM / Awa Sow", 300, 200)
    assert default_storage.exists(picture.image.name)


def test_the_documents_beside_a_page_are_attached(tmp_path):
    run(save(tmp_path))
    document = Attachment.objects.get()
    assert (document.title, document.file.read()) == ("La note de presse", PDF)


def test_what_stands_beside_a_page_is_no_page(tmp_path):
    assert statuses(save(tmp_path)) == ["created"]
    assert statuses(tmp_path / "pages", jobs=2) == ["unchanged"]


def test_a_description_that_stood_in_for_a_caption_is_only_a_description(tmp_path):
    run(save(tmp_path, '<p><img src="centre_files/vue d.jpg" alt="Le centre de nuit"></p>'))
    picture = ArticleImage.objects.get()
    assert (picture.alt, picture.caption) == ("Le centre de nuit", "")


def test_the_pictures_in_an_archive_come_in(tmp_path):
    members = [("centre_files/vue d.jpg", PICTURE), ("centre_files/note.pdf", PDF), ("centre_files/a.html", "<p>a")]
    file = pack(tmp_path / "old.zip", ("centre.html", PAGE.format(more=FIGURE)), *members)
    assert statuses(file) == ["created"]
    assert (ArticleImage.objects.get().width, Attachment.objects.count()) == (300, 1)


def package(source: str) -> MIMEMultipart:
    """A page with a picture, saved as one file."""
    package, picture = MIMEMultipart("related"), MIMEImage(PICTURE)
    page = MIMEText(PAGE.format(more=f'<img src="{source}" alt="">'), "html", "utf-8")
    page["Content-Location"] = "https://old.example/centre.html"
    picture["Content-Location"], picture["Content-ID"] = "https://old.example/vue.jpg", "<vue@old.example>"
    package.attach(page)
    package.attach(picture)
    return package


@pytest.mark.parametrize("source", ["https://old.example/vue.jpg", "vue.jpg", "cid:vue@old.example"])
def test_the_pictures_in_a_page_saved_as_one_file_come_in(tmp_path, source):
    (tmp_path / "a.mhtml").write_bytes(package(source).as_bytes())
    run(tmp_path / "a.mhtml")
    assert ArticleImage.objects.get().width == 300


def test_a_picture_written_into_the_page_comes_in(tmp_path):
    data = base64.b64encode(PICTURE).decode()
    run(save(tmp_path, f'<img src="data:image/jpeg;base64,{data}" alt="">'))
    assert ArticleImage.objects.get().width == 300


@pytest.mark.parametrize(
    "source",
    [
        "centre_files/gone.jpg",
        "https://old.example/vue.jpg",
        "/centre_files/vue.jpg",
        "../secret.jpg",
        "centre_files/link.jpg",
        "file:///etc/passwd",
        "centre_files/small.jpg",
        "centre_files/note.pdf",
        "centre_files/%00.jpg",
        "data:image/png;base64,###",
        "centre_files",
    ],
)
def test_a_picture_that_cannot_be_had_is_named(tmp_path, source):
    folder = save(tmp_path, f'<img src="{source}" alt="x">')
    (tmp_path / "secret.jpg").write_bytes(PICTURE)
    (folder / "centre_files" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "centre_files" / "small.jpg").write_bytes(picture_bytes(size=(20, 300)))
    [line] = run(folder)
    assert line["status"] == "created"
    assert not ArticleImage.objects.exists()
    assert [one["text"] for one in line["discarded"] if one["reason"] == "picture"][-1].startswith(source[:12])


def test_a_document_that_is_not_there_or_is_another_kind_is_named(tmp_path):
    folder = save(tmp_path)
    (folder / "centre_files" / "note.pdf").write_bytes(b"<html>")
    [line] = run(folder)
    assert {"text": "centre_files/note.pdf", "reason": "document"} in line["discarded"]
    assert not Attachment.objects.exists()


def test_a_page_read_again_from_what_is_kept_of_it_keeps_its_files(tmp_path):
    run(save(tmp_path))
    call_command("import_articles", reread=[], stdout=StringIO())
    assert ArticleVersion.objects.count() == ArticleImage.objects.count() == Attachment.objects.count() == 1

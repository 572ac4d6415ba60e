"""Pictures and documents on the page of an article: what is sent, what is refused, what is made of it."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import versions
from articles.models import ArticleImage, ArticleVersion
from tests.admin.forms import unchanged
from tests.factories import make_article, make_published
from tests.photographs import exif, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.UPLOAD_DIR = tmp_path, tmp_path / "waiting"


def save(client, article, part="images", number=0, **fields):
    """Send the page back with `fields` for one picture or document, and return the answer."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    form = unchanged(client.get(address))
    total = max(int(form[f"{part}-TOTAL_FORMS"]), number + 1)
    changes = {f"{part}-{number}-{name}": value for name, value in fields.items()}
    return client.post(address, form | {f"{part}-TOTAL_FORMS": total, f"{part}-{number}-order": number} | changes)


def make_sizes():
    """What the worker does; in this process, since it closes the connection that holds the test's transaction."""
    for asked in DBTaskResult.objects.ready():
        asked.task.call(*asked.task_result.args)


def made(picture) -> dict[str, tuple[int, int]]:
    """The sizes that are there, each with its width and height."""
    addresses = {size: getattr(picture.image, size) for size in picture.image.field.formats}
    names = {size: address.removeprefix("/media/") for size, address in addresses.items()}
    return {
        size: Image.open(default_storage.open(name)).size
        for size, name in names.items()
        if default_storage.exists(name)
    }


def errors(response) -> list[str]:
    parts = response.context["inline_admin_formsets"]
    return [text for part in parts for form in part.formset.forms for texts in form.errors.values() for text in texts]


def test_a_photo_is_kept_with_its_texts_and_without_its_place(admin_client):
    article = make_article()
    save(admin_client, article, image=upload("Puits.JPG", exif=exif()), alt="Un puits", caption="Près d’Agadez")
    picture = article.images.get()
    assert (picture.alt, picture.caption, picture.width, picture.height) == ("Un puits", "Près d’Agadez", 60, 40)
    assert re.fullmatch(r"images/\d{4}/\d\d/puits\.jpg", picture.image.name)
    assert b"Exif" not in picture.image.read()


def test_its_sizes_are_made_by_the_worker_and_asked_for_once(admin_client):
    article = make_article()
    save(admin_client, article, image=upload(size=(1000, 500)))
    picture = article.images.get()
    assert (made(picture), DBTaskResult.objects.count()) == ({}, 1)
    make_sizes()
    assert made(picture) == {"small": (480, 240), "medium": (960, 480), "large": (1000, 500), "card": (480, 320)}


def test_a_save_that_leaves_a_picture_alone_asks_for_nothing(admin_client):
    article = make_article()
    save(admin_client, article, image=upload())
    DBTaskResult.objects.all().delete()
    save(admin_client, article, caption="Une autre légende")
    assert article.images.get().caption == "Une autre légende"
    assert not DBTaskResult.objects.exists()


def test_the_card_is_cut_around_the_focal_point(admin_client):
    article = make_article()
    save(admin_client, article, image=upload(size=(1000, 300)))
    save(admin_client, article, focal_point_across="100", focal_point_down="50")
    make_sizes()
    picture = article.images.get()
    card = Image.open(default_storage.open(picture.image.card.removeprefix("/media/")))
    assert picture.focal_point == "1x0.5"
    assert max(card.getpixel((10, 160))) < 50  # the right half is the dark one


@pytest.mark.parametrize(("across", "down"), [("101", "50"), ("", "50"), ("nan", "0"), ("left", "0"), ("-1", "0")])
def test_a_focal_point_outside_the_picture_is_refused(admin_client, across, down):
    article = make_article()
    save(admin_client, article, image=upload())
    answer = save(admin_client, article, focal_point_across=across, focal_point_down=down)
    assert errors(answer) == ["Give two numbers from 0 to 100."]


def test_a_new_photo_in_the_place_of_another_starts_from_its_centre(admin_client):
    article = make_article()
    save(admin_client, article, image=upload(), focal_point_across="10", focal_point_down="20")
    assert article.images.get().focal_point == "0.1x0.2"
    save(admin_client, article, image=upload(size=(80, 80)))
    assert (article.images.get().focal_point, article.images.get().width) == ("0.5x0.5", 80)


@pytest.mark.parametrize(("typed", "credit"), [("", "Awa Sow"), ("OIM", "OIM")])
def test_the_credit_in_the_file_fills_an_empty_field(admin_client, typed, credit):
    article = make_article()
    save(admin_client, article, image=upload(exif=exif(artist="Awa Sow")), credit=typed)
    assert article.images.get().credit == credit


def test_a_program_named_jpg_is_refused_and_all_that_was_typed_stays(admin_client):
    article = make_article()
    program = upload("setup.jpg", b"MZ\x90\0" + b"\0" * 500)
    answer = save(admin_client, article, image=program, caption="Une longue légende")
    assert errors(answer) == [
        "“setup.jpg” is no picture, whatever its name says. Choose a JPEG, PNG, WebP, GIF or TIFF file."
    ]
    assert 'value="Une longue légende"' in answer.content.decode()
    assert not ArticleImage.objects.exists()


def test_a_document_that_is_not_what_its_name_says_is_refused(admin_client):
    article = make_article()
    answer = save(admin_client, article, "attachments", file=SimpleUploadedFile("note.pdf", b"MZ"), title="La note")
    assert errors(answer)[0].startswith("“note.pdf” cannot be attached.")
    assert not article.attachments.exists()


def test_a_document_is_attached(admin_client):
    article = make_article()
    save(admin_client, article, "attachments", file=SimpleUploadedFile("note.pdf", b"%PDF-1.7"), title="La note")
    assert article.attachments.get().file.read() == b"%PDF-1.7"


def test_several_pictures_stand_in_their_order(admin_client):
    article = make_article()
    save(admin_client, article, image=upload("une.jpg"), order=2)
    save(admin_client, article, number=1, image=upload("deux.jpg"), order=1)
    assert [picture.image.name[-8:] for picture in article.images.all()] == ["deux.jpg", "/une.jpg"]


@pytest.mark.parametrize(("alt", "is_hinted"), [("", True), ("Un puits", False)])
def test_a_missing_description_is_pointed_out_and_no_error(admin_client, alt, is_hinted):
    article = make_article()
    assert save(admin_client, article, image=upload(), alt=alt).status_code == 302
    html = admin_client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert ("No description yet" in html) is is_hinted


def test_a_restored_version_has_its_sizes(admin_client):
    article = make_article()
    save(admin_client, article, image=upload(size=(1000, 500)))
    make_sizes()
    before = article.images.get()
    before.delete()
    versions.restore(article, ArticleVersion.objects.latest("number").content)
    assert article.images.get().pk != before.pk
    assert len(made(article.images.get())) == 4


def test_the_page_offers_each_size_with_its_width(client):
    article = make_published()
    picture = ArticleImage.objects.create(article=article, image=upload(size=(1000, 500)))
    html = client.get(article.get_absolute_url()).content.decode()
    offered = f"{picture.image.small} 480w, {picture.image.medium} 960w, {picture.image.large} 1000w"
    assert f'srcset="{offered}"' in html
    assert 'width="1000" height="500"' in html


def test_a_small_picture_is_offered_once(client):
    picture = ArticleImage.objects.create(article=make_published(), image=upload(size=(300, 200)))
    assert picture.srcset == f"{picture.image.small} 300w"


def test_a_row_of_a_list_shows_the_card_of_the_first_picture(client):
    article = make_published()
    ArticleImage.objects.create(article=article, image=upload("deux.jpg"), order=2)
    first = ArticleImage.objects.create(article=article, image=upload("une.jpg"), order=1)
    html = client.get("/fr/news/").content.decode()
    assert re.findall(r'<img class="card" src="([^"]+)" alt="" width="480" height="320"', html) == [first.image.card]


def test_pictures_cost_a_list_no_more_queries(client, django_assert_num_queries):
    for _row in range(2):
        ArticleImage.objects.create(article=make_published(), image=upload())
    with CaptureQueriesContext(connection) as few:
        client.get("/fr/news/")
    for _row in range(5):
        ArticleImage.objects.create(article=make_published(), image=upload())
    with django_assert_num_queries(len(few)):
        assert client.get("/fr/news/").content.decode().count('class="card"') == 7


def chosen(client, article, **fields):
    """The form sent with a picture and a document, and something in it that is wrong."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    document = SimpleUploadedFile("note.txt", b"Une note.")
    rows = {
        "images-TOTAL_FORMS": 1,
        "images-0-image": upload("puits.jpg", exif=exif(artist="Awa")),
        "images-0-order": 0,
    }
    rows |= {"attachments-TOTAL_FORMS": 1, "attachments-0-file": document, "attachments-0-order": 0}
    rows |= {"attachments-0-title": "Une note", "title": ""}
    return address, client.post(address, unchanged(client.get(address)) | rows | fields)


def test_what_was_chosen_is_not_chosen_again_when_the_form_comes_back(admin_client, settings):
    article = make_article()
    address, shown = chosen(admin_client, article)
    assert "“puits.jpg”" in shown.content.decode()
    assert admin_client.post(address, unchanged(shown) | {"title": "Un titre"}).status_code == 302
    assert (article.images.get().credit, article.attachments.get().file.read()) == ("Awa", b"Une note.")
    assert list(settings.UPLOAD_DIR.iterdir()) == []


def test_what_was_chosen_goes_with_the_second_of_two_savers(admin_client):
    article = make_article()
    versions.keep(article, reason="edit")
    address, shown = chosen(admin_client, article, title="Le mien", seen_version=0)
    assert admin_client.post(address, unchanged(shown)).status_code == 302
    assert (article.images.count(), article.attachments.count()) == (1, 1)


def test_another_file_may_be_chosen_instead_of_the_one_that_waits(admin_client):
    article = make_article()
    address, shown = chosen(admin_client, article)
    again = unchanged(shown) | {"title": "Un titre", "images-0-image": upload("autre.jpg")}
    admin_client.post(address, again)
    assert "autre" in article.images.get().image.name


def test_a_file_that_waits_is_for_the_session_that_sent_it(admin_client, client_who_may):
    article = make_article()
    address, shown = chosen(admin_client, article)
    form = unchanged(shown) | {"title": "Un titre"}
    admin_client.session.flush()
    again = client_who_may("view_article", "change_article", "add_articleimage", "add_attachment")
    again.post(address, form)
    assert not article.images.exclude(image="").exists()


def test_what_is_refused_does_not_wait(admin_client):
    _address, shown = chosen(admin_client, make_article(), **{"images-0-image": upload(content=b"MZ" + b"\0" * 99)})
    assert "is no picture, whatever its name says" in shown.content.decode()
    assert "“photo.jpg” (" not in shown.content.decode()

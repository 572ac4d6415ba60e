"""A Word file through the importer, and one that comes back from clearance."""

from io import BytesIO

import docx
import pytest
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import clearance, starting, versions
from articles.importing.uploads import from_word
from articles.models import Article, ImportBatch, SourceDocument
from iomnews.accounts.models import User
from tests import reference_data
from tests.factories import NOW, make_article, make_mission, make_published
from tests.photographs import exif, picture_bytes
from tests.test_import import run, statuses
from tests.word_files import PROSE, word_file

pytestmark = pytest.mark.django_db
CONTACTS = "Pour plus d’informations, veuillez contacter Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def editor(db):
    return User.objects.create(username="aissata", email="aissata@migrations.example", is_superuser=True)


def release(make=None):
    quote = "« Personne ne devrait dormir dehors », a déclaré Aïssata Ouédraogo, cheffe de mission de l’OIM au Niger."
    return word_file("Communiqué", f"Niger – {PROSE}", quote, CONTACTS, make=make)


def hand_in(data, user, name="vol.docx", mission=None):
    return from_word(name, data, by=user, mission=mission)


def edited(article, old, new):
    """The article's Word file, with words changed in Word."""
    document = docx.Document(BytesIO(clearance.word_file(article, NOW)))
    for words in (words for paragraph in document.paragraphs for words in paragraph.runs):
        words.text = words.text.replace(old, new)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def article(editor):
    body = '<p>Un <strong>avion</strong>.</p><p lang="en">A plane.</p>'
    article = make_article(title="Un vol", dateline="NIAMEY –", lead="Le chapô.", body_html=body)
    versions.keep(article, reason="edit", by=editor)
    return article


def test_a_word_file_is_read_as_a_page_is(tmp_path):
    reference_data.load()
    (tmp_path / "vol.docx").write_bytes(release())
    assert statuses(tmp_path) == ["created"]
    article = Article.objects.get()
    assert (article.title, article.dateline, article.mission.name_fr) == ("Un dernier vol", "Niger –", "Niger")
    assert [quote.speaker for quote in article.quotes.all()] == ["Aïssata Ouédraogo"]
    assert [link.phones for link in article.contact_links.all()] == [["+22720550140"]]


def test_a_folder_gives_its_word_files_but_not_those_that_word_holds_open(tmp_path):
    (tmp_path / "vol.docx").write_bytes(release())
    (tmp_path / "~$vol.docx").write_bytes(b"Awa")
    assert statuses(tmp_path) == ["created"]
    assert statuses(tmp_path) == ["unchanged"]


def test_what_word_proves_is_kept():
    def more(document):
        document.add_paragraph("Ce que reçoit chacun", style="Heading 1")
        item = document.add_paragraph("une formation en ", style="List Number")
        item.add_run("couture").bold = True
        document.add_table(2, 2).cell(0, 0).text = "Pays"

    article, _report = hand_in(word_file(PROSE, make=more), None)
    html = article.body_html
    assert "<h2>Ce que reçoit chacun</h2><ol><li>une formation en <strong>couture</strong></li></ol>" in html
    assert "<table><tbody><tr><td>Pays</td><td></td></tr>" in html


def test_the_bytes_are_kept_and_read_again_as_text(editor):
    data = release()
    article, _report = hand_in(data, editor)
    source = article.sources.get()
    assert bytes(source.content.data) == data
    assert source.text.startswith("Un dernier vol\nCommuniqué\n")


def test_what_is_left_out_is_in_the_report(editor):
    def comment(document):
        document.add_comment(document.paragraphs[0].runs, "Vérifier.", author="Awa")

    _article, report = hand_in(release(comment), editor)
    assert {"text": "Awa: Vérifier.", "reason": "comment"} in report["discarded"]


def test_who_hands_it_in_and_for_which_mission_is_kept(editor):
    mission = make_mission("tchad", "Tchad")
    article, _report = hand_in(release(), editor, mission=mission)
    assert (article.mission, article.created_by, article.versions.get().by) == (mission, editor, editor)
    assert ImportBatch.objects.get().by == editor


def test_the_same_file_leads_to_the_same_article(editor):
    data = release()
    first, _report = hand_in(data, editor)
    again, report = hand_in(data, editor, name="autre.docx")
    assert (again, report["status"]) == (first, "unchanged")
    assert SourceDocument.objects.count() == 1


def test_the_same_file_shows_nobody_anothers_draft(editor):
    data = release()
    hand_in(data, editor)
    stranger = User.objects.create(username="awa", email="awa@migrations.example")
    with pytest.raises(starting.CannotStart, match="that you may not see"):
        hand_in(data, stranger)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Open it in Word and save it as .docx."),
        (b"%PDF-1.7", "Give the Word file that it was made from."),
        (b"", "this is no Word file"),
    ],
)
def test_what_is_no_word_file_says_what_to_do(editor, data, message):
    with pytest.raises(starting.CannotStart, match=message):
        hand_in(data, editor)
    assert not ImportBatch.objects.exists()


def test_a_bad_word_file_in_a_folder_is_named_and_the_rest_come_in(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.docx").write_bytes(release())
    lines = run(tmp_path)
    assert [line["status"] for line in lines] == ["failed", "created"]
    assert "this is a PDF" in lines[0]["error"]


def test_a_file_without_a_text_makes_no_article(editor):
    with pytest.raises(starting.CannotStart, match="no text"):
        hand_in(word_file(title="Un titre"), editor)
    assert not Article.objects.exists()


def test_the_file_says_that_a_draft_is_not_to_be_distributed(article):
    header = docx.Document(BytesIO(clearance.word_file(article, NOW))).sections[0].header
    assert "Brouillon" in header.paragraphs[0].text


def test_the_file_says_when_its_embargo_ends(article):
    article.embargo_until = NOW.replace(year=2027)
    header = docx.Document(BytesIO(clearance.word_file(article, NOW))).sections[0].header
    assert "2027" in header.paragraphs[1].text


def test_a_public_release_is_not_called_a_draft():
    text = clearance._state(make_published(), NOW)
    assert text == ["Published"]


def test_the_file_is_named_after_the_article_and_its_version(article):
    assert clearance.file_name(article) == "un-vol-v1.docx"


def test_the_cleared_file_changes_the_article_that_it_came_from(article, editor):
    same, report = hand_in(edited(article, "avion", "hélicoptère"), editor)
    assert (same, report["status"]) == (article, "updated")
    assert "Un <strong>hélicoptère</strong>." in same.body_html
    version = same.versions.first()
    assert (version.reason, version.by, version.comment) == ("edit", editor, "From the Word file of version 1")


def test_what_word_does_not_know_stays_where_the_words_stay(article, editor):
    same, _report = hand_in(edited(article, "avion", "hélicoptère"), editor)
    assert '<p lang="en">A plane.</p>' in same.body_html
    assert (same.title, same.lead, same.dateline) == ("Un vol", "Le chapô.", "NIAMEY –")


def test_a_file_that_nobody_changed_changes_nothing(article, editor):
    _same, report = hand_in(clearance.word_file(article, NOW), editor)
    assert report["status"] == "unchanged"
    assert article.versions.count() == 1


def test_the_file_of_an_earlier_version_waits_as_a_proposal(article, editor):
    data = edited(article, "avion", "hélicoptère")
    versions.keep(article, reason="edit", by=editor)
    same, report = hand_in(data, editor)
    assert report["status"] == "kept"
    assert "hélicoptère" not in same.body_html
    assert "hélicoptère" in same.versions.get(awaits_decision=True).content["body_html"]


def test_what_readers_see_waits_as_a_proposal(article, editor):
    Article.objects.filter(pk=article.pk).update(state="published", visible_from=NOW)
    article.refresh_from_db()
    same, report = hand_in(edited(article, "avion", "hélicoptère"), editor)
    assert (report["status"], "avion" in same.body_html) == ("kept", True)


def test_the_command_line_proposes_what_nobody_answers_for(article, tmp_path):
    (tmp_path / "vol.docx").write_bytes(edited(article, "avion", "hélicoptère"))
    assert statuses(tmp_path) == ["kept"]
    assert Article.objects.count() == 1


def test_a_file_of_an_article_out_of_reach_is_refused(article):
    stranger = User.objects.create(username="awa", email="awa@migrations.example")
    with pytest.raises(starting.CannotStart, match="you may not change"):
        hand_in(edited(article, "avion", "hélicoptère"), stranger)
    assert article.versions.count() == 1


def test_a_contact_changed_in_word_is_named(article, editor):
    article.contact_links.create(name="Ibrahim Maïga", email="im@migrations.example")
    _same, report = hand_in(edited(article, "Ibrahim", "Issouf"), editor)
    assert [piece["reason"] for piece in report["discarded"]] == ["changed under the text"]
    assert article.contact_links.get().name == "Ibrahim Maïga"


def illustrated(*pictures, alt="Un puits à Agadez"):
    """The release with these pictures after its text, the first described."""

    def add(document):
        for content in pictures:
            document.add_picture(BytesIO(content))
        document.inline_shapes[0]._inline.docPr.set("descr", alt)

    return release(add)


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "images"


def test_pictures_come_in_as_those_of_the_article(editor, folder):
    photo = picture_bytes(size=(60, 40), exif=exif(artist="Awa Sow"))
    article, report = hand_in(illustrated(photo), editor)
    picture = article.images.get()
    assert (picture.alt, picture.credit, picture.width, picture.height) == ("Un puits à Agadez", "Awa Sow", 60, 40)
    assert not Image.open(picture.image).getexif()
    assert [piece for piece in report["discarded"] if piece["reason"] == "picture"] == []
    assert DBTaskResult.objects.get().args_kwargs["args"] == [picture.image.name, "0.5x0.5"]


def test_the_same_picture_is_stored_once(editor, folder):
    photo = picture_bytes()
    article, _report = hand_in(illustrated(photo, picture_bytes("PNG")), editor)
    assert article.images.count() == 2
    again, _report = hand_in(release(lambda document: document.add_picture(BytesIO(photo))), editor)
    names = {picture.image.name for picture in [*article.images.all(), *again.images.all()]}
    assert len(names) == len(list(folder.rglob("*.*"))) == 2


def test_a_picture_that_no_browser_shows_is_named(editor, folder, settings):
    settings.PICTURE_MAX_PIXELS = 100
    article, report = hand_in(illustrated(picture_bytes()), editor)
    assert {"text": "Un puits à Agadez", "reason": "picture"} in report["discarded"]
    assert not article.images.exists()


def test_a_try_stores_no_picture(tmp_path, folder):
    (tmp_path / "vol.docx").write_bytes(illustrated(picture_bytes()))
    run(tmp_path / "vol.docx", dry_run=True)
    assert not folder.exists()

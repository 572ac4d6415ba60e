"""Several releases in one file through the importer."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from articles import versions
from articles.importing import read_input
from articles.inputs.releases import Releases
from articles.models import Article, ArticleImage, ArticleVersion, SourceDocument
from tests import reference_data
from tests.parsing.test_releases import CONTACT, TEXT, TWO, releases
from tests.photographs import picture_bytes
from tests.test_import import run, statuses
from tests.word_files import word_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(db, settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    reference_data.load()
    with override("en"):
        yield


def paragraphs(place):
    return [text for text in TEXT.format(place=place).split("\n") if text]


def web_page():
    texts = ("".join(f"<p>{text}</p>" for text in paragraphs(place)) for _title, place in TWO)
    first, second = (f"<h2>{title}</h2>{text}" for (title, _place), text in zip(TWO, texts, strict=True))
    nav = "<nav>Accueil</nav>"
    return f"<!DOCTYPE html><html><body>{nav}<div>{first}<p>* * *</p>{second}</div></body></html>"


def two_in_word(make=None) -> bytes:
    (first, here), (second, there) = TWO
    return word_file(*paragraphs(here), "###", second, *paragraphs(there), title=first, make=make)


SAMPLES = {"a.txt": releases(CONTACT).encode(), "a.html": web_page().encode(), "a.docx": two_in_word()}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_release_of_a_file_is_an_article(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(SAMPLES[name])
    lines = run(file)
    assert [(line["source"], line["title"], line["dateline"]["place"]) for line in lines] == [
        (f"{file}#1", "Un centre à Agadez", "Niger"),
        (f"{file}#2", "Un centre à Faya", "Tchad"),
    ]
    assert [len(line["paragraphs"]) for line in lines] == [3, 3]
    assert [article.sources.get().text.count("Le centre restera") for article in Article.objects.all()] == [1, 1]
    assert statuses(file) == statuses(file, jobs=2) == ["unchanged", "unchanged"]


def test_what_stood_beside_several_releases_is_named(tmp_path):
    (tmp_path / "a.html").write_bytes(SAMPLES["a.html"])
    assert {"text": "Accueil", "reason": "menu"} in run(tmp_path / "a.html")[0]["discarded"]


def test_what_a_manifest_says_of_a_file_holds_for_its_releases(tmp_path):
    (tmp_path / "a.txt").write_bytes(SAMPLES["a.txt"])
    (tmp_path / "pages.csv").write_text("path,address,published\na.txt,https://old.example/a,2015-06-19\n")
    run(tmp_path / "a.txt", manifest=str(tmp_path / "pages.csv"))
    assert statuses(tmp_path / "a.txt") == ["unchanged", "unchanged"]
    found = SourceDocument.objects.order_by("path").values_list("path", "address", "published_on")
    day = date(2015, 6, 19)
    assert list(found) == [("a.txt#1", "https://old.example/a", day), ("a.txt#2", "", day)]


def test_what_a_manifest_says_of_a_file_holds_when_its_releases_are_read_again(tmp_path):
    (tmp_path / "a.txt").write_bytes(SAMPLES["a.txt"])
    (tmp_path / "pages.csv").write_text("path,address,published\na.txt,https://old.example/a,2015-06-19\n")
    run(tmp_path / "a.txt", manifest=str(tmp_path / "pages.csv"))
    call_command("import_articles", reread=[], stdout=StringIO())
    assert ArticleVersion.objects.count() == 2
    assert set(Article.objects.values_list("date_edtf", flat=True)) == {"2015-06-19"}


def two_with_pictures(folder) -> bytes:
    """The first picture stands before the mark between the two, the second below the second title."""
    files = [folder / "a.png", folder / "b.png"]
    for file, size in zip(files, ((300, 200), (500, 400)), strict=True):
        file.write_bytes(picture_bytes(size=size))

    def place(document):
        mark = next(one for one in document.paragraphs if one.text == "###")
        mark.insert_paragraph_before().add_run().add_picture(str(files[0]))
        document.paragraphs[-1].add_run().add_picture(str(files[1]))

    return two_in_word(place)


def test_the_pictures_of_a_word_file_come_with_the_release_in_which_they_stand(tmp_path):
    (tmp_path / "a.docx").write_bytes(two_with_pictures(tmp_path))
    assert statuses(tmp_path / "a.docx") == ["created", "created"]
    widths = ArticleImage.objects.values_list("article__title", "width")
    assert set(widths) == {("Un centre à Agadez", 300), ("Un centre à Faya", 500)}
    call_command("import_articles", reread=[], stdout=StringIO())
    assert (ArticleImage.objects.count(), ArticleVersion.objects.count()) == (2, 2)


def test_a_word_file_whose_pictures_are_too_large_is_kept_whole_and_is_doubtful(tmp_path, monkeypatch):
    monkeypatch.setattr(read_input, "LARGEST_WITHIN", 100)
    (tmp_path / "a.docx").write_bytes(two_with_pictures(tmp_path))
    [line] = run(tmp_path / "a.docx")
    assert [one["rule"] for one in line["evidence"] if one["field"] == "body"] == ["several"]


@pytest.fixture
def whole(tmp_path, monkeypatch):
    """A file of two releases that came in as one, before they were told apart."""
    file = tmp_path / "a.txt"
    file.write_bytes(SAMPLES["a.txt"])
    with monkeypatch.context() as patched:
        patched.setattr(read_input, "find_releases", lambda lines, gazetteer: Releases([0], is_doubtful=False))
        assert statuses(file) == ["created"]
    return file


def test_what_was_one_article_is_the_first_release_once_the_file_is_taken_apart(whole):
    article = Article.objects.get()
    lines = run(whole)
    assert [(line["status"], line["article"] == article.pk) for line in lines] == [
        ("updated", True),
        ("created", False),
    ]
    assert "its whole file was one article, which is this release now" in lines[0]["error"]
    assert lines[1]["error"] is None
    article.refresh_from_db()
    assert "Faya" not in article.body_html
    assert statuses(whole) == ["unchanged", "unchanged"]


def test_what_somebody_has_edited_meanwhile_is_not_taken_apart_but_proposed(whole, admin_user):
    article = Article.objects.get()
    article.title = "Deux centres"
    article.save()
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=admin_user, now=timezone.now())
    lines = run(whole)
    assert [line["status"] for line in lines] == ["kept", "created"]
    assert article.versions.filter(reason=ArticleVersion.Reason.PROPOSAL).count() == 1
    article.refresh_from_db()
    assert "Faya" in article.body_html


def test_a_whole_article_that_somebody_deleted_hides_no_release(whole):
    Article.objects.get().delete()
    assert statuses(whole) == ["created", "created"]

"""Several releases in one file through the importer."""

from datetime import date

import pytest
from django.utils.translation import override

from articles.models import Article, SourceDocument
from tests import reference_data
from tests.parsing.test_releases import CONTACT, TEXT, TWO, releases
from tests.photographs import picture_bytes
from tests.test_import import run, statuses
from tests.word_files import word_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(db):
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


def test_a_word_file_with_pictures_is_kept_whole_and_is_doubtful(tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(picture_bytes())
    (tmp_path / "a.docx").write_bytes(two_in_word(lambda document: document.add_picture(str(picture))))
    [line] = run(tmp_path / "a.docx")
    assert [one["rule"] for one in line["evidence"] if one["field"] == "body"] == ["several"]

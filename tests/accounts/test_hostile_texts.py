"""Whatever is written into whichever field, no page of the newsroom does what it says."""

import csv
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from articles import versions
from articles.models import Article, ArticleVersion
from iomnews.accounts.models import User
from tests.accounts.conftest import browser
from tests.accounts.every_address import addresses, filled_in
from tests.accounts.hostile import poison
from tests.browser.release import make_release_with_every_part
from tests.spreadsheets.test_sheet_pages import WITH_SHEETS
from tests.word_files import PROSE, word_file

MARKUP = "'\"><zouar onzouar=1>"
HOSTILE = f"javascript:zouar()\r\nX-Zouar: 1\r\n\r\n</title></textarea></script>{{{{7191|add:7}}}}{MARKUP}"
WRITTEN = [MARKUP, f"Contact : {MARKUP}, tél. +227 20 55 01 40", f"« {MARKUP} », a déclaré {MARKUP}, cheffe."]
LINKS = ("href", "src", "action", "formaction", "srcset", "data", "poster")


@pytest.fixture
def records(all_of_chad):
    make_release_with_every_part()
    return all_of_chad


@pytest.fixture
def client(db):
    client = browser()
    client.force_login(User.objects.create(username="root", email="root@migrations.example", is_superuser=True))
    return client


def answers(client, chad):
    """Of every address about a draft and, where it is an article's, about a release with every part."""
    draft, release = chad.articles["draft"], Article.objects.get(slug="tout")
    for address in addresses():
        paths = {filled_in(address, chad, article) for article in (draft, release)}
        yield from ((path, client.get(path)) for path in paths)
        if address.is_of_staff:
            path = filled_in(address, chad, draft)
            yield path, client.post(path)


def what_it_does(response) -> list[str]:
    """What of the texts above has become part of the page itself."""
    if not response.headers.get("Content-Type", "").startswith("text/html") or not response.content.strip():
        return []
    found = []
    for element in html.fromstring(response.content).iter():
        names = [str(element.tag), *element.attrib]
        links = [value.strip().lower() for name, value in element.attrib.items() if name in LINKS]
        found += [name for name in names if "zouar" in name]
        found += [link for link in links if link.startswith("javascript:")]
    return found


@pytest.mark.look
def test_no_text_does_anything(client, records):
    for article in Article.objects.all():
        versions.keep(article, reason=ArticleVersion.Reason.EDIT)
    poison(HOSTILE, MARKUP)
    for article in Article.objects.filter(slug__in=["tout", "zouar-draft"]):
        article.body_html = f"<p>{HOSTILE}</p><a href='{HOSTILE}'>{HOSTILE}</a>"
        article.save()
        versions.keep(article, reason=ArticleVersion.Reason.EDIT)
        versions.propose(article, versions.snapshot(article) | {"body_html": HOSTILE})
    showing = 0
    for path, response in answers(client, records):
        assert what_it_does(response) == [], path
        assert "X-Zouar" not in response.headers, path
        showing += not response.streaming and b"onzouar" in response.content
    assert showing > 100


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/fr/news/", "q"), ("/fr/news/", "country"), ("/fr/news/", MARKUP), ("/fr/news/", "page"),
        ("/fr/programmes/", "page"), ("/account/login/", "next"), ("/admin/login/", "next"),
        ("/admin/articles/article/", "q"), ("/admin/articles/article/", "uses"), ("/admin/articles/article/", MARKUP),
        ("/admin/articles/article/export/", "q"), ("/admin/articles/article/start/", "from"),
    ],
)  # fmt: skip
def test_no_address_does_anything(client, path, name):
    response = client.get(path, {name: HOSTILE}, follow=True)
    assert response.status_code in (200, 400, 404)
    assert what_it_does(response) == []


def of_word(client, tmp_path):
    """Handed in under a hostile name."""
    file = SimpleUploadedFile(f"{MARKUP}.docx", word_file(PROSE, *WRITTEN, title=WRITTEN[0]))
    client.post(reverse("admin:articles_article_start"), {"way": "word", "word-file": file}, follow=True)


def of_an_import(client, tmp_path):
    """Saved under a hostile name in a hostile folder."""
    folder = tmp_path / MARKUP
    folder.mkdir()
    Path(folder, f"{MARKUP}.txt").write_text("\n\n".join([WRITTEN[0], PROSE, *WRITTEN]), encoding="utf-8")
    with redirect_stdout(StringIO()):
        call_command("import_articles", str(folder), publish=True, verbosity=0)


@pytest.mark.parametrize("comes_in", [of_word, of_an_import])
def test_what_comes_in_does_nothing(client, tmp_path, comes_in):
    comes_in(client, tmp_path)
    article = Article.objects.get()
    assert "onzouar" in article.title + article.body_html
    names = ("change", "history", "versions", "compare", "source", "word", "publish")
    pages = [reverse(f"admin:articles_article_{name}", args=[article.pk]) for name in names]
    for path in (*pages, reverse("admin:articles_sourcedocument_changelist"), "/fr/", article.get_absolute_url()):
        response = client.get(path)
        assert what_it_does(response) == [], path
        assert "\n" not in str(response.headers.get("Content-Disposition")), path


def cells_of(data: bytes, format: str) -> list[str]:
    if format == "xlsx":
        cells = [cell for row in load_workbook(BytesIO(data)).active.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        return [cell.value for cell in cells if cell.value]
    rows = csv.reader(StringIO(data.decode("utf-8-sig")))
    return [cell for row in rows for cell in row if cell]


@pytest.mark.parametrize("model", WITH_SHEETS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_text_becomes_a_formula(client, records, model, format):
    poison("=HYPERLINK(1)")
    page = reverse(f"admin:{model}_export")
    columns = [value for value, _label in client.get(page).context["form"].fields["columns"].choices]
    data = b"".join(client.post(page, {"format": format, "columns": columns}).streaming_content)
    cells = cells_of(data, format)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert [cell for cell in cells if cell.startswith("'=HYPERLINK(1)")]

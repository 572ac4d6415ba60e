"""Saved web pages through the importer."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from articles.models import Article, LegacyAddress
from tests import reference_data
from tests.test_import import run, statuses

pytestmark = pytest.mark.django_db
PAGE = """<!DOCTYPE html><html lang="fr"><head><title>{title} | Organisation</title>
<link rel="canonical" href="{address}"><meta property="article:published_time" content="2015-06-19T10:00:00Z"></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>{title}</h1>
<figure><img src="a.jpg" alt="Un centre"><figcaption>Le centre. Photo : OIM / Awa Sow</figcaption></figure>
<p>Niger – L’OIM a ouvert lundi à Agadez un <b>centre d’accueil</b> de 200 places pour
les migrants secourus dans le désert.</p>
<h3>Ce que reçoit chacun</h3><ul><li>un toit et des repas ;</li><li>des soins.</li></ul>
<p>« Personne ne devrait dormir dehors », a déclaré Aïssata Ouédraogo, cheffe de mission de l’OIM au Niger.</p>
<p>Pour plus d’informations, veuillez contacter Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40</p></article>
<footer>Organisation 2015</footer></body></html>"""
ADDRESS = "https://old.example/fr/centre"


def save(folder, name="a.html", title="Un centre à Agadez", address=ADDRESS):
    (folder / name).write_text(PAGE.format(title=title, address=address), encoding="utf-8")


def test_a_web_page_is_read_as_a_page_is(tmp_path):
    reference_data.load()
    save(tmp_path)
    [line] = run(tmp_path)
    article = Article.objects.get()
    assert (article.title, article.dateline, article.date_edtf) == ("Un centre à Agadez", "Niger –", "2015-06-19")
    assert [quote.speaker for quote in article.quotes.all()] == ["Aïssata Ouédraogo"]
    assert [link.phones for link in article.contact_links.all()] == [["+22720550140"]]
    assert [(picture.caption, picture.credit) for picture in article.images.all()] == [
        ("Le centre. Photo : OIM / Awa Sow", "OIM / Awa Sow")
    ]
    assert article.legacy_addresses.get().address == ADDRESS
    assert {"text": "Accueil", "reason": "menu"} in line["discarded"]


def test_the_looks_of_a_web_page_are_kept(tmp_path):
    save(tmp_path)
    run(tmp_path)
    html = Article.objects.get().body_html
    assert "un <strong>centre d’accueil</strong> de 200 places pour les migrants" in html
    assert "<h3>Ce que reçoit chacun</h3><ul><li>un toit et des repas ;</li><li>des soins.</li></ul>" in html


def test_a_web_page_twice_changes_nothing(tmp_path):
    save(tmp_path)
    save(tmp_path, "b.txt", title="Un puits à Arlit", address="")
    assert statuses(tmp_path) == ["created", "created"]
    assert statuses(tmp_path) == ["unchanged", "unchanged"]


def test_a_manifest_knows_better_than_the_page(tmp_path):
    save(tmp_path)
    (tmp_path / "pages.csv").write_text("path,address,published\na.html,https://old.example/other,2015-06-20\n")
    run(tmp_path, manifest=str(tmp_path / "pages.csv"))
    article = Article.objects.get()
    assert article.date_edtf == "2015-06-20"
    assert article.sources.get().address == "https://old.example/other"
    addresses = set(article.legacy_addresses.values_list("address", flat=True))
    assert addresses == {"https://old.example/other", "https://old.example/fr/centre"}


def test_each_address_that_a_page_bears_leads_to_its_article(tmp_path, client):
    """The manifest's, the canonical one, og:url, and where a browser saved it from."""
    saved = "<!-- saved from url=(0031)https://old.example/en/print/12 -->"
    more = f'{saved}<meta property="og:url" content="https://old.example/en/node/12">'
    page = PAGE.format(title="Un centre à Agadez", address=ADDRESS).replace("<head>", f"<head>{more}")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "pages.csv").write_text("path,address\na.html,https://old.example/other\n")
    run(tmp_path, manifest=str(tmp_path / "pages.csv"), publish=True)
    public = Article.objects.get().get_absolute_url()
    for path in ("/other", "/fr/centre", "/en/node/12", "/en/print/12"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, public)


def test_one_address_on_two_pages_is_the_first_ones_and_both_stay(tmp_path):
    save(tmp_path)
    save(tmp_path, "b.html", title="Un puits à Arlit")
    first, second = run(tmp_path)
    assert (first["status"], second["status"]) == ("created", "created")
    taken = {"text": ADDRESS, "reason": "address of another"}
    assert (taken in first["discarded"], taken in second["discarded"]) == (False, True)
    assert statuses(tmp_path / "b.html") == statuses(tmp_path / "a.html") == ["unchanged"]
    assert LegacyAddress.objects.get().article.title == "Un centre à Agadez"


def test_the_address_of_a_manifest_is_not_taken_by_another_pages_own_word(tmp_path):
    save(tmp_path)
    save(tmp_path, "b.html", title="Un puits à Arlit")
    (tmp_path / "pages.csv").write_text(f"path,address\nb.html,{ADDRESS}\n")
    run(tmp_path, manifest=str(tmp_path / "pages.csv"))
    assert LegacyAddress.objects.get().article.title == "Un puits à Arlit"


def test_a_page_that_nests_without_end_is_named_and_the_rest_come_in(tmp_path):
    save(tmp_path)
    (tmp_path / "b.html").write_text("<div>" * 100_000)
    lines = run(tmp_path)
    assert [line["status"] for line in lines] == ["created", "failed"]
    assert "b.html\u00a0: ses balises sont trop imbriquées" in lines[1]["error"]


def test_the_source_page_is_shown_as_words(tmp_path):
    save(tmp_path)
    run(tmp_path)
    assert "\nAccueil\nUn centre à Agadez\n" in Article.objects.get().sources.get().text


def package(charset="utf-8", address=ADDRESS):
    parts = MIMEMultipart("related")
    page = MIMEText(PAGE.format(title="Un centre à Agadez", address=""), "html", charset)
    page["Content-Location"] = address
    parts.attach(MIMEText("p {}", "css"))
    parts.attach(page)
    return parts.as_bytes()


@pytest.mark.parametrize(("name", "charset"), [("a.mhtml", "utf-8"), ("a.mht", "cp1252"), ("a.txt", "utf-8")])
def test_a_page_saved_as_one_file_comes_in(tmp_path, name, charset):
    (tmp_path / name).write_bytes(package(charset))
    assert statuses(tmp_path) == ["created"]
    article = Article.objects.get()
    assert (article.title, article.legacy_addresses.get().address) == ("Un centre à Agadez", ADDRESS)
    assert "\nUn centre à Agadez\n" in article.sources.get().text


@pytest.mark.parametrize("data", [b"x", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--"])
def test_a_package_without_a_page_is_named(tmp_path, data):
    (tmp_path / "a.mhtml").write_bytes(data)
    [line] = run(tmp_path)
    assert (line["status"], "aucune page dans ce paquet" in line["error"]) == ("failed", True)

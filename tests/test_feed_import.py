"""Saved news feeds (RSS, Atom) through the importer."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.translation import override
from lxml import etree

from articles.models import Article, ImportBatch, LegacyAddress, SourceDocument
from articles.web import feeds
from tests.test_archive_import import pack
from tests.test_import import run, statuses

pytestmark = pytest.mark.django_db
TEXT = "Niger - L’OIM a ouvert lundi à Agadez un centre d’accueil de 200 places pour les migrants secourus."
ITEM = """<item><title>{title}</title><link>https://old.example/fr/{key}</link><guid isPermaLink="false">{key}</guid>
<pubDate>Fri, 19 Jun 2015 23:30:00 -0400</pubDate><category>Retour</category><dc:creator>Awa Sow</dc:creator>
{text}</item>
"""
CONTENT = f"<content:encoded><![CDATA[<p>{TEXT}</p><ul><li>un toit ;</li><li>des soins.</li></ul>]]></content:encoded>"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>OIM Niger</title><language>fr</language>{items}</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>OIM Niger</title>
<entry><title type="html">L&amp;#8217;OIM à Agadez</title><id>tag:old.example,2015:1</id>
<link rel="self" href="https://old.example/1.atom"/><link href="https://old.example/fr/1"/>
<published>2015-06-19T10:00:00Z</published><updated>2016-01-01T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content></entry></feed>"""


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def item(title="Un centre à Agadez", key="1", text=CONTENT):
    return ITEM.format(title=title, key=key, text=text)


def save(folder, *items, name="feed.xml", encoding="utf-8"):
    file = folder / name
    text = RSS.format(items="".join(items or (item(),)), encoding=encoding)
    file.write_bytes(text.encode(encoding, "xmlcharrefreplace"))
    return file


@pytest.mark.parametrize(("name", "encoding"), [("feed.xml", "utf-8"), ("a.rss", "iso-8859-15"), ("a.xml", "utf-16")])
def test_each_entry_of_a_feed_comes_in_as_a_page(tmp_path, name, encoding):
    file = save(tmp_path, item(), item("Un puits à Arlit", key="2"), name=name, encoding=encoding)
    lines = run(file)
    assert [(line["source"], line["status"]) for line in lines] == [
        (f"{file}#1", "created"),
        (f"{file}#2", "created"),
    ]
    article = Article.objects.get(title="Un centre à Agadez")
    assert (article.date_edtf, article.legacy_addresses.get().address) == ("2015-06-19", "https://old.example/fr/1")
    assert article.body_html.endswith("secourus.</p><ul><li>un toit ;</li><li>des soins.</li></ul>")
    assert statuses(file) == ["unchanged", "unchanged"]


def test_each_entry_of_a_feed_is_counted(tmp_path):
    run(save(tmp_path, item(), item(title="L’eau de Zinder", key="2")))
    batch = ImportBatch.objects.get()
    assert (batch.page_count, batch.counts) == (2, {"created": 2})


def test_the_words_of_an_entry_that_are_no_text_are_named(tmp_path):
    [line] = run(save(tmp_path))
    assert {"text": "Awa Sow", "reason": "feed metadata"} in line["discarded"]
    assert {"text": "Retour", "reason": "feed metadata"} in line["discarded"]
    assert TEXT in Article.objects.get().sources.get().text


def test_an_entry_of_an_atom_feed_comes_in(tmp_path):
    (tmp_path / "a.atom").write_text(ATOM, encoding="utf-8")
    [line] = run(tmp_path / "a.atom")
    assert line["source"] == f"{tmp_path}/a.atom#tag:old.example,2015:1"
    article = Article.objects.get()
    assert (article.title, article.date_edtf) == ("L’OIM à Agadez", "2015-06-19")
    assert LegacyAddress.objects.get().address == "https://old.example/fr/1"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"<description>{TEXT}</description>", "not_an_article"),
        (f"<description>{TEXT * 9}</description>", "created"),
        (f"<description>{TEXT * 9} …</description>", "not_an_article"),
        (f"<description>{TEXT} …</description>{CONTENT}", "created"),
    ],
    ids=["short", "long", "cut off", "beside the text"],
)
def test_a_summary_is_an_article_only_where_it_is_long(tmp_path, text, status):
    [line] = run(save(tmp_path, item(text=text)))
    assert line["status"] == status
    assert (status == "created") or "only a summary; save the page itself" in line["error"]


def test_an_entry_that_changed_is_the_same_article(tmp_path):
    run(save(tmp_path))
    file = save(tmp_path, item("Un puits à Arlit", key="2"), item("Un centre d’accueil à Agadez"))
    assert statuses(file) == ["created", "updated"]
    assert set(Article.objects.values_list("title", flat=True)) == {"Un puits à Arlit", "Un centre d’accueil à Agadez"}


def test_entries_without_a_key_of_their_own_are_told_apart(tmp_path):
    plain = f"<item><title>Un centre</title>{CONTENT}</item><item><title>Un puits</title>{CONTENT}</item>"
    assert statuses(save(tmp_path, plain)) == ["created", "created"]
    assert statuses(save(tmp_path, item(), item("Un puits à Arlit"))) == ["created", "created"]


def test_an_entry_that_the_feed_ends_within_is_named(tmp_path):
    file = save(tmp_path, item(), item("Un puits à Arlit", key="2"))
    file.write_bytes(file.read_bytes()[:-90])
    lines = run(file)
    assert [line["status"] for line in lines] == ["created", "failed"]
    assert "the feed ends within this entry" in lines[1]["error"]


def test_a_feed_that_is_not_well_formed_is_read(tmp_path):
    text = CONTENT.replace("]]></content:encoded>", "<p>Ni&egrave;vre & Cie</p>]]></content:encoded>&eacute;")
    assert statuses(save(tmp_path, item("L’&eacute;cole & le puits \x01", text=text))) == ["created"]
    assert Article.objects.get().title == "L’école & le puits"


@pytest.mark.parametrize(
    ("data", "status", "message"),
    [
        ("<rss version='2.0'><channel></channel></rss>", "not_an_article", "no entry in this feed"),
        ("<urlset><url><loc>https://old.example/</loc></url></urlset>", "not_an_article", "neither a news feed"),
        ("", "failed", "the file is empty"),
        ("<feed", "not_an_article", "neither a news feed"),
        ("<feed >", "not_an_article", "no entry in this feed"),
        ('<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "failed", "it declares entities"),
        ('<rss><!-- <!ENTITY b "&a;&a;"> -->&b;</rss>', "failed", "it declares entities"),
        ("<rss>" + "<item>" * 5000, "failed", ""),
    ],
)
def test_what_holds_no_entry_is_named(tmp_path, data, status, message):
    (tmp_path / "a.xml").write_text(data, encoding="utf-8")
    [line, *_] = run(tmp_path / "a.xml")
    assert line["status"] == status
    assert message in line["error"]


def test_an_entity_of_a_file_elsewhere_is_not_read(tmp_path):
    (tmp_path / "secret.txt").write_text("geheim")
    trap = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    text = RSS.format(items=item(title="Un &x; centre"), encoding="utf-8").replace("<rss", f"{trap}<rss")
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    [line] = run(tmp_path / "a.xml")
    assert "geheim" not in str(line)
    assert not Article.objects.exists()


def test_a_feed_of_more_entries_than_allowed_is_refused_by_name(tmp_path, settings):
    settings.IMPORT_MAX_MEMBERS = 1
    [line] = run(save(tmp_path, item(), item(key="2")))
    assert "more than 1 pages in one file. Split it, or raise IMPORT_MAX_MEMBERS" in line["error"]


def test_what_a_manifest_says_of_a_feed_holds_for_its_entries_when_it_comes_again(tmp_path):
    file = save(tmp_path, item(), item("Un puits à Arlit", key="2"))
    (tmp_path / "pages.csv").write_text("path,captured\nfeed.xml,2016-03-01\n")
    run(file, manifest=str(tmp_path / "pages.csv"))
    save(tmp_path, item("Un centre ouvert"), item("Un puits à Arlit", key="2"), item("Une école", key="3"))
    assert statuses(file) == ["updated", "unchanged", "created"]
    call_command("import_articles", reread=[], stdout=StringIO())
    assert set(SourceDocument.objects.values_list("captured_on", flat=True)) == {date(2016, 3, 1)}
    assert SourceDocument.objects.count() == 4


class Counted(dict):
    """How often it was asked whether it holds something."""

    asked = 0

    def __contains__(self, key):
        self.asked += 1
        return super().__contains__(key)


def test_entries_that_share_a_key_are_numbered_on_and_not_from_the_first():
    entry, keys = etree.fromstring("<item><guid>a</guid></item>"), Counted()
    given = [feeds._key(entry, keys) for _number in range(50)]
    assert (given[:2], given[-1], len(set(given))) == (["a", "a~2"], "a~50", 50)
    assert keys.asked < 150


def test_a_feed_in_an_archive_comes_in(tmp_path):
    file = pack(tmp_path / "old.zip", ("a/feed.xml", RSS.format(items=item(), encoding="utf-8")))
    assert [line["source"] for line in run(file)] == [f"{file}!a/feed.xml#1"]
    assert statuses(file, jobs=2) == ["unchanged"]

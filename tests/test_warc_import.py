"""Web archives (WARC) through the importer."""

import gzip
import zlib
from datetime import date

import brotli
import pytest
from django.utils.translation import override

from articles.models import Article, ArticleVersion, LegacyAddress, SourceDocument
from tests.test_archive_import import pack
from tests.test_import import run, statuses
from tests.warc_files import ADDRESS, answer, chunked, page, record, response, write

pytestmark = pytest.mark.django_db
OTHER = "http://old.example/fr/puits?page=2"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "CRAWL.WARC"])
def test_each_page_comes_in_with_its_address_and_its_day(tmp_path, name):
    picture = record("response", "http://old.example/a.png", answer(b"x", Content_Type="image/png"))
    info = record("warcinfo", "", b"software: crawler")
    file = write(tmp_path / name, info, response(), picture, response(OTHER, "Un puits à Arlit", day="2016-01-02"))
    lines = run(file)
    assert [line["source"] for line in lines] == [f"{file}!{ADDRESS}", f"{file}!{OTHER}"]
    found = SourceDocument.objects.order_by("pk").values_list("address", "captured_on", "article__title")
    assert list(found) == [
        (ADDRESS, date(2015, 6, 20), "Un centre à Agadez"),
        (OTHER, date(2016, 1, 2), "Un puits à Arlit"),
    ]
    assert set(LegacyAddress.objects.values_list("address", flat=True)) == {ADDRESS, OTHER}
    assert statuses(file) == ["unchanged", "unchanged"]


def test_the_menu_of_a_captured_page_is_left_out_as_that_of_a_saved_one(tmp_path):
    [line] = run(write(tmp_path / "crawl.warc", response()))
    assert {"text": "Accueil", "reason": "menu"} in line["discarded"]
    assert "Un centre à Agadez" in Article.objects.get().sources.get().text


@pytest.mark.parametrize(
    "block",
    [
        answer(gzip.compress(page("Un")), Content_Encoding="gzip"),
        answer(zlib.compress(page("Un")), Content_Encoding="deflate"),
        answer(brotli.compress(page("Un")), Content_Encoding="br"),
        answer(chunked(page("Un")), Transfer_Encoding="chunked"),
        answer(chunked(gzip.compress(page("Un"))), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        answer(page("Un"), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        answer(page("Un"), Content_Length="7"),
        answer(page("Un").decode().replace("’", "'").encode("cp1252"), Content_Type="text/html; charset=windows-1252"),
    ],
    ids=["gzip", "deflate", "brotli", "chunked", "both", "unpacked before", "wrong length", "encoding"],
)
def test_an_answer_is_unpacked_as_its_head_says(tmp_path, block):
    assert statuses(write(tmp_path / "crawl.warc.gz", record("response", ADDRESS, block))) == ["created"]
    assert "ouvert lundi à Agadez" in Article.objects.get().body_html


def test_what_was_captured_twice_is_read_as_it_was_last(tmp_path):
    old, new = response(title="Un centre à Agades", day="2014-01-01"), response(day="2015-06-20")
    (tmp_path / "pages").mkdir()
    write(tmp_path / "pages" / "a.warc", old)
    write(tmp_path / "pages" / "b.warc", new, response(OTHER, "Un puits à Arlit"))
    lines = run(tmp_path / "pages")
    assert [(line["status"], line["title"]) for line in lines] == [
        ("created", "Un centre à Agadez"),
        ("created", "Un puits à Arlit"),
        ("duplicate", "Un centre à Agades"),
    ]
    assert lines[2]["article"] == lines[0]["article"]
    assert statuses(tmp_path / "pages") == ["unchanged", "unchanged", "duplicate"]
    assert ArticleVersion.objects.count() == 2


def test_a_page_found_unchanged_under_another_address_is_the_same_article(tmp_path):
    again = record("revisit", OTHER, answer(b""), WARC_Refers_To_Target_URI=ADDRESS)
    same = record("revisit", ADDRESS, answer(b""), WARC_Refers_To_Target_URI=ADDRESS)
    assert statuses(write(tmp_path / "crawl.warc", response(), again, same)) == ["created", "duplicate"]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (record("revisit", OTHER, b"", WARC_Refers_To_Target_URI="http://old.example/else"), "an earlier crawl"),
        (record("response", OTHER, answer(page("Un"), "404 Not Found")), "answered with an error"),
    ],
)
def test_a_page_that_the_crawler_did_not_get_is_named(tmp_path, block, message):
    lines = run(write(tmp_path / "crawl.warc", response(), block))
    assert [line["status"] for line in lines] == ["created", "not_an_article"]
    assert message in lines[1]["error"]


def test_what_led_elsewhere_is_no_page(tmp_path):
    moved = record("response", OTHER, answer(b"", "301 Moved", Location=ADDRESS))
    assert statuses(write(tmp_path / "crawl.warc", moved, response())) == ["created"]


@pytest.mark.parametrize("length", [0, 40, 100_000, 10**15, -5, "many"])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_record_whose_length_is_wrong_ends_where_the_next_begins(tmp_path, length, name):
    file = write(tmp_path / name, response(length=length), response(OTHER, "Un puits à Arlit"))
    assert [line["title"] for line in run(file)] == ["Un centre à Agadez", "Un puits à Arlit"]


def test_a_page_that_the_archive_ends_within_is_named_and_the_rest_come_in(tmp_path):
    file = write(tmp_path / "crawl.warc", response(), response(OTHER, "Un puits à Arlit"))
    file.write_bytes(file.read_bytes()[:-150])
    lines = run(file)
    assert [line["status"] for line in lines] == ["created", "failed"]
    assert lines[1]["error"] == f"{file}!{OTHER}: the page is cut off in the archive. Fetch the archive again."


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_damage_between_two_pages_is_named_and_both_come_in(tmp_path, name):
    file = write(tmp_path / name, response(), b"\0junk" * 99 + b"\r\n\r\n", response(OTHER, "Un puits à Arlit"))
    assert sorted(statuses(file)) == ["created", "created", "failed"]


def test_a_packed_record_that_is_damaged_is_named_and_the_next_come_in(tmp_path):
    records = [gzip.compress(response(f"http://old.example/{title}", title)) for title in ("Un", "Deux", "Trois")]
    records[1] = records[1][:60] + b"\xff" * 40 + records[1][100:]
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(records))
    lines = run(tmp_path / "crawl.warc.gz")
    assert sorted((line["status"], line.get("title", "")) for line in lines) == [
        ("created", "Trois"),
        ("created", "Un"),
        ("failed", ""),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no page was captured"),
        (b"\x1f\x8b\x08nothing", "is damaged"),
        (b"no web archive at all", "is damaged"),
        (record("warcinfo", "", b"software: crawler"), "no page was captured"),
    ],
)
def test_a_web_archive_without_a_page_is_named(tmp_path, data, message):
    (tmp_path / "crawl.warc").write_bytes(data)
    [line] = run(tmp_path / "crawl.warc")
    assert (line["status"], message in line["error"]) == ("failed", True)


@pytest.mark.parametrize(
    ("limit", "most", "message"),
    [
        ("IMPORT_MAX_MEMBERS", 1, "more than 1 pages in one archive"),
        ("IMPORT_MAX_UNPACKED_BYTES", 900, "it unpacks to more than 900"),
        ("IMPORT_MAX_BYTES", 100, "more than 100"),
    ],
)
def test_a_web_archive_beyond_the_limits_is_refused_by_name(tmp_path, settings, limit, most, message):
    setattr(settings, limit, most)
    lines = run(write(tmp_path / "crawl.warc.gz", response(), response(OTHER, "Un puits à Arlit")))
    assert {line["status"] for line in lines} == {"failed"}
    assert message in lines[0]["error"]
    assert limit in lines[0]["error"]


def test_an_address_that_no_database_keeps_is_named_so_that_it_can_be(tmp_path):
    [line] = run(write(tmp_path / "crawl.warc", response("http://old.example/a\0b")))
    assert (line["status"], line["source"].endswith("http://old.example/a_b")) == ("created", True)


@pytest.mark.parametrize("packing", [gzip.compress, brotli.compress, zlib.compress])
def test_an_answer_that_unpacks_to_too_much_is_refused_by_name(tmp_path, packing, settings):
    settings.IMPORT_MAX_BYTES = 1_000_000
    name = {gzip.compress: "gzip", brotli.compress: "br", zlib.compress: "deflate"}[packing]
    bomb = record("response", OTHER, answer(packing(b"x" * 1_200_000), Content_Encoding=name))
    lines = run(write(tmp_path / "crawl.warc", response(), bomb))
    assert [line["status"] for line in lines] == ["created", "failed"]
    assert "IMPORT_MAX_BYTES" in lines[1]["error"]


def test_a_web_archive_in_a_zip_archive_comes_in(tmp_path):
    data = gzip.compress(response()) + gzip.compress(response(OTHER, "Un puits à Arlit"))
    file = pack(tmp_path / "old.zip", ("a/crawl.warc.gz", data))
    lines = run(file)
    assert [line["source"] for line in lines] == [f"{file}!a/crawl.warc.gz!{one}" for one in (ADDRESS, OTHER)]
    assert statuses(file, jobs=2) == ["unchanged", "unchanged"]


def test_a_manifest_knows_better_than_the_crawler(tmp_path):
    file = write(tmp_path / "crawl.warc", response())
    (tmp_path / "pages.csv").write_text(f"path,address\n{file}!{ADDRESS},https://old.example/fr/news/centre\n")
    run(file, manifest=str(tmp_path / "pages.csv"))
    assert set(LegacyAddress.objects.values_list("address", flat=True)) == {
        "https://old.example/fr/news/centre",
        ADDRESS,
    }
    document = SourceDocument.objects.get()
    assert (document.address, document.captured_on) == ("https://old.example/fr/news/centre", date(2015, 6, 20))

"""What a web archive holds beside its pages: pictures, documents, redirects, captures of what was there before."""

import gzip
from zipfile import ZIP_DEFLATED

import pytest
from django.core.files.storage import default_storage

from articles.inputs import gzipped, warc
from articles.inputs.answers import leads_to
from articles.inputs.archives import Limits
from articles.models import Article, ArticleImage, Attachment, LegacyAddress
from tests.import_pages import run, statuses
from tests.mutations import zipped
from tests.photographs import picture_bytes
from tests.warc_files import ADDRESS, PAGE, answer, record, response, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PICTURE = picture_bytes(size=(300, 200))
PDF = b"%PDF-1.4 note"
OTHER = "http://old.example/fr/puits"
IMAGE = '<p><img src="../img/vue.jpg?w=2" alt="Le centre de nuit"></p>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


def page_with(more: str) -> bytes:
    html = PAGE.format(title="Un centre à Agadez").replace("secourus.</p>", f"secourus.</p>{more}")
    return record("response", ADDRESS, answer(html.encode()))


def file(address: str, data: bytes, content_type: str, **fields) -> bytes:
    return record("response", address, answer(data, Content_Type=content_type), **fields)


def jpeg(address="https://old.example/img/vue.jpg?w=2", **fields) -> bytes:
    return file(address, PICTURE, "image/jpeg", **fields)


def moved(source: str, target: str, status="301 Moved Permanently") -> bytes:
    return record("response", source, answer(b"", status, Location=target))


def addresses() -> set[str]:
    return set(LegacyAddress.objects.values_list("address", flat=True))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_pictures_of_a_captured_page_come_in(tmp_path, name, jobs):
    archive = write(tmp_path / name, jpeg(), page_with(IMAGE))
    assert statuses(archive, jobs=jobs) == ["created"]
    picture = ArticleImage.objects.get()
    assert (picture.alt, picture.width, default_storage.exists(picture.image.name)) == ("Le centre de nuit", 300, True)
    assert statuses(archive) == ["unchanged"]


@pytest.mark.parametrize("link", ["/docs/note.pdf", "http://old.example/docs/note.pdf", "../docs/note.pdf"])
def test_the_documents_of_a_captured_page_are_attached(tmp_path, link):
    link = f'<p>À lire : <a href="{link}">La note de presse</a>.</p>'
    pdf = file("http://old.example/docs/note.pdf", PDF, "application/octet-stream")
    run(write(tmp_path / "crawl.warc", page_with(link), pdf))
    document = Attachment.objects.get()
    assert (document.title, document.file.read()) == ("La note de presse", PDF)


def test_a_document_of_another_site_stays_a_link(tmp_path):
    link = '<p>À lire : <a href="https://other.example/rapport.pdf">Le rapport</a> de l’année.</p>'
    [line] = run(write(tmp_path / "crawl.warc", page_with(link)))
    assert not [one for one in line["discarded"] if one["reason"] == "document"]
    assert 'href="https://other.example/rapport.pdf"' in Article.objects.get().body_html


def test_a_picture_that_the_crawler_did_not_get_is_named(tmp_path):
    [line] = run(write(tmp_path / "crawl.warc", page_with(IMAGE), file("http://old.example/a.css", b"a", "text/css")))
    assert {"text": "../img/vue.jpg?w=2", "reason": "picture"} in line["discarded"]


def test_a_picture_of_more_bytes_than_allowed_is_named(tmp_path, settings):
    settings.PICTURE_MAX_BYTES = settings.ATTACHMENT_MAX_BYTES = 1000
    [line] = run(write(tmp_path / "crawl.warc", page_with(IMAGE), jpeg()))
    assert {"text": "../img/vue.jpg?w=2", "reason": "picture"} in line["discarded"]


def test_more_files_than_are_remembered_cost_their_pages_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(warc, "MOST_FILES", 1)
    others = (jpeg(f"http://old.example/{number}.jpg") for number in range(3))
    assert statuses(write(tmp_path / "crawl.warc", *others, page_with(IMAGE))) == ["created"]


def test_a_picture_found_unchanged_is_the_one_before(tmp_path):
    again = {"WARC_Payload_Digest": "sha1:AAAA"}
    revisit = record("revisit", "http://old.example/img/vue.jpg?w=2", answer(b"", Content_Type="image/jpeg"), **again)
    lines = run(
        write(tmp_path / "crawl.warc", jpeg("http://old.example/else.jpg", **again), revisit, page_with(IMAGE))
    )
    assert [line["status"] for line in lines] == ["created"]
    assert ArticleImage.objects.get().width == 300


@pytest.mark.parametrize(
    "names",
    [
        {"WARC_Payload_Digest": "sha1:BBBB"},
        {"WARC_Refers_To": "<urn:uuid:1>"},
        {"WARC_Refers_To_Target_URI": ADDRESS},
    ],
)
def test_a_page_found_unchanged_is_known_by_each_name_of_the_one_before(tmp_path, names):
    first = response(WARC_Payload_Digest="sha1:BBBB", WARC_Record_ID="<urn:uuid:1>")
    again = record("revisit", OTHER, answer(b""), **names)
    assert statuses(write(tmp_path / "crawl.warc", first, again)) == ["created", "duplicate"]
    assert addresses() == {ADDRESS, OTHER}


def test_addresses_that_led_to_a_page_lead_to_its_article(tmp_path):
    chain = [moved("http://old.example/a", "/b"), moved("http://old.example/b", "/fr/centre", "302 Found")]
    run(write(tmp_path / "crawl.warc", *chain, response()))
    assert addresses() == {ADDRESS, "http://old.example/a", "http://old.example/b"}


def test_what_leads_to_a_page_that_moved_to_https_leads_to_its_article(tmp_path):
    secure = ADDRESS.replace("http:", "https:")
    run(write(tmp_path / "crawl.warc", moved(OTHER, ADDRESS), moved(ADDRESS, secure), response(secure)))
    assert addresses() == {OTHER, secure}


def test_redirects_in_a_circle_or_to_nowhere_lead_to_no_article(tmp_path):
    circle = [moved("http://old.example/a", "/b"), moved("http://old.example/b", "/a")]
    lost = [moved("http://old.example/c", "//["), moved("http://old.example/d", "javascript:x")]
    assert statuses(write(tmp_path / "crawl.warc", *circle, *lost, response())) == ["created"]
    assert addresses() == {ADDRESS}


def test_an_address_that_was_a_page_once_and_led_elsewhere_later_stays_the_pages(tmp_path):
    run(write(tmp_path / "crawl.warc", moved(OTHER, ADDRESS), response(), response(OTHER, "Un puits à Arlit")))
    assert {one.address: one.article.title for one in LegacyAddress.objects.all()} == {
        ADDRESS: "Un centre à Agadez",
        OTHER: "Un puits à Arlit",
    }


@pytest.mark.parametrize(("seconds", "expected"), [(0, "http://old.example/fr/centre"), (600, "")])
def test_a_page_that_does_no_more_than_lead_elsewhere_is_a_redirect(seconds, expected):
    stub = f'<html><head><meta http-equiv="Refresh" content="{seconds}; URL=/fr/centre"></head></html>'
    assert leads_to(answer(stub.encode()), "http://old.example/a") == expected
    assert leads_to(answer(gzip.compress(stub.encode()), Content_Encoding="gzip"), "http://old.example/a") == expected


def test_what_stands_in_an_archive_within_a_zip_archive_is_found_too(tmp_path):
    packed = b"".join(map(gzip.compress, (page_with(IMAGE), jpeg())))
    (tmp_path / "old.zip").write_bytes(zipped({"crawl.warc.gz": packed}, ZIP_DEFLATED))
    assert statuses(tmp_path / "old.zip") == ["created"]
    assert ArticleImage.objects.count() == 1


class Counted(gzipped.Unpacked):
    unpacked = 0

    def _unpack(self, size):
        data = super()._unpack(size)
        self.unpacked += len(data)
        return data


def test_going_back_in_one_long_part_unpacks_a_stride_and_not_all_before(tmp_path, monkeypatch):
    monkeypatch.setattr(gzipped, "STRIDE", 10_000)
    records = [response(f"http://old.example/{number}", f"Page {number}") for number in range(3000)]
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(b"".join(records)))
    with (tmp_path / "crawl.warc.gz").open("rb") as stream:
        archive = warc.Archive(Counted(stream), Limits(5000, 10**9, 10**6, 200))
        captures, whole = archive.contents().captures, sum(map(len, records))
        before = archive.stream.unpacked
        titles = [warc.read(archive, one, 10**6)[0].split(b"<title>")[1][:10] for one in captures[::-10]]
    assert titles[:2] == [b"Page 2999<", b"Page 2989<"]
    assert before <= whole
    assert archive.stream.unpacked - before < len(titles) * (gzipped.STRIDE + gzipped.CHUNK)

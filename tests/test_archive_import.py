"""Zip archives of pages through the importer."""

import stat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.utils.translation import override

from articles.inputs import archives
from articles.models import Article, SourceDocument
from tests.test_import import PAGE, run, statuses

pytestmark = pytest.mark.django_db
TEXT = PAGE.format(title="Un centre à Agadez")


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def pack(file, *members):
    """Members are (name or ZipInfo, text)."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return file


def link(name):
    info = ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_the_pages_of_an_archive_come_in_each_with_its_place(tmp_path):
    other = PAGE.format(title="Un puits à Arlit")
    file = pack(
        tmp_path / "old.zip", ("a/b.txt", TEXT), ("c.txt", other), ("a/logo.png", "x"), ("__MACOSX/c.txt", "x")
    )
    assert [line["source"] for line in run(file)] == [f"{file}!a/b.txt", f"{file}!c.txt"]
    assert statuses(file) == statuses(tmp_path) == ["unchanged", "unchanged"]
    assert set(SourceDocument.objects.values_list("path", flat=True)) == {"old.zip/a/b.txt", "old.zip/c.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["old.zip"]


def test_a_manifest_names_the_pages_of_an_archive(tmp_path):
    file = pack(tmp_path / "old.zip", ("a.txt", TEXT), ("b.txt", PAGE.format(title="Un puits à Arlit")))
    (tmp_path / "pages.csv").write_text("path,published\nold.zip/b.txt,2015-06-19\n")
    run(file, manifest=str(tmp_path / "pages.csv"))
    assert Article.objects.get(date_edtf="2015-06-19").title == "Un puits à Arlit"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("../b.txt", TEXT, "leads out of the archive"),
        ("/etc/b.txt", TEXT, "leads out of the archive"),
        ("C:\\b.txt", TEXT, "leads out of the archive"),
        (link("b.txt"), "/etc/passwd", "a link to another file"),
        ("b.zip", "PK", "an archive within an archive"),
        ("b.txt", "x" * 3_000_000, "200 times its size"),
    ],
)
def test_a_bad_page_in_an_archive_is_named_and_the_rest_come_in(tmp_path, name, content, message):
    lines = run(pack(tmp_path / "old.zip", ("a.txt", TEXT), (name, content)))
    assert sorted(line["status"] for line in lines) == ["created", "failed"]
    assert [message in line["error"] for line in lines if line["error"]] == [True]


def test_a_page_with_a_password_is_named(tmp_path):
    file = pack(tmp_path / "old.zip", ("a.txt", TEXT))
    data = bytearray(file.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)
    assert "locked with a password" in run(file)[0]["error"]


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("IMPORT_MAX_MEMBERS", "more than 1 files in one archive"),
        ("IMPORT_MAX_UNPACKED_BYTES", "it unpacks to more than 1"),
        ("IMPORT_MAX_BYTES", "more than 1"),
    ],
)
def test_an_archive_beyond_the_limits_is_refused_by_name(tmp_path, settings, limit, message):
    setattr(settings, limit, 1)
    lines = run(pack(tmp_path / "old.zip", ("a.txt", TEXT), ("b.txt", TEXT)))
    assert {line["status"] for line in lines} == {"failed"}
    assert message in lines[0]["error"]
    assert limit in lines[0]["error"]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"PK", "damaged"),
        (lambda data: data[:-30], "damaged"),
        (lambda data: data.replace(b"a.txt", b"a.png"), "no page in this archive"),
        (lambda data: data[:40] + bytes(20) + data[60:], "damaged"),
    ],
)
def test_a_damaged_archive_is_named(tmp_path, damage, message):
    file = pack(tmp_path / "old.zip", ("a.txt", TEXT))
    file.write_bytes(damage(file.read_bytes()))
    [line] = run(file)
    assert line["status"] == "failed"
    assert message in line["error"]


def test_two_files_of_one_name_refuse_the_archive(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = pack(tmp_path / "old.zip", ("a.txt", TEXT), ("a.txt", "x"))
    assert "two files in it have one name" in run(file)[0]["error"]


def test_the_files_of_an_archive_are_counted_before_its_list_is_read(tmp_path, monkeypatch):
    file = pack(tmp_path / "old.zip", *((f"{number}.txt", "") for number in range(30)))
    monkeypatch.setattr(archives, "ZipFile", None)
    limits = archives.Limits(members=29, unpacked=10**6, page=10**6, ratio=200)
    with pytest.raises(archives.BadArchive, match="members"):
        archives.members(file, (".txt",), limits)


@pytest.mark.parametrize("comment", [b"", b"x" * 60_000])
def test_the_list_of_an_archive_is_found_wherever_it_stands(tmp_path, comment):
    file = pack(tmp_path / "old.zip", ("a.txt", TEXT), ("b.txt", TEXT))
    with ZipFile(file, "a") as archive:
        archive.comment = comment
    file.write_bytes(b"before" + file.read_bytes())
    assert archives._directory(file, 10**6).count(archives.ENTRY) == 2


def test_an_archive_with_a_long_list_is_counted_too(tmp_path, monkeypatch):
    monkeypatch.setattr("zipfile.ZIP_FILECOUNT_LIMIT", 3)
    file = pack(tmp_path / "old.zip", *((f"{number}.txt", "") for number in range(5)))
    assert archives.LOCATOR in file.read_bytes()
    assert archives._directory(file, 10**6).count(archives.ENTRY) == 5


def test_a_page_without_a_name_is_no_page(tmp_path):
    file = pack(tmp_path / "old.zip", ("a.txt", TEXT), ("b", ""))
    file.write_bytes(file.read_bytes().replace(b"\1\0\0\0", b"\0\0\0\0"))
    assert statuses(file) == ["failed"]

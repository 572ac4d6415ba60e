"""Everything public in files, and nothing that is gone."""

import csv
import gzip
import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.api.dump import CURRENT, FILES, alone, last_dump, make_dump
from articles.api.serializers import read_parts
from tests.api.asking import ask
from tests.factories import make_article, make_country, make_published, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DUMP_DIR, settings.SITE_URL = tmp_path / "dump", "https://news.example.org"
    return settings.DUMP_DIR


def download(client, name) -> str:
    answer = client.get(f"/api/v1/dump/{name}")
    assert answer.status_code == 200
    data = b"".join(answer.streaming_content)
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode()


def told(client) -> list[dict]:
    return [json.loads(line) for line in download(client, "articles.jsonl.gz").splitlines()]


def test_all_that_is_public_is_in_it_and_nothing_else(client):
    public = make_published(title="Ouvert")
    make_article(title="Brouillon")
    make_published(title="Sous embargo", embargo_until=timezone.now() + timedelta(days=1))
    make_article(title="Copie", revises=public, slug="copie")
    call_command("dump_public")
    (article,) = told(client)
    assert (article["title"], article["body_html"]) == ("Ouvert", "<p>Le texte.</p>")
    assert article["url"] == "https://news.example.org/fr/news/ouvert"


def test_the_table_says_the_same_as_the_lines(client):
    make_published(title="=1+1", countries=[make_country()], themes=[make_theme(), make_theme("eau", "Eau")])
    call_command("dump_public")
    (row,) = csv.DictReader(StringIO(download(client, "articles.csv.gz")))
    (article,) = told(client)
    assert set(row) == set(article)
    assert (row["uuid"], row["title"]) == (article["uuid"], "'=1+1")
    assert sorted(row["theme"].split("; ")) == sorted(article["theme"])


def test_every_column_is_explained_in_each_language(client):
    call_command("dump_public")
    rows = list(csv.DictReader(StringIO(download(client, "columns.csv"))))
    columns = download(client, "articles.csv.gz").splitlines()[0].split(",")
    assert [row["column"] for row in rows] == columns
    assert rows[0] == {
        "column": "uuid",
        "fr": "Reste le même pour toujours, quoi qu’il change.",
        "en": "Stays the same for good, whatever changes.",
        "es": "Sigue siendo el mismo para siempre, cambie lo que cambie.",
    }
    assert all(all(row.values()) for row in rows)
    package = json.loads(download(client, "datapackage.json"))
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == columns


def test_what_is_withdrawn_is_handed_out_no_more(client):
    article = make_published()
    call_command("dump_public")
    workflow.withdraw(article, now=timezone.now())
    answer = client.get("/api/v1/dump/articles.jsonl.gz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    call_command("dump_public", "--if-needed")
    assert told(client) == []


def test_what_went_just_before_is_not_in_it_and_does_not_outdate_it(client):
    make_published(title="Reste")
    workflow.withdraw(make_published(), now=timezone.now())
    call_command("dump_public")
    assert [article["title"] for article in told(client)] == ["Reste"]


def test_what_was_never_in_it_does_not_outdate_it(client):
    make_published(title="Reste")
    call_command("dump_public")
    workflow.withdraw(make_published(title="Après"), now=timezone.now())
    assert [article["title"] for article in told(client)] == ["Reste"]


def test_what_went_while_it_was_made_outdates_it_where_another_version_names_it(client, monkeypatch):
    first = make_published(title="Un")
    other = make_published(title="One", language="en", translation_group=first.translation_group)

    def read_and_withdraw(articles, *rest):
        read_parts(articles, *rest)
        workflow.withdraw(other, now=timezone.now())

    monkeypatch.setattr("articles.api.dump.TOGETHER", 1)
    monkeypatch.setattr("articles.api.dump.read_parts", read_and_withdraw)
    call_command("dump_public")
    assert client.get("/api/v1/dump/articles.jsonl.gz").status_code == 503


def test_files_without_releases_are_handed_out_whatever_is_withdrawn(client):
    article = make_published()
    call_command("dump_public")
    workflow.withdraw(article, now=timezone.now())
    statuses = {name: client.get(f"/api/v1/dump/{name}").status_code for name in FILES}
    assert statuses == {"articles.jsonl.gz": 503, "articles.csv.gz": 503, "columns.csv": 200, "datapackage.json": 200}


def test_the_log_says_that_it_is_outdated(client, caplog):
    article = make_published()
    call_command("dump_public")
    workflow.withdraw(article, now=timezone.now())
    client.get("/api/v1/dump/articles.jsonl.gz")
    (line,) = [record for record in caplog.records if record.name == "articles.api.dump"]
    assert (line.levelname, str(article.uuid) in line.getMessage()) == ("INFO", True)


def test_one_whose_list_is_gone_is_outdated_as_soon_as_anything_is_withdrawn(client, folder):
    make_published()
    call_command("dump_public")
    (uuids,) = folder.glob("*/uuids.txt")
    uuids.unlink()
    assert len(told(client)) == 1
    workflow.withdraw(make_published(title="Après"), now=timezone.now())
    assert client.get("/api/v1/dump/articles.jsonl.gz").status_code == 503


def test_what_comes_back_does_not_outdate_it(client):
    article = make_published()
    call_command("dump_public")
    workflow.withdraw(article, now=timezone.now())
    workflow.publish(article, now=timezone.now())
    assert len(told(client)) == 1


def test_a_dump_that_is_good_is_made_anew_only_when_told(folder):
    call_command("dump_public")
    before = (folder / CURRENT).read_text()
    call_command("dump_public", "--if-needed")
    assert (folder / CURRENT).read_text() == before
    call_command("dump_public")
    assert (folder / CURRENT).read_text() != before
    assert len([one for one in folder.iterdir() if one.is_dir()]) == 1


def test_a_dump_that_breaks_off_leaves_the_last_one(client, folder, monkeypatch):
    make_published()
    call_command("dump_public")
    before = sorted(folder.iterdir())
    monkeypatch.setattr("articles.api.dump._write_columns", full_disk)
    with pytest.raises(CommandError, match="No space left"):
        call_command("dump_public")
    assert sorted(folder.iterdir()) == before
    assert len(told(client)) == 1


def full_disk(folder):
    raise OSError(28, "No space left on device")


def test_a_second_process_lets_the_first_one_finish(folder):
    with alone(folder):
        call_command("dump_public")
    assert not (folder / CURRENT).exists()
    call_command("dump_public")
    assert (folder / CURRENT).exists()


def test_without_a_dump_there_is_nothing(client):
    ask(client, "dump/articles.jsonl.gz", status=404)


@pytest.mark.parametrize("name", ["current.json", "uuids.txt", "secret", "..%2F..%2Fmanage.py"])
def test_no_other_file_is_handed_out(client, name):
    call_command("dump_public")
    ask(client, f"dump/{name}", status=404)


def test_a_download_that_broke_off_goes_on(client):
    make_published()
    call_command("dump_public")
    path = "/api/v1/dump/articles.jsonl.gz"
    whole = client.get(path)
    data = b"".join(whole.streaming_content)
    rest = client.get(path, headers={"range": "bytes=10-", "if-range": whole.headers["ETag"]})
    assert (rest.status_code, b"".join(rest.streaming_content)) == (206, data[10:])
    assert rest.headers["Content-Range"] == f"bytes 10-{len(data) - 1}/{len(data)}"
    few = client.get(path, headers={"range": "bytes=2-4"})
    assert b"".join(few.streaming_content) == data[2:5]
    assert client.get(path, headers={"range": f"bytes={len(data)}-"}).status_code == 416
    assert client.get(path, headers={"range": "bytes=10-", "if-range": '"another"'}).status_code == 200


def test_a_download_that_has_begun_ends_whole_while_the_next_dump_takes_its_place(client, folder):
    make_published()
    call_command("dump_public")
    path = "/api/v1/dump/articles.jsonl.gz"
    data = b"".join(client.get(path).streaming_content)
    whole, rest = client.get(path), client.get(path, headers={"range": "bytes=10-"})
    (file,) = folder.glob("*/articles.jsonl.gz")
    file.unlink()
    assert (b"".join(whole.streaming_content), b"".join(rest.streaming_content)) == (data, data[10:])
    assert client.get(path).status_code == 503


def test_a_dump_that_one_has_is_not_sent_again(client):
    call_command("dump_public")
    first = client.get("/api/v1/dump/articles.csv.gz")
    again = client.get("/api/v1/dump/articles.csv.gz", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_its_moment_misses_nothing_that_was_being_saved_when_it_was_made(client, folder):
    call_command("dump_public")
    moment = parsedate_to_datetime(client.get("/api/v1/dump/articles.jsonl.gz").headers["Last-Modified"])
    assert moment == last_dump(folder).made_at.replace(microsecond=0) - timedelta(minutes=1)


def test_the_queries_of_a_dump_do_not_grow_with_its_articles(folder, django_assert_num_queries):
    folder.mkdir()
    make_published(countries=[make_country()])
    with CaptureQueriesContext(connection) as few:
        make_dump(folder, timezone.now())
    for number in range(20):
        make_published(title=str(number), countries=[make_country()])
    with django_assert_num_queries(len(few)):
        make_dump(folder, timezone.now())

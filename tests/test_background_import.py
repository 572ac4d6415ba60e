"""An import in the background: in pieces, cancelled, killed and gone on with."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.importing import in_background, journal, loading, received
from articles.importing.in_background import State, begin, cancel, go_on, progress
from articles.models import Article, ImportBatch, ReportLine, SourceDocument
from contacts.models import Mission
from tests import reference_data
from tests.background import Killed, work
from tests.factories import make_member
from tests.import_pages import PAGE, A, B, titles

pytestmark = pytest.mark.django_db
PAGES = 6


@pytest.fixture(autouse=True)
def newsroom(settings, tmp_path):
    reference_data.load()
    settings.IMPORT_DIR = tmp_path / "imports"


@pytest.fixture
def awa():
    return make_member("administrator", Mission.objects.get(kind="headquarters"), username="awa")


def sent(name="a.txt", title=A, data=None):
    return SimpleUploadedFile(name, PAGE.format(title=title, more="").encode() if data is None else data)


def zipped(count=PAGES, name="pages.zip"):
    """An archive of as many pages."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number:03}.txt", PAGE.format(title=f"Un puits, le {number}e", more=""))
    return SimpleUploadedFile(name, packed.getvalue())


def state(batch):
    batch.refresh_from_db()
    return progress(batch).state


def report(batch):
    return list(batch.lines.values_list("status", flat=True))


def test_pages_come_in_once_a_worker_has_read_them(awa):
    batch = begin([sent(), sent("b.txt", B)], by=awa)
    assert (titles(), state(batch)) == ([], State.WAITING)
    work()
    assert (titles(), state(batch), batch.counts) == ([A, B], State.DONE, {"created": 2})
    assert Article.objects.first().created_by == awa


def test_the_files_are_removed_when_all_is_read(awa, django_capture_on_commit_callbacks):
    batch = begin([zipped()], by=awa)
    assert received.folder(batch.uuid).is_dir()
    with django_capture_on_commit_callbacks(execute=True):
        work()
    assert not received.folder(batch.uuid).exists()


def test_a_dry_run_writes_its_report_alone_and_is_done_with_the_same_files(awa):
    batch = begin([zipped()], by=awa, dry_run=True)
    work()
    assert (Article.objects.count(), SourceDocument.objects.count(), batch.lines.count()) == (0, 0, PAGES)
    assert batch.lines.first().line["title"] == "Un puits, le 0e"
    in_background.do(batch, by=awa)
    work()
    assert Article.objects.count() == PAGES


def test_a_page_that_says_nothing_new_has_its_line_too(awa):
    begin([sent()], by=awa)
    work()
    batch = begin([sent()], by=awa)
    work()
    assert [(line.status, line.line["title"]) for line in batch.lines.all()] == [("unchanged", A)]


def test_pages_of_two_archives_are_not_confused_by_their_names(awa):
    begin([sent("001.txt", A)], by=awa)
    begin([sent("001.txt", B)], by=awa)
    work()
    assert titles() == [A, B]


def test_the_manifest_names_a_page_by_its_name_in_the_archive(awa):
    table = SimpleUploadedFile("m.csv", b"path,address\n003.txt,https://old.example/fr/news/3\n")
    begin([zipped()], table, by=awa)
    work()
    assert Article.objects.get(legacy_addresses__isnull=False).title == "Un puits, le 3e"


def test_what_a_manifest_said_of_a_content_holds_where_it_comes_again(awa):
    table = SimpleUploadedFile("m.csv", b"path,address,published\na.txt,https://old.example/fr/news/3,2019-05-06\n")
    begin([sent()], table, by=awa)
    work()
    for again in (begin([sent("b.txt")], by=awa), begin([sent("b.txt")], by=awa)):
        work()
        again.refresh_from_db()
        assert again.counts == {"unchanged": 1}
    assert Article.objects.get().date_edtf == "2019-05-06"


def test_the_mission_that_was_chosen_issues_the_pages(awa):
    niger = Mission.objects.exclude(kind="headquarters").order_by("-pk").first()
    begin([sent()], by=awa, mission=niger)
    work()
    assert Article.objects.get().mission == niger


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (sent("a.pdf"), "a.pdf: pages end in .txt"),
        (sent("a.txt", data=b""), "a.txt: the file is empty"),
        (sent("a.zip", data=b"PK"), "a.zip: the archive is damaged"),
        (zipped(0), "pages.zip: there is no page in this archive"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_by_its_name(in_english, awa, settings, file, sentence):
    with pytest.raises(received.Refused) as refusal:
        begin([sent(), file], by=awa)
    [said] = refusal.value.sentences
    assert (said.startswith(sentence), list(Path(settings.IMPORT_DIR).iterdir())) == (True, [])
    assert not ImportBatch.objects.exists()


def test_a_manifest_that_is_wrong_is_refused_before_anything_is_read(in_english, awa):
    with pytest.raises(received.Refused) as refusal:
        begin([sent()], SimpleUploadedFile("m.csv", b"path\nnowhere.txt\n"), by=awa)
    assert refusal.value.sentences == ["The manifest, line 2: “nowhere.txt” is not among the pages to import."]


def test_the_work_is_done_in_pieces_between_which_others_have_their_turn(awa, monkeypatch, settings):
    monkeypatch.setattr(in_background, "PIECE", 0)
    settings.IMPORT_TOGETHER = 2
    batch = begin([zipped()], by=awa)
    work(tasks=1)
    assert (batch.lines.count(), state(batch)) == (2, State.WAITING)
    work()
    assert (report(batch), state(batch)) == (["created"] * PAGES, State.DONE)


def test_a_cancelled_import_writes_nothing_more(awa, monkeypatch, django_capture_on_commit_callbacks, settings):
    monkeypatch.setattr(in_background, "PIECE", 0)
    settings.IMPORT_TOGETHER = 2
    batch = begin([zipped()], by=awa)
    work(tasks=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert (cancel(batch), cancel(batch)) == (True, False)
    work()
    assert (Article.objects.count(), state(batch), batch.counts) == (2, State.CANCELLED, {"created": 2})
    assert not received.folder(batch.uuid).exists()


def test_an_import_cancelled_while_it_reads_stops_before_it_writes(awa, monkeypatch):
    read, batch = loading.read, begin([zipped()], by=awa)
    monkeypatch.setattr(loading, "read", lambda *given: (cancel(batch) and None) or read(*given))
    work()
    assert (Article.objects.count(), state(batch)) == (0, State.CANCELLED)


def killed_after(pieces, monkeypatch):
    """The worker dies when so many pages have been written, in the middle of the next transaction."""
    keep, left = journal.Journal.keep, [pieces]

    def dying(self, *given):
        keep(self, *given)
        left[0] -= 1
        if not left[0]:
            raise Killed

    monkeypatch.setattr(journal.Journal, "keep", dying)
    with pytest.raises(Killed):
        work()
    monkeypatch.setattr(journal.Journal, "keep", keep)


def test_an_import_whose_worker_died_says_so_and_goes_on_to_the_same_end(awa, monkeypatch, settings):
    settings.IMPORT_TOGETHER = 2
    batch = begin([zipped()], by=awa)
    killed_after(2, monkeypatch)
    ImportBatch.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert (state(batch), Article.objects.count()) == (State.STOPPED, 2)
    assert (go_on(batch), go_on(batch)) == (True, False)
    work()
    assert (report(batch), state(batch)) == (["created"] * PAGES, State.DONE)
    assert (titles()[-1], Article.objects.count(), batch.counts) == ("Un puits, le 5e", PAGES, {"created": PAGES})


def test_copies_on_both_sides_of_a_stop_are_still_copies(awa, monkeypatch, settings):
    settings.IMPORT_TOGETHER = 1
    batch = begin([sent("a.txt"), sent("b.txt")], by=awa)
    killed_after(2, monkeypatch)
    ImportBatch.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    go_on(batch)
    work()
    assert report(batch) == ["created", "duplicate"]


def test_a_task_that_was_believed_dead_writes_nothing_beside_its_successor(awa):
    batch = begin([zipped()], by=awa)
    first = batch.task_id
    ImportBatch.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    in_background.DBTaskResult.objects.update(status="RUNNING")
    go_on(batch)
    pages = received.pages(batch)
    old = journal.Journal(batch, first)
    with pytest.raises(journal.Overtaken):
        list(loading.Import(pages, journal=old).run())
    assert (Article.objects.count(), ReportLine.objects.count()) == (0, 0)


def test_an_import_without_its_files_cannot_be_done(awa):
    batch = begin([sent()], by=awa, dry_run=True)
    work()
    received.remove(batch)
    with pytest.raises(received.Lost):
        in_background.do(batch, by=awa)


def test_what_nobody_goes_on_with_is_swept_away_after_a_day(awa):
    batch = begin([sent()], by=awa, dry_run=True)
    work()
    received.sweep()
    assert received.folder(batch.uuid).exists()
    os.utime(received.folder(batch.uuid), (0, 0))
    received.sweep()
    assert not received.folder(batch.uuid).exists()

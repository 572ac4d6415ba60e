"""Pages read again from what was kept of them, by a parser that knows more."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import versions, workflow
from articles.importing import in_background, read_input
from articles.importing.loading import Import
from articles.inputs.pages import Page
from articles.models import Article, ArticleVersion, ImportBatch, SourceDocument
from tests.background import work
from tests.factories import NOW, make_member, make_mission
from tests.import_pages import A, B, C, run, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer_parser(folder, monkeypatch):
    """Two pages that came in; since then the parser reads titles in capitals."""
    run(folder)
    before = read_input.read_page

    def newer(*given, **known):
        reading = before(*given, **known)
        reading.title = reading.title and reading.title.upper()
        return reading

    monkeypatch.setattr(read_input, "read_page", newer)
    return folder


def reread(*batches, **options) -> str:
    """What the command says."""
    said = StringIO()
    call_command("import_articles", reread=batches, stdout=said, stderr=said, **options)
    return said.getvalue()


def titles():
    return sorted(Article.objects.values_list("title", flat=True))


def test_a_dry_run_says_field_by_field_what_would_change(newer_parser, in_english):
    key = Article.objects.get(title=A).pk
    assert f"{A.upper()} ({key}): Title “{A}” → “{A.upper()}”" in reread(dry_run=True)
    assert (titles(), ImportBatch.objects.count()) == ([A, B], 1)


def test_drafts_that_nobody_touched_are_updated_without_the_files(newer_parser):
    for file in newer_parser.iterdir():
        file.unlink()
    reread()
    assert titles() == [A.upper(), B.upper()]


def test_what_somebody_edited_or_published_gets_a_proposal(newer_parser):
    edited, published = Article.objects.order_by("title")
    versions.keep(edited, reason=ArticleVersion.Reason.EDIT, by=make_member())
    workflow.publish(published, now=NOW)
    reread()
    waiting = ArticleVersion.objects.filter(awaits_decision=True).values_list("content__title", flat=True)
    assert (titles(), sorted(waiting)) == ([A, B], [A.upper(), B.upper()])


def test_the_same_parser_changes_nothing(folder):
    run(folder)
    before = ArticleVersion.objects.count()
    assert "sans changement\xa0: 2" in reread()
    assert (ArticleVersion.objects.count(), SourceDocument.objects.count()) == (before, 2)


def test_only_the_imports_that_are_named_are_read_again(newer_parser):
    other = newer_parser.parent / "others"
    other.mkdir()
    run(write(other / "c.txt", C))
    before = ImportBatch.objects.last()
    Article.objects.filter(title=C.upper()).update(title=C)
    reread(str(before.uuid))
    assert titles() == [A.upper(), B.upper(), C]


def test_of_two_readings_of_an_article_the_last_is_read_again(newer_parser, monkeypatch):
    monkeypatch.undo()
    write(newer_parser / "a.txt", C)
    run(newer_parser)
    reread()
    assert titles() == [B, C]


def test_a_page_that_was_no_article_may_be_one_now(folder, monkeypatch):
    before = read_input.read_page
    monkeypatch.setattr(read_input, "read_page", lambda *given, **known: nothing(before(*given, **known)))
    run(folder)
    monkeypatch.undo()
    assert not Article.objects.exists()
    reread()
    assert titles() == [A, B]


def nothing(reading):
    reading.is_article, reading.why_not = False, "list"
    return reading


def test_the_mission_that_was_chosen_stays(newer_parser):
    chosen = make_mission("choisie", "Choisie")
    page = newer_parser.parent / "c.txt"
    write(page, C)
    list(Import([Page("c.txt", str(page), "here", "c.txt")], mission=chosen).run())
    reread()
    assert Article.objects.get(mission=chosen).title == C.upper()


def test_nothing_of_a_deleted_or_undone_article_comes_back(newer_parser):
    Article.objects.get(title=A).delete()
    call_command("undo_import", ImportBatch.objects.get().uuid.hex, stdout=StringIO(), stderr=StringIO())
    reread()
    assert titles() == []


def test_a_reading_is_undone_like_an_import(newer_parser):
    reread()
    call_command("undo_import", ImportBatch.objects.first().uuid.hex, stdout=StringIO(), stderr=StringIO())
    assert titles() == [A, B]


@pytest.mark.parametrize("options", [{"paths": ["a"]}, {"manifest": "m.csv"}])
def test_paths_have_no_place_beside_reread(db, options):
    with pytest.raises(CommandError, match="--reread"):
        call_command("import_articles", *options.pop("paths", ()), reread=[], **options)


def test_a_call_without_paths_says_what_to_do(db):
    with pytest.raises(CommandError, match="--reread"):
        call_command("import_articles")


def test_it_is_done_in_the_background_too(newer_parser, settings, tmp_path):
    settings.IMPORT_DIR = tmp_path / "imports"
    before = ImportBatch.objects.get()
    preview = in_background.begin_again([before], by=None, dry_run=True)
    work()
    assert (titles(), len(preview.lines.filter(line__changes__title__isnull=False))) == ([A, B], 2)
    in_background.do(preview, by=None)
    work()
    assert titles() == [A.upper(), B.upper()]


def test_pages_that_go_between_two_pieces_make_it_skip_no_other(folder, settings, monkeypatch):
    write(folder / "c.txt", C)
    run(folder)
    settings.IMPORT_TOGETHER = 1
    monkeypatch.setattr(in_background, "PIECE", 0)
    batch = in_background.begin_again(ImportBatch.objects.all(), by=make_member())
    work(2)
    Article.objects.filter(pk__in=batch.lines.values("article")).delete()
    work()
    batch.refresh_from_db()
    assert (batch.counts, batch.read_count) == ({"unchanged": 3}, 3)

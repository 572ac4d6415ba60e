"""Menus that nobody knows, learnt from the pages of an import; kept, so that a page alone reads the same later."""

import io
import zipfile
from io import StringIO
from operator import itemgetter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from articles import undoing, workflow
from articles.importing import in_background, learning
from articles.importing.in_background import begin
from articles.importing.loading import Import
from articles.importing.read_input import limits
from articles.inputs.pages import find
from articles.models import Article, ImportBatch, MenuLine
from contacts.models import Mission
from tests import reference_data
from tests.background import work
from tests.factories import NOW, make_member
from tests.import_pages import run
from tests.site_pages import FOOT, HEAD, PLACES, page, write_all

pytestmark = pytest.mark.django_db
TITLES = [f"Un centre d’accueil ouvre à {place}" for place in PLACES]
READ = ("title", "language", "paragraphs", "contacts", "discarded", "dateline")


@pytest.fixture
def site(tmp_path):
    reference_data.load()
    write_all(tmp_path / "archive" / "site")
    return tmp_path / "archive" / "site"


def readings(lines) -> list[dict]:
    """What was read, in the order of the pages' names."""
    return [{name: line[name] for name in READ} for line in sorted(lines, key=itemgetter("source"))]


def titles(lines) -> list[str]:
    return [line["title"] for line in sorted(lines, key=itemgetter("source"))]


def test_an_unknown_menu_in_another_language_is_no_part_of_the_articles(site):
    [line, *_others] = lines = run(site)
    assert (titles(lines), line["language"]) == (TITLES, "fr")
    named = [one["text"] for one in line["discarded"] if one["reason"] == "menu"]
    assert "\n".join(named).split("\n")[:-1] == [*HEAD, *FOOT]


def test_the_contact_that_all_pages_share_stays_theirs(site):
    for line in run(site):
        assert line["contacts"][0] | {"name": "Ibrahim Maïga", "email": "im@oim.example"} == line["contacts"][0]


def test_a_page_alone_does_not_tell_its_menu_before_its_site_is_known(site):
    [alone] = run(site / "003.txt")
    assert alone["title"] == HEAD[0]
    together = run(site)
    [again] = run(site / "003.txt")
    assert readings([again]) == readings(together)[3:4]


@pytest.mark.parametrize("options", [{"jobs": 2}, {"dry_run": True}], ids=["jobs", "dry run"])
def test_however_the_pages_are_read_they_read_the_same(site, options):
    other = readings(run(site, **options))
    Article.objects.all().delete()
    assert readings(run(site)) == other


def test_the_order_of_the_files_decides_nothing(site):
    pages = find([str(site)], limits())
    lines = [list(Import(some, dry_run=True).run()) for some in (pages, pages[::-1])]
    assert readings(lines[0]) == readings(lines[1])


def test_a_dry_run_keeps_nothing(site):
    run(site, dry_run=True)
    assert not MenuLine.objects.exists()


def test_a_second_import_changes_nothing(site):
    run(site)
    kept = list(MenuLine.objects.values())
    assert {line["status"] for line in run(site)} == {"unchanged"}
    assert list(MenuLine.objects.values()) == kept


def test_the_folder_above_knows_what_its_folders_know(site):
    run(site)
    for file in sorted(site.iterdir())[1:]:
        file.unlink()
    [line] = run(site.parent, dry_run=True)
    assert line["title"] == TITLES[0]


def test_a_site_is_known_by_its_host_wherever_its_pages_stand(site):
    manifest, new = site.parent / "manifest.csv", site.parent / "new"
    rows = [f"{file.name},https://www.Niger.example/fr/{file.stem}" for file in site.iterdir()]
    manifest.write_text("\n".join(["path,address", *rows]))
    run(site, manifest=str(manifest))
    assert set(MenuLine.objects.values_list("site", flat=True)) == {"niger.example"}
    new.mkdir()
    (new / "late.txt").write_text(page(0).replace("Un centre", "Un deuxième centre"), encoding="utf-8")
    manifest.write_text("path,address\nlate.txt,http://niger.example/fr/late")
    [line] = run(new, manifest=str(manifest))
    assert line["title"] == TITLES[0].replace("Un centre", "Un deuxième centre")


def test_what_came_in_before_a_site_was_known_is_read_again(site):
    for file in site.glob("*.txt"):
        run(file)
    assert set(Article.objects.values_list("title", flat=True)) == {HEAD[0]}
    call_command("import_articles", reread=[], stdout=StringIO())
    assert sorted(Article.objects.values_list("title", flat=True)) == sorted(TITLES)


def archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pages:
        for number in range(len(PLACES)):
            pages.writestr(f"{number:03}.txt", page(number))
    return SimpleUploadedFile("site.zip", packed.getvalue())


@pytest.mark.parametrize("is_dry", [False, True], ids=["written", "dry run"])
def test_an_import_in_pieces_reads_all_its_pages_alike(settings, tmp_path, monkeypatch, is_dry):
    reference_data.load()
    settings.IMPORT_DIR, settings.IMPORT_TOGETHER = tmp_path / "imports", 3
    monkeypatch.setattr(in_background, "PIECE", 0)
    awa = make_member("administrator", Mission.objects.get(kind="headquarters"), username="awa")
    batch = begin([archive()], by=awa, dry_run=is_dry)
    work(tasks=2)
    if not is_dry:  # what it goes on with is what it has kept
        monkeypatch.setattr(learning, "chosen", None)
    work()
    read = [(line.document.report if line.document else line.line)["title"] for line in batch.lines.all()]
    assert sorted(read) == sorted(TITLES)


def test_a_line_that_somebody_calls_text_is_text_and_not_learnt_again(site):
    run(site)
    MenuLine.objects.filter(line=FOOT[0]).update(is_text=True)
    lines = run(site)
    assert {line["status"] for line in lines} == {"updated"}
    assert all(line["paragraphs"][-1] == FOOT[0] for line in lines)
    assert MenuLine.objects.filter(line=FOOT[0]).count() == 1


def test_an_undone_import_has_taught_nothing_but_what_somebody_said(site):
    run(site)
    MenuLine.objects.filter(line=FOOT[0]).update(is_text=True)
    list(undoing.Undo(ImportBatch.objects.get()).run())
    assert list(MenuLine.objects.values_list("line", flat=True)) == [FOOT[0]]
    [line] = run(site / "000.txt")
    assert line["title"] == HEAD[0]


def test_what_a_page_that_stays_is_read_by_stays_too(site):
    run(site)
    late = page(0).replace("Un centre", "Un deuxième centre")
    (site / "late.txt").write_text(late, encoding="utf-8")
    run(site)
    first, second = ImportBatch.objects.order_by("pk")
    list(undoing.Undo(first).run())
    assert set(MenuLine.objects.values_list("batch", flat=True)) == {second.pk}
    call_command("import_articles", reread=[], stdout=StringIO())
    assert Article.objects.get().title == TITLES[0].replace("Un centre", "Un deuxième centre")
    list(undoing.Undo(second).run())
    assert not MenuLine.objects.exists()


def test_the_lines_of_a_host_stay_with_its_last_page(site):
    manifest = site.parent / "manifest.csv"
    rows = [f"{file.name},https://www.Niger.example/fr/{file.stem}" for file in site.iterdir()]
    manifest.write_text("\n".join(["path,address", *rows]))
    run(site, manifest=str(manifest))
    kept = Article.objects.first()
    workflow.publish(kept, by=make_member("publisher", Mission.objects.get(kind="headquarters")), now=NOW)
    list(undoing.Undo(ImportBatch.objects.get()).run())
    assert (list(Article.objects.all()), MenuLine.objects.exists()) == ([kept], True)


def test_what_an_undone_upload_taught_serves_no_other(settings, tmp_path):
    reference_data.load()
    settings.IMPORT_DIR = tmp_path / "imports"
    awa = make_member("administrator", Mission.objects.get(kind="headquarters"), username="awa")
    first = begin([archive()], by=awa)
    begin([SimpleUploadedFile("autre.txt", page(0).replace("Un centre", "Un deuxième centre").encode())], by=awa)
    work()
    assert MenuLine.objects.exists()
    list(undoing.Undo(first).run())
    assert (Article.objects.count(), MenuLine.objects.count()) == (1, 0)

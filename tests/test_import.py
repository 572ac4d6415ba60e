"""The import as a person runs it: pages in, articles and a report out."""

import json
from contextlib import suppress
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

from articles import versions
from articles.inputs.pages import SUFFIXES
from articles.models import Article, ArticleVersion, ImportBatch, SourceDocument
from contacts.models import Mission, PressContact
from tests import reference_data

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
QUIET = {"stdout": StringIO(), "stderr": StringIO()}
PAGE = """Communiqué
Global

{title}

Niger - L’OIM a ouvert lundi à Agadez un centre d’accueil de 200 places pour les migrants secourus dans le désert.

« Personne ne devrait dormir dehors », a déclaré Aïssata Ouédraogo, cheffe de mission de l’OIM au Niger.

Pour plus d’informations, veuillez contacter Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40, Email: im@oim.example
"""


@pytest.fixture(autouse=True)
def in_french():
    with override("fr"):
        yield


@pytest.fixture
def known():
    reference_data.load()


@pytest.fixture
def folder(tmp_path, known):
    """Two pages."""
    (tmp_path / "a.txt").write_text(PAGE.format(title="Un centre à Agadez"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAGE.format(title="Un puits à Arlit"), encoding="utf-8")
    return tmp_path


def run(*paths, **options):
    """The report, an entry a page."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.jsonl"
        with suppress(CommandError):
            call_command("import_articles", *map(str, paths), report=str(report), **QUIET, **options)
        return [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]


def statuses(*paths, **options):
    return [line["status"] for line in run(*paths, **options)]


def test_a_page_becomes_a_draft_with_its_parts(folder):
    run(folder)
    article = Article.objects.get(title="Un centre à Agadez")
    assert (article.state, article.language, article.dateline) == ("draft", "fr", "Niger -")
    assert article.mission.name_fr == "Niger"
    assert [quote.speaker for quote in article.quotes.all()] == ["Aïssata Ouédraogo"]
    assert [link.phones for link in article.contact_links.all()] == [["+22720550140"]]
    assert article.main_countries[0].code == "NE"


def test_the_sample_pages_all_come_in(known):
    lines = run(PAGES, dry_run=True)
    assert len(lines) == len(list(PAGES.glob("*.txt"))) == 30
    assert {line["status"] for line in lines} == {"created"}


def test_the_first_version_is_what_the_article_holds(known):
    run(PAGES)
    assert [versions.is_unchanged(article) for article in Article.objects.all()] == [True] * 30


def test_every_input_has_a_line_in_the_report(folder):
    (folder / "c.txt").write_bytes(b"")
    assert statuses(folder) == ["created", "created", "failed"]


def test_twice_changes_nothing(folder):
    assert statuses(folder) == ["created", "created"]
    before = [versions.snapshot(article) for article in Article.objects.all()]
    assert statuses(folder) == ["unchanged", "unchanged"]
    assert [versions.snapshot(article) for article in Article.objects.all()] == before
    assert ArticleVersion.objects.count() == SourceDocument.objects.count() == 2


def test_a_page_that_changed_updates_its_article(folder):
    run(folder)
    (folder / "a.txt").write_text(PAGE.format(title="Un centre ouvert à Agadez"), encoding="utf-8")
    assert statuses(folder) == ["updated", "unchanged"]
    assert set(Article.objects.values_list("title", flat=True)) == {"Un centre ouvert à Agadez", "Un puits à Arlit"}


def test_an_address_stays_when_the_title_changes(folder):
    run(folder)
    (folder / "a.txt").write_text(PAGE.format(title="Un autre titre"), encoding="utf-8")
    run(folder)
    assert Article.objects.get(title="Un autre titre").slug == "un-centre-a-agadez"


def test_what_an_editor_changed_is_kept_and_the_page_waits_as_a_proposal(folder, django_user_model):
    run(folder)
    editor = django_user_model.objects.create_user("aissata", "aissata@migrations.example")
    article = Article.objects.get(title="Un centre à Agadez")
    article.title = "Titre corrigé"
    article.save()
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=editor)
    (folder / "a.txt").write_text(PAGE.format(title="Un centre ouvert à Agadez"), encoding="utf-8")
    assert statuses(folder) == statuses(folder) == ["kept", "unchanged"]
    article.refresh_from_db()
    waiting = article.versions.get(awaits_decision=True)
    assert (article.title, waiting.content["title"]) == ("Titre corrigé", "Un centre ouvert à Agadez")


def test_what_is_public_changes_only_on_request(folder):
    run(folder, publish=True)
    (folder / "a.txt").write_text(PAGE.format(title="Un centre ouvert à Agadez"), encoding="utf-8")
    assert statuses(folder) == ["kept", "unchanged"]
    assert Article.objects.filter(title="Un centre à Agadez").exists()
    assert statuses(folder, publish=True) == ["updated", "unchanged"]
    assert Article.objects.published(timezone.now()).filter(title="Un centre ouvert à Agadez").exists()


def test_a_page_known_by_its_content_is_not_made_twice_elsewhere(folder, tmp_path_factory):
    run(folder)
    elsewhere = tmp_path_factory.mktemp("moved")
    (elsewhere / "renamed.txt").write_bytes((folder / "a.txt").read_bytes())
    assert statuses(elsewhere) == ["unchanged"]
    assert Article.objects.count() == 2


def test_the_same_page_under_two_names_is_a_duplicate(folder):
    (folder / "c.txt").write_bytes((folder / "a.txt").read_bytes())
    assert statuses(folder) == ["created", "created", "duplicate"]
    assert statuses(folder) == ["unchanged", "unchanged", "duplicate"]
    assert run(folder)[2]["article"] == run(folder)[0]["article"]


def test_a_page_in_latin_1_is_read(tmp_path, known):
    (tmp_path / "a.txt").write_bytes(PAGE.format(title="Un été à Agadez").encode("cp1252"))
    assert run(tmp_path)[0]["title"] == "Un été à Agadez"


def test_a_dry_run_reports_and_writes_nothing(folder):
    assert statuses(folder, dry_run=True) == ["created", "created"]
    assert not Article.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not PressContact.objects.exists()


def test_publish_makes_them_public(folder):
    run(folder, publish=True)
    assert set(Article.objects.values_list("state", flat=True)) == {"published"}
    assert statuses(folder, publish=True) == ["unchanged", "unchanged"]


def test_an_imported_contact_awaits_confirmation(folder):
    run(folder)
    person = PressContact.objects.get(name="Ibrahim Maïga")
    assert not person.is_active
    assert list(PressContact.objects.confirmed()) == []
    assert Article.objects.filter(contact_links__person=person).count() == 2


def test_a_mission_that_nobody_knows_is_made_and_marked(folder):
    run(folder)
    mission = Mission.objects.get(country="NE", kind="country")
    assert mission.is_to_check
    assert mission.parent.slug == "dakar"


def test_headquarters_are_known_by_many_names(tmp_path, known):
    (tmp_path / "a.txt").write_text(PAGE.format(title="Un").replace("OIM Niger", "siège de l’OIM"), encoding="utf-8")
    run(tmp_path)
    assert Article.objects.get().mission.kind == "headquarters"


def test_the_manifest_gives_address_and_day(folder):
    (folder / "pages.csv").write_text("path,address,published\na.txt,https://old.example/fr/news/un,2019-02-22\n")
    run(folder, manifest=str(folder / "pages.csv"))
    article = Article.objects.get(title="Un centre à Agadez")
    assert article.date_edtf == "2019-02-22"
    assert article.legacy_addresses.get().path == "/fr/news/un"


def test_a_page_that_moved_is_known_by_its_address(folder):
    (folder / "pages.csv").write_text("path,address\na.txt,https://old.example/un\n")
    run(folder, manifest=str(folder / "pages.csv"))
    (folder / "a.txt").rename(folder / "z.txt")
    (folder / "z.txt").write_text(PAGE.format(title="Un centre ouvert à Agadez"), encoding="utf-8")
    (folder / "pages.csv").write_text("path,address\nz.txt,https://old.example/un\n")
    assert statuses(folder, manifest=str(folder / "pages.csv")) == ["unchanged", "updated"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "{path}\u00a0: le fichier est vide. Enregistrez la page de nouveau."),
        (
            b"GIF89a\x00\x01",
            "{path}\u00a0: ce n’est pas du texte (octet 6). Donnez la page en texte, UTF-8 ou Windows-1252.",
        ),
    ],
)
def test_an_unreadable_page_is_named_and_the_rest_come_in(folder, data, message):
    path = folder / "c.txt"
    path.write_bytes(data)
    assert run(folder)[2]["error"] == message.format(path=path)
    assert Article.objects.count() == 2


def test_a_run_with_unreadable_pages_ends_with_1_and_says_how_many(folder):
    (folder / "c.txt").write_bytes(b"")
    with pytest.raises(CommandError, match="1 page n’a pas pu être lue") as caught:
        call_command("import_articles", str(folder), **QUIET)
    assert caught.value.returncode == 1


def test_a_page_that_is_too_large_is_named(folder, settings):
    settings.IMPORT_MAX_BYTES = 100
    assert "IMPORT_MAX_BYTES" in run(folder / "a.txt")[0]["error"]
    assert not Article.objects.exists()


def test_a_page_without_text_is_no_article_and_says_why(tmp_path, known):
    (tmp_path / "a.txt").write_text("\n\n", encoding="utf-8")
    assert run(tmp_path)[0]["error"] == f"{tmp_path}/a.txt\u00a0: la page est vide."
    assert statuses(tmp_path) == ["not_an_article"]
    assert SourceDocument.objects.count() == 1


def test_a_page_without_a_title_stays_a_draft_and_says_so(tmp_path, known):
    (tmp_path / "a.txt").write_text(PAGE.format(title="").replace("Communiqué\nGlobal\n\n", ""), encoding="utf-8")
    line = run(tmp_path, publish=True)[0]
    assert (line["status"], line["title"]) == ("created", None)
    assert "n’a pas de titre" in line["error"]
    assert Article.objects.get().title.startswith("L’OIM a ouvert lundi à Agadez")
    assert Article.objects.get().state == "draft"


def refused(*args, **options):
    with pytest.raises(CommandError) as caught:
        call_command("import_articles", *map(str, args), **QUIET, **options)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_a_path_that_does_not_exist_is_named(tmp_path):
    assert refused(tmp_path / "none") == f"{tmp_path / 'none'} n’existe pas. Vérifiez le chemin."


def test_a_folder_without_pages_is_named(tmp_path):
    with override("en"):
        assert refused(tmp_path) == f"{tmp_path} holds no page: nothing below it ends in .zip, {', '.join(SUFFIXES)}."


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "chemin\na.txt\n",
            "{file}, ligne 1\u00a0: les colonnes sont path, address, captured et published. Inconnu\u00a0: chemin.",
        ),
        (
            "path,published\na.txt,22/02/2019\n",
            "{file}, ligne 2\u00a0: «\u00a022/02/2019\u00a0» n’est pas un jour. Écrivez 2010-11-05.",
        ),
        (
            "path,address\na.txt,javascript:x\n",
            "{file}, ligne 2\u00a0: «\u00a0javascript:x\u00a0» n’est pas une adresse. Elle commence par https:// ou http://.",
        ),
        ("path\nz.txt\n", "{file}, ligne 2\u00a0: «\u00a0z.txt\u00a0» n’est pas parmi les pages à importer."),
        ("path\na.txt\na.txt\n", "{file}, ligne 3\u00a0: «\u00a0a.txt\u00a0» est deux fois dans le manifeste."),
    ],
)
def test_a_manifest_with_an_error_names_its_line(folder, rows, message):
    file = folder / "pages.csv"
    file.write_text(rows, encoding="utf-8")
    assert refused(folder, manifest=str(file)) == message.format(file=file)
    assert not Article.objects.exists()


def test_pages_read_by_other_processes_come_in_alike(folder):
    (folder / "c.txt").write_bytes(b"\0")
    here = run(folder, dry_run=True)
    assert [line["status"] for line in here] == ["created", "created", "failed"]
    assert run(folder, dry_run=True, jobs=2) == here

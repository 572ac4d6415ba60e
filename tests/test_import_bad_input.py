"""What an import says of inputs that are no pages, and of a call that cannot be right."""

import json
import os
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils.translation import override

from articles import reference
from articles.importing import loading, read_input
from articles.inputs.decoding import decode
from articles.models import Article, ImportBatch, SourceDocument
from tests import reference_data

pytestmark = pytest.mark.django_db
PAGE = """Communiqué
Global

{title}

Niger - L’OIM a ouvert lundi à Agadez un centre d’accueil de 200 places pour les migrants secourus dans le désert.
"""


@pytest.fixture(autouse=True)
def in_french():
    with override("fr"):
        yield


@pytest.fixture
def folder(tmp_path):
    """One page, in a folder below which there is nothing else."""
    reference_data.load()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(PAGE.format(title="Un centre à Agadez"), encoding="utf-8")
    return tmp_path / "pages"


def run(*paths, **options) -> tuple[int, str]:
    """The exit code, and all that was said."""
    said = StringIO()
    try:
        call_command("import_articles", *map(str, paths), stdout=said, stderr=said, **options)
    except CommandError as error:
        return error.returncode, f"{said.getvalue()}{error}\n"
    return 0, said.getvalue()


def report(*paths, **options) -> list[dict]:
    file = paths[0].parent / "report.jsonl"
    run(*paths, report=str(file), **options)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "make", [lambda path: path.symlink_to("nowhere"), lambda path: path.symlink_to(path), os.mkfifo]
)
def test_what_is_called_like_a_page_and_cannot_be_read_has_its_line(folder, make):
    make(folder / "b.txt")
    lines = report(folder)
    assert [(line["source"], line["status"]) for line in lines] == [
        (f"{folder}/a.txt", "created"),
        (f"{folder}/b.txt", "failed"),
    ]
    assert lines[1]["error"].startswith(f"{folder}/b.txt\u00a0: ")


def test_a_folder_that_cannot_be_listed_has_its_line(folder, monkeypatch):
    (folder / "closed").mkdir()
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if "closed" in str(path) else scan(path))
    lines = report(folder)
    assert [line["status"] for line in lines] == ["created", "failed"]
    assert lines[1]["source"] == f"{folder}/closed"


def refuse(path):
    raise PermissionError(13, "Permission denied", path)


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"two\nlines.txt", b"\x1b[31m.TXT", b"n" * 251 + b".txt"])
def test_a_page_of_any_name_comes_in(folder, name):
    (folder / os.fsdecode(name)).write_text(PAGE.format(title="Un puits à Arlit"), encoding="utf-8")
    assert {line["status"] for line in report(folder)} == {"created"}
    assert {line["status"] for line in report(folder)} == {"unchanged"}
    assert SourceDocument.objects.count() == 2


def test_a_message_stays_on_one_line_whatever_the_file_is_called(folder):
    (folder / "two\nlines\x1b.txt").write_bytes(b"")
    assert "two\\nlines\\x1b.txt\u00a0: le fichier est vide" in run(folder)[1]


def test_a_path_too_long_to_be_kept_is_named(folder):
    deep = folder / ("a" * 200) / ("b" * 200) / ("c" * 200)
    deep.mkdir(parents=True)
    (deep / "b.txt").write_text(PAGE.format(title="Un"), encoding="utf-8")
    failed = report(folder)[1]
    assert (failed["status"], failed["source"]) == ("failed", str(deep / "b.txt"))
    assert "500 caractères" in failed["error"]


def test_two_names_for_one_file_are_two_inputs_and_one_article(folder):
    (folder / "b.txt").symlink_to("a.txt")
    assert [line["status"] for line in report(folder)] == ["created", "duplicate"]


def test_a_file_given_three_times_is_read_once(folder):
    assert len(report(folder, folder / "a.txt", folder / ".." / "pages" / "a.txt")) == 1


def test_a_link_elsewhere_stands_where_the_link_is(folder):
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "b.txt").symlink_to("../a.txt")
    (folder / "b.txt").write_text(PAGE.format(title="Un puits à Arlit"), encoding="utf-8")
    assert [line["status"] for line in report(folder / "elsewhere" / "b.txt", folder / "b.txt")] == ["created"] * 2


def test_an_empty_path_is_not_the_current_folder(folder):
    assert run("")[0] == 2


def test_a_path_longer_than_any_is_no_crash(folder):
    code, said = run("x" * 5000)
    assert code == 2
    assert "ne peut pas être ouvert" in said


def test_a_file_that_goes_while_the_folder_is_read_is_named(folder, monkeypatch):
    second = folder / "b.txt"
    second.write_text(PAGE.format(title="Un puits à Arlit"), encoding="utf-8")
    monkeypatch.setattr(read_input, "decode", lambda *given: second.unlink() or decode(*given))
    assert [line["status"] for line in report(folder)] == ["created", "failed"]


def test_a_fault_in_one_page_does_not_stop_the_others(folder, monkeypatch):
    (folder / "b.txt").write_text(PAGE.format(title="Un puits à Arlit"), encoding="utf-8")
    monkeypatch.setattr(read_input, "decode", lambda data, *given: decode(data if b"Arlit" in data else None, *given))
    lines = report(folder)
    assert [line["status"] for line in lines] == ["failed", "created"]
    assert "a trébuché sur cette page (AttributeError: " in lines[0]["error"]


def test_a_page_that_fails_alike_again_is_kept_once(folder):
    (folder / "b.txt").write_bytes(b"")
    assert [run(folder)[0], run(folder)[0]] == [1, 1]
    assert SourceDocument.objects.filter(status="failed").count() == 1


@pytest.mark.parametrize("name", ["a.txt", "link.jsonl"])
def test_the_report_never_overwrites_a_page(folder, name):
    (folder / "link.jsonl").symlink_to("a.txt")
    before = (folder / "a.txt").read_bytes()
    code, said = run(folder, report=str(folder / name))
    assert (code, (folder / "a.txt").read_bytes()) == (2, before)
    assert "écraserait" in said


def test_the_report_never_overwrites_the_manifest(folder):
    (folder / "pages.csv").write_text("path\na.txt\n")
    assert run(folder, manifest=str(folder / "pages.csv"), report=str(folder / "pages.csv"))[0] == 2
    assert (folder / "pages.csv").read_text() == "path\na.txt\n"


@pytest.mark.parametrize("file", ["none/report.jsonl", ".", "/dev/full"])
def test_a_report_that_cannot_be_written_is_named(folder, file):
    code, said = run(folder, report=str(folder / file))
    assert code == 2
    assert said.startswith(f"Impossible d’écrire le rapport dans {folder / file}\u00a0: ")


def test_an_interrupted_import_says_how_to_go_on(folder):
    with patch.object(read_input, "read_page", side_effect=KeyboardInterrupt):
        code, said = run(folder)
    assert code == 130
    assert said.startswith("Interrompu.")
    assert ImportBatch.objects.get().finished_at is None


def test_a_database_that_fails_is_no_traceback(folder):
    with patch.object(loading.Import, "_learn", side_effect=OperationalError("disk full")):
        code, said = run(folder)
    assert code == 2
    assert "disk full" in said


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "ligne 1\u00a0: la colonne path manque"),
        ("address\nhttps://old.example/un\n", "ligne 1\u00a0: la colonne path manque"),
        ("path,path\na.txt,a.txt\n", "ligne 1\u00a0: une colonne y est deux fois (path, path)"),
        (
            "path,address\na.txt,https://old.example/un,deux\n",
            "ligne 2\u00a0: «\u00a0deux\u00a0» n’est dans aucune colonne",
        ),
        ("path,address\na.txt,https://\n", "ligne 2\u00a0: «\u00a0https://\u00a0» n’est pas une adresse"),
        ("path,address\na.txt,https://[\n", "ligne 2\u00a0: «\u00a0https://[\u00a0» n’est pas une adresse"),
        (
            "path,address\na.txt,https://x.example/\0\n",
            "ligne 2\u00a0: «\u00a0https://x.example/\\x00\u00a0» n’est pas",
        ),
        (f"path,address\na.txt,https://x.example/{'x' * 500}\n", "ligne 2"),
        (
            "path,address\na.txt,https://x.example/1\nb.txt,https://x.example/1\n",
            "ligne 3\u00a0: une autre page a déjà",
        ),
        ('path\na.txt\n"a\nb.txt"\n', "ligne 4\u00a0: «\u00a0a\\nb.txt\u00a0» n’est pas parmi"),
    ],
)
def test_a_manifest_with_an_error_names_its_line(folder, rows, message):
    (folder / "b.txt").write_text(PAGE.format(title="Un puits à Arlit"), encoding="utf-8")
    file = folder / "pages.csv"
    file.write_text(rows, encoding="utf-8")
    code, said = run(folder, manifest=str(file))
    assert code == 2
    assert said.startswith(f"{file}, {message}")
    assert not Article.objects.exists()


def test_a_name_that_two_pages_have_is_ambiguous_in_a_manifest(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(PAGE.format(title="Un puits à Arlit"), encoding="utf-8")
    (folder / "pages.csv").write_text("path\na.txt\n")
    code, said = run(folder / "a.txt", folder / "sub", manifest=str(folder / "pages.csv"))
    assert code == 2
    assert "plusieurs pages s’appellent «\u00a0a.txt\u00a0»" in said


@pytest.mark.parametrize(
    "rows",
    [
        "path;address;captured;published\r\na.txt;https://old.example/un;;2019-02-22\r\n;;;\r\n",
        "\ufeffpath,address,published\r\n a.txt , https://old.example/un ,2019-02-22\r\n,,\r\n",
    ],
    ids=["semicolons", "byte order mark"],
)
def test_a_manifest_is_read_as_spreadsheets_save_it(folder, rows):
    (folder / "pages.csv").write_text(rows, encoding="utf-8")
    assert run(folder, manifest=str(folder / "pages.csv"))[0] == 0
    article = Article.objects.get()
    assert (article.date_edtf, article.legacy_addresses.get().address) == ("2019-02-22", "https://old.example/un")


def test_an_import_before_the_reference_data_says_so(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE.format(title="Un centre à Agadez"), encoding="utf-8")
    code, said = run(tmp_path)
    assert code == 0
    assert said.startswith("Aucun pays n’est encore connu. Lancez manage.py load_reference_data")


def test_reference_data_without_tables_are_no_traceback(monkeypatch):
    monkeypatch.setattr(reference, "_known", lambda *record: refuse_tables())
    with pytest.raises(CommandError, match="failli\u00a0: no such table: contacts_region") as caught:
        call_command("load_reference_data")
    assert caught.value.returncode == 2


def refuse_tables():
    raise OperationalError("no such table: contacts_region\nLINE 1: SELECT")


@pytest.mark.parametrize("text", ["mot " * 50, "mot\n" * 50, "<html><body><p>" + "mot " * 50])
def test_a_text_longer_than_a_release_can_be_is_named(folder, settings, text):
    settings.IMPORT_MAX_CHARACTERS = 190
    (folder / "b.txt").write_text(text, encoding="utf-8")
    assert "plus de 190 caractères de texte" in report(folder)[1]["error"]

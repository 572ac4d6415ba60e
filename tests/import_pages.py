"""Small pages to import, and what came of them."""

import json
from io import StringIO

from django.core.management import call_command

from articles.models import Article

PAGE = """Communiqué
Global

{title}

Niger - L’OIM a ouvert lundi à Agadez un centre d’accueil de 200 places pour les migrants secourus dans le désert.

{more}

Pour plus d’informations, veuillez contacter Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40, Email: im@oim.example
"""
A, B, C = "Un centre à Agadez", "Un puits à Arlit", "Une école à Diffa"


def write(file, title, more=""):
    file.write_text(PAGE.format(title=title, more=more), encoding="utf-8")
    return file


def run(*paths, **options) -> list[dict]:
    file = paths[0].parent / "report.jsonl"
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_articles", *map(str, paths), report=str(file), **quiet, **options)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def statuses(*paths, **options) -> list[str]:
    return [line["status"] for line in run(*paths, **options)]


def titles() -> list[str]:
    return sorted(Article.objects.values_list("title", flat=True))

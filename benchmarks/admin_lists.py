#!/usr/bin/env python3
"""How long staff wait for lists, counts and completions in a large newsroom, beside Django’s plain way.

    .venv/bin/python benchmarks/admin_lists.py [--articles 100000] [--records 20000] [--rounds 15]

Makes its newsroom in the database that DATABASE_URL names, if that is empty (SQLite in a temporary folder where there
is no DATABASE_URL), and prints the median and the 95th percentile of the time until a whole answer. On a busy machine
compare ratios only.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "benchmarks")]
LIST = "/admin/articles/article/"
LISTS = {
    "articles": "",
    "articles, counts": "?_facets=True",
    "state and lacks": "?state=draft&lacks=contact",
    "state and lacks, counts": "?state=draft&lacks=contact&_facets=True",
    "country": "?country=AF",
    "by title": "?o=1",
    "searched": "?q=bacedi",
}
COMPLETIONS = {
    "organisation": ("articles", "articleorganisation", "organisation"),
    "contact": ("articles", "articlecontact", "person"),
    "mission": ("articles", "article", "mission"),
    "country": ("articles", "articlecountry", "country"),
    "article": ("articles", "article", "translated_from"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "iomnews.settings", "ALLOWED_HOSTS": "testserver"}
        client = prepare(options)
        measure(client, options.rounds)


def prepare(options):
    import django

    django.setup()
    from corpus import Corpus
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from articles.models import Article
    from iomnews.accounts.models import User

    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        Corpus(options.articles, options.records).make()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    user = User.objects.get_or_create(username="admin", email="a@b.example", is_staff=True, is_superuser=True)[0]
    client = Client()
    client.force_login(user, backend="iomnews.accounts.backends.MembershipBackend")
    print(f"{connection.vendor}, {Article.objects.count()} articles, median (95th percentile) in ms")
    return client


def measure(client, rounds: int) -> None:
    from iomnews.completion import Completion

    timed("first page", lambda: client.get("/admin/"), rounds)
    for name, query in LISTS.items():
        timed(name, lambda query=query: client.get(LIST + query), rounds)
    for name, field in COMPLETIONS.items():
        parameters = dict(zip(("app_label", "model_name", "field_name"), field, strict=True)) | {"term": "bace"}
        ours = timed(f"complete {name}", lambda p=parameters: client.get("/admin/autocomplete/", p), rounds)
        with patch.object(Completion, "get_queryset", plainly):
            theirs = timed("  plain Django", lambda p=parameters: client.get("/admin/autocomplete/", p), rounds)
        print(f"  {theirs / ours:.1f} times as long")


def plainly(view):
    """Django's own completion: `icontains` over the search fields, counted and sorted as the list is."""
    from django.contrib.admin import ModelAdmin

    rows = view.model_admin.get_queryset(view.request)
    return ModelAdmin.get_search_results(view.model_admin, view.request, rows, view.term)[0].distinct()


def timed(name: str, work, rounds: int) -> float:
    """The median in milliseconds, printed with the 95th percentile; the first round does not count."""
    times = []
    for _n in range(rounds + 1):
        start = perf_counter()
        response = work()
        times.append((perf_counter() - start) * 1000)
        assert response.status_code == 200, (name, response.status_code)
    median, p95 = statistics.median(times[1:]), statistics.quantiles(times[1:], n=20)[-1]
    print(f"{name:28} {median:8.0f} ({p95:.0f})", flush=True)
    return median


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How long staff wait for lists, counts and completions in a large newsroom.

    .venv/bin/python benchmarks/admin_lists.py [--articles 100000] [--records 20000] [--rounds 20] [--only complete]

Makes its newsroom in the database that DATABASE_URL names, if that is empty (SQLite in a temporary folder where there
is no DATABASE_URL). Prints for each answer the median and the 95th percentile of the time until it is whole, of that
the web process's own CPU (on SQLite with the database's) and the time spent waiting for the database, and the queries.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "benchmarks")]
ARTICLES = "/admin/articles/article/"
LISTS = {
    "first page": "/admin/",
    "articles": ARTICLES,
    "articles, counts": f"{ARTICLES}?_facets=True",
    "articles, state and lacks": f"{ARTICLES}?state=draft&lacks=contact",
    "articles, state and lacks, counts": f"{ARTICLES}?state=draft&lacks=contact&_facets=True",
    "articles, country": f"{ARTICLES}?country=AF",
    "articles, year": f"{ARTICLES}?year=2019",
    "articles, theme": f"{ARTICLES}?theme=protection",
    "articles, to check": f"{ARTICLES}?waits=check",
    "articles, mine to change": f"{ARTICLES}?whose=changeable",
    "articles, by title": f"{ARTICLES}?o=1",
    "articles, by day": f"{ARTICLES}?o=-4",
    "articles, page 900": f"{ARTICLES}?p=900",
    "articles, a word": f"{ARTICLES}?q=bacedi",
    "articles, two words": f"{ARTICLES}?q=bacedi+baba",
    "review": f"{ARTICLES}review/",
    "review, an import": f"{ARTICLES}review/?batch=1",
    "organisations": "/admin/articles/organisation/",
    "organisations, a word": "/admin/articles/organisation/?q=bacedi",
    "contacts": "/admin/contacts/presscontact/",
    "contacts, a word": "/admin/contacts/presscontact/?q=bacedi",
    "missions": "/admin/contacts/mission/",
    "programmes": "/admin/articles/programme/",
    "versions": "/admin/articles/articleversion/",
    "imports": "/admin/articles/importbatch/",
    "pages of imports": "/admin/articles/sourcedocument/",
    "an article": f"{ARTICLES}50000/change/",
}
COMPLETIONS = {
    "article": ("articles", "article", "translated_from"),
    "organisation": ("articles", "articleorganisation", "organisation"),
    "contact": ("articles", "articlecontact", "person"),
    "mission": ("articles", "article", "co_issuers"),
    "programme": ("articles", "article", "programmes"),
    "country": ("articles", "articlecountry", "country"),
    "theme": ("articles", "article", "themes"),
}


@dataclass
class Measured:
    """Milliseconds of each round."""

    answers: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    queries: int = 0

    def __str__(self):
        slowest = statistics.quantiles(self.answers, n=20, method="inclusive")[-1]
        middle = map(statistics.median, (self.answers, self.cpu, self.database))
        return "{:8.0f} {:8.0f} {:8.0f} {:8.0f} {:8}".format(next(middle), slowest, *middle, self.queries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="what the line begins with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "iomnews.settings", "DEBUG": "0", "HTTPS": "0"}
        os.environ |= {"SECRET_KEY": "benchmark" * 6, "ALLOWED_HOSTS": "testserver", "TWO_FACTOR_ROLES": ""}
        prepare(options)
        with plain_static_files():
            measure_all(options)


def prepare(options) -> None:
    import django

    django.setup()
    from corpus import Corpus
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article

    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        Corpus(options.articles, options.records).make()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {Article.objects.count()} articles; milliseconds")
    print(f"{'':48} {'median':>8} {'95th':>8} {'CPU':>8} {'database':>8} {'queries':>8}")


def plain_static_files():
    """Addresses of the files as they are, not as collected."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain})


def measure_all(options) -> None:
    for who, client in staff().items():
        for name, address, parameters in questions():
            if name.startswith(options.only):
                measured = measure(lambda c=client, a=address, p=parameters: c.get(a, p), options.rounds)
                print(f"{f'{who}: {name}':48} {measured}", flush=True)


def staff() -> dict:
    """A browser for an administrator and one for an editor in the mission that issues most."""
    from django.test import Client

    from contacts.models import Mission
    from iomnews.accounts.models import Membership, User

    everywhere = User.objects.get_or_create(username="admin", email="a@b.example", is_staff=True, is_superuser=True)[0]
    editor = User.objects.get_or_create(username="editor", email="e@b.example", is_staff=True)[0]
    Membership.objects.get_or_create(user=editor, mission=Mission.objects.get(slug="m0"), role="editor")
    browsers = {"administrator": Client(), "editor": Client()}
    for browser, user in zip(browsers.values(), (everywhere, editor), strict=True):
        browser.force_login(user, backend="iomnews.accounts.backends.MembershipBackend")
    return browsers


def questions():
    """(name, address, parameters) of everything that is measured."""
    for name, address in LISTS.items():
        yield name, address, {}
    for name, (app, model, relation) in COMPLETIONS.items():
        asked = {"app_label": app, "model_name": model, "field_name": relation}
        for typed, term in terms(app, model, relation).items():
            yield f"complete {name}, {typed}", "/admin/autocomplete/", asked | {"term": term}


def terms(app: str, model: str, relation: str) -> dict[str, str]:
    """What is typed; the words from the names of the first 5,000 records."""
    from django.apps import apps

    from contacts.names import fold

    related = apps.get_model(app, model)._meta.get_field(relation).related_model
    names = [str(record) for record in related.objects.order_by("pk")[:5_000]]
    words = Counter(word for name in names for word in set(name.split()) if len(word) > 3)
    accented = next((word for word in words if fold(word) != word.casefold()), "été")
    return {
        "nothing typed": "",
        "nothing found": "xyzzy",
        "a common word": words.most_common(1)[0][0],
        "two words": " ".join(next(name for name in names if " " in name).split()[:2]),
        "one letter": "a",
        "without its accent": fold(accented),
    }


def measure(ask, rounds: int) -> Measured:
    """The first answer does not count: it fills the caches."""
    from django.db import connection

    measured, waited = Measured(), []

    def wait(execute, *args):
        start = perf_counter()
        try:
            return execute(*args)
        finally:
            waited.append((perf_counter() - start) * 1000)

    ask()
    for _n in range(rounds):
        waited.clear()
        start, cpu = perf_counter(), process_time()
        with connection.execute_wrapper(wait):
            response = ask()
        measured.cpu.append((process_time() - cpu) * 1000)
        measured.answers.append((perf_counter() - start) * 1000)
        measured.database.append(sum(waited))
        measured.queries = len(waited)
        assert response.status_code == 200, response
    return measured


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How long an editor waits for a save while an import runs, against the same saves in a quiet newsroom.

    .venv/bin/python benchmarks/editing_meanwhile.py [--pages 2000] [--imports 1]

The imports are processes of their own, on SQLite in a temporary folder or on the database that DATABASE_URL names,
which must be empty. The editor sends the whole form of an article again and again, with a new title, a tenth of a
second after the last answer.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from secrets import token_urlsafe
from time import perf_counter, sleep

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "benchmarks")]
PAUSE = 0.1  # seconds between two saves
QUIET = 50  # saves


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000, help="of each import")
    parser.add_argument("--imports", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "iomnews.settings", "DEBUG": "0", "HTTPS": "0"}
        os.environ |= {"SECRET_KEY": token_urlsafe(50), "ALLOWED_HOSTS": "testserver", "TWO_FACTOR_ROLES": ""}
        measure(Path(folder), options)


def measure(folder: Path, options) -> None:
    import django

    django.setup()
    from admin_lists import plain_static_files
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment
    from importing import make_pages

    from articles import reference

    setup_test_environment()
    call_command("migrate", verbosity=0)
    reference.load()
    pages = [folder / f"pages-{number}" for number in range(options.imports)]
    for some in pages:
        make_pages(some, options.pages)
    with plain_static_files():
        save = editor()
        quiet = [timed(save) for _n in range(QUIET)]
        command = [sys.executable, "manage.py", "import_articles"]
        imports = [subprocess.Popen([*command, some], cwd=ROOT) for some in pages]
        waits = []
        while any(one.poll() is None for one in imports):
            waits.append(timed(save))
    assert not any(one.returncode for one in imports)
    print(f"{connection.vendor}, {options.imports} × {options.pages} pages; milliseconds until a save is answered")
    print(f"{'':12} {'saves':>8} {'median':>8} {'95th':>8} {'longest':>8}")
    for name, times in (("quiet", quiet), ("meanwhile", waits)):
        print(f"{name:12} {len(times):8} {statistics.median(times):8.0f} {nearly_all(times):8.0f} {max(times):8.0f}")


def editor():
    """A function that saves an article's form; it fails where the answer is another than to lead on."""
    from django.test import Client
    from django.urls import reverse

    from articles import versions
    from articles.models import Article
    from iomnews.accounts.models import User
    from tests.admin.forms import unchanged

    user = User.objects.create_superuser("admin", "a@migrations.example")
    article = Article.objects.create(title="Écrit à la main", slug="ecrit", language="fr", body_html="<p>Oui.</p>")
    versions.keep(article, reason="edit", by=user)
    browser, address = Client(), reverse("admin:articles_article_change", args=[article.pk])
    browser.force_login(user, backend="iomnews.accounts.backends.MembershipBackend")

    def save() -> float:
        form = unchanged(browser.get(address)) | {"title": f"Titre {perf_counter()}", "_continue": "1"}
        start = perf_counter()
        response = browser.post(address, form)
        waited = (perf_counter() - start) * 1000
        assert response.status_code == 302, response.content.decode()
        return waited

    return save


def timed(save) -> float:
    sleep(PAUSE)
    return save()


def nearly_all(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How much of the parser's speed an import keeps, and whether time grows with length.

    .venv/bin/python benchmarks/importing.py [--pages 1000]      SQLite in a temporary folder, or DATABASE_URL

Both sides in one run: the same made-up pages parsed only, and imported end to end with versions and search words. The
pages are those of fixtures/pages with a number in each title, so that each is an article of its own.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from secrets import token_urlsafe
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "iomnews.settings", "DEBUG": "0"}  # with it, every query is kept
        os.environ.setdefault("SECRET_KEY", token_urlsafe(50))
        os.environ.setdefault("ALLOWED_HOSTS", "localhost")
        measure(Path(folder) / "pages", options.pages)


def measure(folder: Path, count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from articles import reference, search, versions
    from articles.importing.learning import menus_of
    from articles.importing.loading import Import
    from articles.importing.read_input import limits
    from articles.inputs.pages import find
    from articles.parsing.page import read_page

    call_command("migrate", verbosity=0)
    reference.load()
    texts = make_pages(folder, count)
    pages = find([str(folder)], limits())
    run, rehearsal = Import(pages), Import(pages, dry_run=True)
    kept = [Timed(versions, "keep_first"), Timed(search, "index_all")]
    parsed = seconds(lambda: [read_page(text, run.gazetteer, run.names) for text in texts])
    learnt = seconds(lambda: menus_of(rehearsal))
    imported = seconds(lambda: list(run.run()))
    assert run.counts["created"] == count, run.counts
    print(f"{connection.vendor}, {count} pages")
    print(f"parse only    {count / parsed:7.0f} pages/s")
    print(f"menus learnt  {100 * learnt / parsed:7.1f} % of that time")
    print(f"end to end    {count / imported:7.0f} pages/s, {parsed / imported:.2f} of parsing alone")
    beside = sum(one.seconds for one in kept) / imported
    print(f"versions and search rows {100 * beside:.0f} % of it; {parsed / imported / (1 - beside):.2f} without them")
    print(f"memory        {getrusage(RUSAGE_SELF).ru_maxrss / 1024:7.0f} MiB at most")
    short, long = (texts[0] + "\n\n" + "Une phrase de plus, dite à Niamey.\n\n" * n for n in (5_000, 10_000))
    ratio = seconds(lambda: read_page(long, run.gazetteer, run.names)) / seconds(
        lambda: read_page(short, run.gazetteer, run.names)
    )
    print(f"twice as long {ratio:7.2f} times the time")


def make_pages(folder: Path, count: int) -> list[str]:
    folder.mkdir()
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "fixtures" / "pages").glob("*.txt"))]
    samples = [text for text in samples if "\n- 2030 AGENDA\n" in text]
    texts = []
    for number in range(count):
        text = samples[number % len(samples)].replace("\n- 2030 AGENDA\n", f"\n- 2030 AGENDA\n{number + 1}. ", 1)
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        texts.append(text)
    return texts


class Timed:
    """A function of a module that says what it takes from now on, the database included."""

    def __init__(self, module, name: str):
        self.function, self.seconds = getattr(module, name), 0.0
        setattr(module, name, self)

    def __call__(self, *args, **kwargs):
        start = perf_counter()
        try:
            return self.function(*args, **kwargs)
        finally:
            self.seconds += perf_counter() - start


def seconds(work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    main()

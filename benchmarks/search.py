#!/usr/bin/env python3
"""How long the index of words takes to answer, and the ranking of what it found.

    .venv/bin/python benchmarks/search.py [--articles 100000] [--rounds 20]

Makes its newsroom in the database that DATABASE_URL names, if that is empty (SQLite in a temporary folder where there
is no DATABASE_URL). Prints for each query how many articles it finds, the median and the 95th percentile in
milliseconds, and the CPU of the asking process (on SQLite with the database's).
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "benchmarks")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "iomnews.settings", "DEBUG": "0"}
        os.environ |= {"SECRET_KEY": "benchmark" * 6, "ALLOWED_HOSTS": "localhost"}
        measure(options)


def measure(options) -> None:
    import django

    django.setup()
    from corpus import Corpus
    from django.core.management import call_command
    from django.db import connection

    from articles import search
    from articles.models import Article, SearchText

    call_command("migrate", verbosity=0)
    corpus = Corpus(options.articles, records=1_000)
    if not Article.objects.exists():
        corpus.make()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {SearchText.objects.count()} articles; milliseconds")
    print(f"{'':48} {'found':>8} {'median':>8} {'95th':>8} {'CPU':>8}")
    for name, query in queries(corpus.words).items():
        report(
            f"{name}: {query}"[:48], len(search.hits(query)), options.rounds, lambda query=query: search.hits(query)
        )
    common = corpus.words[0]
    newest = sorted(search.hits(common), reverse=True)
    report("ranked", min(len(newest), 2_000), options.rounds, lambda: search.ranked(common, newest))


def queries(words: list[str]) -> dict[str, str]:
    """Words stand in the order of how many articles hold them."""
    common, second, middle, rare = words[0], words[1], words[len(words) // 40], words[-1]
    return {
        "a common word": common,
        "one in the middle": middle,
        "a rare one": rare,
        "two common words": f"{common} {second}",
        "one without the other": f"{common} -{middle}",
        "all without one": f"-{middle}",
        "a phrase of common words": f'"{common} de"',
        "a phrase of others": f'"{middle} de"',
        "twelve common words": " ".join(words[:12]),
        "what is nowhere": "zzz",
    }


def report(name: str, found: int, rounds: int, act: Callable) -> None:
    times, start = [], process_time()
    for _round in range(rounds):
        begun = perf_counter()
        act()
        times.append(1000 * (perf_counter() - begun))
    cpu = 1000 * (process_time() - start) / rounds
    highest = sorted(times)[max(0, round(0.95 * rounds) - 1)]
    print(f"{name:48} {found:8} {statistics.median(times):8.1f} {highest:8.1f} {cpu:8.1f}", flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How long readers wait for lists, facets and search in a large newsroom, beside the usual django-filter page.

    .venv/bin/python benchmarks/newsroom.py --articles 10000 100000 [--only sqlite] [--naive 60]

Fills var/benchmark/N.sqlite3 and the PostgreSQL database benchmark_N (on the server that tests/postgres.py finds),
which stay for the next run. Both sides are measured in one process, over the same combinations of filters, and their
counts must be equal. Results are kept in var/benchmark/results.json; docs/performance.md gets a table of all of them,
and docs/growth.svg, once there are two sizes, a plot.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "benchmark"
RESULTS = KEPT / "results.json"
DATABASES = ("sqlite", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--only", choices=DATABASES)
    parser.add_argument("--naive", type=int, default=60, help="combinations that the naive side is asked, too")
    options = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    for count in options.articles:
        for database in [options.only] if options.only else DATABASES:
            keep(f"{database} {count}", measured(database, count, options.naive))


def measured(database: str, count: int, naive: int) -> dict:
    """In a process of its own, since settings are read once."""
    environment = os.environ | {
        "DATABASE_URL": address(database, count),
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": "for benchmarks only, on this machine alone: nothing is secret here",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "DJANGO_SETTINGS_MODULE": "naive_settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}",
    }
    command = [sys.executable, ROOT / "benchmarks" / "reading.py", str(count), str(naive)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    figures = json.loads(done.stdout)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    load = os.getloadavg()[1]
    return figures | {"commit": commit.stdout.strip(), "day": f"{date.today()}", "load": round(load, 1)}


def address(database: str, count: int) -> str:
    if database == "sqlite":
        return f"sqlite:///{KEPT / f'{count}.sqlite3'}"
    import psycopg
    from psycopg.sql import SQL, Identifier

    found = subprocess.run([sys.executable, ROOT / "tests/postgres.py"], stdout=subprocess.PIPE, check=True, text=True)
    server, name = found.stdout.strip(), f"benchmark_{count}"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def keep(name: str, figures: dict) -> None:
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept[name] = figures
    RESULTS.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    columns = sorted(kept, key=lambda name: (int(name.split()[1]), name.split()[0] == "postgresql"))
    write_table({name: kept[name] for name in columns})
    if len({name.split()[1] for name in kept}) > 1:
        write_plot({name: kept[name] for name in columns})


def write_table(kept: dict[str, dict]) -> None:
    """Into docs/performance.md, in place of the table before."""
    starts, ends = "<!-- benchmarks/newsroom.py -->\n", "<!-- end -->\n"
    lines = dict.fromkeys(line for figures in kept.values() for line in figures)
    rows = [["", *(f"{int(n):,}, {db}" for db, n in map(str.split, kept))], ["---"] * (len(kept) + 1)]
    rows += [[line, *(str(figures.get(line, "–")) for figures in kept.values())] for line in lines]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    machine = (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; the rows of the end say"
    )
    document = ROOT / "docs" / "performance.md"
    before, _starts, rest = document.read_text(encoding="utf-8").partition(starts)
    after = rest.partition(ends)[2]
    text = f"{before}{starts}{machine} the commit, the day and how busy it was.\n\n{table}{ends}{after}"
    document.write_text(text, encoding="utf-8")


def write_plot(kept: dict[str, dict]) -> None:
    """Both scales are logarithmic: articles to the right, milliseconds upwards, 0.1 to 100,000."""
    from math import log10

    def place(articles: float, milliseconds: float) -> str:
        return f"{60 + 240 * (log10(articles) - 4):.0f},{320 - 50 * (log10(max(milliseconds, 0.1)) + 1):.0f}"

    marks = [f'<path d="M60 {320 - 50 * n}H540" stroke="#ddd"/>' for n in range(7)]
    marks += [f'<text x="52" y="{324 - 50 * n}" text-anchor="end">{10 ** (n - 1):g} ms</text>' for n in range(7)]
    marks += [f'<text x="{60 + 240 * (n - 4)}" y="340" text-anchor="middle">{10**n:,}</text>' for n in (4, 5, 6)]
    for height, (side, colour) in enumerate((("naive", "#b3261e"), ("this site", "#0033a0"))):
        marks.append(f'<text x="80" y="{30 + 18 * height}" fill="{colour}">{side}; dashed: PostgreSQL</text>')
        for database in DATABASES:
            points = [
                (int(name.split()[1]), figures[f"seven facets, {side}: median, p95, ms"].split(",")[0])
                for name, figures in kept.items()
                if name.startswith(database)
            ]
            line = " ".join(place(articles, float(median)) for articles, median in points)
            dash = ' stroke-dasharray="6 4"' if database == "postgresql" else ""
            marks.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 0 620 350" font-family="sans-serif" font-size="12">'
    title = "<title>Total and seven facets: milliseconds, median, by the number of articles</title>"
    plot = "\n".join([head, title, '<rect x="-20" width="620" height="350" fill="#fff"/>', *marks, "</svg>\n"])
    (ROOT / "docs" / "growth.svg").write_text(plot, encoding="utf-8")


if __name__ == "__main__":
    main()

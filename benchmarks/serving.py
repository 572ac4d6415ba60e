#!/usr/bin/env python3
"""What a request costs: CPU of the web processes and of each database server, with a replica and without.

    DATABASE_URL=postgres://…/archive .venv/bin/python benchmarks/serving.py [--requests 160] [--workers 2]

An archive on PostgreSQL is copied to a server of its own with a standby (tests/streaming.py; root, or whom PostgreSQL
lets run a server); one on SQLite is served as it is. Prints milliseconds a request, and what was answered in a second.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
OF_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "tests.served_settings",
    "DEBUG": "0",
    "HTTPS": "0",
    "SECRET_KEY": "benchmark" * 6,
    "ALLOWED_HOSTS": "127.0.0.1",
    "API_RATE_LIMIT": "",
}
os.environ |= OF_PRODUCTION
SETTINGS = "log_statement = none\nshared_buffers = '512MB'\nmax_wal_size = '4GB'\nmaintenance_work_mem = '256MB'\n"
CLIENTS = 8
TICKS = os.sysconf("SC_CLK_TCK")
KNOWN = """
import json
from django.utils import timezone
from articles.models import Article, ArticleCountry
published = Article.objects.published(timezone.now())
article = published.order_by("pk").first()
Article.objects.filter(pk=article.pk).update(title=article.title)  # so that there is a revision
some = list(published.order_by("?").only("slug", "language", "title")[:400])
about = ArticleCountry.objects.filter(rank="main", article__in=published[:2000]).values_list("country", flat=True)
words = {word for one in some for word in one.title.split() if word.isalpha() and len(word) > 4}
articles = [one.get_absolute_url() for one in some]
print(json.dumps({"articles": articles, "countries": sorted(set(about)), "words": sorted(words)}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=160)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    import django

    django.setup()
    if os.environ["DATABASE_URL"].startswith("sqlite"):
        measure(options, {})
        return
    from tests.streaming import primary_and_standby

    with primary_and_standby(SETTINGS) as (primary, standby):
        copy(os.environ["DATABASE_URL"], primary)
        os.environ["DATABASE_URL"] = primary.url()
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
        primary.ask("ANALYZE")
        servers = {"primary": postmaster(primary), "standby": postmaster(standby)}
        measure(options, servers)
        os.environ["DATABASE_REPLICA_URLS"] = standby.url()
        measure(options, servers)


def copy(source: str, server) -> None:
    dump = [server.bindir / "pg_dump", "--no-owner", "--no-privileges", "--dbname", source]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        load = [server.bindir / "psql", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", server.url()]
        subprocess.run(load, stdin=dumping.stdout, stdout=subprocess.DEVNULL, check=True)


def postmaster(server) -> int:
    return int((server.folder / "postmaster.pid").read_text().split()[0])


def measure(options, servers: dict[str, int]) -> None:
    """Each kind of request in its turn, after a few that warm it up."""
    known = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", KNOWN], cwd=ROOT, capture_output=True, check=True
    )
    with served(options.workers) as (web, port):
        processes = {"web": web} | servers
        print("a replica" if "DATABASE_REPLICA_URLS" in os.environ else "no replica", f"load {os.getloadavg()[0]:.1f}")
        print(f"{'':32}{'a second':>9}", *(f"{name:>9}" for name in processes))
        for name, (address, headers) in kinds(json.loads(known.stdout), port).items():
            ask(port, [address() for _number in range(40)], headers)
            addresses = [address() for _number in range(options.requests)]
            before, began = {one: seconds_of(pid) for one, pid in processes.items()}, time.perf_counter()
            ask(port, addresses, headers)
            took = time.perf_counter() - began
            spent = [1000 * (seconds_of(pid) - before[one]) / len(addresses) for one, pid in processes.items()]
            print(f"{name:32}{len(addresses) / took:9.1f}", *(f"{each:9.2f}" for each in spent), flush=True)


def kinds(known: dict, port: int) -> dict[str, tuple[Callable[[], str], dict]]:
    choose = random.Random(1).choice

    def narrowed() -> str:
        return f"?country={choose(known['countries'])}&year={choose(range(2005, 2025))}"

    [(_status, tag)] = ask(port, ["/fr/news/"], {})
    return {
        "list, first page": (lambda: "/fr/news/", {}),
        "list, a country and a year": (lambda: f"/fr/news/{narrowed()}", {}),
        "list, a word": (lambda: f"/fr/news/?q={quote(choose(known['words']))}", {}),
        "article": (lambda: choose(known["articles"]), {}),
        "API, list": (lambda: "/api/v1/articles/", {}),
        "API, a country and a year": (lambda: f"/api/v1/articles/{narrowed()}", {}),
        "is this still right?": (lambda: "/fr/news/", {"If-None-Match": tag}),
    }


@contextmanager
def served(workers: int) -> Iterator[tuple[int, int]]:
    """The site as in production: the process from which the web processes come, and its port."""
    from tests.streaming import free_port

    port = free_port()
    options = ["--workers", str(workers), "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:iomnews.gunicorn_conf", *options, "iomnews.wsgi"]
    with subprocess.Popen(command, cwd=ROOT) as server:
        try:
            while not answers(port):
                assert server.poll() is None, "gunicorn has ended"
                time.sleep(0.2)
            yield server.pid, port
        finally:
            server.terminate()


def answers(port: int) -> bool:
    try:
        return bool(ask(port, ["/healthz"], {}))
    except OSError:
        return False


def ask(port: int, addresses: list[str], headers: dict) -> list[tuple[int, str | None]]:
    """Status and tag of each, a connection for each; eight at once."""

    def one(address: str) -> tuple[int, str | None]:
        connection = HTTPConnection("127.0.0.1", port, timeout=300)
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status in (200, 304), (answer.status, address)
        return answer.status, answer.headers["ETag"]

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, addresses))


def seconds_of(pid: int) -> float:
    """Of CPU that the process has taken, its children too, those that live and those that have ended."""
    total = sum(_times(pid)[1:])
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent, own, _ended = _times(int(folder.name))
        except OSError:  # it has ended meanwhile, and its parent counts it
            continue
        total += own if parent == pid else 0
    return total


def _times(pid: int) -> tuple[int, float, float]:
    """The parent, seconds of its own, seconds of children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own, ended = (sum(map(int, words[first : first + 2])) / TICKS for first in (11, 13))
    return int(words[1]), own, ended


if __name__ == "__main__":
    main()

"""The measurements of benchmarks/newsroom.py, in one process: reading.py ARTICLES NAIVE. Prints JSON."""

import json
import random
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from statistics import median, quantiles
from subprocess import Popen
from time import perf_counter, process_time, sleep

import django

django.setup()

from archive import LATER, Archive, unwatched
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.utils import timezone, translation
from naive import FACETS, NaiveFilter

from articles import search
from articles.facets import FACETS as DECLARED
from articles.facets import count, current, memory
from articles.facets.index import Index
from articles.filters import ArticleFilter
from articles.models import Article, ArticleCountry
from articles.search.writing import index_all
from articles.views.article_list import PER_PAGE

COMPARED = [facet for facet in DECLARED if facet.name in FACETS]
ROUNDS = 200
TURNS, WRITTEN = 4, 20
WITHOUT = ", without triggers"
FREQUENT = "région santé population enfants femmes aide soutien"
with create_server(("127.0.0.1", 0)) as free:
    PORT = free.getsockname()[1]


def main(articles: int, naive: int) -> None:
    translation.activate("fr")
    figures = fill(articles)
    figures |= start()
    choices = combinations(random.Random(5))
    figures |= lists(choices, naive)
    figures |= words(choices)
    figures |= article_pages(random.Random(6))
    with served(figures):
        figures |= over_http(choices)
        figures |= edits_seen()
    figures |= writes()
    print(json.dumps(figures))


def fill(articles: int) -> dict:
    call_command("migrate", verbosity=0)
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    if Article.objects.exists():
        return {}
    began = perf_counter()
    Archive(articles).fill()
    return {"filled, articles/s": round(articles / (perf_counter() - began))}


def start() -> dict:
    some = Article.objects.published(timezone.now()).first()
    Article.objects.filter(pk=some.pk).update(title=some.title)  # the first change of all has everything read anew
    before, began = resident(), perf_counter()
    memory.load()
    took, after = perf_counter() - began, resident()
    return {"index read, s": f"{took:.2f}", "index, MiB": after - before}


def resident(process: int | str = "self", what: str = "VmRSS") -> int:
    """MiB."""
    name = "status" if what.startswith("Vm") else "smaps_rollup"
    lines = Path(f"/proc/{process}/{name}").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{what}:"))


def combinations(chance) -> list[dict[str, list[str]]]:
    """None to three facets with one or two values each, those of releases that there are."""
    _total, _rows, facets = page(ArticleFilter(QueryDict(), timezone.now()))
    offered = {facet.name: facet.values for facet in facets if facet.name in FACETS}
    choices = []
    for _n in range(ROUNDS):
        chosen = {}
        for name in chance.sample(sorted(FACETS), chance.choice([0, 1, 1, 2, 2, 3])):
            values, weights = [v.value for v in offered[name]], [v.count for v in offered[name]]
            chosen[name] = list(dict.fromkeys(chance.choices(values, weights, k=chance.choice([1, 1, 2]))))
        choices.append(chosen)
    return choices


def query(chosen: dict[str, list[str]], **more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in chosen.items():
        data.setlist(name, values)
    for name, value in more.items():
        data[name] = value
    return data


def lists(choices, naive: int) -> dict:
    """Total and seven facets on both sides, which must say the same; then twenty rows; here eleven facets, too.

    First all of one side, then all of the other: after a second of the database's, a processor is slow to begin with.
    """
    counted(choices[0], timezone.now())
    ours, theirs, processor, all_facets, our_lists, their_lists, said = [], [], [], [], [], [], []
    now = timezone.now()
    for chosen in choices:
        used = process_time()
        (filters, total, facets), took = timed(lambda chosen=chosen: counted(chosen, now))
        processor.append(1000 * (process_time() - used))
        ours.append(took)
        our_lists.append(took + timed(lambda filters=filters: filters.releases("fr")[:PER_PAGE])[1])
        all_facets.append(timed(lambda chosen=chosen: page(ArticleFilter(query(chosen), now), rows=0))[1])
        said.append((total, facets))
    for chosen, (total, facets) in zip(choices[:naive], said, strict=False):
        other = NaiveFilter(chosen, now)
        (expected, counts), took = timed(lambda other=other: (other.total(), other.facets()))
        theirs.append(took)
        their_lists.append(took + timed(lambda other=other: list(other.rows()[:PER_PAGE]))[1])
        assert total == expected, (chosen, total, expected)
        same(chosen, facets, counts)
    return {
        "seven facets, this site: median, p95, ms": spread(ours),
        "the same, CPU of this process: median, p95, ms": spread(processor),
        "seven facets, naive: median, p95, ms": spread(theirs),
        "seven facets, times quicker: median, p95": times(theirs, ours),
        "all eleven, this site: median, p95, ms": spread(all_facets),
        "seven facets and 20 rows, this site: median, p95, ms": spread(our_lists),
        "seven facets and 20 rows, naive: median, p95, ms": spread(their_lists),
        "seven facets and 20 rows, times quicker: median, p95": times(their_lists, our_lists),
        "combinations of filters: this site, naive": f"{len(ours)}, {len(theirs)}",
    }


def counted(chosen, now) -> tuple:
    """The form, the total and the facets of the naive side, with all their values."""
    filters = ArticleFilter(query(chosen), now)
    assert filters.form.is_valid(), filters.form.errors
    return filters, filters.total(), [count(facet, filters.results) for facet in COMPARED]


def times(theirs: list[float], ours: list[float]) -> str:
    """Over the combinations that both were asked."""
    both = ours[: len(theirs)]
    return f"{median(theirs) / median(both):.1f}, {p95(theirs) / p95(both):.1f}"


def page(filters: ArticleFilter, rows: int = PER_PAGE) -> tuple:
    assert filters.form.is_valid(), filters.form.errors
    return filters.total(), filters.releases("fr")[:rows] if rows else [], filters.facets()


def same(chosen, facets, counts) -> None:
    for facet in facets:
        mine = {value.value: value.count for value in facet.values if value.count}
        assert mine == counts[facet.name], (chosen, facet.name, mine, counts[facet.name])


def words(choices) -> dict:
    """A word that about six articles of ten have, with filters; the naive side is asked for the counts once."""
    articles, now = Article.objects.count(), timezone.now()
    word = min(FREQUENT.split(), key=lambda word: abs(len(search.hits(word)) / articles - 0.6))
    page(ArticleFilter(query({}, q=word), now))
    share, took, again = len(search.hits(word)) / articles, [], []
    for chosen in choices:
        current(timezone.now()).index.searched.clear()
        for times_taken in (took, again):
            times_taken.append(
                timed(lambda chosen=chosen: page(ArticleFilter(query(chosen, q=word), timezone.now())))[1]
            )
    total, _rows, _facets = page(ArticleFilter(query({}, q=word), now))
    assert total == search.matching(Article.objects.published(now), word).count_releases()
    return {
        "a word of which the articles have": f"{share:.0%}",
        "that word, filters, facets, asked for the first time: median, p95, ms": spread(took),
        "the same, its hits kept since: median, p95, ms": spread(again),
    }


def article_pages(chance) -> dict:
    """Queries of an article's page, and the time spent in the database."""
    keys = chance.sample(list(Article.objects.published(timezone.now()).values_list("pk", flat=True)), 40)
    client, counts, waited, whole = Client(), [], [], []
    for article in Article.objects.filter(pk__in=keys):
        with watched_queries() as seconds:
            began = perf_counter()
            answer = client.get(article.get_absolute_url())
            whole.append(1000 * (perf_counter() - began))
        assert answer.status_code == 200, answer
        counts.append(len(seconds))
        waited.append(1000 * sum(seconds))
    return {
        "article page, queries: fewest, most": f"{min(counts)}, {max(counts)}",
        "article page, database: median, p95, ms": spread(waited),
        "article page, whole: median, p95, ms": spread(whole),
    }


@contextmanager
def watched_queries():
    seconds = []

    def timed(execute, sql, values, many, context):
        began = perf_counter()
        try:
            return execute(sql, values, many, context)
        finally:
            seconds.append(perf_counter() - began)

    with connection.execute_wrapper(timed):
        yield seconds


# Over HTTP


@contextmanager
def served(figures: dict):
    """gunicorn as the site is served, two workers of four threads, with the naive list beside."""
    options = ["--config", "python:iomnews.gunicorn_conf", "--bind", f"127.0.0.1:{PORT}", "--log-level", "error"]
    began = perf_counter()
    with Popen([sys.executable, "-m", "gunicorn", *options, "iomnews.wsgi"]) as server:
        try:
            while not answers():
                assert server.poll() is None, "gunicorn has ended"
                sleep(0.05)
            figures["start until the first answer, s"] = f"{perf_counter() - began:.1f}"
            yield
            workers = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
            figures["a web process: resident, its share of what is shared, MiB"] = (
                f"{max(resident(one) for one in workers)}, {max(resident(one, 'Pss') for one in workers)}"
            )
        finally:
            server.terminate()


def answers() -> bool:
    try:
        return get("/healthz")[0] == 200
    except OSError:
        return False


def get(address: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=300)
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def over_http(choices) -> dict:
    addresses = [f"?{query(chosen).urlencode()}".rstrip("?") for chosen in choices]
    ours, theirs = [], []
    sides = (("/fr/news/", sorted_as_site(choices), ours, 10), ("/naive/", addresses, theirs, 20))
    for turn in range(3):  # the first one only warms up
        for path, some, rates, seconds in sides:
            rate = per_second([f"{path}{address}" for address in some], seconds if turn else 5)
            rates.extend([rate] if turn else [])
    ours, theirs = sum(ours) / len(ours), sum(theirs) / len(theirs)
    total, _rows, _facets = page(ArticleFilter(QueryDict(), timezone.now()))
    last = min(5_000, -(-total // PER_PAGE))
    first, deep = (
        median(seconds_of(address) for _n in range(20)) for address in ("/fr/news/", f"/fr/news/?page={last}")
    )
    naive = median(seconds_of(f"/naive/?page={last}") for _n in range(2))
    return {
        "list over HTTP, this site, requests/s": f"{ours:.1f}",
        "list over HTTP, naive, requests/s": f"{theirs:.2f}",
        "list over HTTP, times as many": f"{ours / theirs:.1f}",
        "page 1, a deep page, the naive deep page, ms": f"{1000 * first:.0f}, {1000 * deep:.0f}, {1000 * naive:.0f}",
        "the deep page": f"{last:,}",
    }


def sorted_as_site(choices) -> list[str]:
    """As the site writes its addresses: another order would be redirected."""
    from articles.addresses import ListAddress

    return [str(ListAddress(query(chosen))) for chosen in choices]


def per_second(addresses: list[str], seconds: float) -> float:
    """Answers a second to four clients at once; what was begun within the time counts until its end."""
    lock, waiting, done = threading.Lock(), iter(addresses * 1000), []
    began = perf_counter()

    def client(_number):
        while perf_counter() - began < seconds:
            with lock:
                address = next(waiting)
            status, _body = get(address)
            assert status == 200, (status, address)
            done.append(address)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(client, range(4)))
    return len(done) / (perf_counter() - began)


def seconds_of(address: str) -> float:
    began = perf_counter()
    status, _body = get(address)
    assert status == 200, (status, address)
    return perf_counter() - began


def edits_seen() -> dict:
    """From the end of an edit's transaction until eight requests at once have all shown it; none may be stale."""
    _total, [article, *_rest], _facets = page(ArticleFilter(QueryDict(), timezone.now()))
    before, took = (article.title, article.visible_from), []
    for number in range(10):
        gone = number % 2 == 0
        Article.objects.filter(pk=article.pk).update(visible_from=LATER if gone else before[1])
        began = perf_counter()
        with ThreadPoolExecutor(8) as pool:
            bodies = [body for _status, body in pool.map(get, ["/fr/news/"] * 8)]
        took.append(1000 * (perf_counter() - began))
        shown = [f'{article.slug}"'.encode() in body for body in bodies]
        assert shown == [not gone] * 8, (gone, shown)
    return {"an edit shown by all processes, eight requests at once: median, p95, ms": spread(took)}


# Writing


def writes() -> dict:
    """Old articles inserted and published one by one, with the triggers that tell readers' processes and without."""
    figures, made, refreshed = {}, [], []
    inserted, published = {"": [], WITHOUT: []}, {"": [], WITHOUT: []}
    for _turn in range(TURNS):
        for name, watching in (("", nullcontext()), (WITHOUT, unwatched())):
            with watching:
                for number in range(WRITTEN):
                    article, took = timed(lambda number=number: insert(number))
                    inserted[name].append(took)
                    made.append(article.pk)
                    published[name].append(timed(lambda article=article: publish(article))[1])
                    if not name:
                        refreshed.append(timed(lambda: current(timezone.now()))[1])
    for name in inserted:
        figures[f"inserting an old article{name}: median, p95, ms"] = spread(inserted[name])
        figures[f"publishing it{name}: median, p95, ms"] = spread(published[name])
    figures["the next reader, who reads it: median, p95, ms"] = spread(refreshed)
    memory.forget()
    memory.load()
    some = list(Article.objects.published(timezone.now()).values_list("pk", flat=True)[:100])
    for number in (1, 10, 100):
        took = []
        for _n in range(20):
            Article.objects.filter(pk__in=some[:number]).update(updated_at=timezone.now())
            took.append(timed(lambda: current(timezone.now()))[1])
        figures[f"the next reader after {number} changed: median, p95, ms"] = spread(took)
    Article.objects.filter(pk__in=made).delete()
    figures["index read anew, s"] = f"{timed(lambda: Index(timezone.now()))[1] / 1000:.2f}"
    return figures


def insert(number: int) -> Article:
    day = date(1975 + number % 20, 1 + number % 12, 1 + number % 28).isoformat()
    text = "<p>Une ancienne note de presse, trouvée dans les archives.</p>"
    article = Article(title=f"Ancien {number}", language="fr", date_edtf=day, body_html=text, goes_live_at=LATER)
    article.save()
    ArticleCountry.objects.create(article=article, country_id="NE")
    index_all([article])
    return article


def publish(article: Article) -> None:
    article.state, article.goes_live_at = Article.State.PUBLISHED, timezone.now()
    article.save()


def timed(work) -> tuple:
    """What the work gives, and milliseconds."""
    began = perf_counter()
    given = work()
    return given, 1000 * (perf_counter() - began)


def p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def spread(values: list[float]) -> str:
    return ", ".join(f"{value:{'.3g' if value < 100 else '.0f'}}" for value in (median(values), p95(values)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

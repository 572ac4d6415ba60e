#!/usr/bin/env python3
"""How long each page of the site and of the API takes, and what can be typed, the slowest first.

    .venv/bin/python benchmarks/newsroom.py --articles 1000000       an archive to ask
    DATABASE_URL=… .venv/bin/python benchmarks/every_page.py [--slowest 12]

Prints milliseconds until the answer is whole: the first time, when a process has not yet been asked for these words,
and the median of five times after it.
"""

import argparse
import os
import sys
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TYPED = [
    "eau",
    "OIM",
    "migrants protection",
    "-OIM",
    "migrants -protection",
    "« de la »",
    "« Organisation internationale pour les migrations »",
    "« OIM de la » « migrants de » « pays de » « de la »",
    "-« de la » -« le les » -« des en » -« un une »",
    "de la le les des en un une du dans pour que",
    "migrnats",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slowest", type=int, default=12)
    options = parser.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "iomnews.settings", "DEBUG": "0", "HTTPS": "0", "API_RATE_LIMIT": ""}
    os.environ |= {"SECRET_KEY": "benchmark" * 6, "ALLOWED_HOSTS": "testserver"}
    import django

    django.setup()
    from django.test import Client

    from articles.facets import memory

    memory.load()
    client = Client()
    took = sorted(((timed(client, address), address) for address in addresses()), reverse=True)
    for (first, again), address in took[: options.slowest]:
        print(f"{first:6.0f} {again:6.0f}  {address}")
    print(f"of {len(took)} addresses the slowest; the others are quicker")


def addresses() -> list[str]:
    from django.urls import reverse
    from django.utils import timezone, translation

    from articles.facets import FACETS
    from articles.models import Article
    from articles.public import public_missions, public_programmes
    from contacts.models import PressContact

    now = timezone.now()
    article = Article.objects.published(now).order_by("pk").first()
    day_before = (now - timedelta(days=1)).isoformat()
    api = reverse("api-articles")
    with translation.override("fr"):
        news, suggest = reverse("article-list"), reverse("suggest")
        pages = [reverse(name) for name in ("home", "mission-list", "programme-list", "contact-list", "docs")]
        pages += [reverse("facet", args=[facet.name]) for facet in FACETS]
        for kind, records in (("mission", public_missions(now)), ("programme", public_programmes(now))):
            some = records.order_by("pk").first()
            pages += [reverse(kind, args=[some.slug]), reverse(f"api-{kind}", args=[some.slug])]
    pages += [reverse(f"api-{name}") for name in ("root", "schema", "missions", "programmes", "contacts")]
    pages += [reverse("api-contact", args=[one.slug]) for one in PressContact.objects.confirmed()[:1]]
    pages += [article.get_absolute_url(), reverse("api-article", args=[article.uuid])]
    pages += [news, f"{news}?page=3000", f"{news}?year=2019&kind=news"]
    pages += [api, f"{api}?fields=title,body_html&page_size=100"]
    pages += [f"{api}?{urlencode({'modified_since': moment})}" for moment in (day_before, now.isoformat())]
    pages += [f"{news}?{urlencode({'q': text})}" for text in TYPED]
    pages += [f"{news}?{urlencode({'q': 'OIM', 'order': 'relevance'})}"]
    return pages + [f"{suggest}?{urlencode({'q': text})}" for text in ("mi", "mig", "migration", "de la", "niger")]


def timed(client, address: str) -> tuple[float, float]:
    first, *again = (_milliseconds(client, address) for _n in range(6))
    return first, median(again)


def _milliseconds(client, address: str) -> float:
    began = perf_counter()
    answer = client.get(address)
    body = answer.getvalue()
    assert answer.status_code == 200, (answer.status_code, address)
    assert body, address
    return 1000 * (perf_counter() - began)


if __name__ == "__main__":
    main()

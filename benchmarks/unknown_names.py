#!/usr/bin/env python3
"""How long the vocabulary desk takes in a large newsroom, and how long following holds the database.

    .venv/bin/python benchmarks/unknown_names.py [--articles 100000] [--records 20000]

In a newsroom like that of admin_lists.py, whose press contacts nobody has confirmed. Prints milliseconds of CPU,
SQLite's included: one page of the desk with all its names, one name, and ten articles that follow a decision.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "benchmarks")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/newsroom.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomnews.settings")
        import django

        django.setup()
        make(options)
        measure()


def make(options) -> None:
    from corpus import Corpus
    from django.core.management import call_command

    from articles.models import Article

    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        Corpus(options.articles, options.records).make()


def measure() -> None:
    from articles.vocabulary.kinds import Kind
    from articles.vocabulary.pools import find, look_at, pools

    began = process_time()
    found = pools(Kind.PERSON)
    look_at(found[:25])
    report(f"a page of {len(found)} names", began)
    began = process_time()
    find(Kind.PERSON, found[0].key)
    report("one name", began)
    follow_in_tens(found[0])


def follow_in_tens(pool) -> None:
    from django.utils import timezone

    from articles import versions
    from articles.models import Article, ArticleVersion
    from articles.vocabulary import deciding, following
    from contacts.models import PressContact

    drafts = list(Article.objects.filter(contact_links__person__in=pool.records, state="draft").distinct())
    for article, content in zip(drafts, versions.snapshots(drafts), strict=True):
        ArticleVersion.objects.filter(article=article, number=1).update(content=content)
    now = timezone.now()
    known = PressContact.objects.create(name=f"Known, {now}", verified_on=now.date())
    decision = deciding.decide(pool.kind, pool.printed, "record", known, by=None, now=now)
    began, count = process_time(), following.follow(decision).followed
    report(f"each ten of {count} articles, reading included", began, per=count / following.TOGETHER)


def report(what: str, began: float, per: float = 1) -> None:
    print(f"{what:48} {1000 * (process_time() - began) / per:8.0f}")


if __name__ == "__main__":
    main()

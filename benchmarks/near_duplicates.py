#!/usr/bin/env python3
"""How many near-duplicates are found, and how many of those found are none.

    python3 ../shared/bench/generate_corpus.py FOLDER --articles 3000
    .venv/bin/python benchmarks/near_duplicates.py FOLDER        SQLite in a temporary folder, or DATABASE_URL

Each article of the corpus gets numbers, people and a paragraph that all have in common; of most there is a copy that
was altered in a known way, and many were issued on one day by one mission. What is found is held against it.
"""

import argparse
import os
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ABOUT = "L’OIM travaille avec ses partenaires pour une migration humaine et ordonnée, au service de tous, partout."
NAMES = [
    first + last for first in "Ka Mo Ti Be Sa Lu Na Do".split() for last in "rimou vandé telli ssoma gadez".split()
]


@dataclass
class Release:
    title: str
    words: list[str]
    day: str
    mission: int
    speaker: str
    language: str = "fr"
    numbers: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "iomnews.settings", "DEBUG": "0"}
        os.environ.setdefault("SECRET_KEY", token_urlsafe(50))
        os.environ.setdefault("ALLOWED_HOSTS", "localhost")
        measure(options.folder)


def measure(folder: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from articles.duplicates.finding import find
    from articles.models import NearDuplicate

    call_command("migrate", verbosity=0)
    chance = random.Random(7)
    releases = [release(line, number, chance) for number, line in enumerate(lines(folder))]
    made = [(one, KINDS[number % len(KINDS)]) for number, one in enumerate(releases)]
    copies = [(number, kind, kind(one, chance)) for number, (one, kind) in enumerate(made) if kind]
    keys = written([*releases, *(copy for _number, _kind, copy in copies)])
    truth = {(keys[n], keys[len(releases) + place]): kind.__name__ for place, (n, kind, _copy) in enumerate(copies)}
    start = perf_counter()
    count = sum(find())
    took = perf_counter() - start
    found = set(NearDuplicate.objects.values_list("first", "second"))
    say(count, took, found, truth)


def say(count, took, found, truth) -> None:
    print(f"{count} articles in {took:.1f} s, {count / took:.0f} a second")
    right = found & truth.keys()
    print(f"precision {len(right) / max(1, len(found)):.4f} ({len(found) - len(right)} of {len(found)} are none)")
    made, seen = Counter(truth.values()), Counter(truth[pair] for pair in right)
    for kind, total in sorted(made.items()):
        print(f"recall of {kind:<12} {seen[kind] / total:.4f} ({total - seen[kind]} of {total} missed)")


def lines(folder: Path):
    with (folder / "article.tsv").open(encoding="utf-8") as rows:
        for row in rows:
            cells = row.split("\t")
            yield cells[1], re.sub(r"<[^>]*>|\\n", " ", cells[4]).split()


def release(line, number, chance) -> Release:
    """Three in a row have the day and the mission in common."""
    title, words = line
    day = f"{2005 + number // 3 % 15}-{1 + number // 3 % 12:02}-{1 + number // 3 % 28:02}"
    speaker = f"{chance.choice(NAMES)} {chance.choice(NAMES)}"
    sizes = [chance.choice([(11, 99), (100, 9999)]) for _ in range(chance.randint(3, 8))]
    numbers = [str(chance.randint(*size)) for size in sizes]
    names = chance.sample(NAMES, chance.randint(4, 8))
    own = list(words)
    for inserted in [*numbers, *names]:
        own.insert(chance.randrange(len(own)), inserted)
    return Release(title, own, day, number // 3 % 40, speaker, numbers=numbers)


def word(chance) -> str:
    return "".join(chance.choice("bcdfglmnprst") + chance.choice("aeiou") for _ in range(3))


def altered(one: Release, share: float, chance) -> Release:
    words = [word(chance) if chance.random() < share else old for old in one.words]
    return Release(one.title, words, one.day, one.mission, one.speaker)


def light(one, chance) -> Release:
    """Another host: a word in twenty differs."""
    return altered(one, 0.05, chance)


def heavy(one, chance) -> Release:
    """A word in eight differs."""
    return altered(one, 0.125, chance)


def shortened(one, chance) -> Release:
    """The first three fifths, with another title and without a day."""
    return Release(word(chance), one.words[: len(one.words) * 3 // 5], "", one.mission, "")


def translated(one, chance, kept=1.0) -> Release:
    """Every word is another; numbers and names stay, some of them."""
    own = {*one.numbers, *NAMES}
    words = [old if old in own and chance.random() < kept else word(chance) for old in one.words]
    return Release(word(chance), words, one.day, one.mission, one.speaker, chance.choice(["en", "es"]))


def loosely(one, chance) -> Release:
    """A translation in which three names and numbers of ten are lost."""
    return translated(one, chance, 0.7)


KINDS = [light, heavy, shortened, translated, loosely, None]


def written(releases: list[Release]) -> list[int]:
    from articles.models import Article, Quote
    from contacts.models import Mission

    missions = [Mission.objects.create(slug=f"m{n}", name_fr=f"M{n}") for n in range(40)]
    articles = [
        Article(
            title=one.title,
            language=one.language,
            body_html=f"<p>{' '.join(one.words)}</p><p>{ABOUT}</p>",
            date_edtf=one.day,
            mission=missions[one.mission],
        )
        for one in releases
    ]
    for start in range(0, len(articles), 500):
        Article.objects.add_all(articles[start : start + 500])
    quotes = [Quote(article=a, speaker=one.speaker, text="") for a, one in zip(articles, releases, strict=True)]
    Quote.objects.bulk_create(quotes, batch_size=500)
    return [article.pk for article in articles]


if __name__ == "__main__":
    main()

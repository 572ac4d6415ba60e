#!/usr/bin/env python3
"""How many pages of a site it takes to learn its menus, and what is learnt wrongly.

    .venv/bin/python benchmarks/menus.py [--rounds 50]

The articles are those of the labelled pages without their own menus, drawn anew for each batch. Half of the batches
are one office’s: all their articles end in one contact. A third of the pages have the title of a series, up to four
are updates of one release. Around them stands a menu in a language that the parser does not know. Found: of its lines,
those that are learnt, in a hundred; wrong: lines of articles.
"""

import argparse
import json
import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PAGES = (ROOT / "tests" / "parsing" / "labelled" / "pages", ROOT / "fixtures" / "pages")
SIZES = (2, 3, 4, 6, 8, 10, 15, 20, 40)
LEAST = (2, 3, 4, 5, 6, 8, 10)
SERIES = "Point hebdomadaire sur les retours"
UPDATES, UPDATED = 4, "Inondations à Bamako : 4 200 personnes relogées\nL’OIM appelle à l’aide"
OFFICE = """Pour plus d’informations, veuillez contacter

Aminata Keïta
Chargée de communication
Tel: +223 20 55 01 40
Email: akeita@oim.example
OIM Mali"""
TEMPLATES = (
    (
        "Hopp til innholdet|Om oss|Hvem vi er|Vårt arbeid|Vårt arbeid er å hjelpe mennesker som flytter på "
        "seg, i samarbeid med regjeringer og lokale myndigheter i mer enn hundre land|Land|Kontorer|Nyheter|"
        "Doner|Pressesenter",
        "Skriv ut|Del denne siden|Nettstedskart|Personvern|Kontakt oss|Tilbake til toppen",
    ),
    (
        "- Etusivu|- Tietoa meistä|Hankkeet|Hankkeet|Maat|Maat|- Julkaisut|- Avoimet työpaikat|Uutishuone|Tulosta",
        "Sivukartta|Palaute|Saavutettavuus|Tietosuoja",
    ),
    ("Strona główna|O nas|Projekty|Aktualności|Kontakty|Biuro prasowe", "Mapa strony|Polityka prywatności|© 2014"),
)


def main() -> None:
    from articles.parsing.places import Gazetteer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    countries = json.loads((ROOT / "fixtures" / "reference" / "countries.json").read_text(encoding="utf-8"))
    articles, gazetteer = bare_articles(), Gazetteer.from_records(countries)
    print(f"{len(articles)} articles, {rounds} batches of each size: found, wrong")
    print("pages | " + " | ".join(f"least {least}" for least in LEAST))
    for size in SIZES:
        print(f"{size:5} | " + " | ".join(outcome(articles, gazetteer, size, least, rounds) for least in LEAST))


def outcome(articles: list[str], gazetteer, size: int, least: int, rounds: int) -> str:
    from articles.inputs import shared_lines
    from articles.parsing.menu import folded

    shared_lines.LEAST = least
    found = wanted = wrong = 0
    for number in range(rounds):
        head, foot = (part.split("|") for part in TEMPLATES[number % len(TEMPLATES)])
        texts = batch(articles, size, random.Random(number), OFFICE if number % 2 else "")
        pages = [shared_lines.sample(str(one), "\n".join([*head, text, *foot])) for one, text in enumerate(texts)]
        learnt = {(one.is_foot, folded(one.line)) for one in shared_lines.shared_lines(pages, gazetteer)}
        template = {(False, folded(line)) for line in head} | {(True, folded(line)) for line in foot}
        found, wanted, wrong = found + len(learnt & template), wanted + len(template), wrong + len(learnt - template)
    return f"{100 * found / wanted:4.0f} {wrong:3}"


def batch(articles: list[str], size: int, draw: random.Random, contact: str) -> list[str]:
    chosen = draw.sample(articles, size)
    for number in range(size // 3):
        chosen[number] = f"{SERIES}\n{chosen[number]}"
    for number in range(min(UPDATES, size // 2)):
        chosen[-1 - number] = f"{UPDATED}\nMise à jour n° {number}, dix jours après\n{chosen[-1 - number]}"
    return [f"{text}\n\n{contact}" if contact else text for text in chosen]


def bare_articles() -> list[str]:
    """The pages of one release without their menus and labels."""
    from articles.inputs.decoding import decode
    from articles.parsing.menu import line_reason, menu_length, trailing_menu_length

    texts = []
    for page in sorted(page for folder in PAGES for page in folder.glob("*.txt")):
        lines = [line.strip() for line in decode(page.read_bytes())[0].split("\n")]
        lines = lines[menu_length(lines) :]
        lines = lines[: len(lines) - trailing_menu_length(lines)]
        lines = ["" if line and line_reason(line, is_head=len(line) < 100) else line for line in lines]
        texts.append(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())
    return texts


if __name__ == "__main__":
    main()

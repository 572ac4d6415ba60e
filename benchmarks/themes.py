#!/usr/bin/env python3
"""How well themes are proposed, by threshold and by the weight of title and lead.

    .venv/bin/python benchmarks/themes.py [--misses]

On the project's own labelled pages (tests/parsing/labelled) and, where they are, on those beside the repository.
Precision, recall, F1, and how many pages get no theme; the first line is what articles/parsing/themes.py uses.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.inputs.decoding import decode
from articles.parsing import themes
from articles.parsing.names import KnownNames
from articles.parsing.page import read_page
from articles.parsing.phrases import Passage
from articles.parsing.places import Gazetteer

LABELLED = ROOT / "tests" / "parsing" / "labelled"
CORPUS = ROOT.parent / "shared" / "corpus"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="what the rules in use propose otherwise than labelled")
    options = parser.parse_args()
    pages = list(labelled_pages())
    words = themes.ThemeWords(records("themes"))
    print(f"{len(pages)} pages\nenough  best×  title  lead   precision  recall     F1  none")
    measure(words, pages, show=options.misses)
    for chosen in product((2, 3, 4, 5), (0.34, 0.5, 0.67), (2, 3, 4), (1, 2)):
        themes.ENOUGH, themes.BESIDE_THE_BEST, themes.IN_TITLE, themes.IN_LEAD = chosen
        measure(words, pages)


def records(name: str) -> list[dict]:
    return json.loads((ROOT / "fixtures" / "reference" / f"{name}.json").read_text(encoding="utf-8"))


def labelled_pages() -> Iterator[tuple[str, Passage, list[Passage], str | None, set[str]]]:
    """File, title, texts, language and the labelled themes of each page that has such labels."""
    gazetteer, names = Gazetteer.from_records(records("countries")), KnownNames([], [], [])
    for labels, folder in ((LABELLED / "labels.jsonl", LABELLED), (LABELLED / "corpus-themes.jsonl", CORPUS)):
        for label in map(json.loads, labels.read_text(encoding="utf-8").splitlines()):
            page = folder / label["file"]
            if "themes" in label and page.exists():
                reading = read_page(decode(page.read_bytes())[0], gazetteer, names)
                texts = [Passage(text) for block in reading.blocks for text in (block.items or [block.text])]
                yield label["file"], Passage(reading.title or ""), texts, reading.language, set(label["themes"])


def measure(words: themes.ThemeWords, pages: list, *, show: bool = False) -> None:
    right = proposed = labelled = none = 0
    for file, title, texts, language, wanted in pages:
        found = set(words.themes_in(title, texts, language))
        right, proposed, labelled = right + len(found & wanted), proposed + len(found), labelled + len(wanted)
        none += not found
        if show and found != wanted:
            print(f"{file}: missing {sorted(wanted - found)}, not labelled {sorted(found - wanted)}")
    print(
        f"{themes.ENOUGH:6}{themes.BESIDE_THE_BEST:7}{themes.IN_TITLE:7}{themes.IN_LEAD:6}"
        f"{right / proposed:12.3f}{right / labelled:8.3f}{2 * right / (proposed + labelled):7.3f}{none:6}"
    )


if __name__ == "__main__":
    main()

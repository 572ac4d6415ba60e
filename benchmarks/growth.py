#!/usr/bin/env python3
"""Whether a page that repeats one piece four times as often takes more than about four times as long to read.

    .venv/bin/python benchmarks/growth.py [--characters 20000] [--large]

Each piece is what some rule looks for: a page of nothing else is where a rule that looks at everything before it, for
each thing that it finds, shows. `--large` reads pages of 2.5 and 10 million characters, in one line or in many.
Exits 1 and names the pieces whose time grows faster than length.
"""

import argparse
import json
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.parsing.names import KnownNames
from articles.parsing.page import read_page
from articles.parsing.places import Gazetteer

HEAD = (
    "Communiqué\nGlobal\n\nUn titre de page\n\nNiger - Un paragraphe assez long pour faire de la page un article.\n\n"
)
PIECES = (
    """A |A b of the |Institut national de |Ministère de la santé et de la |Ministry of Health and |Fonds |Plan |the A
financé par le Japon, le |en partenariat avec A, B et |programme de a |le programme « A » |Selon A, |processus de
Niger, |Cap Cap of |Dr. |X. Y. |« Il reste, a dit |« x », |“a” said |“a b c d e f g h”, |‘a |« |» |Awa Diallo ou
+227 20 55 01 40 ou |a@b.example |Tel: |Pour plus d’informations, veuillez contacter |12 juillet |lundi |(27/04)
aujourd’hui |2010 |Photo : |Home / |√é|├®|Ã©|uvre |a?b?|"mailto:a">|class="a" |a |é|1|’|'a|(|- |1. Un\\n|- item ;\\n
Un mot\\nUn mot\\n|Notre travail\\nNotre travail\\n|\\n\\n""".replace("\n", "|")
    .replace("\\n", "\n")
    .split("|")
)
SENTENCE = "Le centre accueille les migrants secourus dans le désert par les équipes de l’OIM et ses partenaires. "
CONTACT = "Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40, Email: im@oim.example\n"
SHAPES = [SENTENCE, "Un mot court\n", "NIGER TCHAD\n", f"{SENTENCE}\n\n", f"Niger - {SENTENCE}\n\n", CONTACT]
SHAPES += ["« Il reste », a dit Awa Diallo, cheffe de mission. ", "+227 20 55 01 40 ", "1234567890", "ABCDEFGHIJ"]
SHAPES += ["Abcd Efgh ", "«", '"', "\n", "a\n\n", "é’- ("]
LARGE = 2_500_000
GROWTH = 7  # times, for four times the length: a clock is not exact
QUICK = 0.02  # seconds; what takes less proves nothing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=20_000, help="of the shorter of the two pages")
    parser.add_argument("--large", action="store_true", help="pages of up to 10 million characters")
    options = parser.parse_args()
    pieces, characters = (SHAPES, LARGE) if options.large else (PIECES + SHAPES, options.characters)
    known = Gazetteer.from_records(records("countries")), KnownNames(records("organisations"), [], records("themes"))
    grown = {piece: growth(piece, characters, known) for piece in pieces}
    fastest = max(grown, key=grown.__getitem__)
    print(f"{len(pieces)} pieces; four times the length took at most {grown[fastest]:.1f} times as long: {fastest!r}")
    print(f"memory at most {getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    bad = [piece for piece, times in grown.items() if times > GROWTH]
    sys.exit(f"grow faster than length: {bad}" if bad else 0)


def records(name: str) -> list[dict]:
    return json.loads((ROOT / "fixtures" / "reference" / f"{name}.json").read_text(encoding="utf-8"))


def growth(piece: str, characters: int, known: tuple) -> float:
    short, long = (seconds(HEAD + piece * (length // len(piece)), known) for length in (characters, 4 * characters))
    if characters == LARGE:
        print(f"{long:6.1f} s of the processor for 10 million characters of {piece!r}")
    return long / max(short, QUICK)


def seconds(text: str, known: tuple) -> float:
    start = process_time()
    read_page(text, *known)
    return process_time() - start


if __name__ == "__main__":
    main()

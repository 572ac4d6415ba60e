#!/usr/bin/env python3
"""How often each rule of the parser is right on labelled pages: what articles/parsing/evidence.py gives it for.

    .venv/bin/python benchmarks/confidence.py LABELS.jsonl PAGES [LABELS.jsonl PAGES …]

Labels and pages are those of ../shared/corpus and of tests/parsing/labelled. A line a rule: how many values it read,
how many of them the labels have, and the confidence that the parser gives. Fields without labels are not shown.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.inputs.decoding import decode
from articles.parsing.evidence import CONFIDENCE
from articles.parsing.names import KnownNames
from articles.parsing.page import read_page
from articles.parsing.places import NAME_FIELDS, Gazetteer
from articles.parsing.reading import Evidence, Reading


def main() -> None:
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    gazetteer = Gazetteer.from_records(records("countries"))
    names = KnownNames.from_records(records("organisations"), [], records("themes"))
    read, right = Counter(), Counter()
    for labels, pages in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        for line in Path(labels).read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            page = Path(pages, Path(label["file"]).name)
            reading = read_page(decode(page.read_bytes())[0], gazetteer, names)
            for one in reading.evidence:
                is_right = JUDGES.get(one.field, unlabelled)(one, reading, label)
                if is_right is not None:
                    read[one.field, one.rule] += 1
                    right[one.field, one.rule] += is_right
    for (field, rule), count in sorted(read.items()):
        hits, given = right[field, rule], CONFIDENCE.get(field, {}).get(rule, "its own")
        print(f"{field:14}{rule:20}{count:5} read{hits:5} right {hits / count:5.2f}   {given}")


def records(name: str) -> list[dict]:
    return json.loads((ROOT / "fixtures" / "reference" / f"{name}.json").read_text(encoding="utf-8"))


def plain(text: str | None) -> str:
    folded = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode()
    return "".join(filter(str.isalnum, folded)).casefold()


def unlabelled(_one: Evidence, _reading: Reading, _label: dict) -> None:
    return None


def title(_one, reading, label):
    return plain(reading.title) == plain(label.get("title_repaired") or label["title"])


def language(_one, reading, label):
    return reading.language == label["language"]


def kind(_one, reading, label):
    return reading.kind == label["kind"] if label.get("kind") else None


def dateline(_one, reading, label):
    return plain(reading.dateline.place) == plain(label["dateline_place"])


def date(one, _reading, label):
    """What the label leaves open is not judged; a day within the label's, or the other way round, is right."""
    proved = label.get("inferred_date")
    return (one.value.startswith(proved) or proved.startswith(one.value)) if proved and one.value else None


def countries(one, _reading, label):
    main = label.get("countries")
    if main is None or one.rule == "mentioned":
        return None if main is None else one.value not in main
    return one.value in main if one.value else not main


def quotes(one, reading, label):
    quote = reading.quotes[int(one.value)]
    said = [(one["speaker"], one["role"]) if isinstance(one, dict) else one for one in label["quotes"]]
    return [plain(quote.speaker), plain(quote.role)] in [[plain(name), plain(role)] for name, role in said]


def contacts(one, reading, label):
    if one.value is None:
        return not label["contacts"]
    read = reading.contacts[int(one.value)]
    mine = [plain(read.name), plain(read.office), plain(read.email)]
    return mine in [[plain(wanted[part]) for part in ("name", "office", "email")] for wanted in label["contacts"]]


def programmes(one, _reading, label):
    return _is_named(one.value, label.get("programmes"))


def themes(one, _reading, label):
    return one.value in label["themes"] if "themes" in label else None


def organisations(one, reading, label):
    """Right under any of its names, if its role is right too."""
    if not (label.get("partners") or label.get("funders")):
        return None
    role = next(read.role for read in reading.organisations if read.name == one.value)
    return any(_is_same(one.value, name) for name in label.get(f"{role}s") or ())


def _is_same(value: str, name: str) -> bool:
    return bool(_is_named(value, [name]) or SLUGS.get(plain(value), value) in map(SLUGS.get, map(plain, _parts(name))))


def _parts(name: str) -> list[str]:
    """ "Bureau de la population (PRM)": the whole, what stands before the brackets, and in them."""
    return [name, *re.split(r"\s*\(([^()]*)\)", name)]


def _is_named(value: str, wanted: list[str] | None) -> bool | None:
    return any(plain(value) in plain(name) or plain(name) in plain(value) for name in wanted) if wanted else None


SLUGS = {
    plain(name): record["slug"]
    for record in records("organisations")
    for name in (*(record.get(field) for field in NAME_FIELDS), record["acronym"], *record["aliases"])
    if name
}
JUDGES = {
    judge.__name__: judge
    for judge in (
        title,
        language,
        kind,
        dateline,
        date,
        countries,
        themes,
        quotes,
        contacts,
        programmes,
        organisations,
    )
}

if __name__ == "__main__":
    main()

"""Reference data: countries, regions, themes, organisations, offices known for certain.

Loading adds what is missing and never changes what is there: a record that staff corrected stays corrected,
an empty field is filled, lists of names grow.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from articles.models import Organisation, Theme
from contacts.merging import current_keys
from contacts.models import Country, Mission, Region

FOLDER = settings.BASE_DIR / "fixtures" / "reference"
FILES = (
    ("regions.json", Region, "slug"),
    ("countries.json", Country, "code"),
    ("themes.json", Theme, "slug"),
    ("organisations.json", Organisation, "slug"),
    ("missions.json", Mission, "slug"),
)
ATTEMPTS = 2  # where two load at once, the second finds what the first has added


def load(folder: Path = FOLDER, attempts: int = ATTEMPTS) -> dict[str, tuple[int, int]]:
    """How many records of each file were made and filled up, by file name. Raises OSError for a missing file."""
    things = {}
    try:
        with transaction.atomic():
            return {name: _load_file(folder / name, model, key, things) for name, model, key in FILES}
    except IntegrityError:
        if attempts == 1:
            raise
    return load(folder, attempts - 1)


def _load_file(path: Path, model, key: str, things: dict) -> tuple[int, int]:
    """`things` are the records of the files so far, by model and key."""
    made = filled = 0
    records = json.loads(path.read_text(encoding="utf-8"))
    there = list(model.objects.order_by("pk"))
    today = current_keys(model, [record[key] for record in records]) if key == "slug" else {}
    for record in sorted(records, key=lambda record: bool(record.get("parent"))):  # headquarters before its offices
        values, many = _values(model, record, things)
        thing = _known(there, {key: today.get(record[key], record[key])}, record)
        if thing is None:
            thing = model.objects.create(**values)
            for field, related in many.items():
                getattr(thing, field).set(related)
            there.append(thing)
            made += 1
        else:
            filled += _fill(thing, values)
        things[model, record[key]] = thing
    return made, filled


def _known(there: list, by_key: dict, record: dict):
    """The record, whatever staff has made of its slug; headquarters, of which there is one, whatever it is called."""
    same = [by_key, {"name_fr": record["name_fr"]}]
    if record.get("kind") == Mission.Kind.HEADQUARTERS:
        same.append({"kind": Mission.Kind.HEADQUARTERS})
    matches = (thing for one in same for thing in there if all(getattr(thing, k) == v for k, v in one.items()))
    return next(matches, None)


def _values(model, record: dict, things: dict) -> tuple[dict, dict]:
    """The record's fields, codes replaced by what they stand for; many-to-many ones apart."""
    values, many = {}, {}
    for field in model._meta.get_fields():
        value = record.get(field.name)
        if value is None:
            continue
        if field.many_to_many:
            many[field.name] = [things[field.related_model, code] for code in value]
        elif field.is_relation:
            values[field.name] = things[field.related_model, value]
        else:
            values[field.name] = value
    return values, many


def _fill(thing, values: dict) -> bool:
    changed = False
    for name, value in values.items():
        before = getattr(thing, name)
        after = (
            [*before, *(one for one in value if one not in before)] if isinstance(before, list) else before or value
        )
        if after != before:
            setattr(thing, name, after)
            changed = True
    if changed:
        thing.save()
    return changed

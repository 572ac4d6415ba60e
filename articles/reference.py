"""Reference data: countries, regions, themes, organisations, offices known for certain.

Loading adds what is missing and never changes what is there: a record that staff corrected stays corrected,
an empty field is filled, lists of names grow.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction

from articles.models import Organisation, Theme
from contacts.models import Country, Mission, Region

FOLDER = settings.BASE_DIR / "fixtures" / "reference"
FILES = (
    ("regions.json", Region, "slug"),
    ("countries.json", Country, "code"),
    ("themes.json", Theme, "slug"),
    ("organisations.json", Organisation, "slug"),
    ("missions.json", Mission, "slug"),
)
KEYS = {Region: "slug", Country: "code", Mission: "slug", Organisation: "slug"}


@transaction.atomic
def load(folder: Path = FOLDER) -> dict[str, tuple[int, int]]:
    """How many records of each file were made and filled up, by file name. Raises OSError for a missing file."""
    return {name: _load_file(folder / name, model, key) for name, model, key in FILES}


def _load_file(path: Path, model, key: str) -> tuple[int, int]:
    made = filled = 0
    records = json.loads(path.read_text(encoding="utf-8"))
    for record in sorted(records, key=lambda record: bool(record.get("parent"))):  # headquarters before its offices
        values, many = _values(model, record)
        thing = model.objects.filter(**{key: record[key]}).first()
        if thing is None:
            thing = model.objects.create(**values)
            for field, related in many.items():
                getattr(thing, field).set(related)
            made += 1
        else:
            filled += _fill(thing, values)
    return made, filled


def _values(model, record: dict) -> tuple[dict, dict]:
    """The record's fields, codes replaced by what they stand for; many-to-many ones apart."""
    values, many = {}, {}
    for field in model._meta.get_fields():
        value = record.get(field.name)
        if value is None:
            continue
        if field.many_to_many:
            many[field.name] = field.related_model.objects.filter(**{f"{KEYS[field.related_model]}__in": value})
        elif field.is_relation:
            values[field.name] = field.related_model.objects.get(**{KEYS[field.related_model]: value})
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

"""The rows that a record is made of, the numbers of a contact: what each held before a save and after it."""

import json
from collections.abc import Iterator

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.forms import model_to_dict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.revisions import Change, Words


def rows_changed(formsets) -> list[dict]:
    """For the log: each row added, changed or deleted, with its values of before and after."""
    return [row for formset in formsets for row in _of(formset)]


def _of(formset) -> Iterator[dict]:
    changed = {id(row) for row, _fields in formset.changed_objects}
    for form in formset.initial_forms:
        before = {name: form.initial[name] for name in _fields(formset)}
        if form.instance in formset.deleted_objects:
            yield _row(formset, before, {})
        elif id(form.instance) in changed:
            yield _row(formset, before, model_to_dict(form.instance, _fields(formset)))
    for row in formset.new_objects:
        yield _row(formset, {}, model_to_dict(row, _fields(formset)))


def _fields(formset) -> list[str]:
    own = formset.model._meta.concrete_fields
    return [field.name for field in own if field.name in formset.form.base_fields and field.name != formset.fk.name]


def _row(formset, before: dict, after: dict) -> dict:
    return {"part": formset.model._meta.model_name, "before": before, "after": after}


def deleted_rows(model, record_model, key: int) -> list[dict]:
    """What each row held that somebody deleted from the record by its form."""
    kind = ContentType.objects.get_for_model(record_model)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(key), change_message__contains='"after": {}')
    said = (part for entry in entries for part in json.loads(entry.change_message))
    rows = (row for part in said for row in part.get("rows", ()))
    return [row["before"] for row in rows if row["part"] == model._meta.model_name and not row["after"]]


def told_of_row(model, row: dict) -> list[Change]:
    """One change for a row that came or went; for another, one for each field, under the row's first."""
    before, after = row["before"], row["after"]
    words = Words(model, [before, after])
    name = capfirst(model._meta.verbose_name)
    if not before or not after:
        return [Change("", name, _whole(words, before), _whole(words, after))]
    first = next(iter(before.values()))
    return [Change("", labelled(f"{name} {first}", change.label), change.before, change.after)
            for change in words.changes(before, after)]  # fmt: skip


def _whole(words: Words, values: dict) -> str:
    """All that the row says, its place in the order aside."""
    told = [(words._label(name), words.say(name, value)) for name, value in values.items() if name != "order"]
    return "; ".join(labelled(label, said) for label, said in told if said != "–") or "–"


def labelled(label: str, text: str) -> str:
    return _("%(label)s: %(text)s") % {"label": label, "text": text}

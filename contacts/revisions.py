"""What a record was after each change, in words: the rows that django-simple-history keeps, read and written back."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name

from .merging import current_ids, revision_of

LEFT_ALONE = {"slug"}
"""What a record is called by: going back to an earlier revision leaves it as it is."""


@dataclass(frozen=True)
class Change:
    """One field: what it held and what it holds, as stored and in words."""

    field: str
    label: str
    before: str
    after: str


def contents(rows) -> list[dict]:
    """For each row of a history the value of every field that a person edits: links as keys, lists of them as sets."""
    if not rows:
        return []
    fields = [field for field in rows[0].tracked_fields if field.editable and not field.primary_key]
    values = [{field.name: getattr(row, field.attname) for field in fields} for row in rows]
    for field in rows[0]._history_m2m_fields:
        linked = _links(rows, field)
        for row, content in zip(rows, values, strict=True):
            content[field.name] = linked[row.history_id]
    return values


def _links(rows, field) -> dict[int, frozenset]:
    """The keys on the list of each row, by its number; one query for all of them."""
    links, target = getattr(rows[0], field.name).model, f"{get_m2m_reverse_field_name(field)}_id"
    linked = defaultdict(set)
    for number, key in links.objects.filter(history__in=rows).values_list("history_id", target):
        linked[number].add(key)
    return defaultdict(frozenset, {number: frozenset(keys) for number, keys in linked.items()})


class Words:
    """Says values as a reader of the page knows them; the names of all records that they point at are read at once."""

    def __init__(self, model, values: list[dict]):
        self.model, self.names = model, {}
        keys = defaultdict(set)
        for content in values:
            for name, value in content.items():
                if model._meta.get_field(name).is_relation:
                    keys[name] |= set(value) if isinstance(value, frozenset) else {value} - {None}
        for name, wanted in keys.items():
            target = model._meta.get_field(name).related_model
            self.names[name] = {record.pk: str(record) for record in target._base_manager.filter(pk__in=wanted)}

    def say(self, name: str, value) -> str:
        field = self.model._meta.get_field(name)
        if value in (None, "", [], {}, frozenset()):
            return "–"
        if field.is_relation:
            keys = value if isinstance(value, frozenset) else [value]
            return ", ".join(sorted(self._name(name, key) for key in keys))
        return self._plain(field, value)

    def _name(self, name: str, key) -> str:
        return self.names[name].get(key) or _("record %(key)s, deleted since") % {"key": key}

    def _plain(self, field, value) -> str:
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, dict):
            return "; ".join(f"{key}: {', '.join(words)}" for key, words in value.items())
        return ", ".join(value) if isinstance(value, list) else str(localize(value))

    def changes(self, before: dict, after: dict) -> list[Change]:
        """The fields that differ, in the order of the model."""
        return [
            Change(name, capfirst(self._label(name)), self.say(name, before.get(name)), self.say(name, value))
            for name, value in after.items()
            if before.get(name) != value
        ]

    def _label(self, name: str) -> str:
        return self.model._meta.get_field(name).verbose_name


@dataclass(frozen=True)
class Revision:
    row: object
    changes: list[Change]
    parts: list[Change | str]
    """What became of parts that are rows of their own, the numbers of a contact; of old, only in words."""


def told(model, rows, before=None, parts=None) -> list[Revision]:
    """The rows, newest first, each with what it changed; `before` is the row that precedes the oldest one.

    A row that changed nothing and says nothing is left out: some ways of saving leave several.
    """
    parts = parts or {}
    values = contents([*rows, *([before] if before else [])])
    words = Words(model, values)
    pairs = zip(rows, values, [*values[1:], None], strict=False)
    revisions = [
        Revision(row, words.changes(earlier, now) if earlier is not None else [], parts.get(row.history_id, []))
        for row, now, earlier in pairs
    ]
    return [revision for revision in revisions if _tells(revision)]


def _tells(revision: Revision) -> bool:
    row = revision.row
    return bool(revision.changes or revision.parts or row.history_change_reason or row.history_type != "~")


@transaction.atomic
def go_back(record, row, *, reason: str, seen: int | None = None) -> None:
    """Give the record the values of an earlier row. Raises ValidationError where they are not allowed any more, or
    where the record's last revision is no longer the one seen.
    """
    if not type(record)._base_manager.select_for_update(of=("self",)).filter(pk=record.pk):
        raise ValidationError(_("Somebody has merged or deleted it meanwhile."))
    if seen not in (None, revision_of(record)):
        raise ValidationError(_("Somebody has changed it meanwhile. Look again, then go back."))
    values = contents([row])[0]
    lists = {field.name for field in row._history_m2m_fields}
    for name in values.keys() - lists - LEFT_ALONE:
        field = record._meta.get_field(name)
        setattr(record, field.attname, _today(field, values[name]))
    record.clean_fields(exclude=LEFT_ALONE)
    record.clean()
    record.validate_constraints()
    with one_revision(record, reason):
        record.save()
        for name in lists:
            getattr(record, name).set(_living(record._meta.get_field(name), values[name]))


def _today(field, value):
    return next(iter(_living(field, [value])), None) if field.is_relation and value is not None else value


def _living(field, keys) -> list:
    """Of the records pointed at those that are still there, or what they were merged into."""
    target = field.related_model
    today = current_ids(target, keys).values() if hasattr(target, "history") else keys
    return list(target._base_manager.filter(pk__in=today).values_list("pk", flat=True))


class one_revision:
    """All that is saved within becomes a single row of the record's history, its lists of links included."""

    def __init__(self, record, reason: str = ""):
        self.record, self.reason = record, reason

    def __enter__(self):
        self.record.skip_history_when_saving = True

    def __exit__(self, failed, *_of_failure):
        del self.record.skip_history_when_saving
        if not failed:
            self.record._change_reason = self.reason or None
            self.record.save()

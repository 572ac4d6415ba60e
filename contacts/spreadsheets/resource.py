"""Rows of a spreadsheet checked against the records, shown, and written: all of a file or nothing of it.

Checking writes nothing and holds no lock. Writing takes the changed rows alone, in one transaction, and only when they
would still change exactly what the person was shown.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from import_export.resources import ModelResource
from import_export.results import RowResult

from contacts.merging import current_keys
from iomnews.accounts.reach import reach

from . import Refused
from .columns import KeyColumn, column_for, pending
from .reading import Sheet

BATCH = 500  # records read at once
MOST_REFUSALS = 100


class ShownMeanwhileChanged(Exception):
    """What the file would change is not what the person was shown."""


@dataclass(frozen=True)
class Refusal:
    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Change:
    """One row: `cells` are (column, before, after) of what is not as it was."""

    row: int
    key: str
    instance: models.Model
    is_new: bool
    cells: list[tuple[str, str, str]]


@dataclass
class Check:
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Of everything that would be written, and of what it was before."""
        told = [(change.row, change.key, change.cells) for change in self.changes]
        return sha256(json.dumps(told).encode()).hexdigest()

    @property
    def new(self) -> list[Change]:
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if not change.is_new]

    @property
    def shown_refusals(self) -> list[Refusal]:
        return self.refusals[:MOST_REFUSALS]


class SheetResource(ModelResource):
    """A model's columns; the first of `import_id_fields` is the code by which a row finds its record."""

    always_out = ()
    """Columns that a file has whatever was chosen, beside the code."""
    labels = {}
    """Of columns that are no field of the model."""

    class Meta:
        import_id_fields = ["slug"]
        clean_model_instances = True
        use_transactions = False
        store_instance = True
        skip_diff = True  # made here: the library's own has inline styles

    def __init__(self, user, now: datetime):
        super().__init__()
        self.user, self.now = user, now
        for name, column in self.fields.items():
            column.attribute = column.attribute or name
        self.present = set(self.fields)

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        is_key = [field_name] == cls._meta.import_id_fields
        column = KeyColumn(attribute=field_name) if is_key else column_for(field_name, django_field)
        column.column_name = field_name
        return column

    @property
    def key(self) -> str:
        return self.get_import_id_fields()[0]

    @property
    def headings(self) -> list[str]:
        return self.get_export_headers()

    def label(self, heading: str) -> str:
        """What the column is called in the reader's language."""
        return self.labels.get(heading) or self._meta.model._meta.get_field(heading).verbose_name

    def with_relations(self, records):
        """The records with all that their row shows, in as many queries for many as for one."""
        return records

    # out

    def rows(self, pks: list[int], columns: list[str]) -> Iterator[list[str]]:
        """The headings, then a row for each record, in the order of the primary keys given."""
        chosen = self.get_export_fields([self.key, *self.always_out, *columns])
        yield [column.column_name for column in chosen]
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            found = {record.pk: record for record in self.known(pk__in=batch)}
            for record in filter(None, map(found.get, batch)):
                yield [column.export(record) for column in chosen]

    def known(self, **chosen):
        """The records chosen that the user sees, each with whether the user may change it."""
        records = self._meta.model._default_manager.all()
        theirs = set(records.changeable_by(self.user).filter(**chosen).values_list("pk", flat=True))
        for record in self.with_relations(records.visible_to(self.user, self.now).filter(**chosen)):
            record._may_change = record.pk in theirs
            yield record

    def cells(self, instance) -> list[str]:
        return [column.export(instance) for column in self.compared]

    # in

    def check(self, sheet: Sheet) -> Check:
        """Every row, and every refusal; nothing is written."""
        self._refuse_unknown_columns(sheet)
        return self._go_through(sheet, dry_run=True)

    def write(self, sheet: Sheet, shown: str, source: str) -> Check:
        """Raises ShownMeanwhileChanged, and writes nothing, unless it would write what the fingerprint stands for."""
        check = self.check(sheet)
        if check.refusals or check.fingerprint != shown:
            raise ShownMeanwhileChanged
        rows = {change.row: sheet.rows[change.row] for change in check.changes}
        with transaction.atomic():
            written = self._go_through(Sheet(sheet.headings, rows), dry_run=False, source=source)
            if written.refusals or [c.cells for c in written.changes] != [c.cells for c in check.changes]:
                raise ShownMeanwhileChanged
        return written

    def _refuse_unknown_columns(self, sheet: Sheet) -> None:
        unknown = [heading for heading in sheet.headings if heading not in self.headings]
        named = ", ".join(_("“%(heading)s”") % {"heading": heading} for heading in unknown)
        told = {"columns": named, "known": ", ".join(self.headings)}
        if unknown:
            raise Refused(_("Row 1: nothing is called %(columns)s here. The columns are: %(known)s.") % told)
        if self.key not in sheet.headings:
            raise Refused(_("Row 1: the column “%(column)s” is missing.") % {"column": self.key})

    def _go_through(self, sheet: Sheet, *, dry_run: bool, source: str = "") -> Check:
        result, first_rows = Check(), {}
        loader = Records(self, sheet, lock=not dry_run)
        self.present = set(sheet.headings)
        self.compared = [column for column in self.get_import_fields() if column.is_compared]
        for number, row in sheet.rows.items():
            key = loader.key_of(row)
            if key and key in first_rows:
                message = _("Row %(row)d is about the same. Keep one.") % {"row": first_rows[key]}
                result.refusals.append(Refusal(number, self.key, key, message))
                continue
            first_rows[key] = number
            outcome = self.import_row(
                row, loader, dry_run=dry_run, using_transactions=not dry_run, row_number=number, source=source
            )
            self._sort(outcome, number, row, result)
        return result

    def _sort(self, outcome: RowResult, number: int, row: dict, result: Check) -> None:
        for unforeseen in outcome.errors:
            raise unforeseen.error
        if outcome.validation_error:
            result.refusals += self._refusals(outcome.validation_error, number, row)
        elif outcome.is_skip():
            result.unchanged += 1
        else:
            result.changes.append(Change(number, row[self.key], outcome.instance, outcome.is_new(), outcome.diff))

    def _refusals(self, error: ValidationError, number: int, row: dict) -> list[Refusal]:
        columns = {column.attribute: name for name, column in self.fields.items()}
        return [
            Refusal(number, column, row.get(column, ""), message)
            for name, messages in self._by_field(error).items()
            for column in ["" if name == NON_FIELD_ERRORS else columns.get(name, name)]
            for message in messages
        ]

    @staticmethod
    def _by_field(error: ValidationError) -> dict[str, list[str]]:
        return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}

    # what import-export asks of a resource

    def get_import_fields(self):
        """Only the columns that the file has: what it leaves out stays as it is."""
        return [column for column in self.get_export_fields() if column.column_name in self.present]

    def init_instance(self, row=None):
        return self.new_record(row)

    def new_record(self, row: dict):
        """What a row whose code is not known begins with; raises ValidationError where it can be no new record."""
        return self._meta.model()

    def as_key(self, text: str) -> str:
        """The code as records have it; empty for what can be none."""
        return text.strip()

    def after_init_instance(self, instance, new, row, **kwargs):
        self.mission_before = getattr(instance, "mission_id", None)
        self.before = [""] * len(self.compared) if new else self.cells(instance)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Before the record is saved, so that a check and a writing say the same of it."""
        columns = [column.column_name for column in self.compared]
        cells = zip(columns, self.before, self.cells(instance), strict=True)
        self.differing = [(column, before, after) for column, before, after in cells if before != after]
        return instance.pk is not None and not import_validation_errors and not self.differing

    @property
    def changed(self) -> set[str]:
        """The columns in which the row at hand differs from its record."""
        return {column for column, _before, _after in self.differing}

    def after_import_row(self, row, row_result, **kwargs):
        row_result.diff = self.differing

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = self.forbidden(instance) | (import_validation_errors or {})
        super().validate_instance(instance, errors, validate_unique)

    def forbidden(self, instance) -> dict[str, list[ValidationError]]:
        """What the user may not do, by column; a row that changes nothing is never asked."""
        if instance.pk and not instance._may_change:
            return {self.key: [ValidationError(_("You may see this record, but not change it. Delete its row."))]}
        owned = self._meta.model._default_manager.all().owner == "mission"
        mission = instance.mission_id if owned else None
        if (instance.pk is None or mission != self.mission_before) and not self.may_own(mission, instance):
            message = _("You may not write for this mission.") if owned else _("You may not add records here.")
            return {"mission" if owned else self.key: [ValidationError(message)]}
        return {}

    def may_own(self, mission: int | None, instance) -> bool:
        """Whether the user may give the record, new or not, to a mission; None: to the whole organisation."""
        action, options = "change" if instance.pk else "add", self._meta.model._meta
        return reach(self.user, f"{options.app_label}.{action}_{options.model_name}").holds(mission)

    def do_instance_save(self, instance, is_create):
        instance.save()
        for relation, codes in pending(instance).items():
            self.write_part(instance, relation, codes)

    def write_part(self, instance, relation: str, codes: list[str]) -> None:
        related = getattr(instance, relation)
        key = self.fields[relation].widget.codes.key
        if set(codes) != set(related.values_list(key, flat=True)):
            related.set(related.model._default_manager.filter(**{f"{key}__in": codes}))

    def before_save_instance(self, instance, row, source="", **kwargs):
        instance._change_reason = _("Spreadsheet %(name)s") % {"name": source[:70]}


class Records:
    """The records that the rows are about, read at once; held against other writers while rows are written."""

    def __init__(self, resource: SheetResource, sheet: Sheet, *, lock: bool):
        self.resource = resource
        written = [key for row in sheet.rows.values() if (key := resource.as_key(row[resource.key]))]
        self.kept_under = current_keys(resource._meta.model, written) if resource.key == "slug" else {}
        keys = [self.kept_under.get(key, key) for key in written]
        self.found = {}
        for start in range(0, len(keys), BATCH):
            self._read(keys[start : start + BATCH], lock)

    def key_of(self, row: dict) -> str:
        key = self.resource.as_key(row[self.resource.key])
        return self.kept_under.get(key, key)

    def get_instance(self, row):
        return self.found.get(self.key_of(row))

    def _read(self, keys: list[str], lock: bool) -> None:
        chosen = {f"{self.resource.key}__in": keys}
        if lock:
            records = self.resource._meta.model._default_manager.filter(**chosen).order_by("pk")
            list(records.select_for_update().values_list("pk"))
        for record in self.resource.known(**chosen):
            self.found[str(getattr(record, self.resource.key))] = record

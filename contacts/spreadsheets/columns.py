"""What the cells of a column say about a record: fields of django-import-export that refuse what they do not know.

A ValueError is shown to the person beside the row and the column: it says what is wrong and what to write instead.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from contacts.merging import current_key

from .cells import join, split


class Text(Widget):
    """As it is: neither stripped nor folded."""

    def clean(self, value, row=None, **kwargs):
        return value

    def render(self, value, obj=None, **kwargs):
        return str(value or "")


class Choice(Text):
    def __init__(self, choices):
        self.codes = choices

    def clean(self, value, row=None, **kwargs):
        code = value.strip().lower()
        if code not in self.codes:
            told = {"value": value, "codes": ", ".join(self.codes)}
            raise ValueError(_("“%(value)s” is none of these: %(codes)s.") % told)
        return code


class YesNo(Text):
    MEANING = {"yes": True, "true": True, "1": True, "oui": True, "si": True, "sí": True}
    MEANING |= {"no": False, "false": False, "0": False, "non": False, "": False}

    def clean(self, value, row=None, **kwargs):
        word = value.strip().lower()
        if word not in self.MEANING:
            raise ValueError(_("Write yes or no, not “%(value)s”.") % {"value": value})
        return self.MEANING[word]

    def render(self, value, obj=None, **kwargs):
        return "yes" if value else "no"


class Number(Text):
    def clean(self, value, row=None, **kwargs):
        try:
            number = Decimal(value.strip().replace(",", ".")) if value.strip() else None
        except InvalidOperation:
            raise ValueError(_("“%(value)s” is no number.") % {"value": value}) from None
        return number

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"{value:.2f}"


class Day(Text):
    def clean(self, value, row=None, **kwargs):
        try:
            return date.fromisoformat(value.strip()) if value.strip() else None
        except ValueError:
            raise ValueError(_("“%(value)s” is no day. Write it like 2010-11-05.") % {"value": value}) from None

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class Moment(Text):
    """With its distance from UTC, so that a file means the same in every mission."""

    def clean(self, value, row=None, **kwargs):
        try:
            moment = datetime.fromisoformat(value.strip()) if value.strip() else None
        except ValueError:
            moment = value
        if isinstance(moment, str) or (moment and timezone.is_naive(moment)):
            message = _("“%(value)s” is no moment. Write it with its distance from UTC: 2026-06-15T14:00+02:00.")
            raise ValueError(message % {"value": value})
        return moment

    def render(self, value, obj=None, **kwargs):
        return timezone.localtime(value).isoformat() if value else ""


class Texts(Text):
    """A list of texts in one cell."""

    def clean(self, value, row=None, **kwargs):
        return split(value)

    def render(self, value, obj=None, **kwargs):
        return join(value or [])


class Codes:
    """The records of a model by code, read once a file; a former code leads to the record that it was merged into."""

    def __init__(self, model, key: str = "slug"):
        self.model, self.key = model, key

    @cached_property
    def records(self) -> dict:
        return {getattr(record, self.key): record for record in self.model._default_manager.order_by()}

    def get(self, code: str):
        code = code.strip()
        record = self.records.get(code) or self.records.get(code.upper()) or self.records.get(self._kept_under(code))
        if record is None:
            near = get_close_matches(code, self.records, n=1)
            told = {"model": self.model._meta.verbose_name, "code": code}
            message = _("No %(model)s has the code “%(code)s”.") % told
            raise ValueError(f"{message} {_('Did you mean “%s”?') % near[0]}" if near else message)
        return record

    def _kept_under(self, code: str) -> str:
        return current_key(self.model, code) if self.key == "slug" else code


class Code(Text):
    """One record by its code; empty: none."""

    def __init__(self, model, key="slug"):
        self.codes = Codes(model, key)

    def clean(self, value, row=None, **kwargs):
        return self.codes.get(value) if value.strip() else None

    def render(self, value, obj=None, **kwargs):
        return str(getattr(value, self.codes.key)) if value else ""


class CodeList(Text):
    """Several records by their codes, each once, in the order written."""

    def __init__(self, model, key="slug"):
        self.codes = Codes(model, key)

    def clean(self, value, row=None, **kwargs):
        return list(dict.fromkeys(getattr(self.codes.get(code), self.codes.key) for code in split(value)))

    def render(self, value, obj=None, **kwargs):
        return join(value or [])


class Column(Field):
    """A column named like the attribute of the record, unless it says otherwise."""

    is_compared = True  # whether a difference in it is a change of the record

    def __init__(self, widget: Widget | None = None, **options):
        super().__init__(widget=widget or Text(), **options)


class KeyColumn(Column):
    """The code by which a row finds its record; only a new record takes it from the row."""

    is_compared = False

    def save(self, instance, row, is_m2m=False, **kwargs):
        code = row[self.column_name].strip()
        if code and instance.pk is None:
            setattr(instance, self.attribute, code)


class PartColumn(Column):
    """What a record is related to, read by a function; a new value waits beside the record until it is saved."""

    def __init__(self, read: Callable, widget: Widget):
        super().__init__(widget)
        self.read = read

    def get_value(self, instance):
        waiting = pending(instance)
        if self.column_name in waiting:
            return waiting[self.column_name]
        return self.read(instance) if instance.pk else []

    def save(self, instance, row, is_m2m=False, **kwargs):
        pending(instance)[self.column_name] = self.clean(row)


class ShownColumn(Column):
    """Goes out and comes back as it was: nothing that a spreadsheet may change."""

    is_compared = False

    def __init__(self, remedy: str, **options):
        super().__init__(**options)
        self.remedy = remedy

    def export(self, instance, **kwargs):
        return str(self.get_value(instance))

    def save(self, instance, row, is_m2m=False, **kwargs):
        sent, is_new = row[self.column_name].strip(), instance.pk is None
        if sent != self.export(instance) and not (is_new and not sent):
            raise ValueError(self.refusal(instance, sent))

    def refusal(self, instance, sent: str) -> str:
        return self.remedy % {"value": self.export(instance)}


def pending(instance) -> dict:
    """The parts that are written once the record is saved, by column."""
    return instance.__dict__.setdefault("_pending", {})


def key_of(model) -> str:
    """The field by which spreadsheets call a model's records."""
    return "slug" if any(field.name == "slug" for field in model._meta.fields) else model._meta.pk.name


def codes_of(relation: str, key: str = "slug") -> Callable:
    """Reads the codes of a relation, in order, from what was prefetched."""
    return lambda instance: sorted(getattr(record, key) for record in getattr(instance, relation).all())


def column_for(name: str, field: models.Field) -> Column:
    """The column of a model's field."""
    if field.many_to_many:
        key = key_of(field.related_model)
        return PartColumn(codes_of(name, key), CodeList(field.related_model, key))
    if field.is_relation:
        return Column(Code(field.related_model, key_of(field.related_model)), attribute=name)
    if field.choices:
        return Column(Choice([code for code, _label in field.flatchoices]), attribute=name)
    return Column(
        next((widget() for kind, widget in WIDGETS.items() if isinstance(field, kind)), None), attribute=name
    )


WIDGETS = {
    models.DateTimeField: Moment,  # before DateField, whose child it is
    models.DateField: Day,
    models.BooleanField: YesNo,
    models.DecimalField: Number,
    models.JSONField: Texts,
}

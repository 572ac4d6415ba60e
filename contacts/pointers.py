"""What points at a record: read from the models, so that a new relation is counted and moved without a word here."""

from dataclasses import dataclass

from django.db.models import CASCADE, ForeignKey, IntegerField, OuterRef, Subquery, Value
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges


def pointers_to(model) -> list[ForeignKey]:
    """Every column that holds keys of the model, those of many-to-many tables included. History points at the past."""
    relations = model._meta.get_fields(include_hidden=True)
    columns = (relation.field for relation in relations if relation.auto_created and not relation.concrete)
    return [
        column
        for column in columns
        if isinstance(column, ForeignKey) and not issubclass(column.model, HistoricalChanges)
    ]


@dataclass(frozen=True)
class Use:
    """One way in which records of a kind use another: `path` leads from the user to what it uses."""

    column: ForeignKey
    user: type
    path: str
    label: str
    choice: tuple[str, str] | None = None
    """For a part with a rank or a role: the lookup from the user and its value."""

    def lookups(self, record) -> dict:
        return {self.path: record.pk} | (dict([self.choice]) if self.choice else {})

    @property
    def code(self) -> str:
        """How an address names this use."""
        return f"{self.path}-{self.choice[1]}" if self.choice else self.path


def uses_of(model) -> list[Use]:
    """Each use of the model's records by others; a record's own parts and lists are no use of it."""
    return [use for column in pointers_to(model) for use in _uses_through(column)]


def _uses_through(column: ForeignKey) -> list[Use]:
    holder = column.model
    if holder._meta.auto_created:
        return _uses_through_list(column)
    whole = _whole_of(holder)
    if whole is None:
        return [Use(column, holder, column.name, capfirst(column.verbose_name))]
    return [] if whole == column else _uses_through_part(column, whole)


def _uses_through_list(column: ForeignKey) -> list[Use]:
    user = column.model._meta.auto_created
    lists = (field for field in user._meta.many_to_many if field.remote_field.through is column.model)
    return [
        Use(column, user, field.name, capfirst(field.verbose_name))
        for field in lists
        if field.m2m_reverse_field_name() == column.name
    ]


def _uses_through_part(column: ForeignKey, whole: ForeignKey) -> list[Use]:
    """One for each rank or role that the part may have."""
    to_part = whole.related_query_name()
    path, label = f"{to_part}__{column.name}", capfirst(column.verbose_name)
    in_role = _("%(label)s: %(role)s")
    ranked = next((field for field in column.model._meta.fields if field.choices), None)
    if ranked is None:
        return [Use(column, whole.related_model, path, label)]
    user, lookup = whole.related_model, f"{to_part}__{ranked.name}"
    return [
        Use(column, user, path, in_role % {"label": label, "role": said}, (lookup, value))
        for value, said in ranked.choices
    ]


def _whole_of(holder) -> ForeignKey | None:
    """The column of what the model is a part of: a part goes when the whole goes."""
    columns = (column for column in holder._meta.fields if isinstance(column, ForeignKey) and column.editable)
    return next((column for column in columns if column.remote_field.on_delete is CASCADE), None)


def with_use_counts(records):
    """The records with `use_count`: how many rows point at each, its own parts and lists aside."""
    columns = {use.column for use in uses_of(records.model)}
    return records.annotate(use_count=sum((_count(column) for column in columns), Value(0)))


def _count(column: ForeignKey):
    rows = column.model._base_manager.filter(**{column.name: OuterRef("pk")}).order_by()
    counted = rows.values(column.name).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

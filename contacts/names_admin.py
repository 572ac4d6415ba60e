"""What every list of names in the admin has in common: its search, its order, its lists of texts as lines."""

import json
from functools import lru_cache, reduce

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Expression, F, JSONField, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower, NullIf, Replace
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from iomnews.accounts.scoped_admin import PageTools, ScopedAdmin

from .names import NAME_FIELDS, NAME_LANGUAGES, fold

ACCENTED = "áâãçéèêëíîïñóôöúüÅÉÎ"
"""The letters of the names of countries in French, English and Spanish; SQLite refuses an expression of many more."""


MOST_OFFERED = 100
"""Whoever looks for more types another letter."""


class OnePerLine(forms.JSONField):
    """A list of texts, edited as lines."""

    widget = AdminTextareaWidget({"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def bound_data(self, data, initial):
        return data

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


LISTS_AS_LINES = {
    JSONField: {"form_class": OnePerLine, "help_text": _("One per line."), "show_hidden_initial": False},
}


class PartInline(admin.StackedInline):
    """A part of a record: labelled fields, few enough to stand in a line or two."""

    extra = 0
    formfield_overrides = LISTS_AS_LINES


class FoldedSearch:
    """Each word typed must be in one of `search_fields`, whatever the accents, ligatures and case.

    Compared here, since databases fold each in their own way: for tables of some thousand rows.
    """

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term).split()
        if not words:
            return queryset, False
        return queryset.filter(pk__in={pk for pk, _text in self._holding(words, queryset)}), False

    def complete(self, queryset, term) -> list:
        """The records for a field while it is typed: one called exactly so first, then those that begin so."""
        whole = fold(term).strip()

        def rank(found):
            return f"\n{whole}\n" not in found[1], f"\n{whole}" not in found[1], f" {whole}" not in found[1], found[1]

        best = sorted(self._holding(whole.split(), queryset), key=rank)[:MOST_OFFERED]
        records = queryset.select_related(*self.list_select_related or []).in_bulk(list(dict(best)))
        return [records[pk] for pk in dict(best)]

    def _holding(self, words, queryset):
        """(key, folded text) of each row with all the words; a contact has a row for each of its phones."""
        lists = tuple(self._is_list(field) for field in self.search_fields)
        columns = [
            Cast(f, TextField()) if is_list else f for f, is_list in zip(self.search_fields, lists, strict=True)
        ]
        rows = queryset.order_by().values_list("pk", *columns)
        texts = ((pk, _folded(lists, *values)) for pk, *values in rows)
        return [(pk, text) for pk, text in texts if all(word in text for word in words)]

    def _is_list(self, field: str) -> bool:
        """Such a column is fetched as it is written: reading it takes longer than all the rest."""
        return "__" not in field and isinstance(self.opts.get_field(field), JSONField)


@lru_cache(maxsize=100_000)
def _folded(lists: tuple[bool, ...], *values) -> str:
    """Each value a line of its own, an empty one at either end; a list of names is as many.

    Remembered: folding takes ten times as long as fetching and comparing.
    """
    names = []
    for is_list, value in zip(lists, values, strict=True):
        value = json.loads(value) if is_list and value else value
        names += value if isinstance(value, list) else [value]
    return fold("\n".join(["", *map(str, filter(None, names)), ""]))


class ShownName(Expression):
    """The name in the reader's language, for sorting: É beside E, although SQLite's alphabet ends at z."""

    def resolve_expression(self, query=None, *args, **kwargs):
        languages = [language for language in (get_language(), *NAME_LANGUAGES) if language in NAME_LANGUAGES]
        names = [NullIf(F(f"name_{language}"), Value("")) for language in dict.fromkeys(languages)]
        name = reduce(
            lambda text, letter: Replace(text, Value(letter), Value(fold(letter))),
            ACCENTED,
            Lower(Coalesce(*names)),
        )
        return name.resolve_expression(query, *args, **kwargs)


class NamesAdmin(FoldedSearch, ScopedAdmin, PageTools, admin.ModelAdmin):
    key = "slug"
    """What addresses, versions and spreadsheets call the record by: fixed once the record has been checked."""

    ordering = [ShownName()]
    search_fields = [*NAME_FIELDS, "aliases"]
    search_help_text = _("A name in any language, a former name, an acronym.")
    formfield_overrides = LISTS_AS_LINES

    @admin.display(description=_("name"), ordering=ShownName())
    def shown_name(self, thing):
        return thing.name

    def get_readonly_fields(self, request, obj=None):
        return [self.key] if obj and not getattr(obj, "is_to_check", False) else []

"""What every list of names in the admin has in common: its search, its order, its lists of texts as lines."""

from functools import reduce

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Expression, F, JSONField, OrderBy, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf, Replace
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from iomnews.accounts.scoped_admin import PageTools, ScopedAdmin, beginning

from .names import NAME_LANGUAGES, fold

ACCENTED = "áâãçéèêëíîïñóôöúüÅÉÎ"
"""The letters of the names of countries in French, English and Spanish; SQLite refuses an expression of many more."""


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
    """Each word typed must be in what the record is found by, whatever the accents, ligatures and case."""

    search_fields = ["folded"]

    def get_search_results(self, request, queryset, search_term):
        return self.holding(queryset, search_term), False

    def complete(self, queryset, term):
        """The records for a field while it is typed: one called exactly so first, then those that begin so."""
        whole = " ".join(fold(beginning(term)).split())
        best = [Q(folded__contains=part) for part in (f"\n{whole}\n", f"\n{whole}", f" {whole}")]
        return self.holding(queryset, term).order_by(*(OrderBy(one, descending=True) for one in best), "folded")

    def holding(self, records, words: str):
        return records.filter(*map(self.holds, fold(beginning(words)).split()))

    def holds(self, word: str) -> Q:
        return Q(folded__contains=word)


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
    search_help_text = _("A name in any language, a former name, an acronym.")
    formfield_overrides = LISTS_AS_LINES

    @admin.display(description=_("name"), ordering=ShownName())
    def shown_name(self, thing):
        return thing.name

    def get_readonly_fields(self, request, obj=None):
        return [self.key] if obj and not getattr(obj, "is_to_check", False) else []

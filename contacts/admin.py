"""Countries, missions and press contacts in the admin, and what every list of names there has in common."""

from functools import reduce

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Expression, F, JSONField, Value
from django.db.models.functions import Coalesce, Lower, NullIf, Replace
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import Country, Mission, PressContact, PressContactPhone, Region
from .names import NAME_LANGUAGES, fold

NAME_FIELDS = [f"name_{language}" for language in NAME_LANGUAGES]
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


LISTS_AS_LINES = {JSONField: {"form_class": OnePerLine, "help_text": _("One per line.")}}


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
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        texts = ((pk, fold(" ".join(str(value) for value in values if value))) for pk, *values in rows)
        return queryset.filter(pk__in={pk for pk, text in texts if all(word in text for word in words)}), False


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


class NamesAdmin(FoldedSearch, admin.ModelAdmin):
    ordering = [ShownName()]
    search_fields = [*NAME_FIELDS, "aliases"]
    search_help_text = _("A name in any language, a former name, an acronym.")
    formfield_overrides = LISTS_AS_LINES

    @admin.display(description=_("name"), ordering=ShownName())
    def shown_name(self, thing):
        return thing.name


@admin.register(Region)
class RegionAdmin(NamesAdmin):
    list_display = ["shown_name", "slug"]
    fields = ["slug", *NAME_FIELDS, "aliases"]


@admin.register(Country)
class CountryAdmin(NamesAdmin):
    list_display = ["shown_name", "code", "alpha3", "region"]
    list_filter = ["region"]
    list_select_related = ["region"]
    search_fields = [*NamesAdmin.search_fields, "code", "alpha3", "demonyms", "cities"]
    autocomplete_fields = ["region"]
    fields = ["code", "alpha3", *NAME_FIELDS, "aliases", "region", "demonyms", "cities"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(Mission)
class MissionAdmin(NamesAdmin):
    list_display = ["shown_name", "is_to_check", "kind", "acronym", "country", "parent", "press_line_phone"]
    list_filter = ["is_to_check", "kind", ("parent", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "parent"]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = [*NamesAdmin.search_fields, "acronym", "slug", "city"]
    autocomplete_fields = ["parent", "country", "covers", "regions"]
    fieldsets = [
        (None, {"fields": ["slug", "kind", "acronym", "is_to_check"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases"]}),
        (_("Press line"), {"fields": ["press_line_name", "press_line_phone", "press_line_email"]}),
        (_("Countries and offices"), {"fields": ["country", "covers", "regions", "parent"]}),
        (_("Place"), {"fields": ["city", "latitude", "longitude", "time_zone"]}),
    ]


class PhoneInline(PartInline):
    model = PressContactPhone
    fields = [("number", "note", "order"), "is_public", "apps"]


class ToCheckFilter(admin.SimpleListFilter):
    title = _("to check")
    parameter_name = "to_check"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.to_check()
            case "no":
                return queryset.exclude(verified_on=None)


@admin.register(PressContact)
class PressContactAdmin(FoldedSearch, admin.ModelAdmin):
    list_display = ["name", "mission", "role", "email", "is_active", "verified_on"]
    list_filter = [ToCheckFilter, "is_active", ("mission", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["mission"]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["name", "aliases", "email", "phones__number", *(f"mission__{name}" for name in NAME_FIELDS)]
    search_help_text = _("A name, an address, a number, a mission.")
    autocomplete_fields = ["mission"]
    formfield_overrides = LISTS_AS_LINES
    fieldsets = [
        (None, {"fields": ["name", "aliases", "mission", "email", "languages"]}),
        (_("Role"), {"fields": ["role_fr", "role_en", "role_es", "role_ar"]}),
        (_("In the directory"), {"fields": ["is_active", "verified_on", "note"]}),
    ]
    inlines = [PhoneInline]

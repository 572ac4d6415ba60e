"""Countries, missions and press contacts in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from iomnews.accounts.scoped_admin import PageTools, ScopedAdmin

from .models import Country, Mission, PressContact, PressContactPhone, Region
from .names import NAME_FIELDS
from .names_admin import LISTS_AS_LINES, FoldedSearch, NamesAdmin, PartInline


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
    key = "code"
    fieldsets = [
        (None, {"fields": ["code", "alpha3", "region"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases", "demonyms", "cities"]}),
        (_("Names that prove nothing alone"), {"fields": ["weak_names", "weak_demonyms", "weak_cities"]}),
    ]


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
        (_("About us"), {"fields": ["about_fr", "about_en", "about_es", "about_ar"]}),
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
class PressContactAdmin(FoldedSearch, ScopedAdmin, PageTools, admin.ModelAdmin):
    list_display = ["name", "mission", "role", "email", "is_active", "verified_on"]
    list_filter = [ToCheckFilter, "is_active", ("mission", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["mission"]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["name", "aliases", "email", "phones__number", *(f"mission__{name}" for name in NAME_FIELDS)]
    search_help_text = _("A name, an address, a number, a mission.")
    autocomplete_fields = ["mission"]
    formfield_overrides = LISTS_AS_LINES
    fieldsets = [
        (None, {"fields": ["name", "slug", "aliases", "mission", "email", "languages"]}),
        (_("Role"), {"fields": ["role_fr", "role_en", "role_es", "role_ar"]}),
        (_("In the directory"), {"fields": ["is_active", "verified_on", "note"]}),
    ]
    inlines = [PhoneInline]

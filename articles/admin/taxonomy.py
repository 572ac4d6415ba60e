from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Organisation, Programme, Theme
from contacts.names import NAME_FIELDS
from contacts.names_admin import NamesAdmin


class ListsByLanguage(forms.JSONField):
    """{"fr": ["traite des personnes"]}: an object of lists, empty where nothing is written."""

    def to_python(self, value):
        lists = super().to_python(value) or {}
        if not isinstance(lists, dict) or not all(isinstance(words, list) for words in lists.values()):
            raise ValidationError(_('Write a list for each language: {"fr": ["traite des personnes"]}.'))
        return lists


class ThemeForm(forms.ModelForm):
    keywords = Theme._meta.get_field("keywords").formfield(form_class=ListsByLanguage)


@admin.register(Theme)
class ThemeAdmin(NamesAdmin):
    form = ThemeForm
    list_display = ["shown_name", "slug"]
    fields = ["slug", *NAME_FIELDS, "aliases", "keywords"]


@admin.register(Organisation)
class OrganisationAdmin(NamesAdmin):
    list_display = ["shown_name", "is_to_check", "acronym", "type", "country", "parent"]
    list_filter = ["is_to_check", "type"]
    list_select_related = ["country", "parent"]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = [*NamesAdmin.search_fields, "acronym", "slug"]
    autocomplete_fields = ["country", "parent"]
    fieldsets = [
        (None, {"fields": ["slug", "acronym", "type", "country", "parent", "is_to_check"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases"]}),
    ]


@admin.register(Programme)
class ProgrammeAdmin(NamesAdmin):
    list_display = ["shown_name", "is_to_check", "acronym", "kind", "phase", "starts_on", "ends_on"]
    list_filter = ["is_to_check", "kind"]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = [*NamesAdmin.search_fields, "acronym", "slug"]
    autocomplete_fields = ["lead_agencies", "funders"]
    fieldsets = [
        (None, {"fields": ["slug", "acronym", "kind", "phase", "starts_on", "ends_on", "is_to_check"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases"]}),
        (_("Organisations"), {"fields": ["lead_agencies", "funders"]}),
    ]

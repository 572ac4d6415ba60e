from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Organisation, Programme, Theme
from articles.public import public_programmes
from articles.resources import OrganisationResource, ProgrammeResource, ThemeResource
from contacts.names import NAME_FIELDS
from contacts.names_admin import NamesAdmin
from contacts.record_pages.confirming import ConfirmAction
from contacts.record_pages.history import HistoryPages, RecordForm
from contacts.record_pages.merging import MergePages
from contacts.record_pages.usage import UsagePages
from contacts.spreadsheets_admin import SpreadsheetPages


class ListsByLanguage(forms.JSONField):
    """{"fr": ["traite des personnes"]}: an object of lists, empty where nothing is written."""

    def to_python(self, value):
        lists = super().to_python(value) or {}
        if not isinstance(lists, dict) or not all(isinstance(words, list) for words in lists.values()):
            raise ValidationError(_('Write a list for each language: {"fr": ["traite des personnes"]}.'))
        return lists


class ThemeForm(RecordForm):
    keywords = Theme._meta.get_field("keywords").formfield(form_class=ListsByLanguage, show_hidden_initial=False)


@admin.register(Theme)
class ThemeAdmin(SpreadsheetPages, HistoryPages, UsagePages, MergePages, NamesAdmin):
    resource_class = ThemeResource
    form = ThemeForm
    list_display = ["shown_name", "slug", "use_count"]
    fields = ["slug", *NAME_FIELDS, "aliases", "keywords"]


@admin.register(Organisation)
class OrganisationAdmin(SpreadsheetPages, ConfirmAction, HistoryPages, UsagePages, MergePages, NamesAdmin):
    resource_class = OrganisationResource
    list_display = ["shown_name", "is_to_check", "acronym", "type", "country", "parent", "use_count"]
    list_filter = ["is_to_check", "type"]
    list_select_related = ["country", "parent"]
    show_facets = admin.ShowFacets.ALWAYS
    autocomplete_fields = ["country", "parent"]
    fieldsets = [
        (None, {"fields": ["slug", "acronym", "type", "country", "parent", "is_to_check"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases"]}),
    ]


@admin.register(Programme)
class ProgrammeAdmin(SpreadsheetPages, ConfirmAction, HistoryPages, UsagePages, MergePages, NamesAdmin):
    resource_class = ProgrammeResource
    list_display = ["shown_name", "is_to_check", "acronym", "kind", "phase", "starts_on", "ends_on", "use_count"]
    list_filter = ["is_to_check", "kind"]
    show_facets = admin.ShowFacets.ALWAYS
    autocomplete_fields = ["lead_agencies", "funders"]
    fieldsets = [
        (None, {"fields": ["slug", "acronym", "kind", "phase", "starts_on", "ends_on", "is_to_check"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases"]}),
        (_("Organisations"), {"fields": ["lead_agencies", "funders"]}),
    ]

    def view_on_site(self, programme):
        is_public = public_programmes(timezone.now()).filter(pk=programme.pk).exists()
        return programme.get_absolute_url() if is_public else None

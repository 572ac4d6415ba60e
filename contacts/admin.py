"""Countries, missions and press contacts in the admin."""

from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from iomnews.accounts.scoped_admin import PageTools, ScopedAdmin

from .duplicates import perhaps_the_same
from .models import Country, Mission, PressContact, PressContactPhone, Region, may_be_of_kind
from .names import NAME_FIELDS
from .names_admin import LISTS_AS_LINES, FoldedSearch, NamesAdmin, PartInline
from .record_pages.confirming import ConfirmAction
from .record_pages.history import HistoryPages, RecordForm
from .record_pages.merging import MergePages
from .record_pages.shared_numbers import SharedNumberPages, shared_with_others
from .record_pages.usage import UsagePages
from .resources import MissionResource, PressContactResource
from .spreadsheets_admin import SpreadsheetPages

OF_HEADQUARTERS = _("Headquarters alone says which office is headquarters.")


@admin.register(Region)
class RegionAdmin(UsagePages, NamesAdmin):
    list_display = ["shown_name", "slug", "use_count"]
    fields = ["slug", *NAME_FIELDS, "aliases"]


@admin.register(Country)
class CountryAdmin(UsagePages, NamesAdmin):
    list_display = ["shown_name", "code", "alpha3", "region", "use_count"]
    list_filter = ["region"]
    list_select_related = ["region"]
    autocomplete_fields = ["region"]
    key = "code"
    fieldsets = [
        (None, {"fields": ["code", "alpha3", "region"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases", "demonyms", "cities"]}),
        (_("Names that prove nothing alone"), {"fields": ["weak_names", "weak_demonyms", "weak_cities"]}),
    ]


class MissionForm(RecordForm):
    class Meta:
        widgets = {"time_zone": forms.Select}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:
            zones = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}
            known = sorted(zones | {"UTC", self.instance.time_zone} - {""})
            self.fields["time_zone"].widget.choices = [("", "–"), *((zone, zone) for zone in known)]

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if "kind" in self.changed_data and not may_be_of_kind(kind, self.author):
            raise ValidationError(OF_HEADQUARTERS)
        return kind

    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"]
        if zone and zone not in available_timezones():
            raise ValidationError(_now("“%(zone)s” is no time zone. Choose one of the list."), params={"zone": zone})
        return zone


@admin.register(Mission)
class MissionAdmin(
    SpreadsheetPages, ConfirmAction, SharedNumberPages, HistoryPages, UsagePages, MergePages, NamesAdmin
):
    resource_class = MissionResource
    form = MissionForm
    list_display = [
        "shown_name", "is_to_check", "kind", "acronym", "country", "parent", "press_line_phone", "use_count"
    ]  # fmt: skip
    list_filter = ["is_to_check", "kind", ("parent", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "parent"]
    show_facets = admin.ShowFacets.ALWAYS
    autocomplete_fields = ["parent", "country", "covers", "regions"]
    fieldsets = [
        (None, {"fields": ["slug", "kind", "acronym", "is_to_check"]}),
        (_("Names"), {"fields": [*NAME_FIELDS, "aliases"]}),
        (
            _("Press line"),
            {"fields": ["press_line_name", "press_line_phone", "press_line_is_public", "press_line_email"]},
        ),
        (_("Countries and offices"), {"fields": ["country", "covers", "regions", "parent"]}),
        (_("About us"), {"fields": ["about_fr", "about_en", "about_es", "about_ar"]}),
        (_("Place"), {"fields": ["city", "latitude", "longitude", "time_zone"]}),
    ]

    def check_earlier_revision(self, request, mission):
        super().check_earlier_revision(request, mission)
        if not may_be_of_kind(mission.kind, request.user):
            raise ValidationError(OF_HEADQUARTERS)

    def view_on_site(self, mission):
        """Where readers have its page: a checked mission is public, another shows with its first release."""
        now = timezone.now()
        known = (mission.articles, mission.co_issued_articles)
        is_public = not mission.is_to_check or any(articles.published(now).exists() for articles in known)
        return mission.get_absolute_url() if is_public else None

    def shown_to_readers(self, mission):
        line = " · ".join(filter(None, [mission.press_line_name, mission.public_phone, mission.press_line_email]))
        return [mission.get_absolute_url(), line or _now("Without a press line of its own.")]


class PhoneInline(PartInline):
    model = PressContactPhone
    fields = [("number", "note", "order"), "is_public", "apps"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user, timezone.now())


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
class PressContactAdmin(
    SpreadsheetPages,
    ConfirmAction,
    HistoryPages,
    UsagePages,
    MergePages,
    FoldedSearch,
    ScopedAdmin,
    PageTools,
    admin.ModelAdmin,
):
    resource_class = PressContactResource
    list_display = ["name", "mission", "shown_role", "email", "is_active", "verified_on", "use_count"]
    list_filter = [ToCheckFilter, "is_active", ("mission", admin.RelatedOnlyFieldListFilter)]
    show_facets = admin.ShowFacets.ALWAYS
    search_help_text = _("A name, an address, a number, a mission.")
    autocomplete_fields = ["mission"]
    formfield_overrides = LISTS_AS_LINES
    fieldsets = [
        (None, {"fields": ["name", "slug", "aliases", "mission", "email", "languages"]}),
        (_("Role"), {"fields": ["role_fr", "role_en", "role_es", "role_ar"]}),
        (_("In the directory"), {"fields": ["is_active", "verified_on", "note"]}),
    ]
    inlines = [PhoneInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mission")

    def holds(self, word):
        """Its mission's names lead to it, and the numbers that readers call: a private one is not to be guessed."""
        missions = Mission.objects.filter(folded__contains=word)
        numbers = PressContactPhone.objects.filter(is_public=True, number__contains=word).order_by()
        return super().holds(word) | Q(mission__in=missions) | Q(pk__in=numbers.values("contact"))

    @admin.display(description=_("Role"))
    def shown_role(self, contact):
        return contact.role

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["same_records"] = [
            (other, reason, self.address_of_merge(request, obj, other))
            for other, reason in (perhaps_the_same(obj) if obj else [])
        ]
        context["shared_numbers"] = shared_with_others(request.user, obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def unconfirmed(self, contacts):
        return contacts.exclude(is_active=True, verified_on__isnull=False).with_phones()

    def confirm_record(self, contact):
        contact.is_active, contact.verified_on = True, timezone.localdate()

    def shown_to_readers(self, contact):
        numbers = ", ".join(phone.number for phone in contact.public_phones)
        return [
            " · ".join(filter(None, [contact.role, str(contact.mission or "")])) or _now("Without role and mission."),
            contact.email or _now("Without e-mail."),
            numbers or _now("Without a public number."),
        ]

    def option_label(self, contact):
        return f"{contact} · {contact.mission}" if contact.mission else str(contact)

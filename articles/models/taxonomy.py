"""What releases are filed under: themes, programmes, organisations."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contacts.hierarchy import stands_above_itself
from contacts.names import NamesInFourLanguages
from iomnews.accounts.reach import CommonQuerySet, ScopedQuerySet


class Theme(NamesInFourLanguages):
    slug = models.SlugField(_("code"), max_length=80, unique=True)
    keywords = models.JSONField(
        _("words that point to it"),
        default=dict,
        blank=True,
        help_text=_(
            'By language: {"fr": ["traite des personnes", "séisme=3"]}. A word counts 1, several together 2, or what '
            "stands after “=”; three times that in the title, twice in the lead. The theme is proposed from 3."
        ),
    )

    objects = CommonQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta(NamesInFourLanguages.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Organisation(NamesInFourLanguages):
    class Type(models.TextChoices):
        UN = "un", _("United Nations")
        GOVERNMENT = "government", _("Government")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")
        NGO = "ngo", _("Non-governmental organisation")
        PRIVATE = "private", _("Company")
        ACADEMIC = "academic", _("University or research")
        FOUNDATION = "foundation", _("Foundation")
        OTHER = "other", _("Other")

    slug = models.SlugField(_("code"), max_length=80, unique=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=Type, default=Type.OTHER)
    country = models.ForeignKey(
        "contacts.Country", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    is_to_check = models.BooleanField(_("to check"), default=False)

    found_by = [*NamesInFourLanguages.found_by, "acronym", "slug"]

    objects = ScopedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta(NamesInFourLanguages.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def clean(self):
        if stands_above_itself(self):
            raise ValidationError({"parent": _("That organisation is a part of this one.")})


class ProgrammeQuerySet(ScopedQuerySet):
    def for_readers(self):
        """Those of a kind that readers browse; studies, events and the global goals are only recognised."""
        return self.filter(kind__in=Programme.BROWSED)


class Programme(NamesInFourLanguages):
    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Programme")
        PROJECT = "project", _("Project")
        INITIATIVE = "initiative", _("Initiative")
        PLAN = "plan", _("Plan")
        FUND = "fund", _("Fund")
        STUDY = "study", _("Study")
        EVENT = "event", _("Event")
        GOALS = "goals", _("Global goals")

    BROWSED = (Kind.PROGRAMME, Kind.PROJECT, Kind.INITIATIVE, Kind.PLAN, Kind.FUND)

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.PROGRAMME)
    phase = models.CharField(_("phase"), max_length=60, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    lead_agencies = models.ManyToManyField(
        Organisation, blank=True, related_name="led_programmes", verbose_name=_("lead agencies")
    )
    funders = models.ManyToManyField(
        Organisation, blank=True, related_name="funded_programmes", verbose_name=_("funders")
    )
    is_to_check = models.BooleanField(_("to check"), default=False)

    found_by = [*NamesInFourLanguages.found_by, "acronym", "slug"]

    objects = ProgrammeQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[lead_agencies, funders], excluded_fields=["folded"])

    class Meta(NamesInFourLanguages.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            *NamesInFourLanguages.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_it_starts",
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("programme", args=[self.slug])

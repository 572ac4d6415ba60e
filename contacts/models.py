"""Where the organisation is, and whom to call."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from iomnews.accounts.reach import CommonQuerySet, ScopedQuerySet, reach

from .hierarchy import line_above, stands_above_itself
from .names import Findable, NamesInFourLanguages, free_slug

is_e164 = RegexValidator(
    r"^\+[1-9]\d{6,14}$", _("Write the number with its country’s prefix and without spaces: +22720000000.")
)


class Region(NamesInFourLanguages):
    slug = models.SlugField(_("code"), unique=True)

    objects = CommonQuerySet.as_manager()

    class Meta(NamesInFourLanguages.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Country(NamesInFourLanguages):
    code = models.CharField(_("code"), max_length=2, primary_key=True, help_text=_("ISO 3166-1, two letters: NE."))
    alpha3 = models.CharField(_("three-letter code"), max_length=3, unique=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="countries", verbose_name=_("region")
    )
    demonyms = models.JSONField(
        _("adjectives and inhabitants"), default=list, blank=True, help_text=_("In any language: nigérien, Nigeriens.")
    )
    cities = models.JSONField(_("towns"), default=list, blank=True, help_text=_("In any language: Agadez."))
    weak_names = models.JSONField(
        _("names that prove nothing alone"), default=list, blank=True, help_text=_("Common words too: la Réunion.")
    )
    weak_demonyms = models.JSONField(
        _("adjectives that prove nothing alone"), default=list, blank=True, help_text=_("Languages too: français.")
    )
    weak_cities = models.JSONField(
        _("towns that prove nothing alone"), default=list, blank=True, help_text=_("Common words too: Trujillo.")
    )

    found_by = [*NamesInFourLanguages.found_by, "code", "alpha3", "demonyms", "cities"]

    objects = CommonQuerySet.as_manager()

    class Meta(NamesInFourLanguages.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]


class MissionQuerySet(ScopedQuerySet):
    owner = "pk"
    added_in_missions = False


class Mission(NamesInFourLanguages):
    """An office of the organisation, headquarters included."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country mission")
        REGIONAL = "regional", _("Regional office")
        HEADQUARTERS = "headquarters", _("Headquarters")
        LIAISON = "liaison", _("Liaison office")

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("Last part of its public address: niger.")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.COUNTRY)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("answers to"),
        help_text=_("The regional office or headquarters."),
    )  # fmt: skip
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="missions", verbose_name=_("host country")
    )
    covers = models.ManyToManyField(
        Country, blank=True, related_name="covered_by", verbose_name=_("other countries covered")
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="offices", verbose_name=_("regions covered"),
        help_text=_("For a regional office."),
    )  # fmt: skip
    city = models.CharField(_("town"), max_length=100, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=5, decimal_places=2, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=5, decimal_places=2, null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True, help_text=_("For example Africa/Niamey."))
    press_line_name = models.CharField(
        _("press line"), max_length=120, blank=True, help_text=_("For example: Press desk, Niamey.")
    )
    press_line_phone = models.CharField(
        _("its phone"),
        max_length=20,
        blank=True,
        validators=[is_e164],
        help_text=_("With the country’s prefix: +22720000000."),
    )
    press_line_is_public = models.BooleanField(
        _("its phone is public"), default=True, help_text=_("Else staff see the number, and readers do not.")
    )
    press_line_email = models.EmailField(_("its e-mail"), blank=True)
    about_fr = models.TextField(
        _("about us, in French"), blank=True, help_text=_("The paragraph at the end of its releases.")
    )
    about_en = models.TextField(_("about us, in English"), blank=True)
    about_es = models.TextField(_("about us, in Spanish"), blank=True)
    about_ar = models.TextField(_("about us, in Arabic"), blank=True)
    is_to_check = models.BooleanField(
        _("to check"), default=False, help_text=_("An import found this name on a page and did not know it.")
    )

    found_by = [*NamesInFourLanguages.found_by, "acronym", "slug", "city"]

    objects = MissionQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[covers, regions], excluded_fields=["folded"])

    class Meta(NamesInFourLanguages.Meta):
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        constraints = [
            *NamesInFourLanguages.Meta.constraints,
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="headquarters"), name="one_headquarters"),
            models.CheckConstraint(
                condition=Q(kind__in=["country", "regional", "headquarters", "liaison"]), name="mission_kind_known"
            ),
        ]

    def get_absolute_url(self):
        return reverse("mission", args=[self.slug])

    def clean(self):
        if stands_above_itself(self):
            raise ValidationError({"parent": _("That office answers to this one.")})
        for field, most in (("latitude", 90), ("longitude", 180)):
            if abs(getattr(self, field) or 0) > most:
                raise ValidationError({field: _("A number between −%(most)d and %(most)d.") % {"most": most}})

    @property
    def public_phone(self) -> str:
        """Of its press line, what readers may call."""
        return self.press_line_phone if self.press_line_is_public else ""

    @property
    def has_press_line(self) -> bool:
        return bool(self.public_phone or self.press_line_email)

    def press_office(self) -> "Mission | None":
        """The nearest office with a press line: its own, its region's, at last headquarters'.

        Readers are told: an office that is still to check answers for itself only.
        """
        if self.has_press_line:
            return self
        offices = (office for office in line_above(self) if office.has_press_line and not office.is_to_check)
        return next(offices, None) or Mission.press_office_of_headquarters()

    @staticmethod
    def press_office_of_headquarters() -> "Mission | None":
        headquarters = Mission.objects.filter(kind=Mission.Kind.HEADQUARTERS, is_to_check=False).first()
        return headquarters if headquarters and headquarters.has_press_line else None


def may_be_of_kind(kind: str, user) -> bool:
    """Whoever belongs to headquarters has a say everywhere: no mission makes itself that."""
    return kind != Mission.Kind.HEADQUARTERS or reach(user, "contacts.change_mission").everywhere


class PressContactQuerySet(ScopedQuerySet):
    owner = "mission"

    def confirmed(self):
        """Those whom a reader may call: a person has checked them, and they are in service."""
        return self.filter(is_active=True, verified_on__isnull=False)

    def to_check(self):
        return self.filter(verified_on=None)

    def with_phones(self):
        return self.select_related("mission").prefetch_related("phones")


class PressContact(Findable):
    """The living record of a person, or of a desk, that answers the press."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("code"), max_length=80, unique=True, blank=True, help_text=_("What spreadsheets call the contact by.")
    )
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    mission = models.ForeignKey(
        Mission, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("mission")
    )
    role_fr = models.CharField(_("role in French"), max_length=200, blank=True)
    role_en = models.CharField(_("role in English"), max_length=200, blank=True)
    role_es = models.CharField(_("role in Spanish"), max_length=200, blank=True)
    role_ar = models.CharField(_("role in Arabic"), max_length=200, blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True, help_text=_("Codes: fr, en."))
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("answers the press today"), default=False)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    note = models.TextField(_("internal note"), blank=True)

    found_by = ["name", "aliases", "email"]

    objects = PressContactQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        ordering = ["name"]
        indexes = [models.Index(fields=["email"], name="press_contact_email")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(verified_on__isnull=False),
                name="active_contact_was_checked",
                violation_error_message=_("Say when this contact was checked before it goes into the directory."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(PressContact, self.name)
        super().save(*args, **kwargs)

    @property
    def all_names(self) -> list[str]:
        return [self.name, *self.aliases]

    @property
    def role(self) -> str:
        own = getattr(self, f"role_{get_language()}", "")
        return own or self.role_fr or self.role_en or self.role_es or self.role_ar

    @property
    def public_phones(self) -> list["PressContactPhone"]:
        return [phone for phone in self.phones.all() if phone.is_public]


class PressContactPhoneQuerySet(models.QuerySet):
    def visible_to(self, user, now):
        """A private number is for those who may change its contact."""
        own = PressContact.objects.changeable_by(user).order_by().values("pk")
        return self.filter(Q(is_public=True) | Q(contact__in=own))


class PressContactPhone(models.Model):
    contact = models.ForeignKey(PressContact, models.CASCADE, related_name="phones", verbose_name=_("press contact"))
    number = models.CharField(
        _("number"), max_length=20, validators=[is_e164], help_text=_("With the country’s prefix: +22720000000.")
    )
    is_public = models.BooleanField(_("public"), default=False)
    apps = models.JSONField(
        _("messaging apps"), default=list, blank=True, help_text=_("For example: WhatsApp, Signal.")
    )
    note = models.CharField(_("note"), max_length=100, blank=True, help_text=_("After 18:00, weekends…"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PressContactPhoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("phone")
        verbose_name_plural = _("phones")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "number"], name="one_number_once_per_contact")]

    def __str__(self):
        return self.number

    def absorb(self, other) -> bool:
        """Take over what another row says of the same number; whether that changed anything."""
        before = self.apps, self.note
        self.apps = [*self.apps, *(app for app in other.apps if app not in self.apps)]
        notes = dict.fromkeys(filter(None, [self.note, other.note]))
        self.note = Truncator("; ".join(notes)).chars(PressContactPhone._meta.get_field("note").max_length)
        return (self.apps, self.note) != before


class NumberDecisionQuerySet(ScopedQuerySet):
    owner = "mission"


class NumberDecision(models.Model):
    """What a person said of a number that several people of a mission bear; taken back, it is there no more.

    `former_phone` and `was_public` are what the mission's press line said before.
    """

    class Meaning(models.TextChoices):
        OFFICE = "office", _("the office’s")
        PEOPLE = "people", _("each one’s own")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="number_decisions", verbose_name=_("mission"))
    number = models.CharField(_("number"), max_length=20)
    meaning = models.CharField(_("whose it is"), max_length=10, choices=Meaning)
    former_phone = models.CharField(max_length=20, blank=True)
    was_public = models.BooleanField(default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("by")
    )
    decided_at = models.DateTimeField(_("decided at"))

    objects = NumberDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a number")
        verbose_name_plural = _("decisions about numbers")
        default_permissions = ()
        ordering = ["-decided_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["mission", "number"], name="one_decision_per_number")]

    def __str__(self):
        return self.number

    def absorb(self, other) -> bool:
        """Keep whom another mission's decision took the number from; whether that changed anything else."""
        other.bearers.exclude(contact__in=self.bearers.values("contact")).update(decision=self)
        if self.meaning == self.Meaning.OFFICE or other.meaning == self.Meaning.PEOPLE:
            return False
        self.meaning, self.former_phone, self.was_public = other.meaning, other.former_phone, other.was_public
        return True


class NumberBearer(models.Model):
    """A person who bore the number when it was decided, and what stood beside it; goes with the person."""

    contact = models.ForeignKey(PressContact, models.CASCADE, related_name="+", verbose_name=_("press contact"))
    decision = models.ForeignKey(NumberDecision, models.CASCADE, related_name="bearers")
    is_public = models.BooleanField(default=False)
    apps = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("bearer of a number")
        verbose_name_plural = _("bearers of a number")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["decision", "contact"], name="one_bearer_once_per_decision")]

    def __str__(self):
        return str(self.contact)


class FormerKey(models.Model):
    """What a record was called by before it was merged into another: versions, addresses and spreadsheets know it."""

    model = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    kept_key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="one_record_per_former_key")]

    def __str__(self):
        return f"{self.model}: {self.key} → {self.kept_key}"

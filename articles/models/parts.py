"""The parts of an article, in their order on the page."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Country, PressContact

from .article import Article
from .taxonomy import Organisation


class ArticleCountry(models.Model):
    class Rank(models.TextChoices):
        MAIN = "main", _("about it")
        MENTIONED = "mentioned", _("only named")

    article = models.ForeignKey(Article, models.CASCADE, related_name="country_links", verbose_name=_("article"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="article_links", verbose_name=_("country"))
    rank = models.CharField(_("relation to the article"), max_length=10, choices=Rank, default=Rank.MAIN)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("country of an article")
        verbose_name_plural = _("countries of an article")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "country"], name="one_link_per_country")]
        indexes = [models.Index(fields=["country", "rank", "article"], name="articles_about_a_country")]

    def __str__(self):
        return f"{self.country} ({self.get_rank_display()})"

    @property
    def is_main(self) -> bool:
        return self.rank == self.Rank.MAIN


class ArticleOrganisation(models.Model):
    class Role(models.TextChoices):
        ISSUER = "issuer", _("Issued together with")
        PARTNER = "partner", _("Partner")
        FUNDER = "funder", _("Funder")

    article = models.ForeignKey(Article, models.CASCADE, related_name="organisation_links", verbose_name=_("article"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="article_links", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.PARTNER)
    funded = models.CharField(_("what it funded"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("organisation of an article")
        verbose_name_plural = _("organisations of an article")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "organisation", "role"], name="one_link_per_organisation_and_role"
            )
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"

    def absorb(self, other) -> bool:
        """Take over what another row of the same organisation and role says was funded; whether that changed it."""
        before, said = self.funded, dict.fromkeys(filter(None, [self.funded, other.funded]))
        self.funded = Truncator("; ".join(said)).chars(self._meta.get_field("funded").max_length)
        return self.funded != before


class ArticleContact(models.Model):
    """A contact as printed on the release; `person` is the living record, where there is one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="contact_links", verbose_name=_("article"))
    person = models.ForeignKey(
        PressContact, models.SET_NULL, null=True, blank=True, related_name="article_links", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)
    role = models.CharField(pgettext_lazy("of a person", "role"), max_length=200, blank=True)
    phones = models.JSONField(
        _("numbers"), default=list, blank=True, help_text=_("With the country’s prefix: +22720000000.")
    )
    phone_printed = models.CharField(_("phone as printed"), max_length=120, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("contact of an article")
        verbose_name_plural = _("contacts of an article")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name or self.office or self.email or self.phone_printed


class Quote(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="quotes", verbose_name=_("article"))
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    role = models.CharField(pgettext_lazy("of a person", "role"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text[:60]


class Correction(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections", verbose_name=_("article"))
    number = models.PositiveSmallIntegerField(_("number"))
    made_on = models.DateField(_("day"))
    text = models.TextField(_("what was corrected"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="corrections_are_numbered")]

    def __str__(self):
        return f"{self.number}, {self.made_on}"


class LegacyAddress(models.Model):
    """Where the old site had the article; answers with a permanent redirect."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="legacy_addresses", verbose_name=_("article"))
    address = models.URLField(_("legacy address"), max_length=500, unique=True)
    path = models.CharField(_("its path"), max_length=500, editable=False, db_index=True)

    class Meta:
        verbose_name = _("legacy address")
        verbose_name_plural = _("legacy addresses")

    def __str__(self):
        return self.address

    def save(self, *args, **kwargs):
        self.path = _path(self.address)
        super().save(*args, **kwargs)

    @classmethod
    def of(cls, article, address: str) -> "LegacyAddress":
        return cls(article=article, address=address, path=_path(address))


def _path(address: str) -> str:
    return urlsplit(address).path.rstrip("/")

"""Names that imports met on pages and did not know, and what a person said of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.names import LONGEST_NAME, name_key
from iomnews.accounts.reach import CommonQuerySet

from .article import Article


class PrintedPlace(models.Model):
    """A place in the dateline or an office of an imported page that is no known country, town or mission.

    Other unknown names have a record of their own, marked "to check".
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="unknown_places", verbose_name=_("article"))
    key = models.CharField(max_length=LONGEST_NAME)
    printed = models.CharField(_("as printed"), max_length=LONGEST_NAME)

    class Meta:
        verbose_name = _("unknown place")
        verbose_name_plural = _("unknown places")
        constraints = [models.UniqueConstraint(fields=["key", "article"], name="one_unknown_place_per_article")]

    def __str__(self):
        return self.printed

    @classmethod
    def of(cls, article: Article, printed: str) -> "PrintedPlace":
        return cls(article=article, key=name_key(printed), printed=printed[:LONGEST_NAME])


class NameDecision(models.Model):
    """What a printed name stands for, or that it is no name, said once for all articles.

    Without a moment of decision it is only suggested by somebody who may not decide; without one of its end, articles
    are still to follow. The alias of the record is what the next import reads; "not a name" is read from here.
    """

    class Kind(models.TextChoices):
        PLACE = "place", _("Place")
        MISSION = "mission", _("Mission")
        PROGRAMME = "programme", _("Programme")
        ORGANISATION = "organisation", _("Organisation")
        PERSON = "person", _("Person")

    class Meaning(models.TextChoices):
        RECORD = "record", _("a known record")
        NEW = "new", _("new, confirmed")
        NOTHING = "nothing", _("not a name")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    key = models.CharField(max_length=LONGEST_NAME)
    printed = models.CharField(_("as printed"), max_length=LONGEST_NAME)
    meaning = models.CharField(_("what it is"), max_length=10, choices=Meaning)
    model = models.CharField(max_length=40, blank=True)
    record = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("known as"), max_length=LONGEST_NAME, blank=True)
    with_published = models.BooleanField(_("published ones too"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    followed = models.PositiveIntegerField(_("articles that followed"), default=0)

    objects = CommonQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a name")
        verbose_name_plural = _("decisions about names")
        permissions = [("decide_namedecision", _("Can decide what printed names stand for"))]
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_decision_per_name"),
            models.CheckConstraint(
                condition=Q(meaning="record", record__gt="") | Q(meaning__in=["new", "nothing"], record=""),
                name="a_decision_names_its_record",
            ),
        ]

    def __str__(self):
        return self.printed

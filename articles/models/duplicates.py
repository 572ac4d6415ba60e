"""Releases that may be one: by what each is known, and the pairs that a person decides upon."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from iomnews.accounts.reach import ScopedQuerySet, reach

from .article import Article


class Fingerprint(models.Model):
    """What was made of an article when it was at this version."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True)
    version = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.pk} · {self.version}"


class FingerprintKey(models.Model):
    """A number that two articles share where they may be one release."""

    fingerprint = models.ForeignKey(Fingerprint, models.CASCADE, related_name="keys")
    value = models.BigIntegerField(db_index=True)

    def __str__(self):
        return str(self.value)


class NearDuplicateQuerySet(ScopedQuerySet):
    def visible_to(self, user, now):
        """Where both articles are the user's: a pair tells of each what the other holds."""
        own = reach(user, "articles.view_article")
        return self if own.everywhere else self._both(Article.objects.within(own))

    def changeable_by(self, user):
        """By whoever may change both."""
        return self._both(Article.objects.changeable_by(user))

    def _both(self, articles):
        keys = articles.order_by().values("pk")
        return self.filter(first__in=keys, second__in=keys)


class NearDuplicate(models.Model):
    """Two articles that may be one release, or two languages of one. Nothing happens by itself."""

    class State(models.TextChoices):
        OPEN = "open", _("to decide")
        LINKED = "linked", _("linked as language versions")
        KEPT = "kept", _("both kept")

    first = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("one article"))
    second = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("the other one"))
    is_translation = models.BooleanField(_("in another language"))
    score = models.PositiveSmallIntegerField(_("how sure, of 100"))
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = NearDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("near-duplicate")
        verbose_name_plural = _("near-duplicates")
        ordering = ["-score", "pk"]
        indexes = [models.Index(fields=["state", "-score"], name="near_duplicates_to_decide")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="each_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_older_one_first"),
        ]

    def __str__(self):
        return f"{self.first} / {self.second}"

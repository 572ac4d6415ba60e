"""What an article was after each save, import, approval and publication."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from iomnews.accounts.reach import ScopedQuerySet, reach

from .article import Article


class ArticleVersionQuerySet(ScopedQuerySet):
    def visible_to(self, user, now):
        """Of the articles of the user's missions: what is published is everybody's, what it was before is not."""
        own = reach(user, "articles.view_article")
        return self if own.everywhere else self.filter(article__in=Article.objects.keys_within(own))

    def kept(self):
        """What articles were; without what was only proposed, decided or not."""
        return self.exclude(reason__in=ArticleVersion.PROPOSED)


class ArticleVersion(models.Model):
    """The whole article, relations included, as JSON. articles/versions.py makes and restores it.

    A version with `awaits_decision` is not what the article was: an import proposes it, or a second person wrote it
    while a first one saved.
    """

    class Reason(models.TextChoices):
        IMPORT = "import", _("import")
        EDIT = "edit", _("edit")
        APPROVAL = "approval", _("approval")
        PUBLICATION = "publication", _("publication")
        WITHDRAWAL = "withdrawal", _("withdrawal")
        RESTORATION = "restoration", _("restoration")
        SPREADSHEET = "spreadsheet", _("spreadsheet")
        VOCABULARY = "vocabulary", _("a name decided")
        PROPOSAL = "proposal", _("proposal of an import")
        CONFLICT = "conflict", _("written at the same time")
        MERGED = "merged", _("of an article that became part of this one")

    PROPOSED = (Reason.PROPOSAL, Reason.CONFLICT, Reason.MERGED)
    """What the article itself never was."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="versions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    reason = models.CharField(_("reason"), max_length=15, choices=Reason)
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    source = models.ForeignKey(
        "articles.SourceDocument", models.SET_NULL, null=True, blank=True, related_name="versions",
        verbose_name=_("source page"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"))
    awaits_decision = models.BooleanField(_("awaits a decision"), default=False)

    objects = ArticleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=Q(awaits_decision=False) | Q(reason__in=["proposal", "conflict"]),
                name="only_proposals_await_a_decision",
            ),
        ]
        indexes = [
            models.Index(fields=["article"], condition=Q(awaits_decision=True), name="waiting_proposals"),
            models.Index(fields=["article"], condition=Q(by__isnull=False), name="versions_by_people"),
            models.Index(fields=["-made_at", "-id"], name="version_newest"),
        ]

    def __str__(self):
        return f"{self.number} · {self.get_reason_display()}"

    @property
    def is_of_an_import(self) -> bool:
        """Whether nobody but an import has touched the article up to this version."""
        return self.reason == self.Reason.IMPORT or self.by_id is None

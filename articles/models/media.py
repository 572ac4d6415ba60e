"""Pictures and documents of an article. They are read through a view that asks whether the article is public."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleImage(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="images", verbose_name=_("article"))
    image = models.ImageField(
        _("picture"), upload_to="images/%Y/%m", blank=True, width_field="width", height_field="height",
        help_text=_("May be missing: an old page often left only the caption."),
    )  # fmt: skip
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, editable=False)
    alt = models.CharField(
        _("description for those who do not see it"), max_length=300, blank=True,
        help_text=_("What the picture shows. Empty: decoration."),
    )  # fmt: skip
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    focal_point = models.CharField(
        _("focal point"), max_length=20, default="0.5x0.5", help_text=_("From the left and the top, 0 to 1: 0.5x0.3.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.caption or self.alt or self.image.name


class Attachment(models.Model):
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="attachments", verbose_name=_("article")
    )
    file = models.FileField(_("file"), upload_to="attachments/%Y/%m")
    title = models.CharField(_("title"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title

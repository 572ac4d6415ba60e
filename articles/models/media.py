"""Pictures and documents of an article. They are read through a view that asks whether the article is public."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField, PPOIField

SIZES = {
    "small": ["default", ("thumbnail", (480, 480))],
    "medium": ["default", ("thumbnail", (960, 960))],
    "large": ["default", ("thumbnail", (1920, 1920))],
    "card": ["default", ("crop", (480, 320))],
}
"""Longest sides in pixels; the card is cut around the focal point."""


class ArticleImage(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="images", verbose_name=_("article"))
    image = ImageField(
        _("picture"), upload_to="images/%Y/%m", blank=True, width_field="width", height_field="height",
        ppoi_field="focal_point", formats=SIZES,
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
    focal_point = PPOIField(_("focal point"))
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

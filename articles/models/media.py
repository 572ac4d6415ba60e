"""Pictures and documents of an article. They are read through a view that asks whether the article is public."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField, ImageFieldFile, PPOIField, _ProcessBase
from imagefield.processing import register

from articles import pictures

WEBP_QUALITY = 82
THUMBNAILS = {"small": 480, "medium": 960, "large": 1920}
"""Longest sides in pixels, the smallest first."""
CARD = (480, 320)
"""Cut around the focal point."""


@register
def as_webp(get_image):
    """Browsers read WebP everywhere; it weighs a third of the JPEG."""

    def processor(image, context):
        context.save_kwargs["format"] = "WEBP"
        if image.mode not in ("RGB", "RGBA"):
            is_grey = image.mode in ("L", "LA", "1", "I;16")
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
            if is_grey:  # its profile is one of greys
                image.info.pop("icc_profile", None)
        image = get_image(image, context)
        context.save_kwargs["quality"] = WEBP_QUALITY
        return image

    return processor


def _thumbnail(side: int):
    def spec(_file, context):
        context.extension, context.processors = ".webp", ["as_webp", "default", ("thumbnail", (side, side))]
        context.ppoi = [0.5, 0.5]  # the same file wherever the focal point is

    return spec


def _card(_file, context):
    context.extension, context.processors = ".webp", ["as_webp", "default", ("crop", CARD)]


SIZES = {name: _thumbnail(side) for name, side in THUMBNAILS.items()} | {"card": _card}


class PictureFile(ImageFieldFile):
    """Whatever way a picture comes in, it is stored cleaned. Its sizes stand in a folder that bears its whole name."""

    def save(self, name, content, save=True):
        picture = pictures.cleaned(content, name)
        super(ImageFieldFile, self).save(picture.name, picture, save)  # the library's own would decode it once more

    save.alters_data = True

    def _process_base(self, name):
        return _ProcessBase(f"sizes/{name}", "")


class PictureField(ImageField):
    attr_class = PictureFile

    def update_dimension_fields(self, instance, force=False, *args, **kwargs):
        """Only a new picture is opened to be measured: a row whose file is lost must not take its page with it."""
        picture = getattr(instance, self.attname) if self.attname in instance.__dict__ else None
        if force or (picture and not picture._committed):
            super().update_dimension_fields(instance, force, *args, **kwargs)

    def formfield(self, **kwargs):
        """Django's: the library's widget makes a size within the request."""
        return super(ImageField, self).formfield(**kwargs)

    def save_form_data(self, instance, data):
        """Django's: the form has checked the picture."""
        super(ImageField, self).save_form_data(instance, data)


class ArticleImage(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="images", verbose_name=_("article"))
    image = PictureField(
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
        indexes = [models.Index(fields=["image"], name="picture_by_file")]

    def __str__(self):
        return self.caption or self.alt or self.image.name

    @property
    def srcset(self) -> str:
        """The sizes that a browser chooses from, for `<img srcset>`; empty where the picture's own is not known."""
        if not self.width or not self.height:
            return ""
        longest = max(self.width, self.height)
        larger = [name for name, side in THUMBNAILS.items() if side >= longest]
        offered = [name for name, side in THUMBNAILS.items() if side < longest] + larger[:1]
        widths = {name: int(min(1, THUMBNAILS[name] / longest) * self.width) for name in offered}
        return ", ".join(f"{getattr(self.image, name)} {max(1, width)}w" for name, width in widths.items())


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
        indexes = [models.Index(fields=["file"], name="attachment_by_file")]

    def __str__(self):
        return self.title

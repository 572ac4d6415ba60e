"""What imports learnt of the menus of the sites that their pages come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from iomnews.accounts.reach import CommonQuerySet, reach

from .source import ImportBatch


class MenuLineQuerySet(CommonQuerySet):
    def visible_to(self, user, now):
        """The name of a page may betray a draft: for those who reach everywhere."""
        return self if reach(user, "articles.view_menuline").everywhere else self.none()


class MenuLine(models.Model):
    """A line that pages of a site share before their titles or after their texts: the site's, unless somebody says
    that it is text.
    """

    class Place(models.TextChoices):
        HEAD = "head", _("before the title")
        FOOT = "foot", _("after the text")

    site = models.CharField(_("site"), max_length=500, help_text=_("A host, or the folder that was imported."))
    place = models.CharField(_("where"), max_length=4, choices=Place)
    line = models.CharField(_("line"), max_length=500)
    page_count = models.PositiveIntegerField(
        _("number of pages"), help_text=_("That have it there, of those that the import looked at to learn.")
    )
    example = models.CharField(_("example"), max_length=500)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="menu_lines", verbose_name=_("import batch"))
    is_text = models.BooleanField(
        _("it is text"),
        default=False,
        help_text=_("No import takes it for the site’s any more. Read the pages again to have it back in the texts."),
    )

    objects = MenuLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("menu line")
        verbose_name_plural = _("menu lines")
        ordering = ["site", "-place", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "place", "line"], name="one_menu_line_per_site")]

    def __str__(self):
        return self.line

"""The words of an article as search compares them; made by articles/search.py, rebuilt at will."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchText(models.Model):
    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="search_text", verbose_name=_("article")
    )
    title_stems = models.TextField(_("stems of the title"))
    stems = models.TextField(_("stems"), help_text=_("Each between spaces, in the order of the text."))

    class Meta:
        verbose_name = _("words of an article")
        verbose_name_plural = _("words of articles")

    def __str__(self):
        return str(self.article_id)

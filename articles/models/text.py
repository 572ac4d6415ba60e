"""The words of an article as search compares them; made by articles/search/, rebuilt at will."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchText(models.Model):
    """The stems of each part, between spaces, in the order of the text.

    The migrations lay an index of the words over them: on SQLite the table articles_searchindex (FTS5), which triggers
    keep, on PostgreSQL a GIN index, which knows runs of frequent words too.
    """

    PARTS = ("title", "lead", "names", "body")

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="search_text", verbose_name=_("article")
    )
    title = models.TextField(_("title"))
    lead = models.TextField(_("lead"))
    names = models.TextField(_("names"), help_text=_("Dateline, speakers and their roles."))
    body = models.TextField(_("text"))
    title_words = models.TextField(db_default="", editable=False)  # folded only: staff type parts of them

    class Meta:
        verbose_name = _("words of an article")
        verbose_name_plural = _("words of articles")

    def __str__(self):
        return str(self.article_id)


class SearchWord(models.Model):
    """A word of public titles and leads, for suggestions of spelling; made anew by articles/search/spelling.py."""

    word = models.CharField(primary_key=True, max_length=60)  # folded
    written = models.CharField(max_length=120)
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.written

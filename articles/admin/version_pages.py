"""The versions and source pages of an article, from its own page."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _


class VersionPages:
    @admin.display(description=_("kept versions"))
    def kept_versions(self, article):
        address = reverse("admin:articles_articleversion_changelist", query={"article": article.pk})
        return format_html('<a href="{}">{}</a>', address, article.versions.count())

    @admin.display(description=_("source pages"))
    def source_pages(self, article):
        pages = article.sources.defer("report")
        links = [(reverse("admin:articles_sourcedocument_change", args=[page.pk]), page) for page in pages]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"

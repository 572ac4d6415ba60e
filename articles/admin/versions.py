from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVersion
from iomnews.accounts.scoped_admin import without_link

from .records import RecordAdmin, as_lists


@admin.register(ArticleVersion)
class ArticleVersionAdmin(RecordAdmin):
    list_display = ["__str__", "article", "by", "made_at", "comment", "awaits_decision"]
    list_filter = ["reason", "awaits_decision"]
    date_hierarchy = "made_at"
    search_fields = ["article__title", "comment", "by__username"]
    ordering = ["-made_at", "-pk"]
    fields = [
        "article",
        "number",
        "reason",
        "comment",
        "shown_by",
        "made_at",
        "source",
        "awaits_decision",
        "readable_content",
    ]
    shown_by = without_link(ArticleVersion, "by")

    def get_queryset(self, request):
        versions = super().get_queryset(request).select_related("article", "by")
        return versions.defer("content", "article__body_html")

    @admin.display(description=_("content"))
    def readable_content(self, version):
        return as_lists(version.content)

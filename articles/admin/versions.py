from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion
from iomnews.accounts.scoped_admin import without_link

from .records import RecordAdmin


@admin.register(ArticleVersion)
class ArticleVersionAdmin(RecordAdmin):
    list_display = ["__str__", "article", "by", "made_at", "comment", "awaits_decision"]
    list_filter = ["made_at", "reason", "awaits_decision"]
    search_fields = ["article__title", "comment", "by__username"]
    ordering = ["-made_at", "-pk"]
    list_select_related = []
    fields = [
        "article",
        "number",
        "reason",
        "comment",
        "shown_by",
        "made_at",
        "source",
        "awaits_decision",
        "pages",
    ]
    shown_by = without_link(ArticleVersion, "by")

    def get_queryset(self, request):
        """Articles beside, not joined: the versions are put in order without them."""
        articles = Prefetch("article", Article.objects.defer("body_html"))
        return super().get_queryset(request).prefetch_related(articles, "by").defer("content")

    @admin.display(description=_("content"))
    def pages(self, version):
        """Where a person reads it."""
        article, number = version.article_id, version.number
        as_it_read = reverse("admin:articles_article_version", args=[article, number])
        compared = reverse("admin:articles_article_compare", args=[article], query={"to": number})
        links = ((as_it_read, _("As it read")), (compared, _("What it changed")))
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

"""Where imported articles come from. The report and the text of a sealed page are for those with a permission."""

from django.contrib import admin
from django.db.models import Count, Prefetch
from django.db.models.functions import Length
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Article, SourceContent, SourceDocument

from .records import RecordAdmin, RecordInline, as_lists


class DocumentInline(RecordInline):
    model = SourceDocument
    fields = [("status", "batch"), "article"]

    def get_queryset(self, request):
        """Of a content that came twice, the pages of other missions' drafts stay theirs."""
        documents = super().get_queryset(request).visible_to(request.user, timezone.now())
        return documents.select_related("batch", "article").defer("report", "article__body_html")


@admin.register(SourceContent)
class SourceContentAdmin(RecordAdmin):
    list_display = ["digest", "size", "pages"]
    search_fields = ["digest", "documents__path"]
    fields = ["digest", "size"]
    inlines = [DocumentInline]
    ordering = ["digest"]

    def get_queryset(self, request):
        contents = super().get_queryset(request).defer("data")
        return contents.annotate(length=Length("data"), uses=Count("documents"))

    @admin.display(description=_("size"), ordering="length")
    def size(self, content):
        return filesizeformat(content.length)

    @admin.display(description=_("source pages"), ordering="uses")
    def pages(self, content):
        return content.uses


@admin.register(SourceDocument)
class SourceDocumentAdmin(RecordAdmin):
    list_display = ["path", "status", "article", "batch", "captured_on", "is_sealed"]
    list_filter = ["batch__started_at", "status", "is_sealed", "encoding", "parser_version"]
    list_select_related = []
    search_fields = ["path", "address", "root", "article__title"]
    fieldsets = [
        (None, {"fields": ["path", "root", "address", "status", "article", "batch", "is_sealed"]}),
        (_("As it came"), {"fields": ["captured_on", "published_on", "encoding", "parser_version", "content"]}),
    ]
    reading = (_("As it was read"), {"fields": ["page_text", "readable_report"]})

    def get_queryset(self, request):
        """Articles and imports beside, not joined: the pages are put in order without them."""
        articles = Prefetch("article", Article.objects.defer("body_html"))
        return super().get_queryset(request).prefetch_related(articles, "batch").defer("report")

    def get_fieldsets(self, request, obj=None):
        is_readable = obj and obj.is_readable_by(request.user)
        return [*self.fieldsets, self.reading] if is_readable else self.fieldsets

    @admin.display(description=_("page"))
    def page_text(self, document):
        return format_html("<pre>{}</pre>", document.text)

    @admin.display(description=_("report"))
    def readable_report(self, document):
        return as_lists(document.report)

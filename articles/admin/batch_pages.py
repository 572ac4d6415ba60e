"""The pages of an import one by one: what came of each, and its article."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles.models import Article, ReportLine, SourceDocument

A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A sealed page says no more than its name, what came of it and its article, which has a page of its own."""

    source: str
    status: str
    title: str
    error: str
    article: Article | None
    document: SourceDocument | None


class BatchPages:
    def get_urls(self):
        view = self.admin_site.admin_view(self.pages)
        return [path("<int:pk>/pages/", view, name="articles_importbatch_pages"), *super().get_urls()]

    def pages(self, request, pk):
        batch = self.found(request, pk)
        chosen = request.GET.get("status")
        rows = self._documents(request, batch) if batch.task_id is None else self._lines_with_articles(request, batch)
        narrowed = rows.filter(status=chosen) if chosen in SourceDocument.Status else rows
        page = Paginator(narrowed, A_PAGE).get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Pages"),
            "record": batch,
            "statuses": [choice for choice in SourceDocument.Status.choices if choice[0] in batch.counts],
            "chosen": chosen,
            "page": page,
            "rows": [_row(one, request.user) for one in page.object_list],
        }
        return TemplateResponse(request, "admin/articles/importbatch/pages.html", context)

    def _lines_with_articles(self, request, batch):
        lines = self._lines(request, batch).select_related("article", "document__article")
        return lines.defer("article__body_html", "document__article__body_html").order_by("pk")


def _row(one: SourceDocument | ReportLine, user) -> Row:
    document = one if isinstance(one, SourceDocument) else one.document
    said = document.report if document else one.line or {}
    is_open = document.is_readable_by(user) if document else not one.is_sealed
    return Row(
        source=said.get("source") or (document.path if document else ""),
        status=one.get_status_display(),
        title=said.get("title") or "" if is_open else "",
        error=said.get("error") or "" if is_open else "",
        article=one.article or (document and document.article),
        document=document,
    )

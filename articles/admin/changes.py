"""What an import that read pages again changes in each article, field by field."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import compare
from articles.models import ReportLine
from articles.wording import Names, names_of

A_PAGE = 20  # articles


@dataclass(frozen=True)
class Changed:
    """An article, by the line of the report, with its fields that differ; None where the page is sealed."""

    report: dict
    changes: list[compare.Change] | None

    @property
    def name(self) -> str:
        return self.report.get("title") or self.report.get("source") or str(self.report.get("article") or "–")


class ChangesPage:
    def get_urls(self):
        view = self.admin_site.admin_view(self.changes)
        return [path("<int:pk>/changes/", view, name="articles_importbatch_changes"), *super().get_urls()]

    def page_tools(self, request, obj):
        tools = super().page_tools(request, obj)
        changes = (_("What changes"), reverse("admin:articles_importbatch_changes", args=[obj.pk]))
        return [changes, *tools] if obj.is_reread else tools

    def changes(self, request, pk):
        batch = self.found(request, pk)
        differing = Q(line__has_key="changes") | Q(document__report__has_key="changes")
        lines = self._lines(request, batch).filter(differing).select_related("document__article").order_by("pk")
        page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("What changes"),
            "record": batch,
            "page": page,
            "articles": _changed(page.object_list, request.user),
        }
        return TemplateResponse(request, "admin/articles/importbatch/changes.html", context)


def _changed(lines, user) -> list[Changed]:
    reports = [_report(line, user) for line in lines]
    contents = [content for report in reports for content in _sides(report)]
    names = names_of(*contents)
    return [Changed(report, _differences(report, names)) for report in reports]


def _report(line: ReportLine, user) -> dict:
    is_closed = not line.document.is_readable_by(user) if line.document else line.is_sealed
    return {"article": line.article_id} if is_closed else line.line or line.document.report


def _sides(report: dict) -> list[dict]:
    """The old and the new values of what differs."""
    changes = report.get("changes", {})
    return [{field: values[side] for field, values in changes.items()} for side in (0, 1)]


def _differences(report: dict, names: Names) -> list[compare.Change] | None:
    return compare.compare(*_sides(report), names) if "changes" in report else None

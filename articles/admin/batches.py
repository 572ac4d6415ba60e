"""An import as it went: what came of its pages, the report to keep, and the way back."""

import json
from collections.abc import Iterator

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importing.in_background import progress
from articles.models import ImportBatch, SourceDocument
from articles.undoing import Action, Undo
from articles.unused import MADE
from iomnews.accounts.reach import reach
from iomnews.accounts.scoped_admin import without_link

from .batch_pages import BatchPages
from .changes import ChangesPage
from .import_pages import ImportPages
from .records import RecordAdmin

AT_ONCE = 1000  # articles that one request takes back; of more, the command
NAMED = 200  # of those that go or are restored; all that stay are named
ERRORS = 100
NAMED_INPUTS = 5
SEALED = {"is_sealed": True}


class UndoPages:
    """Beside the batch's page, the preview of its undoing; for those who may undo imports everywhere."""

    def get_urls(self):
        undo = self.admin_site.admin_view(self.undo)
        return [path("<int:pk>/undo/", undo, name="articles_importbatch_undo"), *super().get_urls()]

    def page_tools(self, request, obj):
        tools = super().page_tools(request, obj)
        undo = (_("Undo…"), reverse("admin:articles_importbatch_undo", args=[obj.pk]))
        is_offered = _may_undo(request.user) and not (obj.is_dry_run or _is_at_work(obj))
        return [*tools, undo] if is_offered else tools

    def undo(self, request, pk):
        """What would be done, or it is done; afterwards the same page says what stays."""
        if not _may_undo(request.user):
            raise PermissionDenied
        batch = self.found(request, pk)
        if _is_at_work(batch):
            self.message_user(request, _("The import is still running. Stop it first."), messages.WARNING)
            return redirect("admin:articles_importbatch_change", pk)
        is_too_large = Undo(batch).article_count > AT_ONCE
        if request.method == "POST" and not is_too_large:
            undo = Undo(batch, by=request.user, published="published" in request.POST)
            list(undo.run())
            self._say(request, undo.counts)
            return redirect("admin:articles_importbatch_undo", pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Undo this import?"),
            "opts": self.opts,
            "record": batch,
            "is_too_large": is_too_large,
        }
        context |= {} if is_too_large else _foreseen(Undo(batch, published=True))
        return TemplateResponse(request, "admin/articles/importbatch/undo.html", context)

    def _say(self, request, counts):
        done = _counted((action.label, counts[action]) for action in Action if counts[action])
        self.message_user(request, done or _("Nothing had to be changed."), messages.SUCCESS)


def _counted(counts) -> str:
    return ", ".join(_("%(status)s: %(count)d") % {"status": label, "count": count} for label, count in counts)


_TAKEN_BACK = [action for action in Action if action != Action.KEPT]


def _foreseen(undo: Undo) -> dict:
    """For the page: what becomes of each article, each record and each file."""
    preview = list(undo.preview())
    articles = [outcome for outcome in preview if outcome.record is None]
    files = list(undo.files())
    return {
        "articles": len(articles),
        "groups": [(action, _of(action, articles)[:NAMED], len(_of(action, articles))) for action in _TAKEN_BACK],
        "kept": _of(Action.KEPT, articles),
        "published": sum(outcome.is_published for outcome in articles),
        "kinds": _by_kind([outcome for outcome in preview if outcome.record], undo.forecast.used),
        "files": files[:NAMED],
        "file_count": len(files),
    }


def _by_kind(outcomes: list, used: list) -> list[tuple]:
    """(the kind's name, all of it, those that go, those that stay, those that something else uses)"""
    kinds = []
    for model in MADE:
        of_kind = [outcome for outcome in outcomes if isinstance(outcome.record, model)]
        going, staying = (_of(action, of_kind) for action in (Action.REMOVED, Action.KEPT))
        in_use = [record for record in used if isinstance(record, model)]
        if of_kind or in_use:
            count = len(of_kind) + len(in_use)
            kinds.append((capfirst(model._meta.verbose_name_plural), count, going, staying, in_use))
    return kinds


def _of(action, outcomes) -> list:
    return [outcome for outcome in outcomes if outcome.action == action]


def _may_undo(user) -> bool:
    return reach(user, "articles.undo_importbatch").everywhere


def _is_at_work(batch: ImportBatch) -> bool:
    """An undo would take back what comes in again a moment later."""
    how_far = progress(batch)
    return bool(how_far and how_far.is_under_way)


@admin.register(ImportBatch)
class ImportBatchAdmin(ImportPages, BatchPages, ChangesPage, UndoPages, RecordAdmin):
    list_display = ["started_at", "finished_at", "by", "inputs", "outcome", "undone_at", "parser_version"]
    list_filter = ["parser_version"]
    list_select_related = ["by"]
    date_hierarchy = "started_at"
    search_fields = ["paths", "by__username", "uuid"]
    fields = [
        "uuid", "started_at", "finished_at", "shown_by", "inputs", "chosen_options", "parser_version", "undone_at",
        "shown_undone_by",
    ]  # fmt: skip
    change_form_template = "admin/articles/importbatch/change_form.html"
    shown_by = without_link(ImportBatch, "by")
    shown_undone_by = without_link(ImportBatch, "undone_by")

    def get_list_display(self, request):
        return _shown_to(request.user, super().get_list_display(request))

    def get_fields(self, request, obj=None):
        return _shown_to(request.user, super().get_fields(request, obj))

    def get_search_fields(self, request):
        return _shown_to(request.user, super().get_search_fields(request))

    @admin.display(description=gettext_lazy("inputs"))
    def inputs(self, batch):
        more = len(batch.paths) - NAMED_INPUTS
        names = ", ".join(batch.paths[:NAMED_INPUTS])
        return _("%(names)s and %(count)d more") % {"names": names, "count": more} if more > 0 else names

    @admin.display(description=gettext_lazy("options"))
    def chosen_options(self, batch):
        chosen = {
            "reread": _("read again"),
            "dry_run": _("dry run: nothing was written"),
            "publish": _("published at once"),
        }
        return ", ".join(words for name, words in chosen.items() if batch.options.get(name)) or "–"

    @admin.display(description=gettext_lazy("counts by status"))
    def outcome(self, batch):
        labels = dict(SourceDocument.Status.choices)
        return _counted((labels.get(status, status), count) for status, count in batch.counts.items())

    def get_urls(self):
        report = self.admin_site.admin_view(self.report)
        return [path("<int:pk>/report/", report, name="articles_importbatch_report"), *super().get_urls()]

    def page_tools(self, request, obj):
        report = (_("Download the report"), reverse("admin:articles_importbatch_report", args=[obj.pk]))
        review = (_("Review desk"), reverse("admin:articles_article_review_queue", query={"batch": obj.pk}))
        is_reviewed = request.user.has_perm("articles.change_article") and not obj.is_dry_run
        return [report, *([review] if is_reviewed else []), *super().page_tools(request, obj)]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        errors = self._errors(request, obj)
        statuses = SourceDocument.Status.choices
        context |= self.shown_progress(request, obj) | {
            "counts": [(status, label, obj.counts[status]) for status, label in statuses if status in obj.counts],
            "counted": sum(obj.counts.values()),
            "failures": errors[:ERRORS],
            "has_more_failures": len(errors) > ERRORS,
            "has_hidden_failures": not errors and _has_failures(obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def report(self, request, pk):
        """The lines that the user may read, one JSON object a page, as the import wrote them."""
        batch = self.found(request, pk)
        lines = (_line(report) for report in self._reports(request, batch))
        response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
        response.headers["Content-Disposition"] = content_disposition_header(True, f"import-{batch.uuid}.jsonl")
        return response

    def found(self, request, pk) -> ImportBatch:
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = self.get_queryset(request).filter(pk=pk).first()
        if batch is None:
            raise Http404(pk)
        return batch

    def _errors(self, request, batch) -> list[tuple[str, SourceDocument | None]]:
        """(sentence, page) of the first ones."""
        lines = self._lines(request, batch).filter(line__isnull=False).exclude(line__error=None)[: ERRORS + 1]
        errors = [(line.line["error"], None) for line in lines if not line.is_sealed]
        documents = self._documents(request, batch).exclude(report__error=None)[: ERRORS + 1]
        return errors + [(error, one) for one in documents if (error := _error(one, request.user))]

    def _reports(self, request, batch) -> Iterator[dict]:
        """Of an import in the background all lines, of another those that a page was kept for."""
        if batch.task_id is None:
            yield from (_report(document, request.user) for document in self._documents(request, batch).iterator(500))
        for line in self._lines(request, batch).select_related("document__article").iterator(500):
            if line.document:
                yield _report(line.document, request.user)
            else:
                yield SEALED | {"source": line.line["source"], "status": line.status} if line.is_sealed else line.line

    def _documents(self, request, batch):
        documents = batch.documents.visible_to(request.user, timezone.now()).select_related("article")
        return documents.defer("article__body_html").order_by("pk")

    def _lines(self, request, batch):
        """A line that no page was kept for is sealed where another page of the same content is."""
        sealed = SourceDocument.objects.filter(content=OuterRef("digest"), is_sealed=True)
        lines = batch.lines.visible_to(request.user, timezone.now()).defer("document__article__body_html")
        return lines.annotate(is_sealed=Exists(sealed))


def _has_failures(batch: ImportBatch) -> bool:
    """Whether there are any, whoever may read them."""
    lines = batch.lines.filter(line__isnull=False).exclude(line__error=None)
    return lines.exists() or batch.documents.exclude(report__error=None).exists()


def _shown_to(user, fields: list[str]) -> list[str]:
    """The names of its files only to those who see every page of it."""
    sees_all = reach(user, "articles.view_article").everywhere
    return fields if sees_all else [name for name in fields if name not in ("inputs", "paths")]


def _error(document: SourceDocument, user) -> str:
    return (document.report.get("error") or "") if document.is_readable_by(user) else ""


def _report(document: SourceDocument, user) -> dict:
    """Of a sealed page, only that there is one."""
    line = {"article": None, "error": None} | document.report
    return line if document.is_readable_by(user) else SEALED | {"source": document.path, "status": document.status}


def _line(report: dict) -> str:
    return json.dumps(report, ensure_ascii=False) + "\n"

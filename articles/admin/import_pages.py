"""Pages imported from the admin: chosen, read in the background, watched, cancelled, gone on with."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.duplicates.in_background import look
from articles.importing import in_background, received
from articles.importing.in_background import State
from articles.models import ImportBatch

from .import_form import UploadForm, may_publish

TEMPLATES = "admin/articles/importbatch"


class ImportPages:
    def get_urls(self):
        deeds = {name: require_POST(getattr(self, name)) for name in ("cancel", "go_on", "do", "read_again")}
        pages = {"import/": self.upload, "<int:pk>/progress/": self.progress}
        pages |= {f"<int:pk>/{name}/": deed for name, deed in deeds.items()}
        return [self._path(where, view) for where, view in pages.items()] + super().get_urls()

    def _path(self, where: str, view):
        name = where.rstrip("/").rpartition("/")[2]
        return path(where, self.admin_site.admin_view(view), name=f"articles_importbatch_{name}")

    @property
    def media(self):
        return super().media + Media(js=["iomnews/import_progress.js"])

    def list_tools(self, request):
        tools = super().list_tools(request)
        upload = (_("Import pages"), reverse("admin:articles_importbatch_import"))
        return [*tools, upload] if may_import(request.user) else tools

    def upload(self, request):
        if not may_import(request.user):
            raise PermissionDenied
        form = UploadForm(request.user, *((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_valid() and (batch := form.begin()):
            look()
            return redirect("admin:articles_importbatch_change", batch.pk)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Import pages"),
            "form": form,
            "media": form.media,
        }
        return TemplateResponse(request, f"{TEMPLATES}/import.html", context)

    def progress(self, request, pk):
        """The part of the batch's page that changes while it works."""
        batch = self.found(request, pk)
        return render(request, f"{TEMPLATES}/_progress.html", self.shown_progress(request, batch))

    def shown_progress(self, request, batch: ImportBatch) -> dict:
        how_far = in_background.progress(batch)
        may = may_import(request.user)
        is_preview = batch.is_dry_run and bool(how_far) and how_far.state == State.DONE
        is_kept = not (batch.is_dry_run or (how_far and how_far.is_under_way)) and batch.page_count != 0
        return {
            "may_read_again": may and is_kept,
            "original": batch,
            "progress": how_far,
            "tenth": how_far and how_far.total and 10 * how_far.done // how_far.total,
            "may_cancel": may and how_far and (how_far.is_under_way or how_far.may_go_on),
            "may_go_on": may and how_far and how_far.may_go_on,
            "may_do": is_preview and may_do(request.user, batch),
        }

    def cancel(self, request, pk):
        batch = self._importer(request, pk)
        if in_background.cancel(batch):
            self.message_user(request, _("Stopped. What came in stays, and can be undone."), messages.SUCCESS)
        else:
            self.message_user(request, _("It had come to its end already."), messages.WARNING)
        return redirect("admin:articles_importbatch_change", pk)

    def go_on(self, request, pk):
        batch = self._importer(request, pk)
        try:
            in_background.pages(batch)
        except received.Lost:
            self.message_user(request, _lost(), messages.ERROR)
        else:
            if not in_background.go_on(batch):
                self.message_user(request, _("It is going on already, or has come to its end."), messages.WARNING)
        return redirect("admin:articles_importbatch_change", pk)

    def do(self, request, pk):
        """What the import has only said that it would do."""
        batch = self._importer(request, pk)
        if not may_do(request.user, batch):
            raise PermissionDenied
        if in_background.progress(batch).state != State.DONE:
            text = _("The trial has not come to its end: read its report first.")
            self.message_user(request, text, messages.WARNING)
            return redirect("admin:articles_importbatch_change", pk)
        try:
            batch = in_background.do(batch, by=request.user)
        except received.Lost:
            self.message_user(request, _lost(), messages.ERROR)
        else:
            look()
        return redirect("admin:articles_importbatch_change", batch.pk)

    def read_again(self, request, pk):
        """What was kept of its pages: first only said, what would change."""
        if not may_import(request.user):
            raise PermissionDenied
        batch = in_background.begin_again([self.found(request, pk)], by=request.user, dry_run=True)
        return redirect("admin:articles_importbatch_change", batch.pk)

    def _importer(self, request, pk) -> ImportBatch:
        if not may_import(request.user):
            raise PermissionDenied
        batch = self.found(request, pk)
        if batch.task_id is None:
            raise PermissionDenied
        return batch


def _lost() -> str:
    return _("The files are no longer on the server. Send them again.")


def may_import(user) -> bool:
    return ImportBatch.objects.all().may_be_added_by(user)


def may_do(user, batch: ImportBatch) -> bool:
    """A dry run is anybody's who imports; to publish, it takes the right to publish too."""
    return may_import(user) and batch.is_dry_run and (may_publish(user) or not batch.options["publish"])

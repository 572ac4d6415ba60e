"""A model's list out to a spreadsheet and in again: export, import, preview, decision."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from .spreadsheets import Refused, waiting
from .spreadsheets.reading import read, refuse_large
from .spreadsheets.resource import Check, SheetResource, ShownMeanwhileChanged
from .spreadsheets.writing import Format, csv_lines, xlsx_file

CSV_TYPE = "text/csv; charset=utf-8"
MOST_SHOWN = 300  # changed rows on the preview; all are counted


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("File"), choices=Format, initial=Format.XLSX, widget=forms.RadioSelect
    )
    columns = forms.MultipleChoiceField(label=gettext_lazy("Columns"), widget=forms.CheckboxSelectMultiple)
    selected = forms.RegexField(r"^\d+(,\d+)*$", required=False, widget=forms.HiddenInput)

    def __init__(self, resource: SheetResource, *args, **kwargs):
        super().__init__(*args, **kwargs)
        headings = [name for name in resource.headings if name not in (resource.key, *resource.always_out)]
        self.fields["columns"].choices = [(name, f"{resource.label(name)} ({name})") for name in headings]
        self.fields["columns"].initial = headings


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput({"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )


def taken_up(sent) -> bytes:
    """No more of an upload than is allowed is taken into memory."""
    refuse_large(sent.size)
    return sent.read()


class SpreadsheetPages:
    """For an admin of ScopedAdmin and PageTools; `resource_class` names the columns."""

    resource_class: type[SheetResource]

    def get_urls(self):
        pages = [
            ("export/", self.export_page, "export"),
            ("import/", self.import_page, "import"),
            ("import/decide/", self.import_decision, "import_decide"),
            ("import/headings.xlsx", self.headings_file, "import_headings"),
        ]
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [path(where, self.admin_site.admin_view(view), name=f"{name}_{page}") for where, view, page in pages]
        return own + super().get_urls()

    def address(self, page: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}")

    def list_tools(self, request):
        filters = request.GET.urlencode()
        tools = [(_("Export"), self.address("export") + (f"?{filters}" if filters else ""))]
        if self.has_import_permission(request):
            tools.append((_("Import"), self.address("import")))
        return [*super().list_tools(request), *tools]

    def has_import_permission(self, request) -> bool:
        """Whether there is a row that the user could write."""
        changes = self.has_change_permission(request) and self.model.objects.changeable_by(request.user).exists()
        return self.has_add_permission(request) or changes

    def get_actions(self, request):
        actions = super().get_actions(request)
        return (
            actions
            if IS_POPUP_VAR in request.GET
            else actions | {"export_selected": self.get_action("export_selected")}
        )

    def resource(self, request) -> SheetResource:
        return self.resource_class(request.user, timezone.now())

    # out

    def export_page(self, request):
        """What the list shows with its filters and its search, or what was ticked in it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            pks = self.listed(request)
        except IncorrectLookupParameters:
            return redirect(self.address("changelist") + "?e=1")
        form = ExportForm(self.resource(request), request.POST or None)
        if not form.is_valid():
            return self.show_export(request, form, len(pks))
        chosen = [int(pk) for pk in form.cleaned_data["selected"].split(",") if pk]
        try:
            return self.file(request, chosen or pks, Format(form.cleaned_data["format"]), form.cleaned_data["columns"])
        except Refused as refusal:
            form.add_error("format", str(refusal))
            return self.show_export(request, form, len(chosen or pks))

    def listed(self, request) -> list[int]:
        return list(self.get_changelist_instance(request).queryset.values_list("pk", flat=True))

    @admin.action(description=gettext_lazy("Export"), permissions=["view"])
    def export_selected(self, request, queryset):
        pks = list(queryset.values_list("pk", flat=True))
        form = ExportForm(self.resource(request), initial={"selected": ",".join(map(str, pks))})
        return self.show_export(request, form, len(pks))

    def show_export(self, request, form, count: int):
        address = f"{self.address('export')}?{request.GET.urlencode()}"
        return self.page(request, "export", _("Export"), form=form, count=count, address=address)

    def file(self, request, pks: list[int], chosen: Format, columns: list[str]):
        rows = self.resource(request).rows(pks, columns)
        name = f"{self.opts.model_name}s-{timezone.localdate()}.{chosen[:3] if chosen != Format.XLSX else chosen}"
        if chosen == Format.XLSX:
            return FileResponse(xlsx_file(rows, str(self.opts.verbose_name_plural)), as_attachment=True, filename=name)
        lines = csv_lines(rows, ";" if chosen == Format.CSV_SEMICOLONS else ",")
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines, content_type=CSV_TYPE, headers=headers)

    # in

    def import_page(self, request):
        self.refuse_without_permission(request)
        form = ImportForm(request.POST or None, request.FILES or None)
        if not form.is_valid():
            return self.show_import(request, form)
        sent = form.cleaned_data["file"]
        try:
            data = taken_up(sent)
            check = self.resource(request).check(read(data))
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self.show_import(request, form)
        is_right = check.changes and not check.refusals
        token = waiting.put(request.session, data, sent.name) if is_right else ""
        return self.show_preview(request, check, sent.name, token)

    def import_decision(self, request):
        return require_POST(self._decide)(request)

    def _decide(self, request):
        self.refuse_without_permission(request)
        token = request.POST.get("token", "")
        try:
            with waiting.claimed(request.session, token) as taken:
                if taken is None:
                    return self._waits_no_longer(request)
                data, name = taken[0], taken[1]["name"]
                written = self.resource(request).write(read(data), request.POST.get("shown", ""), name)
        except (ShownMeanwhileChanged, IntegrityError):
            messages.warning(request, _("Somebody changed these records meanwhile. Nothing was written; look again."))
            return self.show_preview(request, self.resource(request).check(read(data)), name, token)
        self.tell(request, written, name)
        return redirect(self.address("changelist"))

    def _waits_no_longer(self, request):
        """Pressed twice, or after an hour."""
        text = _(
            "The file waits no longer: it has been written, or an hour has passed. Look at the list before you send it"
            " again."
        )
        messages.warning(request, text)
        return redirect(self.address("changelist"))

    def tell(self, request, written: Check, name: str) -> None:
        """In the list of recent actions, and to the person who waits."""
        for flag, is_new in ((ADDITION, True), (CHANGE, False)):
            records = [change.instance for change in written.changes if change.is_new == is_new]
            if records:
                LogEntry.objects.log_actions(
                    request.user.pk, records, flag, _("Spreadsheet %(name)s") % {"name": name}
                )
        count = len(written.changes)
        message = ngettext("%(count)d row of “%(name)s” written.", "%(count)d rows of “%(name)s” written.", count)
        messages.success(request, message % {"count": count, "name": name})

    def headings_file(self, request):
        self.refuse_without_permission(request)
        return self.file(request, [], Format.XLSX, self.resource(request).headings)

    def refuse_without_permission(self, request) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def show_import(self, request, form):
        resource = self.resource(request)
        columns = [(name, resource.label(name)) for name in resource.headings]
        headings = self.address("import_headings")
        return self.page(request, "import", _("Import"), form=form, columns=columns, headings=headings)

    def show_preview(self, request, check: Check, name: str, token: str):
        shown = check.changes[:MOST_SHOWN]
        title = _("Preview of “%(name)s”") % {"name": name}
        more = len(check.changes) - len(shown)
        return self.page(request, "preview", title, check=check, shown=shown, more=more, token=token, name=name)

    def page(self, request, template: str, title: str, **context):
        context |= self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        context |= {"addresses": {name: self.address(name) for name in ("changelist", "import", "import_decide")}}
        return TemplateResponse(request, f"admin/import_export/{template}.html", context)

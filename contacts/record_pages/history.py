"""The history of a record in the admin; its form, which asks why and refuses to overwrite what it has not shown."""

import json

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.merging import merged_into, renamed, revision_of
from contacts.revisions import Change, Words, contents, go_back, one_revision, told
from iomnews.numbers import whole_number

from .rows import rows_changed, told_of_row
from .two_savers import HeldWhileSaved

PER_PAGE = 50


class RecordForm(forms.ModelForm):
    """Knows the revision that it shows; of two who save at once the second is told, and loses nothing."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Kept in the history: “New number since May, says the mission”."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unsaved_because = ""
    conflict = None
    """What somebody else has changed meanwhile: [Clash, …]."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["class"] = "vTextField"
        if self.instance.pk:
            self.initial["seen"] = revision_of(self.instance)

    @property
    def edited(self) -> list[str]:
        """The fields of the record that were changed."""
        return [name for name in self.changed_data if name not in ("reason", "seen")]

    def clean(self):
        cleaned = super().clean()
        if self.unsaved_because:
            self.add_error(None, self.unsaved_because)
        seen = self.cleaned_data.get("seen")
        if self.instance.pk and seen is not None:
            self._compare_with_others(seen)
        return cleaned

    def _compare_with_others(self, seen: int) -> None:
        latest = self.instance.history.select_related("history_user").first()
        if latest is None or latest.history_id == seen:
            return
        then = self.instance.history.filter(history_id=seen).first()
        self._show_theirs(latest, then)
        said = _(
            "%(person)s saved this record on %(moment)s, while you were writing. Nothing of yours is lost: "
            "compare, then save again."
        )
        raise ValidationError(said % {"person": _person(latest), "moment": localize(localtime(latest.history_date))})

    def _show_theirs(self, latest, then) -> None:
        """What they changed and this form did not is taken over; what both changed is shown, the form's own stays."""
        now, before = contents([latest])[0], contents([then])[0] if then else {}
        words = Words(type(self.instance), [now, before])
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = latest.history_id
        mine = set(self.edited_since(before))
        self.conflict = []
        for change in words.changes(before, now):
            if change.field in mine:
                self.conflict.append((change, True))
            elif change.field in self.fields:
                self._take_over(change.field, now[change.field])
                self.conflict.append((change, False))

    def edited_since(self, before: dict) -> list[str]:
        """The fields in which the form differs from what it showed when it was opened."""
        return [name for name, value in before.items() if name in self.fields and self.stored(name) != value]

    def stored(self, name: str):
        """What was typed, as a row of the history holds it."""
        value = self.cleaned_data.get(name)
        if hasattr(value, "pk"):
            return value.pk
        return frozenset(one.pk for one in value) if hasattr(value, "model") else value

    def _take_over(self, name: str, value) -> None:
        field, key = self.fields[name], self.add_prefix(name)
        if isinstance(value, frozenset):
            self.data.setlist(key, [str(one) for one in value])
        elif isinstance(value, bool):
            self.data.pop(key, None)
            self.data.update({key: "on"} if value else {})
        else:
            shown = field.prepare_value(value)
            self.data[key] = "" if shown is None else shown


def _person(row) -> str:
    user = row.history_user
    return (user.get_full_name() or user.get_username()) if user else _("Somebody")


class HistoryPages(HeldWhileSaved):
    form = RecordForm
    change_form_template = "admin/records/change_form.html"

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (gettext_lazy("This change"), {"fields": ["reason", "seen"]})]

    def get_urls(self):
        view = self.admin_site.admin_view(self.revision_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_revision"
        return [path("<path:object_id>/history/<int:number>/", view, name=name), *super().get_urls()]

    def save_model(self, request, obj, form, change):
        if change and "slug" in form.edited:
            renamed(type(obj), form.initial["slug"], obj.slug)
        if not change or form.edited:
            obj.skip_history_when_saving = True
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """A save that changes nothing leaves no revision."""
        record = form.instance
        if change and not form.edited and not any(formset.has_changed() for formset in formsets):
            return
        with one_revision(record, form.cleaned_data["reason"]):
            super().save_related(request, form, formsets, change)
        if not change:
            record.history.update(history_type="+")

    def construct_change_message(self, request, form, formsets, add=False):
        """Names the revision: the log alone says what happened to parts."""
        said = super().construct_change_message(request, form, formsets, add)
        return [*said, {"revision": revision_of(form.instance), "rows": rows_changed(formsets)}]

    def history_view(self, request, object_id, extra_context=None):
        record = self._record(request, object_id)
        rows = record.history.select_related("history_user")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        before = rows[page.end_index() : page.end_index() + 1].first() if page.object_list else None
        context = {
            "revisions": told(self.model, list(page.object_list), before, self._parts(request, record)),
            "page": page,
            "merged": [row for pk in merged_into(record) if (row := self.model.history.filter(id=pk).first())],
            "address_of_history": f"admin:{self.opts.app_label}_{self.opts.model_name}_history",
            "address_of_revision": f"admin:{self.opts.app_label}_{self.opts.model_name}_revision",
            "is_deleted": record._state.adding,
        }
        return self._answer(request, record, "history", _("History: %(record)s"), context | (extra_context or {}))

    def revision_view(self, request, object_id, number):
        record = self._record(request, object_id)
        row = record.history.select_related("history_user").filter(history_id=number).first()
        if row is None:
            raise Http404
        if request.method == "POST":
            return self._go_back(request, record, row)
        now, then = contents([record.history.first(), row])
        words = Words(self.model, [now, then])
        context = {
            "row": row,
            "fields": [(words._label(name), words.say(name, value)) for name, value in then.items()],
            "changes": [change for change in words.changes(then, now) if change.field != "slug"],
            "seen": revision_of(record),
            "may_go_back": not record._state.adding and self.has_change_permission(request, record),
            "parts": [inline.verbose_name_plural for inline in self.get_inline_instances(request)],
        }
        return self._answer(request, record, "revision", _("Earlier revision: %(record)s"), context)

    def _record(self, request, object_id):
        """The record, or what its history knows of one that is gone."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            key = whole_number(unquote(object_id))
            row = self.model.history.filter(pk__isnull=False, id=key).first() if key else None
            if row is None:
                raise Http404
            record = row.instance
            record._state.adding = True
        if not self.has_view_permission(request, None if record._state.adding else record):
            raise PermissionDenied
        return record

    def _go_back(self, request, record, row):
        if record._state.adding or not self.has_change_permission(request, record):
            raise PermissionDenied
        moment = localize(localtime(row.history_date))
        try:
            with transaction.atomic():
                reason = _("Back to the revision of %(moment)s") % {"moment": moment}
                go_back(record, row, reason=reason, seen=whole_number(request.POST.get("seen")))
                self.check_earlier_revision(request, record)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return redirect(request.path)
        self.log_change(request, record, [{"revision": revision_of(record)}])
        self.message_user(request, _("%(record)s is as it was then.") % {"record": record}, messages.SUCCESS)
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk]))

    def check_earlier_revision(self, request, record):
        """Raises ValidationError where the user may not make the record what it now is again."""
        if not self.model.objects.changeable_by(request.user).filter(pk=record.pk).exists():
            raise ValidationError(_("It belonged to a mission that is not yours."))

    def _parts(self, request, record) -> dict[int, list[Change | str]]:
        """What the log says of the record's parts, by the number of the revision; it names private numbers too."""
        if not self.inlines or not self.has_change_permission(request, record):
            return {}
        kind = ContentType.objects.get_for_model(self.model)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
        parts = {inline.model._meta.model_name: inline.model for inline in self.get_inline_instances(request)}
        said = [_of_parts(entry, parts) for entry in entries.filter(change_message__contains='"revision"')]
        return {number: parts for number, parts in said if parts}

    def _answer(self, request, record, template, title, context):
        """`title` holds a place for the record."""
        frame = {"opts": self.opts, "record": record, "title": title % {"record": record}}
        context = {**self.admin_site.each_context(request), **frame, **context}
        return TemplateResponse(request, f"admin/records/{template}.html", context)


def _of_parts(entry: LogEntry, models: dict) -> tuple[int, list[Change | str]]:
    """The revision that an entry of the log names, and what it says of parts; an older one has only words."""
    said = json.loads(entry.change_message)
    number, rows = next(((part["revision"], part.get("rows")) for part in said if "revision" in part), (0, None))
    if rows is not None:
        known = (row for row in rows if row["part"] in models)
        return number, [change for row in known for change in told_of_row(models[row["part"]], row)]
    parts = [part for part in said if any("name" in about for about in part.values() if isinstance(about, dict))]
    return number, [LogEntry(change_message=json.dumps([part])).get_change_message() for part in parts]

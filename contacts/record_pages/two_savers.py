"""The form of a record that another person changes, merges or deletes meanwhile: nothing that was written is lost."""

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.merging import current_ids
from contacts.revisions import Words
from iomnews.numbers import whole_number

MOST_ROWS = 100


class HeldWhileSaved:
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The row is held, so that of two who save in the same moment the second is compared with the first."""
        key = whole_number(unquote(object_id)) if object_id else None
        if request.method != "POST" or key is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            is_there = self.model._base_manager.select_for_update().filter(pk=key).first() is not None
            if not is_there and "seen" in request.POST and self.has_change_permission(request):
                return self._show_what_was_written(request, key)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.unsaved_because = getattr(request, "unsaved_because", "")
        return form

    def _show_what_was_written(self, request, key: int):
        """It cannot be saved any more; shown to be copied, with the record that it became part of."""
        today = self.get_queryset(request).filter(pk=current_ids(self.model, [key])[key]).first()
        merged, deleted = _("This was merged into another while you wrote"), _("This was deleted while you wrote")
        title = merged if today else deleted
        context = {"opts": self.opts, "record": today, "title": title, "written": self._written(request)}
        return TemplateResponse(
            request, "admin/records/gone.html", self.admin_site.each_context(request) | context, status=409
        )

    def _written(self, request) -> list[tuple[str, str]]:
        """(label, words) of all that the form and its rows held."""
        form = self.get_form(request)(request.POST)
        form.is_valid()
        typed = {name: form.stored(name) for name in form.cleaned_data if name not in ("reason", "seen")}
        words = Words(self.model, [typed])
        said = [(capfirst(words._label(name)), words.say(name, value)) for name, value in typed.items() if value]
        said += [(form.fields[name].label, form[name].data) for name in form.errors if name in form.fields]
        for inline in self.get_inline_instances(request):
            said += _rows(request.POST, inline.get_formset(request), capfirst(inline.opts.verbose_name))
        return said


def _rows(data, formset, label: str) -> list[tuple[str, str]]:
    prefix = formset.get_default_prefix()
    numbers = range(min(whole_number(data.get(f"{prefix}-TOTAL_FORMS")) or 0, MOST_ROWS))
    rows = [formset.form(data, prefix=f"{prefix}-{number}").visible_fields() for number in numbers]
    return [(label, "; ".join(f"{field.label}: {field.data}" for field in row if field.data)) for row in rows]

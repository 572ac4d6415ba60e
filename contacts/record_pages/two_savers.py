"""The form of a record that another person changes, merges or deletes meanwhile: nothing that was written is lost."""

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.merging import current_ids
from contacts.revisions import Words
from iomnews.form_rows import number_of_rows, take, write
from iomnews.numbers import whole_number

from .rows import deleted_rows, labelled

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
            self._let_go_of_rows(request, key)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.unsaved_because = getattr(request, "unsaved_because", "")
        return form

    def _let_go_of_rows(self, request, key: int) -> None:
        """A row that another deleted meanwhile goes from the form too; one that was changed here is made anew."""
        data = request.POST.copy()
        for inline in self.get_inline_instances(request):
            formset = inline.get_formset(request)
            prefix, sent = formset.get_default_prefix(), number_of_rows(data, formset.get_default_prefix())
            rows = [take(data, request.FILES, f"{prefix}-{number}-") for number in range(sent)]
            there = set(map(str, inline.model.objects.filter(**{formset.fk.name: key}).values_list("pk", flat=True)))
            known = [row for row in rows if row.get("id") and row["id"][0] in there]
            added = [row for row in rows if row not in known and not _is_let_go(row, formset, key)]
            if sent:
                write(data, request.FILES, prefix, known, [row | {"id": [""]} for row in added])
        request.POST = data

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


def _is_let_go(row: dict, formset, key: int) -> bool:
    """Whether it was there, and was to be deleted here too or is as it was when another deleted it."""
    if not row.get("id", [""])[0]:
        return False
    sent = MultiValueDict({f"row-{name}": values for name, values in row.items()})
    gone = deleted_rows(formset.model, formset.fk.related_model, key)
    return "DELETE" in row or any(
        not formset.form(sent, prefix="row", initial=values).has_changed() for values in gone
    )


def _rows(data, formset, label: str) -> list[tuple[str, str]]:
    prefix = formset.get_default_prefix()
    numbers = range(min(number_of_rows(data, prefix), MOST_ROWS))
    rows = [formset.form(data, prefix=f"{prefix}-{number}").visible_fields() for number in numbers]
    return [(label, "; ".join(map(_told, filter(_says_something, row)))) for row in rows]


def _says_something(field) -> bool:
    return bool(field.data) and field.name not in ("order", "DELETE")


def _told(field) -> str:
    return labelled(field.label, _("Yes") if field.data is True else field.data)

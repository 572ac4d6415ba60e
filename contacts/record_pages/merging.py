"""Two records into one, in the admin: choose the other, see both side by side, confirm."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.merging import MergeRefused, better_first, choosable, filled_from, merge, refuse, revision_of
from contacts.models import Mission
from contacts.pointers import uses_of
from contacts.revisions import Words
from iomnews.numbers import whole_number

from .usage import lines_of

KEPT, MERGED = "kept", "merged"


class OtherForm(forms.Form):
    """Which record is the same as this one."""

    def __init__(self, record, model_admin, data=None):
        super().__init__(data)
        self.fields["other"] = forms.ModelChoiceField(
            type(record)._default_manager.exclude(pk=record.pk),
            widget=AutocompleteSelect(relation_to(type(record)), model_admin.admin_site),
            label=gettext_lazy("The other record"),
        )


def relation_to(model):
    """A relation to the model, by which Django's autocomplete knows what to look for."""
    use = next(iter(uses_of(model)))
    return use.user._meta.get_field(use.path) if use.column.model._meta.auto_created else use.column


class MergeForm(forms.Form):
    """One value of two for each field in which the records differ; the numbers of both revisions as they are shown."""

    seen_kept = forms.IntegerField(widget=forms.HiddenInput)
    seen_merged = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, kept, merged, data=None):
        seen = {"seen_kept": revision_of(kept), "seen_merged": revision_of(merged)}
        super().__init__(data, initial=seen)
        filled = filled_from(kept, merged)
        for field, values in _differing(kept, merged):
            self.fields[field.name] = forms.ChoiceField(
                label=capfirst(field.verbose_name),
                choices=list(zip((KEPT, MERGED), values, strict=True)),
                initial=MERGED if field.name in filled else KEPT,
                widget=forms.RadioSelect,
            )

    def choices_of_values(self):
        return [self[name] for name in self.fields if not name.startswith("seen_")]

    def taken(self) -> set[str]:
        return {name for name, choice in self.cleaned_data.items() if choice == MERGED}

    def seen(self) -> tuple[int, int]:
        return self.cleaned_data["seen_kept"], self.cleaned_data["seen_merged"]


def _differing(kept, merged) -> list[tuple]:
    """(field, (what the first says, what the second says)) of each field that holds two values."""
    values = [{field.name: getattr(one, field.attname) for field in choosable(kept)} for one in (kept, merged)]
    words = Words(type(kept), values)
    return [
        (field, tuple(words.say(field.name, content[field.name]) for content in values))
        for field in choosable(kept)
        if values[0][field.name] != values[1][field.name]
    ]


class MergePages:
    def get_urls(self):
        """`merge` asks which other record; `merge/<other>` shows both."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:object_id>/merge/", wrap(self.choose_view), name=f"{name}_merge"),
            path("<int:kept_id>/merge/<int:merged_id>/", wrap(self.merge_view), name=f"{name}_merge_with"),
            *super().get_urls(),
        ]

    def page_tools(self, request, obj):
        tools = super().page_tools(request, obj)
        if not self.has_delete_permission(request) or not self.has_change_permission(request):
            return tools
        return [*tools, (_("Merge with another…"), self._address("merge", obj.pk))]

    def get_actions(self, request):
        actions = super().get_actions(request)
        action = MergePages.merge_two, "merge_two", MergePages.merge_two.short_description
        allowed = self.has_delete_permission(request) and self.has_change_permission(request)
        return actions | ({"merge_two": action} if allowed else {})

    @admin.display(description=gettext_lazy("Merge the two chosen"))
    def merge_two(self, request, queryset):
        records = list(queryset[:3])
        if len(records) != 2:
            self.message_user(request, _("Choose exactly two records to merge."), messages.WARNING)
            return None
        return redirect(self._address_of_both(request, *records))

    def _address(self, page: str, *keys) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=keys)

    def _address_of_both(self, request, one, other) -> str:
        """The better one first, unless only the other way round is allowed to the user."""
        kept, merged = better_first(one, other)
        if not self._may_merge(request, kept, merged) and self._may_merge(request, merged, kept):
            kept, merged = merged, kept
        return self._address("merge_with", kept.pk, merged.pk)

    def address_of_merge(self, request, one, other) -> str:
        """Where the two are seen side by side; empty where the user may not merge them."""
        may = self._may_merge(request, one, other) or self._may_merge(request, other, one)
        return self._address_of_both(request, one, other) if may else ""

    def _may_merge(self, request, kept, merged) -> bool:
        return self.has_change_permission(request, kept) and self.has_delete_permission(request, merged)

    def delete_view(self, request, object_id, extra_context=None):
        key = whole_number(unquote(object_id))
        address = self._address("merge", key) if key else ""
        return super().delete_view(request, object_id, {"merge_address": address} | (extra_context or {}))

    def choose_view(self, request, object_id):
        record = self._existing(request, object_id)
        form = OtherForm(record, self, request.GET if "other" in request.GET else None)
        if form.is_valid():
            return redirect(self._address_of_both(request, record, form.cleaned_data["other"]))
        title = _("Which record is the same as %(record)s?") % {"record": record}
        context = {"title": title, "form": form, "media": form.media}
        return self._page(request, "merge_choose", record, context)

    def merge_view(self, request, kept_id, merged_id):
        kept, merged = self._existing(request, kept_id), self._existing(request, merged_id)
        if not self._may_merge(request, kept, merged):
            for key in (kept_id, merged_id):  # one that has gone since is nobody's
                self._existing(request, key)
            raise PermissionDenied
        form = MergeForm(kept, merged, request.POST if request.method == "POST" else None)
        if form.is_valid() and self._merge(request, kept, merged, form):
            return redirect(self._address("change", kept.pk))
        return self._page(request, "merge", kept, self._side_by_side(request, kept, merged, form))

    def _existing(self, request, key):
        record = self.get_object(request, unquote(str(key)))
        if record is None:
            raise Http404(_("One of the two has been merged or deleted meanwhile."))
        return record

    def _merge(self, request, kept, merged, form) -> bool:
        """Whether it was done; the page says why not."""
        gone, name = str(merged), str(kept)
        try:
            merge(kept, merged, take=form.taken(), seen=form.seen())
        except (MergeRefused, ValidationError) as refusal:
            form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
            return False
        self.log_change(request, kept, [{"revision": revision_of(kept)}])
        done = _("%(merged)s is now part of %(kept)s.") % {"merged": gone, "kept": name}
        self.message_user(request, done, messages.SUCCESS)
        return True

    def _side_by_side(self, request, kept, merged, form) -> dict:
        may_turn = self._may_merge(request, merged, kept)
        return {
            "title": _("Merge %(merged)s into %(kept)s") % {"merged": merged, "kept": kept},
            "form": form,
            "kept": kept,
            "merged": merged,
            "moved": lines_of(merged),
            "refusal": _refusal(kept, merged),
            "kinds_differ": isinstance(kept, Mission) and kept.kind != merged.kind,
            "other_way": self._address("merge_with", merged.pk, kept.pk) if may_turn else "",
        }

    def _page(self, request, template, record, context):
        frame = {"opts": self.opts, "record": record}
        context = self.admin_site.each_context(request) | frame | context
        return TemplateResponse(request, f"admin/records/{template}.html", context)


def _refusal(kept, merged) -> str:
    try:
        refuse(kept, merged)
    except MergeRefused as refusal:
        return str(refusal)
    return ""

"""Taking away “to check”: what readers will see is shown before."""

from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ConfirmAction:
    """`confirm_record` says what a confirmation writes, `shown_to_readers` what they see of the record then."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        action = ConfirmAction.confirm, "confirm", ConfirmAction.confirm.short_description
        return actions | ({"confirm": action} if self.has_change_permission(request) else {})

    @admin.display(description=gettext_lazy("Confirm: nothing to check any more"))
    def confirm(self, request, queryset):
        theirs = list(self.unconfirmed(queryset).filter(pk__in=self.model.objects.changeable_by(request.user)))
        if not theirs:
            nothing = _("None of these is to check, or none is of your mission.")
            self.message_user(request, nothing, messages.WARNING)
            return None
        if "confirmed" not in request.POST:
            return self._ask(request, theirs, queryset.count() - len(theirs))
        self._confirm_all(request, theirs)
        return redirect(request.get_full_path())

    def _ask(self, request, records, others):
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Confirm these records?"),
            "rows": [(record, self.shown_to_readers(record)) for record in records],
            "others": others,
        }
        return TemplateResponse(request, "admin/records/confirm.html", context)

    @transaction.atomic
    def _confirm_all(self, request, records):
        held = self.model._base_manager.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in records])
        for record in held.order_by("pk"):
            self.confirm_record(record)
            record._change_reason = _("Confirmed")
            record.save()
            self.log_change(request, record, [{"changed": {}}])
        done = _("Confirmed: %(count)d.") % {"count": len(records)}
        self.message_user(request, done, messages.SUCCESS)

    def unconfirmed(self, records):
        return records.filter(is_to_check=True)

    def confirm_record(self, record):
        record.is_to_check = False

    def shown_to_readers(self, record) -> list[str]:
        return [record.name, record.slug]

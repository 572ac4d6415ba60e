"""Missions and press contacts as rows of a spreadsheet. docs/spreadsheets.md says what each column holds."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Mission, PressContact, PressContactPhone, is_e164, may_be_of_kind
from .names import NAME_FIELDS
from .spreadsheets.cells import join, join_parts, split, split_parts
from .spreadsheets.columns import PartColumn, Text
from .spreadsheets.resource import SheetResource

HIDDEN = "[private]"
"""Stands for a number that whoever took the file may not see."""


class Phones(Text):
    """number:public or private:apps:note for each phone."""

    def clean(self, value, row=None, **kwargs):
        phones = [self._phone(written) for written in split(value)]
        if len({phone["number"] for phone in phones}) < len(phones):
            raise ValueError(_("The same number is there twice. Delete one."))
        return phones

    def render(self, value, obj=None, **kwargs):
        return join([self._written(phone) for phone in value])

    def _phone(self, written: str) -> dict:
        number, shown, apps, note = [*split_parts(written), "", "", ""][:4]
        told = {"value": written}
        if number == HIDDEN:
            message = _(
                "This file was taken by someone who may not see the private numbers. Delete the column “phones”."
            )
            raise ValueError(message)
        if len(split_parts(written)) > 4 or shown not in ("public", "private", ""):
            raise ValueError(
                _("“%(value)s” is no phone. Write it like +22720000000:public:WhatsApp, Signal:evenings.") % told
            )
        try:
            is_e164(number)
        except ValidationError as error:
            raise ValueError(f"“{number}”: {error.messages[0]}") from None
        return {"number": number, "is_public": shown == "public", "apps": split(apps, ","), "note": note}

    def _written(self, phone: dict) -> str:
        if phone["number"] == HIDDEN:
            return HIDDEN
        shown = "public" if phone["is_public"] else "private"
        return join_parts([phone["number"], shown, join(phone["apps"], ","), phone["note"]])


def phones_of(contact) -> list[dict]:
    """Private numbers only for those who may change the contact: `_may_change` says so."""
    return [
        {"number": phone.number, "is_public": phone.is_public, "apps": phone.apps, "note": phone.note}
        if phone.is_public or contact._may_change
        else {"number": HIDDEN}
        for phone in contact.phones.all()
    ]


class MissionResource(SheetResource):
    class Meta:
        model = Mission
        fields = [
            "slug", *NAME_FIELDS, "acronym", "aliases", "kind", "parent", "country", "covers", "regions", "city",
            "latitude", "longitude", "time_zone", "press_line_name", "press_line_phone",
            "press_line_is_public", "press_line_email", "about_fr", "about_en", "about_es", "about_ar", "is_to_check",
        ]  # fmt: skip

    def with_relations(self, records):
        return records.select_related("parent", "country").prefetch_related("covers", "regions")

    def forbidden(self, instance):
        if "kind" in self.changed and not may_be_of_kind(instance.kind, self.user):
            return {"kind": [ValidationError(_("Headquarters alone says which office is headquarters."))]}
        return super().forbidden(instance)


class PressContactResource(SheetResource):
    phones = PartColumn(phones_of, Phones())
    labels = {"phones": gettext_lazy("phones")}

    class Meta:
        model = PressContact
        fields = [
            "slug", "name", "aliases", "mission", "role_fr", "role_en", "role_es", "role_ar", "languages", "email",
            "phones", "is_active", "verified_on", "note",
        ]  # fmt: skip

    def with_relations(self, records):
        return records.select_related("mission").prefetch_related("phones")

    def write_part(self, instance, relation, phones):
        instance.phones.exclude(number__in=[phone["number"] for phone in phones]).delete()
        for order, phone in enumerate(phones):
            values = phone | {"contact": instance, "order": order}
            PressContactPhone.objects.update_or_create(contact=instance, number=phone["number"], defaults=values)

"""Missions, programmes and the people who answer the press, as readers see them on their pages."""

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.models import Organisation, Programme
from articles.public import public_missions, public_programmes
from contacts.models import Mission, PressContact
from contacts.names import NAME_LANGUAGES


def missions():
    public = public_missions(timezone.now())
    parents = Prefetch("parent", public, to_attr="public_parent")
    return public.select_related("country__region").prefetch_related("regions", "covers", parents)


def programmes():
    known = Organisation.objects.filter(is_to_check=False)
    return public_programmes(timezone.now()).prefetch_related(
        *(Prefetch(field, known, to_attr=f"known_{field}") for field in ("lead_agencies", "funders"))
    )


def contacts():
    missions = Prefetch("mission", public_missions(timezone.now()), to_attr="public_mission")
    return PressContact.objects.confirmed().prefetch_related("phones", missions)


class AddressField(serializers.URLField):
    """An address of the site, made absolute by the context."""

    def to_representation(self, path):
        return self.context["absolute"](path)


class KeysField(serializers.ListField):
    """Of several records, what addresses know them by."""

    child = serializers.CharField()

    def __init__(self, key="slug", **kwargs):
        super().__init__(**kwargs)
        self.key = key

    def to_representation(self, records):
        return [getattr(record, self.key) for record in records.all()]


def licence() -> dict:
    """Under which the releases may be used; its name in the reader's language where none has been set."""
    return settings.CONTENT_LICENCE | {"name": gettext(settings.CONTENT_LICENCE["name"])}


class LicenceSerializer(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.URLField(allow_null=True)


class NameSerializer(serializers.Serializer):
    """A record by its code, with its name in the language of the answer."""

    slug = serializers.CharField()
    name = serializers.CharField()


class NamesField(serializers.DictField):
    child = serializers.CharField()

    def to_representation(self, record):
        names = {language: getattr(record, f"name_{language}") for language in NAME_LANGUAGES}
        return {language: name for language, name in names.items() if name}


class PhoneSerializer(serializers.Serializer):
    number = serializers.CharField()
    apps = serializers.ListField(child=serializers.CharField(), help_text=_("Messaging apps."))
    note = serializers.CharField()


class PersonSerializer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField(), help_text=_("That the person speaks."))
    phones = PhoneSerializer(many=True, source="public_phones")
    email = serializers.CharField()


class PressLineSerializer(serializers.Serializer):
    name = serializers.CharField(source="press_line_name")
    phone = serializers.CharField(source="public_phone")
    email = serializers.CharField(source="press_line_email")

    def to_representation(self, mission):
        return super().to_representation(mission) if mission.has_press_line else None


class OfficeSerializer(PressLineSerializer):
    mission = serializers.CharField(source="slug")


class AnswerSerializer(serializers.Serializer):
    """The people to call today, else the office whose press line answers."""

    people = PersonSerializer(many=True)
    office = OfficeSerializer(allow_null=True)


class MissionSerializer(NameSerializer):
    url = AddressField(source="get_absolute_url")
    names = NamesField(source="*", help_text=_("By language."))
    kind = serializers.ChoiceField(Mission.Kind.choices)
    country = serializers.CharField(source="country_id", allow_null=True, help_text=_("Where it is: two letters."))
    city = serializers.CharField()
    covers = KeysField("code", help_text=_("Other countries."))
    regions = KeysField(help_text=_("Of a regional office."))
    answers_to = NameSerializer(source="public_parent", allow_null=True)
    press_line = PressLineSerializer(source="*", allow_null=True)


class ProgrammeSerializer(NameSerializer):
    url = AddressField(source="get_absolute_url")
    names = NamesField(source="*", help_text=_("By language."))
    acronym = serializers.CharField()
    kind = serializers.ChoiceField([(kind.value, kind.label) for kind in Programme.BROWSED])
    phase = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    lead_agencies = NameSerializer(many=True, source="known_lead_agencies")
    funders = NameSerializer(many=True, source="known_funders")


class ContactSerializer(PersonSerializer):
    mission = NameSerializer(source="public_mission", allow_null=True)

"""What a list answers with, beside its results."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.facets import FACETS

from .records import ContactSerializer, LicenceSerializer, MissionSerializer, ProgrammeSerializer
from .serializers import ListedArticleSerializer


class RootSerializer(serializers.Serializer):
    articles = serializers.URLField()
    missions = serializers.URLField()
    programmes = serializers.URLField()
    contacts = serializers.URLField()
    licence = LicenceSerializer()


class PageSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text=_("Of all pages."))
    next = serializers.URLField(allow_null=True, help_text=_("The next page; follow it as it is."))
    previous = serializers.URLField(allow_null=True, help_text=_("The page before, of a list by number."))
    licence = LicenceSerializer()


class FacetValueSerializer(serializers.Serializer):
    value = serializers.CharField(help_text=_("As the parameter takes it."))
    label = serializers.CharField(help_text=_("In the language of the answer."))
    count = serializers.IntegerField(help_text=_("How many releases have it, whatever else of this facet is chosen."))


class FacetsSerializer(serializers.Serializer):
    def get_fields(self):
        return {facet.name: FacetValueSerializer(many=True, required=False) for facet in FACETS}


class FacetSizesSerializer(serializers.Serializer):
    def get_fields(self):
        return {facet.name: serializers.IntegerField(required=False) for facet in FACETS}


class TombstoneSerializer(serializers.Serializer):
    uuid = serializers.UUIDField()
    gone_at = serializers.DateTimeField()


class ArticleListSerializer(PageSerializer):
    results = ListedArticleSerializer(many=True)
    facets = FacetsSerializer(
        required=False, help_text=_("The first values of each, and those that are chosen. Not with modified_since.")
    )
    facet_sizes = FacetSizesSerializer(
        required=False, help_text=_("How many values each facet has in all: “facet” gives those of one.")
    )
    tombstones = TombstoneSerializer(
        many=True, required=False, help_text=_("With modified_since: what was public and no longer is.")
    )
    modified_until = serializers.DateTimeField(
        required=False, help_text=_("With modified_since: what to give as modified_since the next time.")
    )


class MissionListSerializer(PageSerializer):
    results = MissionSerializer(many=True)


class ProgrammeListSerializer(PageSerializer):
    results = ProgrammeSerializer(many=True)


class ContactListSerializer(PageSerializer):
    results = ContactSerializer(many=True)

"""What the API tells of a record: no more than readers see on its page.

The contacts printed on a release stay out: many no longer answer, and what went out cannot be taken back.
"""

from collections.abc import Collection, Sequence

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.facets import FACETS
from articles.facets.declared import UNDATED, months, years
from articles.models import Article, ArticleImage, ArticleOrganisation, Programme

from .records import AddressField, AnswerSerializer, KeysField, LicenceSerializer

LIGHT = ("uuid", "url", "language", "title", "date", "lead", "published_at", "changed_at")
FACET_NAMES = [facet.name for facet in FACETS if facet.name != "language"]  # an article has one, and says it plainly


def _years(article) -> list[str]:
    if article.listed_on is None:
        return [UNDATED]
    return [str(year) for year in years(str(article.earliest_on), str(article.latest_on))]


def _months(article) -> list[str]:
    if article.listed_on is None:
        return []
    return _once(f"{month:02}" for _year, month in months(str(article.earliest_on), str(article.latest_on)))


def _once(values) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))


VALUES = {
    "country": lambda article: [country.code for country in article.main_countries],
    "region": lambda article: _once(country.region and country.region.slug for country in article.main_countries),
    "mission": lambda article: [article.mission.slug] if article.mission else [],
    "programme": lambda article: [programme.slug for programme in article.browsed_programmes],
    "theme": lambda article: [theme.slug for theme in article.themes.all()],
    "organisation": lambda article: _once(link.organisation.slug for link in article.organisation_links.all()),
    "year": _years,
    "month": _months,
    "kind": lambda article: [article.kind],
    "scope": lambda article: [article.scope],
}
"""The values of an article by facet, as `country=` and the others ask for them."""

PARTS = {
    "country": ["country_links__country__region"],
    "region": ["country_links__country__region"],
    "countries_mentioned": ["country_links__country"],
    "mission": ["mission"],
    "co_issuers": ["co_issuers"],
    "programme": [Prefetch("programmes", Programme.objects.for_readers(), to_attr="browsed_programmes")],
    "theme": ["themes"],
    "organisation": ["organisation_links__organisation"],
    "organisations": ["organisation_links__organisation"],
    "images": [Prefetch("images", ArticleImage.objects.exclude(image=""), to_attr="pictures")],
    "attachments": ["attachments"],
    "quotes": ["quotes"],
    "corrections": ["corrections"],
}
"""What must be read for a field, beside the article itself."""


def read_parts(articles: Sequence[Article], names: Collection[str], published) -> None:
    """All that these fields of the articles need, in as many queries for many as for one."""
    prefetch_related_objects(articles, *(lookup for name in names for lookup in PARTS.get(name, ())))
    if "body_html" in names:
        texts = dict(
            Article.objects.filter(pk__in=[article.pk for article in articles]).values_list("pk", "body_html")
        )
        for article in articles:
            article.body_html = texts[article.pk]
    if "translations" in names:
        groups = {article.translation_group for article in articles}
        versions = list(published.filter(translation_group__in=groups).order_by("language"))
        for article in articles:
            article.other_versions = [
                version for version in versions
                if version.translation_group == article.translation_group and version != article
            ]  # fmt: skip


class FacetValuesField(serializers.ListField):
    child = serializers.CharField()

    def to_representation(self, article):
        return VALUES[self.field_name](article)


class MentionedField(serializers.ListField):
    child = serializers.CharField()

    def to_representation(self, article):
        return [link.country_id for link in article.country_links.all() if not link.is_main]


class ImageSerializer(serializers.Serializer):
    url = AddressField(source="image.url")
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    alt = serializers.CharField(help_text=_("What it shows, for those who do not see it."))
    caption = serializers.CharField()
    credit = serializers.CharField()


class AttachmentSerializer(serializers.Serializer):
    title = serializers.CharField()
    url = AddressField(source="file.url")


class QuoteSerializer(serializers.Serializer):
    speaker = serializers.CharField()
    role = serializers.CharField()
    text = serializers.CharField()


class CorrectionSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    made_on = serializers.DateField()
    text = serializers.CharField()


class RoleSerializer(serializers.Serializer):
    slug = serializers.CharField(source="organisation.slug")
    name = serializers.CharField(source="organisation.name")
    role = serializers.ChoiceField(ArticleOrganisation.Role.choices)
    funded = serializers.CharField(help_text=_("What it paid for."))


class VersionSerializer(serializers.Serializer):
    uuid = serializers.UUIDField()
    language = serializers.ChoiceField(Article.Language.choices)
    url = AddressField(source="get_absolute_url")


class ArticleSerializer(serializers.Serializer):
    uuid = serializers.UUIDField(help_text=_("Stays the same for good, whatever changes."))
    url = AddressField(source="get_absolute_url", help_text=_("Its page."))
    language = serializers.ChoiceField(Article.Language.choices)
    title = serializers.CharField()
    date = serializers.CharField(
        source="date_edtf", help_text=_("As far as it is known, in EDTF: 2010-11-05, 2010-11, 2011-10~; may be empty.")
    )
    earliest_on = serializers.DateField(allow_null=True, help_text=_("The first day that the date may mean."))
    latest_on = serializers.DateField(allow_null=True, help_text=_("The last day that the date may mean."))
    lead = serializers.CharField()
    published_at = serializers.DateTimeField(source="visible_from", help_text=_("Since when readers see it."))
    changed_at = serializers.DateTimeField(help_text=_("When it was last saved or went live, the later of the two."))
    dateline = serializers.CharField(help_text=_("As printed: NIAMEY –"))
    body_html = serializers.CharField(help_text=_("The text, as clean semantic HTML."))
    countries_mentioned = MentionedField(source="*", help_text=_("Codes of countries that are only named."))
    co_issuers = KeysField(help_text=_("Missions that issued it together with its own."))
    organisations = RoleSerializer(many=True, source="organisation_links")
    images = ImageSerializer(many=True, source="pictures")
    attachments = AttachmentSerializer(many=True)
    quotes = QuoteSerializer(many=True)
    corrections = CorrectionSerializer(many=True)
    translations = VersionSerializer(many=True, source="other_versions", help_text=_("The same release in others."))

    def get_fields(self):
        values = _("What it has of this facet.")
        return super().get_fields() | {name: FacetValuesField(source="*", help_text=values) for name in FACET_NAMES}


CHOOSABLE = tuple(ArticleSerializer().fields)
DEFAULT = (*LIGHT, *FACET_NAMES)


class ListedArticleSerializer(ArticleSerializer):
    """With the fields that were asked for, and the uuid."""

    def get_fields(self):
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name == "uuid"
        chosen = {"uuid", *self.context.get("fields", CHOOSABLE)}
        return {name: field for name, field in fields.items() if name in chosen}


class ArticleDetailSerializer(ArticleSerializer):
    who_answers = AnswerSerializer(source="answer", help_text=_("Whom the press calls today, however old it is."))
    licence = LicenceSerializer()

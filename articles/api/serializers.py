"""What the API tells of a record: no more than readers see on its page.

The contacts printed on a release stay out: many no longer answer, and what went out cannot be taken back.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.facets import FACETS
from articles.facets.declared import UNDATED, months, years
from articles.models import Article, ArticleCountry, ArticleImage, ArticleOrganisation, Programme, Theme
from contacts.models import Mission

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

COUNTRIES = Prefetch(
    "country_links",
    ArticleCountry.objects.select_related("country__region").only(
        "article", "rank", "order", "country__code", "country__region__slug"
    ),
)
ORGANISATIONS = Prefetch("organisation_links", ArticleOrganisation.objects.select_related("organisation"))
PARTS = {
    "country": COUNTRIES,
    "region": COUNTRIES,
    "countries_mentioned": COUNTRIES,
    "mission": Prefetch("mission", Mission.objects.only("slug")),
    "co_issuers": Prefetch("co_issuers", Mission.objects.only("slug")),
    "programme": Prefetch("programmes", Programme.objects.for_readers().only("slug"), to_attr="browsed_programmes"),
    "theme": Prefetch("themes", Theme.objects.only("slug")),
    "organisation": ORGANISATIONS,
    "organisations": ORGANISATIONS,
    "images": Prefetch("images", ArticleImage.objects.exclude(image=""), to_attr="pictures"),
    "attachments": "attachments",
    "quotes": "quotes",
    "corrections": "corrections",
}
"""What must be read for a field, beside the article itself."""


def with_parts(keys: Sequence[int], names: Collection[str], now: datetime) -> list[Article]:
    """The public ones of the articles, in this order, with all that these fields of them need."""
    rows = Article.objects.published(now)
    found = (rows if "body_html" in names else rows.defer("body_html")).in_bulk(keys)
    articles = [found[key] for key in keys if key in found]
    read_parts(articles, names, now)
    return articles


def read_parts(articles: Sequence[Article], names: Collection[str], now: datetime) -> None:
    """In as many queries for many as for one."""
    prefetch_related_objects(articles, *dict.fromkeys(PARTS[name] for name in names if name in PARTS))
    if "translations" in names:
        groups = defaultdict(list)
        versions = Article.objects.published(now).filter(
            translation_group__in={one.translation_group for one in articles}
        )
        for version in versions.order_by("language").only("uuid", "language", "slug", "translation_group"):
            groups[version.translation_group].append(version)
        for article in articles:
            article.other_versions = [other for other in groups[article.translation_group] if other != article]


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
    language = serializers.ChoiceField(Article.Language.choices, help_text=_("That it is written in."))
    title = serializers.CharField(help_text=_("Its title."))
    date = serializers.CharField(
        source="date_edtf", help_text=_("As far as it is known, in EDTF: 2010-11-05, 2010-11, 2011-10~; may be empty.")
    )
    earliest_on = serializers.DateField(allow_null=True, help_text=_("The first day that the date may mean."))
    latest_on = serializers.DateField(allow_null=True, help_text=_("The last day that the date may mean."))
    lead = serializers.CharField(help_text=_("One or two sentences; may be empty."))
    published_at = serializers.DateTimeField(source="visible_from", help_text=_("Since when readers see it."))
    changed_at = serializers.DateTimeField(help_text=_("When it was last saved or went live, the later of the two."))
    dateline = serializers.CharField(help_text=_("As printed: NIAMEY –"))
    body_html = serializers.CharField(help_text=_("The text, as clean semantic HTML."))
    countries_mentioned = MentionedField(source="*", help_text=_("Codes of countries that are only named."))
    co_issuers = KeysField(help_text=_("Missions that issued it together with its own."))
    organisations = RoleSerializer(
        many=True, source="organisation_links", help_text=_("Partners and funders, with their roles.")
    )
    images = ImageSerializer(many=True, source="pictures", help_text=_("Its pictures, the first one first."))
    attachments = AttachmentSerializer(many=True, help_text=_("Documents to take along."))
    quotes = QuoteSerializer(many=True, help_text=_("What people said in it, and who."))
    corrections = CorrectionSerializer(many=True, help_text=_("What was put right since, by number."))
    translations = VersionSerializer(many=True, source="other_versions", help_text=_("The same release in others."))

    def get_fields(self):
        fields = super().get_fields()
        facets = (facet for facet in FACETS if facet.name not in fields)
        return fields | {facet.name: FacetValuesField(source="*", help_text=facet.label) for facet in facets}


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

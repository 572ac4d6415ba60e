"""The list of releases as it is usually built with django-filter: one GROUP BY a facet. With the site beside it."""

from dataclasses import dataclass

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear, Left
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from articles.models import Article
from iomnews.urls import urlpatterns as site

UNDATED, EVERY = "undated", Q()
TEMPLATE = """<!doctype html><title>{{ page.paginator.count }}</title>
<form>{% for name, values in facets.items %}<fieldset><legend>{{ name }}</legend>{% for value, count in values %}
<label><input type="checkbox" name="{{ name }}" value="{{ value }}"> {{ value }} ({{ count }})</label>{% endfor %}
</fieldset>{% endfor %}</form>
<ol>{% for article in page %}<li><a href="{{ article.get_absolute_url }}">{{ article.title }}</a>
{{ article.listed_on }} {{ article.mission }}
{% for link in article.country_links.all %}{{ link.country }} {% endfor %}
{% for theme in article.themes.all %}{{ theme }} {% endfor %}<p>{{ article.excerpt }}</p></li>{% endfor %}</ol>"""


@dataclass(frozen=True)
class Facet:
    path: str
    where: Q = EVERY

    def filter(self, articles: QuerySet, values: list[str]) -> QuerySet:
        return articles.filter(self.where, **{f"{self.path}__in": values}) if values else articles

    def counts(self, articles: QuerySet) -> dict[str, int]:
        """How many releases have each value, their languages counted once."""
        rows = articles.filter(self.where, **{f"{self.path}__isnull": False}).order_by().values_list(self.path)
        return {str(value): count for value, count in rows.annotate(Count("translation_group", distinct=True))}


class Year(Facet):
    def filter(self, articles, values):
        wanted = Q(listed_on__year__in=[int(value) for value in values if value != UNDATED])
        return articles.filter(wanted | Q(listed_on=None) if UNDATED in values else wanted) if values else articles

    def counts(self, articles):
        rows = articles.order_by().values_list(ExtractYear("listed_on"))
        counted = rows.annotate(Count("translation_group", distinct=True))
        return {UNDATED if year is None else str(year): count for year, count in counted}


ABOUT = Q(country_links__rank="main")
FACETS = {
    "country": Facet("country_links__country__code", ABOUT),
    "region": Facet("country_links__country__region__slug", ABOUT),
    "mission": Facet("mission__slug"),
    "programme": Facet("programmes__slug"),
    "theme": Facet("themes__slug"),
    "year": Year("listed_on"),
    "language": Facet("language"),
}


class NaiveFilter(django_filters.FilterSet):
    """`chosen` holds the values of each facet; a facet's counts ignore its own choice."""

    def __init__(self, chosen: dict[str, list[str]], now):
        super().__init__(chosen, Article.objects.published(now))
        self.chosen = chosen

    def matching(self, leaving_out: str | None = None) -> QuerySet:
        articles = self.queryset
        for name, facet in FACETS.items():
            if name != leaving_out:
                articles = facet.filter(articles, self.chosen.get(name, []))
        return articles

    def total(self) -> int:
        return self.matching().aggregate(total=Count("translation_group", distinct=True))["total"]

    def rows(self) -> QuerySet:
        """Language versions, not releases: choosing one of each would cost more still."""
        keys = self.matching().order_by().values("pk")
        newest = F("listed_on").desc(nulls_last=True), "-pk"
        rows = Article.objects.filter(pk__in=keys).defer("body_html").annotate(opening=Left("body_html", 700))
        return rows.select_related("mission").prefetch_related("country_links__country", "themes").order_by(*newest)

    def facets(self) -> dict[str, dict[str, int]]:
        return {name: facet.counts(self.matching(leaving_out=name)) for name, facet in FACETS.items()}


def naive_list(request):
    filters = NaiveFilter({name: request.GET.getlist(name) for name in FACETS}, timezone.now())
    facets = {name: sorted(counts.items(), key=lambda item: -item[1]) for name, counts in filters.facets().items()}
    page = Paginator(filters.rows(), 20).page(request.GET.get("page", 1))
    return HttpResponse(engines["django"].from_string(TEMPLATE).render({"page": page, "facets": facets}, request))


urlpatterns = [path("naive/", naive_list), *site]

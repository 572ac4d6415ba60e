"""The facets, each declared once: its parameter, its label, where its values are found and what they are called.

A facet narrows through a subquery of its own, so that two facets over one relation (country and region) do not
share a join, and counts releases, not language versions.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleCountry, Organisation, Programme, Theme
from contacts.merging import current_keys
from contacts.models import Country, Mission, Region
from contacts.names import fold

UNDATED = "undated"
A_YEAR = re.compile(r"(?:19|2\d)\d\d", re.ASCII)


@dataclass(frozen=True)
class Facet(ABC):
    name: str
    label: str

    @abstractmethod
    def narrow(self, articles, values: list[str]):
        """The articles that have one of the values."""

    @abstractmethod
    def count(self, articles) -> dict[str, int]:
        """How many releases each value has among the articles."""

    @abstractmethod
    def labels(self, values: list[str]) -> dict[str, str]:
        """What the values are called in the reader's language; one that nobody knows is left out."""

    def unknown(self, values: list[str], articles) -> list[str]:
        """Those of the values that mean nothing to a reader of the articles."""
        known = self.labels(values)
        return [value for value in values if value not in known]

    def of_today(self, values: list[str], articles) -> list[str]:
        """The values, each former one exchanged for the one that readers of the articles know today."""
        return values

    def in_order(self, values: dict[str, int], labels: dict[str, str]) -> list[str]:
        """The most frequent first, then by name."""
        return sorted(values, key=lambda value: (-values[value], fold(labels[value])))


@dataclass(frozen=True)
class RecordFacet(Facet):
    """Values are records with a name: `path` leads from an article to their `key`.

    A record that is not `certain` is known to readers only by a public article: a draft must not betray it.
    """

    path: str = ""
    model: type = None
    key: str = "slug"
    where: dict = field(default_factory=dict)
    certain: Q | None = None

    def narrow(self, articles, values):
        having = Article.objects.filter(**self.where, **{f"{self.path}__in": values})
        return articles.filter(pk__in=having.values("pk"))

    def count(self, articles):
        rows = articles.order_by().filter(**self.where, **{f"{self.path}__isnull": False}).values_list(self.path)
        return dict(rows.annotate(releases=Count("translation_group", distinct=True)))

    def labels(self, values):
        found = self.model.objects.filter(**{f"{self.key}__in": values})
        return {getattr(record, self.key): record.name for record in found}

    def unknown(self, values, articles):
        certain = (
            self.model.objects.filter(self.certain, **{f"{self.key}__in": values}) if self.certain is not None else []
        )
        known = {getattr(record, self.key) for record in certain}
        rest = [value for value in values if value not in known]
        seen = self.count(self.narrow(articles, rest)) if rest else {}
        return [value for value in rest if value not in seen]

    def of_today(self, values, articles):
        if self.key != "slug":
            return values
        today = current_keys(self.model, values)
        hidden = self.unknown(list(today.values()), articles)
        return [value if today[value] in hidden else today[value] for value in values]


@dataclass(frozen=True)
class ChoiceFacet(Facet):
    """Values are the choices of a field of Article."""

    choices: type = None

    def narrow(self, articles, values):
        return articles.filter(**{f"{self.name}__in": values})

    def count(self, articles):
        rows = articles.order_by().values_list(self.name)
        return dict(rows.annotate(releases=Count("translation_group", distinct=True)))

    def labels(self, values):
        return {value: str(label) for value, label in self.choices.choices if value in values}


@dataclass(frozen=True)
class YearFacet(Facet):
    """A release counts in every year that its date touches; one whose date is too wide is undated."""

    def narrow(self, articles, values):
        wanted = Q(listed_on=None) if UNDATED in values else Q(pk__in=[])
        for year in (int(value) for value in values if value != UNDATED):
            first, last = date(year, 1, 1), date(year, 12, 31)
            wanted |= Q(listed_on__isnull=False, earliest_on__lte=last, latest_on__gte=first)
        return articles.filter(wanted)

    def count(self, articles):
        rows = articles.order_by().annotate(dated=Q(listed_on__isnull=False))
        spans = rows.values_list("translation_group", "dated", "earliest_on__year", "latest_on__year").distinct()
        years_of_releases = {
            (str(year), group)
            for group, dated, first, last in spans
            for year in (range(first, last + 1) if dated else [UNDATED])
        }
        return Counter(year for year, _group in years_of_releases)

    def uncertain(self, articles) -> set[str]:
        """Years that some release may or may not belong to."""
        doubtful = articles.order_by().filter(Q(date_edtf__regex=r"[~?%]$") | Q(date_edtf__contains="/"))
        rows = doubtful.filter(listed_on__isnull=False).values_list(
            "earliest_on__year", "latest_on__year", "date_edtf"
        )
        return {
            str(year)
            for first, last, edtf in rows.distinct()
            for year in range(first, last + 1)
            if first != last or edtf[-1] in "~?%"
        }

    def labels(self, values):
        years = {value: value for value in values if A_YEAR.fullmatch(value)}
        return years | {value: str(_("Undated")) for value in values if value == UNDATED}

    def in_order(self, values, labels):
        return sorted(values, key=lambda value: value if value != UNDATED else "", reverse=True)


IS_ABOUT = {"country_links__rank": ArticleCountry.Rank.MAIN}
EVERY = Q()

FACETS = (
    RecordFacet("country", _("Country concerned"), "country_links__country", Country, "code", IS_ABOUT, EVERY),
    RecordFacet("region", _("Region"), "country_links__country__region__slug", Region, "slug", IS_ABOUT, EVERY),
    RecordFacet("mission", _("Mission"), "mission__slug", Mission, certain=Q(is_to_check=False)),
    RecordFacet(
        "programme", _("Programme"), "programmes__slug", Programme, where={"programmes__kind__in": Programme.BROWSED}
    ),
    RecordFacet("theme", _("Theme"), "themes__slug", Theme, certain=EVERY),
    RecordFacet("organisation", _("Partner or funder"), "organisations__slug", Organisation),
    YearFacet("year", _("Year")),
    ChoiceFacet("kind", _("Kind"), Article.Kind),
    ChoiceFacet("language", _("Language"), Article.Language),
)

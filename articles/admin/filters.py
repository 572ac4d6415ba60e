"""The filters of the list of articles: what each is called in the address, its values in use and their counts.

Values and counts come from what the user may see, so that none betrays another mission's draft. Each filter takes one
query for its values and one for its counts, however many there are; a filter's own choice does not change its counts.
"""

from abc import ABC, abstractmethod
from collections import Counter
from datetime import date
from functools import partial

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.gaps import LACKING, WAITING, Gap, Wait
from articles.models import Article, ArticleCountry, ImportBatch, Programme, SourceDocument, Theme
from contacts.models import Country, Mission
from contacts.names import NAME_FIELDS, sorted_by_name

UNDATED = "undated"


def among(articles, link: str) -> Q:
    """That a link leads to one of the articles; nothing to ask where they are all there are."""
    return Q(**{f"{link}__in": articles.order_by().values("pk")}) if articles.query.where else Q()


class ArticleFilter(admin.ListFilter, ABC):
    """One parameter of the address; it may stand there several times where the filter `takes_several` answers."""

    parameter_name = None
    takes_several = False

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.articles, self.user = model_admin.get_queryset(request), request.user
        self.chosen = list(dict.fromkeys(filter(None, params.pop(self.parameter_name, []))))
        if not self.takes_several:
            self.chosen = self.chosen[-1:]

    def has_output(self):
        return True

    def expected_parameters(self):
        return [self.parameter_name]

    def queryset(self, request, queryset):
        for value in self.chosen:
            queryset = queryset.filter(self.having(value))
        return queryset

    @abstractmethod
    def having(self, value: str) -> Q:
        """Which articles have the value; none for a value that means nothing."""

    @abstractmethod
    def count(self, articles) -> dict[str, int]:
        """How many of the articles have each value."""

    @property
    @abstractmethod
    def labels(self) -> dict[str, str]:
        """The values in use with their names, in the order in which they are shown."""

    def choices(self, changelist):
        counts = self._counts(changelist) if changelist.add_facets else {}
        for value, label in self.labels.items():
            yield {
                "value": value,
                "display": label,
                "selected": value in self.chosen,
                "count": counts.get(value, 0) if changelist.add_facets else None,
                "query_string": partial(self._address, changelist, value),
            }

    def _counts(self, changelist) -> dict[str, int]:
        return self.count(changelist.passing_all_but(None if self.takes_several else self))

    def _address(self, changelist, value: str) -> str:
        """Made for the choices that are links; a thousand options of a select need none."""
        return changelist.get_query_string({self.parameter_name: self._toggled(value)}, remove=["p"])

    def chips(self, changelist):
        """(label, address without it) of each chosen value."""
        for value in self.chosen:
            rest = self._toggled(value) if self.takes_several else None
            yield self.labels.get(value, value), changelist.get_query_string({self.parameter_name: rest})

    def _toggled(self, value: str) -> list[str] | None:
        others = [one for one in self.chosen if one != value] if self.takes_several else []
        return (others if value in self.chosen else [*others, value]) or None


class ChoiceFilter(ArticleFilter):
    """The choices of a field of the article."""

    enum = None

    @cached_property
    def labels(self):
        return {value: str(label) for value, label in self.enum.choices}

    def having(self, value):
        return Q(**{self.parameter_name: value})

    def count(self, articles):
        return dict(articles.order_by().values_list(self.parameter_name).annotate(count=Count("*")))


class StateFilter(ChoiceFilter):
    title = _("state")
    parameter_name = "state"
    enum = Article.State


class LanguageFilter(ChoiceFilter):
    title = _("language")
    parameter_name = "language"
    enum = Article.Language


class KindFilter(ChoiceFilter):
    title = _("kind")
    parameter_name = "kind"
    enum = Article.Kind


class RecordFilter(ArticleFilter):
    """Records with names: `links` are the rows that join them to articles, by the fields `article` and `record`."""

    records = None
    key = "slug"
    links = None
    article, record = "article", None
    where = {}

    @cached_property
    def labels(self):
        """Those that an article which the user may see has: looked up by index, not by reading all articles."""
        links = self.links.objects.filter(**{self.record: OuterRef("pk")}, **self.where).order_by()
        if self.articles.query.where:
            links = links.filter(Exists(self.articles.filter(pk=OuterRef(self.article))))
        used = self.records.objects.filter(Exists(links)).only(self.key, *NAME_FIELDS)
        return {getattr(record, self.key): record.name for record in sorted_by_name(used)}

    def having(self, value):
        links = self.links.objects.filter(**{f"{self.record}__{self.key}": value}, **self.where)
        return Q(pk__in=links.order_by().values(self.article))

    def count(self, articles):
        keys = dict(self.records.objects.values_list("pk", self.key))
        counts = self.of(articles).values_list(self.record).annotate(count=Count("*"))
        return {keys[record]: count for record, count in counts if record}

    def of(self, articles):
        """The links of the articles."""
        return self.links.objects.filter(among(articles, self.article), **self.where).order_by()


class CountryFilter(RecordFilter):
    title = _("country concerned")
    parameter_name = "country"
    records, key = Country, "code"
    links, record = ArticleCountry, "country"
    where = {"rank": ArticleCountry.Rank.MAIN}


class ThemeFilter(RecordFilter):
    title = _("theme")
    parameter_name = "theme"
    records, links, record = Theme, Article.themes.through, "theme"


class ProgrammeFilter(RecordFilter):
    title = _("programme")
    parameter_name = "programme"
    records, links, record = Programme, Article.programmes.through, "programme"


class MissionFilter(RecordFilter):
    """The mission that issued it."""

    title = _("mission")
    parameter_name = "mission"
    records, links, article, record = Mission, Article, "pk", "mission"

    def of(self, articles):
        return articles.order_by()


class BatchFilter(ArticleFilter):
    title = _("import")
    parameter_name = "batch"

    @cached_property
    def labels(self):
        documents = SourceDocument.objects.filter(batch=OuterRef("pk"), article__isnull=False).order_by()
        if self.articles.query.where:
            documents = documents.filter(Exists(self.articles.filter(pk=OuterRef("article"))))
        return {str(batch.pk): batch.named_for(self.user) for batch in ImportBatch.objects.filter(Exists(documents))}

    def having(self, value):
        batch = value if value.isascii() and value.isdigit() else None
        documents = SourceDocument.objects.filter(batch=batch, article__isnull=False)
        return Q(pk__in=documents.order_by().values("article"))

    def count(self, articles):
        documents = SourceDocument.objects.filter(among(articles, "article"), article__isnull=False)
        rows = documents.order_by().values_list("batch").annotate(Count("article", distinct=True))
        return {str(batch): count for batch, count in rows}


class YearFilter(ArticleFilter):
    """Every year that the date touches, as on the public list; the newest first."""

    title = _("year")
    parameter_name = "year"

    @cached_property
    def labels(self):
        dated = self.articles.filter(listed_on__isnull=False)
        first = dated.order_by("earliest_on").values_list("earliest_on", flat=True).first()
        last = dated.order_by("-listed_on").values_list("listed_on", flat=True).first()
        years = range(last.year, first.year - 1, -1) if first else []
        return {str(year): str(year) for year in years} | {UNDATED: str(_("undated"))}

    def having(self, value):
        if value == UNDATED:
            return Q(listed_on=None)
        if not (value.isascii() and value.isdigit() and 0 < int(value) < 10_000):
            return Q(pk__in=[])
        first, last = date(int(value), 1, 1), date(int(value), 12, 31)
        return Q(listed_on__isnull=False, earliest_on__lte=last, latest_on__gte=first)

    def count(self, articles):
        """Added up here from the days, a few thousand at most: databases take long to find the year of each row."""
        rows = articles.order_by().values_list("earliest_on", "latest_on", "listed_on").annotate(count=Count("*"))
        counts = Counter()
        for earliest_on, latest_on, listed_on, count in rows:
            for year in range(earliest_on.year, latest_on.year + 1) if listed_on else [UNDATED]:
                counts[year] += count
        return {str(year): count for year, count in counts.items()}


class GapFilter(ArticleFilter):
    """What is to be mended: several answers, each narrows further."""

    title = _("lacks")
    parameter_name = "lacks"
    takes_several = True
    enum, conditions = Gap, LACKING

    @cached_property
    def labels(self):
        return {value: str(label) for value, label in self.enum.choices}

    def having(self, value):
        return self.conditions.get(value, Q(pk__in=[]))

    def count(self, articles):
        counts = {value: Count("pk", filter=condition) for value, condition in self.conditions.items()}
        return articles.order_by().aggregate(**counts)


class WaitFilter(GapFilter):
    title = _("waits")
    parameter_name = "waits"
    enum, conditions = Wait, WAITING


class WhoseFilter(ArticleFilter):
    title = _("whose")
    parameter_name = "whose"
    labels = {"mine": _("begun by me"), "changeable": _("those that I may change")}

    def having(self, value):
        theirs = {
            "mine": Q(created_by=self.request.user),
            "changeable": Article.objects.may_be_changed_by(self.request.user),
        }
        return theirs.get(value, Q(pk__in=[]))

    def count(self, articles):
        return {value: articles.filter(self.having(value)).count() for value in self.labels}


FILTERS = [
    StateFilter,
    GapFilter,
    WaitFilter,
    MissionFilter,
    CountryFilter,
    YearFilter,
    ThemeFilter,
    ProgrammeFilter,
    LanguageFilter,
    KindFilter,
    BatchFilter,
    WhoseFilter,
]

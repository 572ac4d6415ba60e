"""One FilterSet for every list of public articles: the page's, later the feeds', the API's."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from functools import cached_property

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.facets import FACETS, ON_A_LIST, FacetCounts, Results, count, current
from articles.models import Article
from articles.rows import rows

BY_DATE, BY_RELEVANCE = "date", "relevance"
RANKED = 2_000  # hits at most that are put in order of relevance; the rest follows by date


class FacetField(forms.MultipleChoiceField):
    """Any number of a facet's values; each that no public article and no reference record knows is named."""

    def __init__(self, *, facet, filters, **kwargs):
        super().__init__(**kwargs)
        self.facet, self.filters = facet, filters

    def __deepcopy__(self, memo):
        return self  # made for one form

    def validate(self, value):
        message = _("“%(value)s” is not known here (%(facet)s).")
        known = self.facet.known(self.filters.everything.asked, value)
        facts = [{"value": one, "facet": self.facet.label} for one in value if one not in known]
        if facts:
            raise ValidationError([ValidationError(message, code=fact["value"], params=fact) for fact in facts])


class FacetFilter(django_filters.Filter):
    field_class = FacetField

    def __init__(self, facet):
        super().__init__(label=facet.label)
        self.facet = facet

    def __deepcopy__(self, memo):
        return copy(self)  # facets are never changed

    @property
    def field(self):
        return FacetField(facet=self.facet, filters=self.parent, required=False, label=self.label)


class ArticleFilter(django_filters.FilterSet):
    """Values of one facet widen, facets narrow each other, among what is public at `now`.

    `total`, `releases` and `facets` are for a valid form.
    """

    q = django_filters.CharFilter(label=_("Search"))
    order = django_filters.ChoiceFilter(
        label=_("Sort by"),
        choices=[(BY_DATE, _("newest")), (BY_RELEVANCE, _("most relevant"))],
    )

    class Meta:
        model = Article
        fields = []

    def __init__(self, data, now: datetime, among: Iterable[Iterable[int]] = ()):
        """`among` are sets of keys of articles, of which only those in every set count."""
        super().__init__(data, Article.objects.published(now))
        self.now, self.text = now, self.data.get("q", "").strip()
        self.among = list(among)
        self.state = current(now, self.among, self.text)
        self.everything = Results(self.state, {})

    @classmethod
    def get_filters(cls):
        return super().get_filters() | {facet.name: FacetFilter(facet) for facet in FACETS}

    @cached_property
    def results(self) -> Results:
        return Results(self.state, {facet.name: self.chosen(facet.name) for facet in FACETS}, kept=len(self.among))

    def total(self, leaving_out: str | None = None) -> int:
        """How many releases pass every filter, or every filter but one."""
        return self.results.total(leaving_out)

    def releases(self, language: str) -> "Releases":
        """The rows of the list, each release once, in the order asked for; to be sliced."""
        return Releases(self, language)

    def facets(self, whole: str | None = None) -> list[FacetCounts]:
        """With the first values of each, of the one called `whole` with all."""
        return [count(facet, self.results, None if facet.name == whole else ON_A_LIST) for facet in FACETS]

    def chosen(self, name) -> list[str]:
        return self.form.cleaned_data.get(name) or []


class Releases:
    """The releases that a filter leaves, in order, for a reader of the language."""

    def __init__(self, filters: ArticleFilter, language: str):
        self.filters, self.language = filters, language

    def __len__(self):
        return self.filters.total()

    def __getitem__(self, place: slice) -> list[Article]:
        keys = self.keys(place.start or 0, len(self) if place.stop is None else place.stop)
        return rows(keys, self.filters.state)

    def keys(self, start: int, stop: int) -> list[int]:
        """Of the articles, one a release, from one place to before another."""
        filters = self.filters
        if not filters.text or filters.form.cleaned_data["order"] != BY_RELEVANCE or start >= RANKED:
            return filters.results.articles(self.language, start, stop)
        ranked = search.ranked(filters.text, filters.results.articles(self.language, 0, RANKED))
        rest = filters.results.articles(self.language, RANKED, stop) if stop > RANKED else []
        return [*ranked, *rest][start:stop]

"""One FilterSet for every list of public articles: the page's, later the feeds', the API's."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from functools import cache, cached_property

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.facets import FACETS, ON_A_LIST, FacetCounts, Results, count, current
from articles.facets.declared import Counting
from articles.models import Article
from articles.rows import rows

BY_DATE, BY_RELEVANCE = "date", "relevance"
RANKED = 2_000  # hits at most that are put in order of relevance; the rest follows by date


class AnyValuesField(forms.MultipleChoiceField):
    """Any number of values; which of them mean something the form knows."""

    def __deepcopy__(self, memo):
        return self  # never changed

    def validate(self, value):
        pass


class NeverChanged:
    """A filter that need not be copied with all that it holds for each page."""

    def __deepcopy__(self, memo):
        return copy(self)


class FacetFilter(NeverChanged, django_filters.Filter):
    field_class = AnyValuesField


class WordsFilter(NeverChanged, django_filters.CharFilter):
    pass


class OrderFilter(NeverChanged, django_filters.ChoiceFilter):
    pass


class ArticleForm(forms.Form):
    """Each value of a facet that no public article and no reference record knows is named."""

    def __init__(self, data, asked: Counting):
        super().__init__(data)
        self.asked = asked

    def clean(self):
        message = _("“%(value)s” is not known here (%(facet)s).")
        for facet in FACETS:
            values = self.cleaned_data[facet.name]
            known = facet.known(self.asked, values)
            facts = [{"value": one, "facet": facet.label} for one in values if one not in known]
            if facts:
                errors = [ValidationError(message, code=fact["value"], params=fact) for fact in facts]
                self.add_error(facet.name, ValidationError(errors))


class ArticleFilter(django_filters.FilterSet):
    """Values of one facet widen, facets narrow each other, among what is public at `now`.

    `total`, `releases` and `facets` are for a valid form.
    """

    q = WordsFilter(label=_("Search"))
    order = OrderFilter(
        label=_("Sort by"),
        choices=[(BY_DATE, _("newest")), (BY_RELEVANCE, _("most relevant"))],
    )

    class Meta:
        model = Article
        fields = []
        form = ArticleForm

    def __init__(self, data, now: datetime, among: Iterable[Iterable[int]] = ()):
        """`among` are sets of keys of articles, of which only those in every set count."""
        super().__init__(data, Article.objects.none())  # what is public stands in the index
        self.now, self.text = now, self.data.get("q", "").strip()
        self.among = list(among)
        self.state = current(now, self.among, self.text)
        self.everything = Results(self.state, {})

    @classmethod
    def get_filters(cls):
        facets = {facet.name: FacetFilter(label=facet.label) for facet in FACETS}
        return super().get_filters() | facets

    @cached_property
    def form(self) -> ArticleForm:
        return form_class(type(self))(self.data, self.everything.asked)

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


@cache
def form_class(filters: type[ArticleFilter]) -> type[ArticleForm]:
    """Made once: all that differs from page to page is what the form is given."""
    fields = {name: one.field for name, one in filters.base_filters.items()}
    return type(f"{filters.__name__}Form", (filters._meta.form,), fields)


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

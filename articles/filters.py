"""One FilterSet for every list of public articles: the page's, later the feeds', the API's."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.facets import FACETS, count
from articles.models import Article

BY_DATE, BY_RELEVANCE = "date", "relevance"


class FacetField(forms.MultipleChoiceField):
    """Any number of a facet's values; each that no public article and no reference record knows is named."""

    def __init__(self, *, facet, articles, **kwargs):
        super().__init__(**kwargs)
        self.facet, self.articles = facet, articles

    def validate(self, value):
        message = _("“%(value)s” is not known here (%(facet)s).")
        unknown = self.facet.unknown(value, self.articles) if value else []
        if unknown:
            facts = [{"value": one, "facet": self.facet.label} for one in unknown]
            raise ValidationError([ValidationError(message, code=fact["value"], params=fact) for fact in facts])


class FacetFilter(django_filters.Filter):
    field_class = FacetField

    def __init__(self, facet):
        super().__init__(label=facet.label)
        self.facet = facet

    @property
    def field(self):
        return FacetField(facet=self.facet, articles=self.parent.queryset, required=False, label=self.label)

    def filter(self, articles, values):
        return self.facet.narrow(articles, values) if values else articles


class ArticleFilter(django_filters.FilterSet):
    """Values of one facet widen, facets narrow each other. Its queryset is what the reader may see."""

    q = django_filters.CharFilter(method="found", label=_("Search"))
    order = django_filters.ChoiceFilter(
        method="ordered",
        label=_("Sort by"),
        choices=[(BY_DATE, _("newest")), (BY_RELEVANCE, _("most relevant"))],
    )

    class Meta:
        model = Article
        fields = []

    @classmethod
    def get_filters(cls):
        return super().get_filters() | {facet.name: FacetFilter(facet) for facet in FACETS}

    def found(self, articles, name, text):
        return search.matching(articles, text)

    def ordered(self, articles, name, value):
        return articles

    # What a list asks for; how it is found out (here in SQL, plain and exact) is nobody else's business.

    def total(self, leaving_out: str | None = None) -> int:
        """How many releases pass every filter, or every filter but one. Only for a valid form, as all that follows."""
        return self._narrowed(leaving_out).count_releases()

    def releases(self, language: str):
        """The rows of the list, each release once, in the order asked for; to be sliced."""
        return self._sorted(self._narrowed().one_per_group(language)).for_listing()

    def facets(self):
        return [count(facet, self._narrowed(leaving_out=facet.name), self.chosen(facet.name)) for facet in FACETS]

    def chosen(self, name) -> list[str]:
        return self.form.cleaned_data.get(name) or []

    def _narrowed(self, leaving_out: str | None = None):
        articles = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != leaving_out:
                articles = self.filters[name].filter(articles, value)
        return articles

    def _sorted(self, articles):
        """By relevance only where something is searched."""
        text = self.form.cleaned_data["q"]
        if text and self.form.cleaned_data["order"] == BY_RELEVANCE:
            return search.by_relevance(articles, text)
        return articles.newest_first()

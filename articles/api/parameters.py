"""What an address of the API may hold. Whatever else it holds is named and refused, never passed over."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.http import QueryDict
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.fields import empty

from articles.addresses import LONGEST_VALUE, ListAddress
from articles.facets import FACETS
from articles.filters import BY_DATE, BY_RELEVANCE, ArticleFilter

from .problems import WrongParameters
from .serializers import CHOOSABLE

PAGE_SIZE, LARGEST_PAGE = 20, 100
NOT_TOGETHER = gettext_lazy("Not together with: %(names)s.")
PLUS_READ_AS_A_SPACE = re.compile(r" (?=\d\d:?\d\d$)")


class MomentField(serializers.DateTimeField):
    """A moment without a zone would be read as some other one."""

    default_error_messages = {
        "naive": gettext_lazy("Give its distance from UTC too: 2026-06-15T14:00:00+02:00 or …Z.")
    }

    def to_internal_value(self, value):
        return super().to_internal_value(PLUS_READ_AS_A_SPACE.sub("+", value))

    def enforce_timezone(self, value):
        if is_naive(value):
            self.fail("naive")
        return super().enforce_timezone(value)


class FieldNamesField(serializers.CharField):
    """Names between commas, or the parameter several times."""

    default_error_messages = {"unknown": gettext_lazy("There is no field “{name}” to choose. There are: {known}.")}

    def get_value(self, query):
        return ",".join(query.getlist(self.field_name)) or empty

    def to_internal_value(self, value):
        names = [name.strip() for name in super().to_internal_value(value).split(",")]
        for name in names:
            if name not in CHOOSABLE:
                self.fail("unknown", name=name, known=", ".join(CHOOSABLE))
        return names


class FacetField(serializers.ListField):
    """Whether its values are known is for the filters to say."""

    child = serializers.CharField(max_length=LONGEST_VALUE)

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)


SEVERAL_TIMES = (FacetField, FieldNamesField)


class NoParameters(serializers.Serializer):
    @classmethod
    def of(cls, request, also_wrong: Iterable[tuple[str, str]] = ()) -> dict:
        """What was asked for. Raises WrongParameters, which names all that is wrong, once."""
        asked = cls(data=_without_blank_values(request.GET))
        given = [(name, _misgiven(name, values, asked.fields.get(name))) for name, values in request.GET.lists()]
        errors = [(name, message) for name, message in given if message]
        if not asked.is_valid():
            errors += [(name, message) for name, wrong in asked.errors.items() for message in _messages(wrong)]
        named = {name for name, _message in errors}
        errors += [(name, message) for name, message in also_wrong if name not in named]
        if errors:
            raise WrongParameters(errors)
        return asked.validated_data


class PageParameters(NoParameters):
    page = serializers.IntegerField(min_value=1, default=1, help_text=gettext_lazy("Of the list, from 1."))
    page_size = serializers.IntegerField(
        min_value=1, max_value=LARGEST_PAGE, default=PAGE_SIZE, help_text=gettext_lazy("How many results a page has.")
    )


class ArticleParameters(PageParameters):
    """Those of the list page, which the filters read themselves, and the API's own."""

    q = serializers.CharField(
        max_length=LONGEST_VALUE,
        required=False,
        allow_blank=True,
        help_text=gettext_lazy("Words, “a phrase” in quotation marks, -without."),
    )
    order = serializers.ChoiceField(
        [BY_DATE, BY_RELEVANCE],
        required=False,
        help_text=gettext_lazy("The newest (as without), or the most relevant, first."),
    )
    page = serializers.IntegerField(
        min_value=1,
        required=False,
        help_text=gettext_lazy("Of the list, from 1; not together with cursor or modified_since."),
    )
    cursor = serializers.CharField(
        max_length=LONGEST_VALUE, required=False, help_text=gettext_lazy("Where the page begins, as “next” gives it.")
    )
    fields = FieldNamesField(
        required=False, help_text=gettext_lazy("Names between commas: what to tell of each article, beside its uuid.")
    )
    modified_since = MomentField(
        required=False, help_text=gettext_lazy("Only what changed since, and what is gone: 2026-06-15T14:00:00Z.")
    )
    facet = serializers.ChoiceField(
        [facet.name for facet in FACETS],
        required=False,
        help_text=gettext_lazy("Of which to give all values, not only the first; not together with modified_since."),
    )

    def get_fields(self):
        facets = {facet.name: FacetField(help_text=facet.label) for facet in FACETS}
        return super().get_fields() | facets

    def validate(self, asked):
        if "modified_since" in asked and asked.keys() & {"page", "order", "facet"}:
            raise serializers.ValidationError({"modified_since": NOT_TOGETHER % {"names": "page, order, facet"}})
        if "cursor" in asked and ("page" in asked or asked.get("order") == BY_RELEVANCE):
            raise serializers.ValidationError({"cursor": NOT_TOGETHER % {"names": "page, order=relevance"}})
        return asked


def asked_of_articles(request, now: datetime) -> tuple[dict, ArticleFilter]:
    """What was asked for, and the list, of today where it names records that have been merged since.

    Raises WrongParameters, which names all that is wrong.
    """
    address = ListAddress(request.GET)
    filters = ArticleFilter(address.query(), now)
    if filters.form.errors:
        filters = ArticleFilter(address.of_today(filters).query(), now)
    errors = filters.form.errors.as_data().items()
    unknown = [(name, text) for name, wrong in errors for error in wrong for text in error.messages]
    return ArticleParameters.of(request, unknown), filters


def _without_blank_values(query: QueryDict) -> QueryDict:
    """“q=&country=NE” is what a form sends that nothing was typed into; others are refused, see below."""
    filled = QueryDict(mutable=True)
    for name, values in query.lists():
        if values := list(filter(str.strip, values)):
            filled.setlist(name, values)
    return filled


def _misgiven(name: str, values: list[str], field: serializers.Field | None) -> str:
    """What is wrong with how it was given, whatever its value says."""
    blank = [value for value in values if not value.strip()]
    if field is None:
        return _("There is no parameter called “%(name)s” here.") % {"name": name}
    if len(values) - len(blank) > 1 and not isinstance(field, SEVERAL_TIMES):
        return _("“%(name)s” can be given only once.") % {"name": name}
    if blank and not (isinstance(field, FacetField) or getattr(field, "allow_blank", False)):
        return _("“%(name)s” has no value: give one, or leave it out.") % {"name": name}
    return ""


def _messages(errors) -> list[str]:
    """As strings, also those of a value among several."""
    if isinstance(errors, dict):
        return [message for inner in errors.values() for message in _messages(inner)]
    return [str(message) for message in errors]

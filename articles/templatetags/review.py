"""What the review desk lights."""

from urllib.parse import urlencode

from django import template

register = template.Library()


@register.filter
def is_of(passage, chosen: str | None) -> bool:
    """Whether the passage is one that the chosen field, or one value of it, was read from."""
    return bool(chosen) and any(key == chosen or key.startswith(f"{chosen}.") for key in passage.of)


@register.filter
def place_in(article, place) -> str:
    """The query that opens an article at its place in the queue."""
    return urlencode(place.narrowed | {"at": article.doubt})


@register.filter
def with_field(query: dict, field: str) -> str:
    """The query that chooses a field of the same article."""
    return urlencode(query | {"field": field})


@register.filter
def as_query(values: dict) -> str:
    return urlencode(values)

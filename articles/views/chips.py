"""The chosen filters, each with the way to what is shown without it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.addresses import ListAddress
from articles.facets.counts import FacetValue


@dataclass(frozen=True)
class Chip:
    label: str
    remove_url: str


def chips(address: ListAddress, chosen: dict[str, list[FacetValue]], url: Callable[[ListAddress], str]) -> list[Chip]:
    """`url` is where a list of another address is shown."""
    words = [Chip(quoted(text), url(address.without("q", text))) for text in address.values.get("q", [])]
    return words + [
        Chip(value.label, url(address.without(name, value.value)))
        for name, values in chosen.items()
        for value in values
    ]


def quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": text}

"""All values of one facet, where a list has more than its page holds: found by name, chosen, page by page."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from articles.addresses import ListAddress
from articles.facets import FACETS, count
from articles.facets.counts import FacetValue
from articles.filters import ArticleFilter

from .chips import chips

PER_PAGE = 200
LONGEST_NAME = 100


def facet(request, parameter):
    """`find` is a part of a name, `page` a page of values, `apply` says to go to the list with what is ticked; every
    other parameter is the list's.
    """
    facet = next((facet for facet in FACETS if facet.name == parameter), None)
    if facet is None:
        raise Http404(parameter)
    address, find, number, apply = _asked(request.GET)
    filters = ArticleFilter(address.query(), timezone.now())
    if apply or address.unknown or not filters.is_valid():
        return redirect(f"{reverse('article-list')}{address}")  # which names what it does not know
    values = count(facet, filters.results, named=find)
    try:
        page = Paginator(values.values, PER_PAGE).page(number)
    except InvalidPage:
        if find:  # perhaps typed after the page was shown
            return redirect(_url(parameter, address, find))
        raise Http404(number) from None
    context = {
        "facet": values,
        "page_obj": page,
        "find": find,
        "kept": _kept(address, parameter, {value.value for value in page}),
        "chips": chips(address, _chosen(filters), lambda other: _url(parameter, other, find)),
        "clear_url": _url(parameter, ListAddress(QueryDict()), find),
        "list_url": f"{reverse('article-list')}{address}",
        "year_url": _url("year", address) if _lacks_a_year(parameter, filters) else "",
        "canonical_url": _url(parameter, address, find, page.number),
    }
    return render(request, "articles/facet.html", context)


def _asked(query) -> tuple[ListAddress, str, str, str]:
    query = query.copy()
    find, number, apply = (query.pop(name, [""])[-1] for name in ("find", "page", "apply"))
    return ListAddress(query), find.replace("\0", "").strip()[:LONGEST_NAME], number or "1", apply


def _kept(address, parameter, shown) -> list[tuple[str, str]]:
    """What is asked for and has no box on the page."""
    asked = [(name, value) for name, values in address.values.items() for value in values]
    return [(name, value) for name, value in asked if name != parameter or value not in shown]


def _url(parameter: str, address: ListAddress, find: str = "", page: int = 1) -> str:
    own = {"find": [find] if find else [], "page": [page] if page > 1 else []}
    return reverse("facet", args=[parameter], query=address.values | own)


def _chosen(filters) -> dict[str, list[FacetValue]]:
    return {facet.name: count(facet, filters.results, 0).values for facet in FACETS if filters.chosen(facet.name)}


def _lacks_a_year(parameter, filters) -> bool:
    """Months are offered of a single year."""
    return parameter == "month" and not filters.chosen("month") and len(filters.chosen("year")) != 1

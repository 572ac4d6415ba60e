"""All values of one facet, where a list has more than its page holds: found by name, chosen, page by page."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from articles.addresses import ListAddress
from articles.facets import FACETS, count
from articles.filters import ArticleFilter

PER_PAGE = 200
LONGEST_NAME = 100


def facet(request, parameter):
    """`find` is a part of a name, `page` a page of values; every other parameter is the list's."""
    facet = next((facet for facet in FACETS if facet.name == parameter), None)
    if facet is None:
        raise Http404(parameter)
    address, find, number = _asked(request.GET)
    filters = ArticleFilter(address.query(), timezone.now())
    if address.unknown or not filters.is_valid():
        return redirect(f"{reverse('article-list')}{address}")  # which names what it does not know
    values = count(facet, filters.results, named=find)
    try:
        page = Paginator(values.values, PER_PAGE).page(number)
    except InvalidPage:
        raise Http404(number) from None
    shown = {value.value for value in page}
    asked = [(other, value) for other, values in address.values.items() for value in values]
    context = {
        "facet": values,
        "page_obj": page,
        "find": find,
        "asked": asked,
        "kept": [(other, value) for other, value in asked if other != parameter or value not in shown],
        "list_url": f"{reverse('article-list')}{address}",
    }
    return render(request, "articles/facet.html", context)


def _asked(query) -> tuple[ListAddress, str, str]:
    query = query.copy()
    find, number = (query.pop(name, [""])[-1] for name in ("find", "page"))
    return ListAddress(query), find.replace("\0", "").strip()[:LONGEST_NAME], number or "1"

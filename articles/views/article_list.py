"""The list of releases: search, facets, pages. Its whole state is its address."""

from dataclasses import dataclass
from functools import cache

from django.core.paginator import InvalidPage, Paginator
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles import search
from articles.addresses import ListAddress
from articles.facets import Results, current
from articles.filters import BY_DATE, ArticleFilter
from articles.suggestions import Suggestion, people, records
from articles.templatetags.newsroom import grouped

from .chips import chips, quoted

PER_PAGE = 20
FIRST = ("country", "year", "month")  # what most readers narrow a list by


@dataclass(frozen=True)
class Meant:
    text: str
    url: str


@dataclass(frozen=True)
class Problem:
    message: str
    remove_url: str


@dataclass(frozen=True)
class WayOut:
    """What a list would hold without one of its filters, or without them all."""

    label: str
    url: str
    count: int


def article_list(request):
    address = ListAddress(request.GET)
    if str(address) != (f"?{request.GET.urlencode()}" if request.GET else ""):
        return redirect(f"{request.path}{address}", permanent=True)
    filters = ArticleFilter(address.query(), timezone.now())
    problems = _problems(request.path, address, filters)
    if problems and str(today := address.of_today(filters)) != str(address):
        return redirect(f"{request.path}{today}")  # not for good: a former address may be given to a new record
    if problems:
        return render(request, "articles/article_list.html", _refusal(request.path, address, problems), status=400)
    return _answer(request, address, filters)


def _answer(request, address, filters):
    paginator = Paginator(filters.releases(get_language()), PER_PAGE)
    total = paginator.count
    try:
        page = paginator.page(request.GET.get("page", 1))
    except InvalidPage:
        return _no_such_page(request, address, paginator.num_pages)
    if filters.text:
        search.mark(page.object_list, filters.text)
    offered = [facet for facet in filters.facets() if facet.narrows(total)]
    facets = sorted(offered, key=lambda facet: facet.name not in FIRST)
    chosen = {facet.name: [value for value in facet.values if value.is_selected] for facet in facets}
    context = _frame(request.path, address) | {
        "page_obj": page,
        "total": total,
        "heading": _heading(total, address, chosen),
        "facets": facets,
        "address": str(address.changed()),
        "ticked": sum(map(len, chosen.values())),
        "chips": chips(address, chosen, lambda other: f"{request.path}{other}"),
        "also": _also(filters) if filters.text else [],
        "meant": None if total or not filters.text else _meant(request.path, address, filters),
        "ways_out": [] if total else _ways_out(request.path, address, filters, chosen),
        "previous_url": page.has_previous() and _page_url(request.path, address, page.number - 1),
        "next_url": page.has_next() and _page_url(request.path, address, page.number + 1),
    }
    return render(request, "articles/article_list.html", context)


def _also(filters) -> list[Suggestion]:
    """Of the words that were searched, what and who bears them as a name."""
    return [*records(filters.text, filters.everything, get_language()), *people(filters.text, filters.now)]


def _meant(path, address, filters) -> Meant | None:
    """The words as they may have been meant, with the other filters where that finds something."""

    @cache
    def count(text) -> int:
        return Results(current(filters.now, text=text), {}).total()

    text = search.spelling(filters.text, count)
    if text is None:
        return None
    narrowed = address.changed(q=[text])
    asked = ArticleFilter(narrowed.query(), filters.now)
    finds = asked.is_valid() and asked.total()
    return Meant(text, f"{path}{narrowed if finds else ListAddress(QueryDict()).changed(q=[text])}")


def _frame(path, address):
    return {
        "query": " ".join(address.values.get("q", [])),
        "order": address.values.get("order", [BY_DATE])[0],
        "clear_url": path,
        "canonical_url": f"{path}{address}",
    }


def _refusal(path, address, problems):
    """A filter that means nothing is named; it never silently shows everything, nor anything."""
    return _frame(path, address) | {
        "page_obj": Paginator([], PER_PAGE).page(1),
        "total": 0,
        "heading": _("This filter is not known"),
        "problems": problems,
    }


def _problems(path, address, filters) -> list[Problem]:
    unknown = _("There is no filter called “%(name)s” here.")
    problems = [Problem(unknown % {"name": name}, f"{path}{address.without(name)}") for name in address.unknown]
    for name, errors in filters.form.errors.as_data().items():
        for error in errors:
            value = error.params["value"] if error.params else None
            problems.append(Problem(" ".join(error.messages), f"{path}{address.without(name, value)}"))
    return problems


def _no_such_page(request, address, last_page):
    context = {
        "first_url": f"{request.path}{address.changed(page=[])}",
        "last_url": _page_url(request.path, address, last_page),
        "last_page": last_page,
    }
    return render(request, "articles/page_not_found.html", context, status=404)


def _page_url(path, address, number) -> str:
    return f"{path}{address.changed(page=[str(number)])}"


def _heading(total, address, chosen) -> str:
    """The list in a sentence: 38 releases: “voluntary return”, Niger or Chad."""
    count = {"count": grouped(total)}
    releases = ngettext("%(count)s release", "%(count)s releases", total) % count
    filters = [quoted(text) for text in address.values.get("q", [])]
    filters += [_(" or ").join(value.label for value in values) for values in chosen.values() if values]
    return (
        _("%(releases)s: %(filters)s") % {"releases": releases, "filters": ", ".join(filters)} if filters else releases
    )


def _ways_out(path, address, filters, chosen) -> list[WayOut]:
    labels = {name: _(" or ").join(value.label for value in values) for name, values in chosen.items() if values}
    if "q" in address.values:
        labels["q"] = quoted(address.values["q"][0])
    ways = [
        WayOut(label, f"{path}{address.without(name)}", filters.total(leaving_out=name))
        for name, label in labels.items()
    ]
    if len(ways) < 2 or any(way.count for way in ways):
        return ways
    return [*ways, WayOut(_("any of these filters"), path, Results(current(filters.now), {}).total())]

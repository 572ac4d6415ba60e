"""Facets and lists as they are counted by hand, in Python, from the articles’ own relations."""

from datetime import timedelta

from django.http import QueryDict

from articles.facets import FACETS
from articles.filters import ArticleFilter
from articles.models import Article, Programme
from tests.factories import NOW


def filters_of(query):
    filters = ArticleFilter(QueryDict(query), NOW)
    assert filters.form.is_valid(), filters.form.errors
    return filters


def facets_of(query=""):
    return {facet.name: {value.value: value.count for value in facet.values} for facet in filters_of(query).facets()}


def values_by_hand(article):
    """The values of each facet, read from the article's own relations."""
    about = [link.country for link in article.country_links.all() if link.rank == "main"]
    years = range(article.earliest_on.year, article.latest_on.year + 1) if article.listed_on else ["undated"]
    return {
        "country": {country.code for country in about},
        "region": {country.region.slug for country in about if country.region},
        "mission": {article.mission.slug} if article.mission else set(),
        "programme": {programme.slug for programme in article.programmes.all() if programme.kind in Programme.BROWSED},
        "theme": {theme.slug for theme in article.themes.all()},
        "organisation": {link.organisation.slug for link in article.organisation_links.all()},
        "year": {str(year) for year in years},
        "month": set(months_by_hand(article)),
        "kind": {article.kind},
        "scope": {article.scope},
        "language": {article.language},
    }


def months_by_hand(article):
    """("2011", "12") of each month that the date touches."""
    day, last = article.earliest_on, article.latest_on
    while article.listed_on and day <= last:
        yield str(day.year), f"{day.month:02}"
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def passes(values, chosen):
    years, months = chosen.get("year"), chosen.get("month")
    in_month = not months or any(month in months and (not years or year in years) for year, month in values["month"])
    rest = all(values[name] & wanted for name, wanted in chosen.items() if name != "month")
    return in_month and rest


def counted_by_hand(rows, chosen, facet):
    """Each value with the releases that it would leave beside what is chosen of the other facets."""
    others = {name: wanted for name, wanted in chosen.items() if name != facet}
    values = {value for _group, has in rows for value in has[facet]} | chosen.get(facet, set())
    if facet == "month":
        offered = "month" in chosen or len(chosen.get("year", ())) == 1
        values = {f"{month:02}" for month in range(1, 13)} if offered else set()
    counts = {value: len({group for group, has in rows if passes(has, others | {facet: {value}})}) for value in values}
    return {value: count for value, count in counts.items() if count or value in chosen.get(facet, ())}


def some_values(chance, rows, name):
    values = {value for _group, has in rows for value in has[name]} if name != "month" else {"02", "07", "11", "12"}
    return set(chance.sample(sorted(values), min(2, len(values))))


def assert_as_by_hand(chance, states: int) -> None:
    """So many choices of facets, counted and listed."""
    public = {a.pk: (a.translation_group, values_by_hand(a)) for a in Article.objects.published(NOW)}
    rows = list(public.values())
    for _ in range(states):
        names = chance.sample([facet.name for facet in FACETS], chance.randint(0, 3))
        chosen = {name: values for name in names if (values := some_values(chance, rows, name))}
        query = "&".join(f"{name}={value}" for name, values in chosen.items() for value in values)
        assert facets_of(query) == {facet.name: counted_by_hand(rows, chosen, facet.name) for facet in FACETS}, query
        passing = Article.objects.filter(pk__in=[key for key, (_group, has) in public.items() if passes(has, chosen)])
        for language in ("fr", "en"):
            listed = set(filters_of(query).releases(language).keys(0, len(public)))
            assert listed == set(passing.one_per_group(language).values_list("pk", flat=True)), (query, language)

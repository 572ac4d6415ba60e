"""What a reader may mean by the letters typed so far: public countries, missions, programmes, people and releases."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles import search
from articles.facets import FACETS, Results, current
from articles.models import Article
from articles.public import public_missions
from contacts.models import PressContact
from contacts.names import name_key

SHORTEST, LONGEST = 2, 100
OF_A_KIND = 4
AMONG = 200  # newest releases with the words, of which the most relevant are suggested
NAMED = ("country", "mission", "programme")


@dataclass(frozen=True)
class Suggestion:
    kind: str
    label: str
    url: str
    language: str = ""


def suggestions(text: str, now: datetime, language: str) -> list[Suggestion]:
    text = text[:LONGEST]
    if len(name_key(text)) < SHORTEST:
        return []
    found = Results(current(now, [search.hits(text)]), {})
    return [*records(text, found, language), *_people(text, now), *_releases(text, found, now, language)]


def records(text: str, results: Results, language: str, most: int = OF_A_KIND) -> list[Suggestion]:
    """Countries, missions and programmes with words that begin as those of the text do, in the reader's language."""
    words = _words(text)
    facets = [facet for facet in FACETS if facet.name in NAMED] if words else []
    return [record for facet in facets for record in islice(_records(facet, words, results, language), most)]


def _records(facet, words, results, language):
    named = results.state.names[facet.name].named.values()
    alike = (one for one in named if _is_called(one.label(language)[1], words))
    for one in sorted(alike, key=lambda one: (len(one.label(language)[1]), one.label(language)[1])):
        if facet.known(results.asked, [one.value]) and (url := _address(facet, one.value, results)):
            yield Suggestion(str(facet.label), one.label(language)[0], url)


def _address(facet, value, results) -> str:
    """Of the page of a mission or programme, of the list about a country; empty for a country without releases."""
    if facet.name != "country":
        return reverse(facet.name, args=[value])
    has_releases = not results.state.alive.isdisjoint(facet.of_values(results.asked, [value]))
    return f"{reverse('article-list')}?{urlencode({'country': value})}" if has_releases else ""


def _people(text, now):
    """Those whom a reader may call, at their office's page where it has one."""
    called = Q()
    for word in _words(text):
        called &= Q(folded__contains=word.strip())
    people = PressContact.objects.confirmed().filter(called).select_related("mission").order_by("name")
    found = [one for one in people[:AMONG] if _is_called(name_key(one.name), _words(text))][:OF_A_KIND]
    offices = set(public_missions(now).filter(pk__in=[one.mission_id for one in found]).values_list("pk", flat=True))
    for one in found:
        url = one.mission.get_absolute_url() if one.mission_id in offices else reverse("contact-list")
        yield Suggestion(_("Press contact"), one.name, url)


def _releases(text, found, now, language):
    keys = found.articles(language, 0, AMONG)
    first = search.ranked(text, keys)[:OF_A_KIND]
    rows = Article.objects.published(now).only("title", "slug", "language").in_bulk(first)
    for article in (rows[key] for key in first if key in rows):
        yield Suggestion(_("Release"), article.title, article.get_absolute_url(), article.language)


def _words(text: str) -> list[str]:
    return [f" {word}" for word in name_key(text).split()]


def _is_called(folded: str, words: list[str]) -> bool:
    name = f" {name_key(folded)}"
    return all(word in name for word in words)

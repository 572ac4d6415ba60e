"""What a reader may mean by the letters typed so far: public countries, missions, programmes, people and releases."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import chain, islice
from operator import and_, or_

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles import search
from articles.facets import FACETS, Results, current_of_any
from articles.models import Article
from articles.public import public_missions
from contacts.models import PressContact
from contacts.names import name_key

SHORTEST, LONGEST = 2, 100
OF_A_KIND = 4
AMONG = 100  # newest releases with the words, of which the most relevant are suggested
BEFORE = "\n -'’(/."  # what a word of a name may follow
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
    meant = [*filter(search.says_something, [text]), *search.completions(text)]
    found = Results(current_of_any(now, meant), {})
    return [*records(text, found, language), *people(text, now), *_releases(meant, found, now, language)]


def records(text: str, results: Results, language: str, most: int = OF_A_KIND) -> list[Suggestion]:
    """Countries, missions and programmes with words that begin as those of the text do, in the reader's language; then
    those with another name that begins so.
    """
    words = _words(text)
    facets = [facet for facet in FACETS if facet.name in NAMED] if words else []
    return [record for facet in facets for record in islice(_records(facet, words, results, language), most)]


def _records(facet, words, results, language):
    for one in chain(_named(facet, words, results, language), _named_otherwise(facet, words, results, language)):
        if url := _address(facet, one.value, results):
            yield Suggestion(str(facet.label), one.label(language)[0], url)


def _named(facet, words, results, language):
    alike = (
        one for one in results.state.names[facet.name].named.values() if _is_called(one.label(language)[1], words)
    )
    return sorted(alike, key=lambda one: (len(one.label(language)[1]), one.label(language)[1]))


def _named_otherwise(facet, words, results, language):
    """By what a name in another language, a former one, an acronym or a town begins with; where several begin so, the
    letters tell nothing until one of them is whole.
    """
    typed, named = "".join(words).strip(), results.state.names[facet.name].named
    alike = facet.model.objects.filter(folded__contains=f"\n{words[0].strip()}").order_by("pk")
    names = {key: [*map(name_key, folded.split("\n"))] for key, folded in alike.values_list("pk", "folded")}
    others = {
        named[key]: typed in lines
        for key, lines in names.items()
        if key in named and any(line.startswith(typed) for line in lines)
        if not _is_called(named[key].label(language)[1], words) and _address(facet, named[key].value, results)
    }
    return [one for one, is_whole in others.items() if is_whole or len(others) <= OF_A_KIND]


def _address(facet, value, results) -> str:
    """Of the page of a mission or programme, of the list about a country.

    Empty for a country without releases, and for what readers do not know of.
    """
    if not facet.known(results.asked, [value]):
        return ""
    if facet.name != "country":
        return reverse(facet.name, args=[value])
    has_releases = not results.state.alive.isdisjoint(facet.of_values(results.asked, [value]))
    return f"{reverse('article-list')}?{urlencode({'country': value})}" if has_releases else ""


def people(text: str, now: datetime) -> list[Suggestion]:
    """Those whom a reader may call, where their office says who answers, if it has a page."""
    words = _words(text)
    if not words:
        return []
    alike = PressContact.objects.confirmed().filter(_with(words)).select_related("mission").order_by("name", "pk")
    found = [one for one in alike[:AMONG] if _is_called(one.name, words)][:OF_A_KIND]
    offices = set(public_missions(now).filter(pk__in=[one.mission_id for one in found]).values_list("pk", flat=True))
    return [Suggestion(_("Press contact"), one.name, _where_called(one, offices)) for one in found]


def _where_called(person: PressContact, offices: Set[int]) -> str:
    is_of_office = person.mission_id in offices
    return f"{person.mission.get_absolute_url()}#answers" if is_of_office else reverse("contact-list")


def _releases(meant, found, now, language):
    keys = found.articles(language, 0, AMONG)
    first = search.ranked(" ".join(meant), keys)[:OF_A_KIND]
    rows = Article.objects.published(now).only("title", "slug", "language").in_bulk(first)
    for article in (rows[key] for key in first if key in rows):
        yield Suggestion(_("Release"), article.title, article.get_absolute_url(), article.language)


def _words(text: str) -> list[str]:
    return [f" {word}" for word in name_key(text).split()]


def _with(words: list[str]) -> Q:
    """For the database: each word is there, at the beginning of a line or after what parts the words of a name."""
    begins = (reduce(or_, (Q(folded__contains=f"{mark}{word.strip()}") for mark in BEFORE)) for word in words)
    return reduce(and_, (Q(folded__contains=word.strip()) for word in words)) & reduce(and_, begins)


def _is_called(name: str, words: list[str]) -> bool:
    name = f" {name_key(name)}"
    return all(word in name for word in words)

"""What a person's save says of names: two versions of an article, one of which names a record that nobody has checked
where the other names a known one, or an article with an unknown place that has come to be of a country or a mission.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.models import Article, PrintedPlace
from articles.vocabulary.deciding import called
from articles.vocabulary.kinds import KINDS, Key, Kind, RecordKind
from articles.wording import key_of, listed
from contacts.models import Country, Mission
from contacts.names import name_key


@dataclass(frozen=True)
class Correction:
    """The name that the import had met, and the record that is meant."""

    kind: Kind
    printed: str
    record: object


def corrections(before: dict, after: dict) -> Iterator[Correction]:
    """One unknown record gone and one known one come, in one field: the second is what the first should have been."""
    for kind, of in KINDS.items():
        if of.field in before and of.field in after and before[of.field] != after[of.field]:
            pairs = _people(before, after) if kind == Kind.PERSON else _pairs(of, before, after)
            for gone, come in pairs:
                yield from _correction(kind, of, gone, come)


def _pairs(of: RecordKind, before: dict, after: dict) -> list[tuple[Key, Key]]:
    old, new = ({key_of(one) for one in listed(content[of.field])} - {None} for content in (before, after))
    gone, come = old - new, new - old
    return [(*gone, *come)] if len(gone) == len(come) == 1 else []


def _people(before: dict, after: dict) -> list[tuple[Key, Key]]:
    """By the contacts that are printed alike."""
    old = {(row["name"], row["email"]): row["person_id"] for row in before["contacts"]}
    rows = ((old.get((row["name"], row["email"])), row["person_id"]) for row in after["contacts"])
    return [(gone, come) for gone, come in rows if gone and come and gone != come]


def _correction(kind: Kind, of: RecordKind, gone: Key, come: Key) -> Iterator[Correction]:
    unknown = of.unknown().filter(**{of.key: gone}).first()
    known = of.known().filter(**{of.key: come}).first()
    if unknown and known:
        yield Correction(kind, unknown.all_names[0], known)


def place_correction(article: Article, before: dict, after: dict) -> Correction | None:
    """What the page's unknown place is, by the one record that all that was corrected leads to. Less than certain: the
    article may also be about a country where the place is not.
    """
    place = _unknown_place(article, before["dateline"])
    meant = {*_by_dateline(before, after), *_by_countries(before, after), *_by_mission(before, after)}
    return Correction(Kind.PLACE, place.printed, meant.pop()) if place and len(meant) == 1 else None


def _unknown_place(article: Article, dateline: str) -> PrintedPlace | None:
    """The one in the dateline, else the only one."""
    places = list(article.unknown_places.order_by("pk"))
    named = [place for place in places if f" {place.key} " in f" {name_key(dateline)} "]
    return next(iter(named or (places if len(places) == 1 else [])), None)


def _by_dateline(before: dict, after: dict) -> list[Country | Mission]:
    """The record of the place that was written instead."""
    known = called(Kind.PLACE, after["dateline"]) if before["dateline"] != after["dateline"] else []
    return known if len(known) == 1 else []


def _by_countries(before: dict, after: dict) -> list[Country]:
    old, new = ({link["country_id"] for link in content["countries"]} for content in (before, after))
    come = new - old
    return list(Country.objects.filter(pk__in=come)) if len(come) == 1 else []


def _by_mission(before: dict, after: dict) -> list[Country | Mission]:
    """A country's mission stands for its country: the place is a town there."""
    if before["mission"] == after["mission"]:
        return []
    mission = Mission.objects.filter(slug=after["mission"], is_to_check=False).select_related("country").first()
    is_of_country = mission and mission.kind == Mission.Kind.COUNTRY and mission.country
    return [mission.country if is_of_country else mission] if mission else []

"""Names on a page to records: the one known under any of its names, or under one that is surely meant (likeness.py),
else a new one, marked "to check".
"""

import re
from collections.abc import Iterable, Set
from hashlib import sha256

from django.utils.translation import gettext as _

from articles.importing.issuer import OWN_NAMES, issuing_office
from articles.importing.likeness import Likeness
from articles.importing.phrases import Passage
from articles.importing.places import Gazetteer
from articles.importing.reading import Contact, Reading
from articles.models import Organisation, Programme, Theme
from contacts.models import Country, Mission, PressContact, PressContactPhone
from contacts.names import LONGEST_SLUG, NAME_FIELDS, fold, free_slug, name_key, slug_stem

OWN_NAME = re.compile(rf"\b{OWN_NAMES}\b")
HEADQUARTERS = re.compile(r"\b(siege|headquarters|hq|sede)\b")
REGIONAL = re.compile(r"\bregional")
NOT_A_PLACE = re.compile(
    r"\b(?:[lLdD]['’]|(?:OIM|IOM)(?:['’]s)?\b|(?:[Bb]ureau|[Oo]ffice|[Oo]ficina|[Mm]ission|[Mm]isión|[Dd]élégation|[Cc]ountry"
    r"|[Nn]ational|pays|de|du|des|la|le|les|the|in|en|el|at|à|au|aux|of|del)\b)"
)

WHOLE = 1000  # letters: more than any name


def fit(model, field: str, text: str | None) -> str:
    """The text, cut with an ellipsis where the column is too short for it."""
    room = model._meta.get_field(field).max_length
    text = text or ""
    return text if room is None or len(text) <= room else text[: room - 1] + "…"


class Named:
    """Organisations or programmes by any of their names, by one that is surely theirs, or by the slug of their first.

    One that has been checked goes before one that has not, and only such a one is recognised in another spelling: the
    order in which pages come in must not matter.
    """

    def __init__(self, model, words: Set[str]):
        self.model, self.words = model, words
        self.by_name, self.by_slug, self.made, self.last = {}, {}, {}, 0
        self.checked, self.likeness, self.meant = [], Likeness([]), {}

    def learn(self) -> None:
        """Take up those that were added since; what a page made is among them, unless it was rolled back."""
        self.made = {}
        new = list(self.model.objects.filter(pk__gt=self.last).order_by("pk"))
        for thing in sorted(new, key=lambda thing: thing.is_to_check):
            self.by_slug[thing.slug] = thing
            self.last = max(self.last, thing.pk)
            for name in thing.all_names:
                self.by_name.setdefault(name_key(name), thing)
        if checked := [thing for thing in new if not thing.is_to_check]:
            self.checked += checked
            self.likeness, self.meant = _likeness(self.checked, self.words), {}

    def get(self, name: str, language: str):
        key = name_key(name)
        known = self.by_name.get(key) or self._renamed(name) or self._nearly(name)
        return known or self.made.get(key) or self._make(name, language)

    def _renamed(self, name: str):
        """The one that an import made under this name and that staff has renamed since."""
        return self.by_slug.get(_stem(self.model, name))

    def _nearly(self, name: str):
        if name not in self.meant:
            self.meant[name] = self.likeness.meant(name)
        return self.meant[name]

    def _make(self, name: str, language: str):
        column = f"name_{language}"
        names = {column: fit(self.model, column, name)}
        thing = self.model.objects.create(slug=_slug(self.model, name), is_to_check=True, **names)
        self.made[name_key(name)] = thing
        return thing


def _likeness(records: Iterable, words: Set[str]) -> Likeness:
    return Likeness(((name, record) for record in records for name in record.all_names), words)


def _stem(model, name: str) -> str:
    """The beginning of the slug that an import gives the name; with a digest where the slug cannot hold all of it."""
    stem = slug_stem(name, longest=WHOLE)
    if 0 < len(stem) <= LONGEST_SLUG:
        return stem
    digest = sha256(name_key(name).encode()).hexdigest()[:8]
    return f"{slug_stem(stem, LONGEST_SLUG - 9) or model._meta.model_name}-{digest}"


def _slug(model, name: str) -> str:
    return free_slug(model, _stem(model, name))


class Offices:
    """The organisation's offices, by the words with which pages name them."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer, self.known, self.made, self.likeness = gazetteer, [], [], Likeness([])
        self._index([])

    def learn(self) -> None:
        """Take up those that were added since; what a page made is among them, unless it was rolled back."""
        last = self.known[-1].pk if self.known else 0
        new = list(Mission.objects.select_related("country").filter(pk__gt=last).order_by("pk"))
        if new or self.made:
            self.known, self.made = self.known + new, []
            self._index(self.known)
            checked = [mission for mission in self.known if not mission.is_to_check]
            self.likeness = _likeness(checked, self.gazetteer.words)

    def _index(self, missions: list[Mission]) -> None:
        self.headquarters, self.by_name, self.by_slug, self.by_country, self.towns = None, {}, {}, {}, []
        for mission in sorted(missions, key=lambda mission: mission.is_to_check):
            self._add(mission)

    def _add(self, mission: Mission) -> None:
        """One that has been checked goes before, and of several the one that was there first."""
        self.by_slug.setdefault(mission.slug, mission)
        self.by_country.setdefault((mission.country_id, mission.kind), mission)
        for name in mission.all_names:
            self.by_name.setdefault(name_key(name), mission)
        if mission.kind == Mission.Kind.HEADQUARTERS:
            self.headquarters = self.headquarters or mission
        if mission.kind != Mission.Kind.COUNTRY:
            self.towns += [(f" {name_key(name)} ", mission) for name in (mission.city, *mission.aliases) if name]

    def issuing(self, reading: Reading) -> Mission | None:
        """The office of the first contact, else that of the dateline; none for another agency's release."""
        named, _rule = issuing_office(reading)
        return self.get(named, reading.language) if named else None

    def get(self, office: str, language: str) -> Mission | None:
        """The office that is meant: headquarters, a regional office, a country's mission; made where it is new."""
        folded = fold(office)
        place = " ".join(NOT_A_PLACE.sub(" ", office).split()).strip(" ,-–()")
        town_of = self._in_town(place)
        if HEADQUARTERS.search(folded) or (town_of and town_of.kind == Mission.Kind.HEADQUARTERS):
            return self.headquarters
        known, code = self._named(office) or self._named(place), self._country(office)
        if known or REGIONAL.search(folded):
            return known or town_of or self._in_country(code, Mission.Kind.REGIONAL)
        return self._country_mission(code) or self._nearly(office, place) or self._new(place, language)

    def _in_town(self, place: str) -> Mission | None:
        """The regional office or headquarters that sits in the town."""
        words = f" {name_key(place)} "
        return next((mission for town, mission in self.towns if town in words), None)

    def _country(self, office: str) -> str | None:
        mention = next(self.gazetteer.mentions(Passage(office)), None)
        return mention.code if mention else self.gazetteer.country_of(office)

    def _in_country(self, code: str | None, kind: str) -> Mission | None:
        return self.by_country.get((code, kind)) if code else None

    def _named(self, place: str) -> Mission | None:
        return self.by_name.get(name_key(place))

    def _nearly(self, *names: str) -> Mission | None:
        return next(filter(None, map(self.likeness.meant, names)), None)

    def _country_mission(self, code: str | None) -> Mission | None:
        if code is None:
            return None
        if self.headquarters and code == self.headquarters.country_id:
            return self.headquarters
        known = self._in_country(code, Mission.Kind.COUNTRY)
        if known:
            return known
        country = Country.objects.get(code=code)
        names = {column: getattr(country, column) for column in NAME_FIELDS}
        return self._make(names, country=country, parent=self._parent_of(country))

    def _parent_of(self, country: Country) -> Mission | None:
        regional = Mission.objects.filter(kind=Mission.Kind.REGIONAL, regions=country.region_id).order_by("pk").first()
        return regional if country.region_id and regional else self.headquarters

    def _new(self, place: str, language: str) -> Mission | None:
        if not place:
            return None
        names = {f"name_{language}": fit(Mission, f"name_{language}", place)}
        return self.by_slug.get(_stem(Mission, place)) or self._make(names, parent=self.headquarters)

    def _make(self, names: dict, **fields) -> Mission:
        name = names.get("name_fr") or next(iter(names.values()))
        mission = Mission.objects.create(slug=_slug(Mission, name), is_to_check=True, **names, **fields)
        self.made.append(mission)
        self._add(mission)
        return mission


class People:
    """Press contacts by name and e-mail, or by name and mission; a new one awaits confirmation, in no directory."""

    def __init__(self):
        self.found: dict[tuple, PressContact] = {}
        self.made: list[int] = []

    def learn(self) -> None:
        """Forget those found where what a page made was rolled back. One who is merged or gone since is known to
        articles/versions.py.
        """
        if self.made and PressContact.objects.filter(pk__in=self.made).count() < len(self.made):
            self.found = {}
        self.made = []

    def get(self, contact: Contact, mission: Mission | None) -> PressContact | None:
        if not contact.name:
            return None
        name, email = fit(PressContact, "name", contact.name), fit(PressContact, "email", contact.email)
        key = (name_key(name), email.casefold(), mission and mission.pk)
        if key not in self.found:
            self.found[key] = self._known(name, email, mission) or self._make(contact, name, email, mission)
        return self.found[key]

    def _known(self, name: str, email: str, mission: Mission | None) -> PressContact | None:
        if not email:
            return _of_name(name, mission=mission)
        person = _of_name(name, email__iexact=email) or _nearly_of_name(name, email)
        person = person or _of_name(name, mission=mission, email="", verified_on=None)
        if person and not person.email:
            person.email = email
            person.save(update_fields=["email"])
        return person

    def _make(self, contact: Contact, name: str, email: str, mission: Mission | None) -> PressContact:
        person = PressContact.objects.create(name=name, email=email, mission=mission)
        note = _("printed for several people: rather the office’s number") if contact.is_shared else ""
        PressContactPhone.objects.bulk_create(
            PressContactPhone(contact=person, number=number, is_public=True, order=order, note=note)
            for order, number in enumerate(dict.fromkeys(contact.phones))
        )
        self.made.append(person.pk)
        return person


def _of_name(name: str, **same) -> PressContact | None:
    people = PressContact.objects.filter(**same).order_by("pk")
    return next((person for person in people if name_key(name) in map(name_key, person.all_names)), None)


def _nearly_of_name(name: str, email: str) -> PressContact | None:
    """Somebody who has been confirmed, by the same address and a name that is surely theirs."""
    people = PressContact.objects.filter(email__iexact=email, verified_on__isnull=False).order_by("pk")
    return _likeness(people, frozenset()).meant(name)


class Records:
    """The records that pages name, found or made. `learn` before each page."""

    def __init__(self, gazetteer: Gazetteer):
        self.offices = Offices(gazetteer)
        self.people = People()
        self.organisations, self.programmes = (Named(model, gazetteer.words) for model in (Organisation, Programme))
        self.theme_slugs = set(Theme.objects.values_list("slug", flat=True))

    def learn(self) -> None:
        """Take up what other imports and people have added since."""
        for records in (self.offices, self.people, self.organisations, self.programmes):
            records.learn()

"""Names on a page to records: the one known under any of its names, or under one that is surely meant (likeness.py),
else a new one, marked "to check".
"""

from collections import defaultdict
from collections.abc import Set

from django.utils.translation import gettext as _

from articles.importing.new_names import fit, slug_of, stem_of
from articles.importing.offices import Offices
from articles.models import NameDecision, Organisation, Programme, Theme
from articles.parsing.issuer import issuing_office
from articles.parsing.likeness import Likeness
from articles.parsing.places import Gazetteer
from articles.parsing.reading import Contact, Reading
from contacts.models import Mission, PressContact, PressContactPhone
from contacts.names import fold, name_key

Kind = NameDecision.Kind


class Named:
    """Organisations or programmes by any of their names, by one that is surely theirs, or by the slug of their first.

    One that has been checked goes before one that has not, and only such a one is recognised in another spelling: the
    order in which pages come in must not matter.
    """

    def __init__(self, model, words: Set[str], set_aside: Set[str] = frozenset()):
        self.model, self.words, self.set_aside = model, words, set_aside
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
            self.likeness, self.meant = Likeness.of(self.checked, self.words), {}

    def get(self, name: str, language: str):
        """None for what a person has said to be no name."""
        key = name_key(name)
        if key in self.set_aside:
            return None
        known = self.by_name.get(key) or self._renamed(name) or self._nearly(name)
        return known or self.made.get(key) or self._make(name, language)

    def _renamed(self, name: str):
        """The one that an import made under this name and that staff has renamed since."""
        return self.by_slug.get(stem_of(self.model, name))

    def _nearly(self, name: str):
        if name not in self.meant:
            self.meant[name] = self.likeness.meant(name)
        return self.meant[name]

    def _make(self, name: str, language: str):
        column = f"name_{language}"
        names = {column: fit(self.model, column, name)}
        thing = self.model.objects.create(slug=slug_of(self.model, name), is_to_check=True, **names)
        self.made[name_key(name)] = thing
        return thing


class People:
    """Press contacts by name and e-mail, or by name and mission; a new one awaits confirmation, in no directory."""

    def __init__(self, set_aside: Set[str] = frozenset()):
        self.set_aside = set_aside
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
        if not contact.name or name_key(contact.name) in self.set_aside:
            return None
        name, email = fit(PressContact, "name", contact.name), fit(PressContact, "email", contact.email)
        key = (name_key(name), email.casefold(), mission and mission.pk)
        if key not in self.found:
            self.found[key] = self._known(name, email, mission) or self._make(contact, name, email, mission)
        return self.found[key]

    def _known(self, name: str, email: str, mission: Mission | None) -> PressContact | None:
        if not email:
            return _of_name(name, mission=mission) or _of_alias(name)
        person = _of_name(name, folded__contains=f"\n{fold(email)}\n") or _nearly_of_name(name, email)
        person = person or _of_name(name, mission=mission, email="", verified_on=None)
        if person and not person.email:
            person.email = email
            person.save(update_fields=["email"])
        return person

    def _make(self, contact: Contact, name: str, email: str, mission: Mission | None) -> PressContact:
        person = PressContact.objects.create(name=name, email=email, mission=mission)
        note = _("printed for several people: rather the office’s number") if contact.is_shared else ""
        line = mission and mission.press_line_phone
        PressContactPhone.objects.bulk_create(
            PressContactPhone(contact=person, number=number, is_public=True, order=order, note=note)
            for order, number in enumerate(dict.fromkeys(contact.phones))
            if number != line
        )
        self.made.append(person.pk)
        return person


def _of_name(name: str, **same) -> PressContact | None:
    people = PressContact.objects.filter(**same).order_by("pk")
    return next((person for person in people if name_key(name) in map(name_key, person.all_names)), None)


def _of_alias(name: str) -> PressContact | None:
    """The one confirmed person of whom somebody has said that this is another spelling."""
    people = PressContact.objects.filter(verified_on__isnull=False, folded__contains=fold(name))
    found = [person for person in people if name_key(name) in map(name_key, person.aliases)]
    return found[0] if len(found) == 1 else None


def _nearly_of_name(name: str, email: str) -> PressContact | None:
    """Somebody who has been confirmed, by the same address and a name that is surely theirs."""
    people = PressContact.objects.filter(email__iexact=email, verified_on__isnull=False).order_by("pk")
    return Likeness.of(people).meant(name)


class Records:
    """The records that pages name, found or made. `learn` before each page."""

    def __init__(self, gazetteer: Gazetteer):
        aside = _set_aside()
        self.offices, self.people = Offices(gazetteer, aside[Kind.MISSION]), People(aside[Kind.PERSON])
        self.organisations = Named(Organisation, gazetteer.words, aside[Kind.ORGANISATION])
        self.programmes = Named(Programme, gazetteer.words, aside[Kind.PROGRAMME])
        self.theme_slugs = set(Theme.objects.values_list("slug", flat=True))
        self.no_places = aside[Kind.PLACE]

    def learn(self) -> None:
        """Take up what other imports and people have added since."""
        for records in (self.offices, self.people, self.organisations, self.programmes):
            records.learn()

    def unknown_places(self, reading: Reading) -> list[str]:
        """Places in the dateline and the contacts' offices that nobody knows, in order; not the one that the issuing
        office was read from, which has a record to check.
        """
        issuing, _rule = issuing_office(reading)
        places = [reading.dateline.place, *(place for one in reading.contacts for place in (one.office, one.place))]
        named = {name_key(place): place for place in reversed(places) if place and place != issuing}
        unknown = [place for key, place in named.items() if key and key not in self.no_places]
        return [place for place in reversed(unknown) if not self.offices.is_known(place)]


def _set_aside() -> defaultdict[str, set[str]]:
    """What people have said to be no name, by kind."""
    keys = defaultdict(set)
    said = NameDecision.objects.filter(meaning=NameDecision.Meaning.NOTHING, decided_at__isnull=False)
    for kind, key in said.values_list("kind", "key"):
        keys[kind].add(key)
    return keys

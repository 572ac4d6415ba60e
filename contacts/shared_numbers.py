"""A number of several people of one mission is rather their office's: a person decides, and may take that back."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from .merging import REASON_LENGTH
from .models import Mission, NumberBearer, NumberDecision, PressContact, PressContactPhone
from .names import name_key

Meaning = NumberDecision.Meaning
BESIDE = ("is_public", "apps", "note", "order")
"""What stands beside a person's number."""


class NotDecided(Exception):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True)
class SharedNumber:
    """A number with the rows of those who bear it."""

    mission: Mission
    number: str
    phones: list[PressContactPhone]

    @property
    def people(self) -> list[PressContact]:
        return [phone.contact for phone in self.phones]

    @property
    def is_public(self) -> bool:
        """One who keeps it private keeps it so for all."""
        return all(phone.is_public for phone in self.phones)

    @property
    def replaces(self) -> str:
        """The other number that the mission's press line has."""
        line = self.mission.press_line_phone
        return line if line != self.number else ""

    @property
    def seen(self) -> str:
        """What a decision about it stands on."""
        state = [(phone.pk, phone.is_public) for phone in self.phones]
        return f"{self.mission.press_line_phone} {sorted(state)}"


def shared_numbers(missions: QuerySet[Mission]) -> list[SharedNumber]:
    """Those that wait for a decision, by mission; three queries. One person under two records shares with nobody."""
    rows = PressContactPhone.objects.filter(contact__mission__in=missions.order_by().values("pk")).order_by()
    several = rows.values("number", "contact__mission").annotate(count=Count("contact")).filter(count__gt=1)
    borne = rows.filter(number__in=several.values("number")).select_related("contact")
    found = defaultdict(list)
    for phone in borne.order_by("contact__name", "contact"):
        found[phone.contact.mission_id, phone.number].append(phone)
    named, own = Mission.objects.in_bulk({mission for mission, _number in found}), _own(found)
    shared = [
        SharedNumber(named[mission], number, phones)
        for (mission, number), phones in found.items()
        if len({name_key(phone.contact.name) for phone in phones}) > 1
        and not {phone.contact_id for phone in phones} <= own[mission, number]
    ]
    return sorted(shared, key=lambda one: (str(one.mission), one.number))


def _own(found: Collection[tuple[int, str]]) -> defaultdict[tuple[int, str], set[int]]:
    """Of whom it was said that the number is each one's own."""
    bearers = NumberBearer.objects.filter(
        decision__mission__in={mission for mission, _number in found}, decision__meaning=Meaning.PEOPLE
    )
    own = defaultdict(set)
    for mission, number, contact in bearers.values_list("decision__mission", "decision__number", "contact"):
        own[mission, number].add(contact)
    return own


@transaction.atomic
def decide(mission: int, number: str, meaning: Meaning, *, by, seen: str, now: datetime) -> NumberDecision:
    """Of a number that the person saw as `seen`. Raises NotDecided.

    The office's becomes its press line, as public as it was, and is taken from the people. Each one's own is also
    theirs from whom it was taken before.
    """
    list(Mission.objects.select_for_update(of=("self",)).filter(pk=mission))
    list(PressContact.objects.select_for_update(of=("self",)).filter(mission=mission, phones__number=number))
    waiting = shared_numbers(Mission.objects.filter(pk=mission))
    shared = next((one for one in waiting if one.number == number), None)
    if shared is None:
        raise NotDecided(_("Somebody has decided on this number meanwhile, or nobody shares it any more."))
    if shared.seen != seen:
        raise NotDecided(_("The number, its people or the press line have changed meanwhile. Look again."))
    if meaning == Meaning.PEOPLE:
        shared = _each_ones_own(shared)
    decision = _kept(shared, meaning, by=by, now=now)
    if meaning == Meaning.OFFICE:
        _move_to_the_line(shared)
    return decision


def _each_ones_own(shared: SharedNumber) -> SharedNumber:
    offices = NumberDecision.objects.filter(mission=shared.mission, number=shared.number, meaning=Meaning.OFFICE)
    for decision in offices:
        take_back(decision)
    phones = PressContactPhone.objects.filter(contact__mission=shared.mission, number=shared.number)
    mission = Mission.objects.get(pk=shared.mission.pk)
    return replace(shared, mission=mission, phones=list(phones.select_related("contact")))


def _kept(shared: SharedNumber, meaning: Meaning, *, by, now: datetime) -> NumberDecision:
    mission, fields = shared.mission, {"meaning": meaning, "by": by, "decided_at": now}
    if mission.press_line_phone != shared.number:
        fields |= {"former_phone": mission.press_line_phone, "was_public": mission.press_line_is_public}
    decision = NumberDecision.objects.update_or_create(mission=mission, number=shared.number, defaults=fields)[0]
    decision.bearers.filter(contact__in=shared.people).delete()
    NumberBearer.objects.bulk_create(
        NumberBearer(decision=decision, contact=phone.contact, **{name: getattr(phone, name) for name in BESIDE})
        for phone in shared.phones
    )
    return decision


def _move_to_the_line(shared: SharedNumber) -> None:
    PressContactPhone.objects.filter(pk__in=[phone.pk for phone in shared.phones]).delete()
    for person in shared.people:
        _note(person, _("%(number)s is the office’s"), shared.number)
    mission = shared.mission
    mission.press_line_phone, mission.press_line_is_public = shared.number, shared.is_public
    _note(mission, _("%(number)s: number of several people"), shared.number)


def _note(record, text: str, number: str) -> None:
    """A revision of its history that says what became of the number."""
    record._change_reason = (text % {"number": number})[:REASON_LENGTH]
    record.save()


@transaction.atomic
def take_back(decision: NumberDecision) -> None:
    """The people have the number again; the press line what it had before, unless it has another by now. No other
    decision leads back to the number. Raises NotDecided.
    """
    mission = Mission.objects.select_for_update(of=("self",)).get(pk=decision.mission_id)
    decision = NumberDecision.objects.select_for_update().filter(pk=decision.pk).first()
    if decision is None:
        raise NotDecided(_("Somebody has taken this back already."))
    if decision.meaning == Meaning.OFFICE:
        _give_back(decision)
        if mission.press_line_phone == decision.number:
            mission.press_line_phone, mission.press_line_is_public = decision.former_phone, decision.was_public
            _note(mission, _("%(number)s: no number of the office"), decision.number)
        later = NumberDecision.objects.filter(mission=mission, former_phone=decision.number)
        later.update(former_phone=decision.former_phone, was_public=decision.was_public)
    decision.delete()


def _give_back(decision: NumberDecision) -> None:
    for bearer in decision.bearers.select_related("contact"):
        beside = {name: getattr(bearer, name) for name in BESIDE}
        _phone, is_new = bearer.contact.phones.get_or_create(number=decision.number, defaults=beside)
        if is_new:
            _note(bearer.contact, _("%(number)s is the person’s again"), decision.number)

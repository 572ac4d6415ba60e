"""What a person says that a name stands for: written once, as an alias of the record, for every later import.

`decide` is the vocabulary desk's, `remember` for whoever corrects a name on one article; following.py has the articles
that wait follow.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import NameDecision
from articles.vocabulary.kinds import KINDS, Kind
from articles.vocabulary.pools import find
from contacts.merging import REASON_LENGTH, current_ids
from contacts.models import Country, Mission, PressContact
from contacts.names import LONGEST_NAME, name_key
from iomnews.accounts.reach import reach

Meaning = NameDecision.Meaning
PERMISSION = "articles.decide_namedecision"
MODELS = {model._meta.label_lower: model for model in (Country, *(of.model for of in KINDS.values()))}


class NotDecided(Exception):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True)
class Offer:
    """What a correction of one article means for others: `waiting` drafts bear the same name."""

    decision: NameDecision
    waiting: int

    @property
    def is_suggestion(self) -> bool:
        """Its author may not decide for the whole organisation."""
        return self.decision.decided_at is None


def may_decide(user) -> bool:
    return reach(user, PERMISSION).everywhere


@transaction.atomic
def decide(
    kind: Kind, printed: str, meaning: Meaning, record=None, *, by, with_published: bool = False, now: datetime
) -> NameDecision:
    """Say what the name is; the articles follow by `following.follow`. Raises NotDecided."""
    _hold(kind, printed)
    if meaning == Meaning.RECORD:
        _refuse_another(kind, printed, record)
        _teach(record, _printed_forms(kind, printed))
    elif meaning == Meaning.NEW:
        _confirm(kind, printed)
    is_over = meaning == Meaning.NEW
    return _kept(
        kind, printed, meaning, record, by=by, with_published=with_published, decided_at=now,
        finished_at=now if is_over else None, followed=0,
    )  # fmt: skip


@transaction.atomic
def remember(kind: Kind, printed: str, record, *, by, now: datetime | None = None) -> Offer | None:
    """A person said on one article that the name printed there is this record's: an alias from now on, where that
    person may decide for all, else a suggestion to those who may. What else waits is only counted: `following.follow`
    applies it. None where there is nothing to learn, or somebody has decided. Raises NotDecided where the name is
    another record's.
    """
    kind, key = Kind(kind), name_key(printed)
    if not key or (key in map(name_key, _names(record)) and not find(kind, key)):
        return None
    held = _hold(kind, printed)
    if may_decide(by):
        decision = decide(kind, printed, Meaning.RECORD, record, by=by, now=now or timezone.now())
    elif held.decided_at:
        return None
    else:
        _refuse_another(kind, printed, record)
        decision = _kept(kind, printed, Meaning.RECORD, record, by=by)
    pool = find(kind, decision.key)
    return Offer(decision, pool.waiting if pool else 0)


def bring_back(decision: NameDecision) -> None:
    """What was set aside as no name is one again for the next import."""
    decision.delete()


def record_of(decision: NameDecision):
    """The record that is meant as it is today, merged or not; None where it is gone."""
    model = MODELS.get(decision.model)
    if model is None:
        return None
    if model is Country:
        return Country.objects.filter(pk=decision.record).first()
    key = int(decision.record)
    return model.objects.filter(pk=current_ids(model, [key])[key]).first()


def _hold(kind: Kind, printed: str) -> NameDecision:
    """Whoever decides on the same name meanwhile waits, and finds then whose name it has become."""
    nothing = {"printed": Truncator(printed).chars(LONGEST_NAME), "meaning": Meaning.NOTHING}
    return NameDecision.objects.select_for_update().get_or_create(kind=kind, key=name_key(printed), defaults=nothing)[
        0
    ]


def _kept(kind: Kind, printed: str, meaning: Meaning, record=None, **fields) -> NameDecision:
    meant = {
        "model": record._meta.label_lower if record else "",
        "record": str(record.pk) if record else "",
        "name": Truncator(str(record or "")).chars(LONGEST_NAME),
    }
    values = {"printed": Truncator(printed).chars(LONGEST_NAME), "meaning": meaning} | meant | fields
    return NameDecision.objects.update_or_create(kind=kind, key=name_key(printed), defaults=values)[0]


def _refuse_another(kind: Kind, printed: str, record) -> None:
    """A name that stands for one record already must not come to stand for two; people have namesakes."""
    if kind != Kind.PLACE and KINDS[kind].unknown().filter(pk=record.pk).exists():
        raise NotDecided(_("%(record)s is to check itself: confirm it first.") % {"record": record})
    if kind != Kind.PERSON and (others := [one for one in called(kind, printed) if one != record]):
        text = _("“%(name)s” is a name of %(other)s: take it away there first.")
        raise NotDecided(text % {"name": printed, "other": others[0]})


def called(kind: Kind, printed: str) -> list:
    """The known records by exactly this name."""
    word = max(name_key(printed).split() or [printed], key=len)
    models = [Country, Mission] if kind == Kind.PLACE else [KINDS[kind].model]
    found = [one for model in models for one in model.objects.filter(folded__contains=word)]
    named = [one for one in found if name_key(printed) in map(name_key, _names(one))]
    return [one for one in named if not _is_unknown(one)]


def _names(record) -> list[str]:
    return [*record.all_names, *getattr(record, "cities", ())]


def _is_unknown(record) -> bool:
    return record.verified_on is None if isinstance(record, PressContact) else getattr(record, "is_to_check", False)


def _printed_forms(kind: Kind, printed: str) -> list[str]:
    """The name, in the spellings of the records that imports made of it; of people also their addresses."""
    records = [] if kind == Kind.PLACE else KINDS[kind].called(name_key(printed))
    names = [name for record in records for name in record.all_names]
    return [printed, *names, *(record.email for record in records if getattr(record, "email", ""))]


def _teach(record, names: Iterable[str]) -> None:
    """What pages call the record is another name of it; of a country, a town in it."""
    held = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    field = "cities" if isinstance(held, Country) else "aliases"
    known = {name_key(name) for name in _names(held)}
    new = {name_key(name): name for name in names if name_key(name) not in known}
    if new:
        setattr(held, field, [*getattr(held, field), *new.values()])
        held._change_reason = (_("Printed as %(names)s") % {"names": ", ".join(new.values())})[:REASON_LENGTH]
        held.save()


def _confirm(kind: Kind, printed: str) -> None:
    """The record that an import made is one of ours."""
    records = KINDS[kind].called(name_key(printed)) if kind in KINDS else []
    if len(records) != 1:
        raise NotDecided(_("Several records bear this name, or none: open them one by one."))
    [record] = KINDS[kind].model._base_manager.select_for_update(of=("self",)).filter(pk=records[0].pk)
    if isinstance(record, PressContact):
        record.is_active, record.verified_on = True, timezone.localdate()
    else:
        record.is_to_check = False
    record._change_reason = _("Confirmed")
    record.save()

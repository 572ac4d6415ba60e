"""Missions, programmes, organisations and people that an import made, removed once nothing uses them any more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.translation import gettext as _

from articles.models import ArticleVersion, Organisation, Programme
from articles.wording import KEYED, key_of, listed
from contacts.merging import REASON_LENGTH, current_ids, current_keys
from contacts.models import Mission, PressContact
from contacts.pointers import with_use_counts

MADE = (PressContact, Programme, Organisation, Mission)
"""What an import makes; missions last, for people belong to them."""

FIELDS = [field for field, (model, _attribute) in KEYED.items() if model in MADE]
Named = dict[type, set]


def named_in(versions: models.QuerySet[ArticleVersion]) -> Named:
    """The slugs of records that the versions name, of people the primary keys."""
    named = defaultdict(set)
    for values in versions.order_by().values_list(*(f"content__{field}" for field in FIELDS)):
        for field, value in zip(FIELDS, values, strict=True):
            named[KEYED[field][0]] |= {key for one in listed(value) if (key := key_of(one))}
    return named


def remove_unused(named: Named, *, by_id: int | None, why: str) -> Iterator[tuple[models.Model, str]]:
    """Remove those of the records that an import made and that nothing uses, in the caller's transaction.

    Gives each that nothing uses, with the reason why it stays, empty where it is gone. `by_id` is who ran the import.
    """
    named = {model: named.get(model, set()) for model in MADE}
    awaited = named_in(ArticleVersion.objects.filter(awaits_decision=True)) if any(named.values()) else {}
    homes = set()
    for model in MADE:
        keys = _current(model, named[model]) - _current(model, awaited.get(model, set()))
        for record in _unused(model, keys | (homes if model is Mission else set())):
            stays = _why_it_stays(record, by_id)
            if stays is None:
                continue
            if not stays:
                homes |= {record.mission_id} - {None} if model is PressContact else set()
                record._change_reason = why[:REASON_LENGTH]
                record.delete()
            yield record, stays


def _current(model, keys: Iterable) -> set[int]:
    if model is PressContact:
        return set(current_ids(model, keys).values())
    slugs = current_keys(model, keys).values()
    return set(model.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def _unused(model, keys: set[int]) -> list:
    """Held first: nobody begins to use one while it is counted."""
    held = model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = with_use_counts(model.objects.filter(pk__in=[record.pk for record in held]))
    return list(found.filter(use_count=0).order_by("pk"))


def _why_it_stays(record, by_id: int | None) -> str | None:
    """None for a record that no import made, empty for one that nobody has touched since."""
    revisions = list(record.history.order_by("history_date", "history_id"))
    if not revisions or not _is_to_check(revisions[0]) or revisions[0].history_user_id not in (None, by_id):
        return None
    if not _is_to_check(record):
        return _("somebody has checked it.")
    is_edited = any(revision.history_user_id for revision in revisions[1:])
    return _("somebody has changed it since.") if is_edited else ""


def _is_to_check(record) -> bool:
    return record.is_to_check if hasattr(record, "is_to_check") else record.verified_on is None

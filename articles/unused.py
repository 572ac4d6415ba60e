"""Missions, programmes, organisations and people that an import made, removed once nothing uses them any more."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as part
from functools import partial

from django.db import models
from django.utils.translation import gettext as _

from articles.models import Article, ArticleVersion, Organisation, Programme
from articles.wording import KEYED, key_of, listed
from contacts.merging import REASON_LENGTH, current_ids, current_keys
from contacts.models import Mission, PressContact
from contacts.pointers import uses_of, with_use_counts

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
    awaited = named_in(ArticleVersion.objects.filter(awaits_decision=True)) if any(named.values()) else {}
    for record, stays in _parted(named, awaited, _unused, by_id):
        if not stays:
            record._change_reason = why[:REASON_LENGTH]
            record.delete()
        yield record, stays


@dataclass
class Forecast:
    """What `remove_unused` would give once the articles `gone` are no more and those `restored` name only `needed`.
    Nothing is written. `used` are the records of an import that stay since something else uses them.
    """

    gone: set[int] = part(default_factory=set)
    restored: set[int] = part(default_factory=set)
    needed: Named = part(default_factory=lambda: defaultdict(set))
    used: list[models.Model] = part(default_factory=list)
    going: dict[type, set[int]] = part(default_factory=lambda: defaultdict(set))

    def of(self, named: Named, *, by_id: int | None) -> Iterator[tuple[models.Model, str]]:
        for record, stays in _parted(named, self.needed, partial(self._unused, by_id), by_id):
            if not stays:
                self.going[type(record)].add(record.pk)
            yield record, stays

    def stay(self, named: Named, known: Collection[models.Model], *, by_id: int | None) -> None:
        """Those that articles name which stay, but for the known ones."""
        told = {*known, *self.used}
        for model in MADE:
            records = model.objects.filter(pk__in=_current(model, named.get(model, set()))).order_by("pk")
            new = [one for one in records if one not in told]
            self.used += [one for one in new if _why_it_stays(one, by_id) is not None]

    def _unused(self, by_id: int | None, model, keys: set[int]) -> list:
        used = {key for column in {use.column for use in uses_of(model)} for key in self._used_by(column, keys)}
        records = list(model.objects.filter(pk__in=keys).order_by("pk"))
        self.used += [one for one in records if one.pk in used and _why_it_stays(one, by_id) is not None]
        return [one for one in records if one.pk not in used]

    def _used_by(self, column: models.ForeignKey, keys: set[int]) -> Iterator[int]:
        """By rows that stay: not those of the articles, nor of records that go themselves."""
        holder, articles = column.model, self.gone | self.restored
        article = "pk" if holder is Article else _column_of_article(holder)
        rows = holder._base_manager.filter(**{f"{column.name}__in": keys}).order_by()
        leaving = articles if article else self.going[holder]
        yield from (key for key, user in rows.values_list(column.attname, article or "pk") if user not in leaving)


def _column_of_article(holder) -> str | None:
    return next((column.attname for column in holder._meta.fields if column.related_model is Article), None)


def _parted(named: Named, needed: Named, unused: Callable, by_id: int | None) -> Iterator[tuple[models.Model, str]]:
    """Each of the records that `unused` gives and an import made, with the reason why it stays, empty where it goes; a
    mission after the people that go.
    """
    homes = set()
    for model in MADE:
        keys = _current(model, named.get(model, set())) - _current(model, needed.get(model, set()))
        for record in unused(model, keys | (homes if model is Mission else set())):
            stays = _why_it_stays(record, by_id)
            if stays is None:
                continue
            if not stays and model is PressContact:
                homes |= {record.mission_id} - {None}
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

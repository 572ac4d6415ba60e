"""Two records of one thing made into one: what points at the second is moved to the first, and nothing is lost.

The second's names become other names of the first, so that an import recognises them; its key becomes a former key,
so that versions, addresses and spreadsheets still find what they mean.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, JSONField, OuterRef
from django.db.models.expressions import Exists
from django.utils.translation import gettext as _

from .hierarchy import line_above
from .models import FormerKey, Mission, PressContact, PressContactPhone
from .names import NAME_FIELDS
from .pointers import pointers_to

SETTLED = {"slug", "is_to_check", "note", "press_line_is_public"}
"""Fields that nobody chooses: the address stays, one check is enough, notes are joined, a number stays as public."""
REASON_LENGTH = 100


class MergeRefused(Exception):
    """Two records that must not become one, with the reason in the reader's language."""


def current_key(model, key: str) -> str:
    """The slug that the record with this slug, or with this former one, has today; an unknown one as it is."""
    return current_keys(model, [key])[key]


def current_keys(model, keys: Collection[str]) -> dict[str, str]:
    """Each key and the one of today. A former key that a living record has since been given means that record."""
    kept = _kept(model, keys)
    living = set(model._base_manager.filter(slug__in=kept).values_list("slug", flat=True))
    return {key: key if key in living else kept.get(key, key) for key in keys}


def current_ids(model, ids: Collection[int]) -> dict[int, int]:
    """The same for primary keys, which are given once only."""
    kept = _kept(model, [_id_key(pk) for pk in ids])
    return {pk: int(kept.get(_id_key(pk), _id_key(pk)).removeprefix(ID)) for pk in ids}


ID = "id:"  # no slug holds a colon


def _id_key(pk: int) -> str:
    return f"{ID}{pk}"


def _kept(model, keys) -> dict[str, str]:
    return dict(FormerKey.objects.filter(model=model._meta.label_lower, key__in=keys).values_list("key", "kept_key"))


def merged_into(record) -> list[int]:
    """The primary keys that the record's merged ones had; their history is still under them."""
    keys = FormerKey.objects.filter(model=record._meta.label_lower, kept_key=_id_key(record.pk))
    return [int(key.removeprefix(ID)) for key in keys.values_list("key", flat=True)]


def renamed(model, before: str, after: str) -> None:
    """Remember the slug that a record had before."""
    keys = FormerKey.objects.filter(model=model._meta.label_lower)
    keys.filter(kept_key=before).update(kept_key=after)
    keys.update_or_create(key=before, defaults={"model": model._meta.label_lower, "kept_key": after})
    keys.filter(key=F("kept_key")).delete()


def better_first(one, other) -> tuple:
    """(kept, merged) as proposed: headquarters, else the one that has been checked, else the older one."""
    return tuple(sorted((one, other), key=_place))


def _place(record) -> tuple:
    return not _is_headquarters(record), not _is_checked(record), record.pk


def _is_headquarters(record) -> bool:
    return isinstance(record, Mission) and record.kind == Mission.Kind.HEADQUARTERS


def _is_checked(record) -> bool:
    if isinstance(record, PressContact):
        return record.verified_on is not None
    return not getattr(record, "is_to_check", False)


def choosable(kept) -> list:
    """The fields of which one value must be chosen where both records have one; lists and links are joined."""
    fields = [field for field in kept._meta.concrete_fields if field.editable and not field.primary_key]
    fixed = SETTLED | ({"kind"} if _is_headquarters(kept) else set())
    return [field for field in fields if field.name not in fixed and not isinstance(field, JSONField)]


def filled_from(kept, merged) -> set[str]:
    """The fields that are empty in the first and filled in the second."""
    return {field.name for field in choosable(kept) if _is_empty(kept, field) and not _is_empty(merged, field)}


def _is_empty(record, field) -> bool:
    value = getattr(record, field.attname)
    return value is None or value is False or value == ""


def refuse(kept, merged) -> None:
    """Raises MergeRefused for two that never become one."""
    if kept.pk == merged.pk:
        raise MergeRefused(_("A record is not merged with itself: choose two."))
    if _is_headquarters(merged):
        raise MergeRefused(_("Headquarters stays: merge the other office into it."))
    if _is_headquarters(kept) and merged.memberships.exists():
        gain = _("The members of %(mission)s would gain the whole organisation: end their memberships first.")
        raise MergeRefused(gain % {"mission": merged})


def revision_of(record) -> int:
    """The number of its last revision, by which a form knows that somebody else has saved; 0 without one."""
    return record.history.values_list("history_id", flat=True).first() or 0


@transaction.atomic
def merge(kept, merged, *, take: Collection[str] | None = None, seen: tuple[int, int] | None = None):
    """Make two records into one; the first stays and is returned as it is then.

    `take` names the fields whose value comes from the second (default: those that are empty in the first); `seen` are
    both revisions as the user saw them. Raises MergeRefused, and ValidationError where the values do not go together.
    """
    kept, merged = _locked(kept, merged)
    refuse(kept, merged)
    if seen is not None and seen != (revision_of(kept), revision_of(merged)):
        raise MergeRefused(_("Somebody has changed one of the two meanwhile. Look at them again."))
    take = filled_from(kept, merged) if take is None else set(take)
    _hide_unread_numbers(kept, merged, take)
    _write_values(kept, merged, take)
    kept.clean()
    kept.validate_constraints()
    _move_pointers(kept, merged)
    _remember(kept, merged)
    _part(kept, merged)
    return kept


def _locked(kept, merged):
    """Both as the database has them now, held until the end: of two who merge at once, the second is told."""
    rows = type(kept)._base_manager.select_for_update(of=("self",)).order_by("pk").in_bulk([kept.pk, merged.pk])
    for record in (kept, merged):
        if record.pk not in rows:
            raise MergeRefused(_("%(record)s has been merged or deleted meanwhile.") % {"record": record})
    return rows[kept.pk], rows[merged.pk]


def _write_values(kept, merged, take: set[str]) -> None:
    names, lists = kept.all_names + merged.all_names, _joined_lists(kept, merged)
    kept_parents = [kept.parent, merged.parent] if hasattr(kept, "parent") else []
    emails = {record.email for record in (kept, merged) if getattr(record, "email", "")}
    for field in choosable(kept):
        if field.name in take:
            setattr(kept, field.attname, getattr(merged, field.attname))
    if "press_line_phone" in take:
        kept.press_line_is_public = merged.press_line_is_public
    for name, value in lists.items():
        setattr(kept, name, value)
    kept.aliases = [name for name in dict.fromkeys(names + kept.aliases) if name not in _own_names(kept)]
    if kept_parents:
        kept.parent = _parent_without_circle(kept, merged, [kept.parent, *kept_parents])
    if hasattr(kept, "is_to_check"):
        kept.is_to_check = kept.is_to_check and merged.is_to_check
    if hasattr(kept, "note"):
        others = [_("Other e-mail: %(email)s") % {"email": email} for email in sorted(emails - {kept.email})]
        kept.note = "\n".join(dict.fromkeys(filter(None, [kept.note, merged.note, *others])))


def _hide_unread_numbers(kept, merged, take: set[str]) -> None:
    """An import made them public, of people in no directory: readers see none of them unread in the one who is."""
    if not isinstance(kept, PressContact):
        return
    unread, read = ([one for one in (kept, merged) if _is_checked(one) is is_read] for is_read in (False, True))
    if read and (kept in read or "verified_on" in take):
        known = [phone.number for one in read for phone in one.phones.filter(is_public=True)]
        PressContactPhone.objects.filter(contact__in=unread).exclude(number__in=known).update(is_public=False)


def _own_names(record) -> list[str]:
    columns = [*NAME_FIELDS, "name", "acronym"] if not isinstance(record, PressContact) else ["name"]
    return [getattr(record, column, "") for column in columns]


def _joined_lists(kept, merged) -> dict:
    fields = [field.name for field in kept._meta.concrete_fields if isinstance(field, JSONField)]
    return {name: _joined(getattr(kept, name), getattr(merged, name)) for name in fields}


def _joined(one, other):
    """Two lists, or two sets of lists by language, as one."""
    if isinstance(one, dict):
        return {key: _joined(one.get(key, []), other.get(key, [])) for key in dict.fromkeys([*one, *other])}
    return [*one, *(value for value in other if value not in one)]


def _parent_without_circle(kept, merged, candidates: list):
    """The first of the candidates that does not answer to what the two become."""
    both = {kept.pk, merged.pk}
    for parent in filter(None, candidates):
        if not both & {parent.pk, *(office.pk for office in line_above(parent))}:
            return parent
    return None


def _move_pointers(kept, merged) -> None:
    """One UPDATE a relation. Records with a history get a revision that says why; articles name records by key."""
    reason = said(_("Merged: %(merged)s into %(kept)s"), kept, merged)
    for column in pointers_to(type(kept)):
        rows = column.model._base_manager.filter(**{column.attname: merged.pk})
        touched = _with_history(column, rows, kept, merged)
        for fields in _only_once(column.model, column.name):
            _settle(column, rows, kept, fields)
        rows.update(**{column.name: kept})
        for record in touched:
            record.refresh_from_db()
            record._change_reason = reason
            record.save()


def _with_history(column, rows, kept, merged) -> list:
    """The records with a history that the rows belong to, the two themselves aside."""
    holder = column.model
    if holder._meta.auto_created:
        owner = holder._meta.auto_created
        field = next(field for field in owner._meta.many_to_many if field.remote_field.through is holder)
        keys = rows.values(f"{field.m2m_field_name()}_id")
    else:
        owner, keys = holder, rows.values("pk")
    if not hasattr(owner._meta, "simple_history_manager_attribute"):
        return []
    records = owner._base_manager.filter(pk__in=keys)
    return list(records.exclude(pk__in=[kept.pk, merged.pk]) if owner is type(kept) else records)


def _only_once(model, column: str) -> list[tuple[str, ...]]:
    """The other columns of each combination that the model's table holds only once."""
    constraints = model._meta.total_unique_constraints
    combinations = [*model._meta.unique_together, *(constraint.fields for constraint in constraints)]
    return [tuple(name for name in fields if name != column) for fields in combinations if column in fields]


def _settle(column, rows, kept, fields: tuple[str, ...]) -> None:
    """A row that the kept record has too is taken into that one."""
    of_kept = column.model._base_manager.filter(**{column.attname: kept.pk})
    doubled = rows.filter(Exists(of_kept.filter(**{name: OuterRef(name) for name in fields})))
    if hasattr(column.model, "absorb"):
        _absorb(doubled, of_kept, fields)
    doubled.delete()


def _absorb(doubled, of_kept, fields: tuple[str, ...]) -> None:
    def key(row):
        return tuple(getattr(row, row._meta.get_field(name).attname) for name in fields)

    twins = {key(row): row for row in doubled}
    if not twins:
        return
    changed = [row for row in of_kept.iterator() if key(row) in twins and row.absorb(twins[key(row)])]
    own = [field.name for field in of_kept.model._meta.concrete_fields if not field.primary_key]
    of_kept.model._base_manager.bulk_update(changed, own, batch_size=200)


def _remember(kept, merged) -> None:
    for before, after in ((merged.slug, kept.slug), (_id_key(merged.pk), _id_key(kept.pk))):
        renamed(type(kept), before, after)


def _part(kept, merged) -> None:
    """The last revision of each says what became of it."""
    merged._change_reason = said(_("Merged into %(kept)s"), kept, merged)
    kept._change_reason = said(_("%(merged)s merged into it"), kept, merged)
    merged.delete()
    kept.save()


def said(text: str, kept, merged) -> str:
    return (text % {"kept": kept, "merged": merged})[:REASON_LENGTH]

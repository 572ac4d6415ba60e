"""What a person's save says of names: two versions of an article, one of which names a record that nobody has checked
where the other names a known one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.vocabulary.kinds import KINDS, Key, Kind, RecordKind
from articles.wording import key_of, listed


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

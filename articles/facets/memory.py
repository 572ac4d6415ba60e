"""The index of this process."""

from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from django.db import connection

from .index import Index, State

_reading = Lock()
_index: Index | None = None


def current(now: datetime, searches: Iterable[Iterable[int]] = ()) -> State:
    """What is public at `now`. `searches` are keys of articles, asked for before: what has gone since is left out.

    Inside a transaction the index is read for it alone: it holds what nobody else may see yet.
    """
    if connection.in_atomic_block:
        return Index(now).current(now, searches)
    index = _index
    return (index and index.current(now, searches)) or _read(now, index).current(now, searches)


def _read(now: datetime, outdated: Index | None) -> Index:
    """One thread reads; those that come meanwhile wait for what it finds."""
    global _index
    with _reading:
        if _index is outdated:
            _index = Index(now)
        return _index


def forget() -> None:
    """Read everything when next asked: after a restored backup, between tests."""
    global _index
    _index = None

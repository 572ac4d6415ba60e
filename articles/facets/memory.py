"""The index of this process."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from threading import Lock, Thread
from time import sleep

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.utils import timezone

from articles import search
from articles.models import PublicRevision
from iomnews.replicas import reading_from

from .declared import union
from .index import Index, State

log = logging.getLogger(__name__)
LOOKS_EVERY = 1  # seconds
ROUNDS = 5  # in which edits may come between a search and its hits
_reading = Lock()
_index: Index | None = None


def current(now: datetime, among: Sequence[Iterable[int]] = (), text: str = "") -> State:
    """What is public at `now`. `among` are keys of articles, asked for before: what has gone since is left out.

    The last of its `found` are the hits of the text, where there is one. Inside a transaction the index is read for it
    alone: it holds what nobody else may see yet.
    """
    if connection.in_atomic_block:
        return Index(now).current(now, [*among, *([search.hits(text)] if text else [])])
    while True:  # more may have changed while it was read than it can catch up with
        index = _index or _read(now, None)
        if state := _searched(index, now, among, text):
            return state
        _read(now, index)


def current_of_any(now: datetime, texts: Sequence[str]) -> State:
    """What is public at `now`, with the hits of all of the texts as those of one search."""
    if connection.in_atomic_block or not texts:
        return current(now, [chain.from_iterable(map(search.hits, texts))])
    states = [current(now, text=text) for text in texts]
    last = states[-1]
    same = [state.found[-1] for state in states if state.index is last.index]  # another one has other positions
    return replace(last, found=[{language: union(found[language] for found in same) for language in last.found[-1]}])


def _searched(index: Index, now: datetime, among: Sequence[Iterable[int]], text: str) -> State | None:
    """Hits are kept, and only what moved since is looked for again; but not those of a replica behind the index."""
    for _ in range(ROUNDS):
        state = _brought_up(index, now, among, text)
        if not (state and text) or len(state.found) > len(among):
            return state
        kept, missing = index.to_learn(text)
        if index.is_ahead_of(PublicRevision.latest()):
            break
        index.learn(text, kept, search.hits(text, missing))
    return _brought_up(index, now, [*among, search.hits(text)])


@reading_from(DEFAULT_DB_ALIAS)  # a replica that lags would take it back
def _brought_up(index: Index, now: datetime, searches: Sequence[Iterable[int]], text: str = "") -> State | None:
    return index.current(now, searches, text)


@reading_from(DEFAULT_DB_ALIAS)
def _read(now: datetime, outdated: Index | None) -> Index:
    """One thread reads; those that come meanwhile wait for what it finds."""
    global _index
    with _reading:
        if _index is outdated:
            _index = Index(now)
        return _index


def load() -> None:
    """Before the processes of the site part: they share what is read here."""
    try:
        current(timezone.now())
    except Error as error:  # the first request says so to whoever sent it
        log.warning("The index of what is public could not be read yet: %s", error)
    finally:
        connections.close_all()


def keep_up() -> None:
    """Look once a second whether something has changed, so that few changes are left for a request to read."""
    Thread(target=_keep_up, name="index", daemon=True).start()


def _keep_up() -> None:
    while True:
        sleep(LOOKS_EVERY)
        try:
            look()
        except Exception:  # this thread is the only one; the next request says so to whoever sent it
            log.exception("The index of what is public could not be kept up to date.")


def look() -> None:
    """Bring the index up to date, or read it anew where most of it is of the past."""
    try:
        index = current(timezone.now()).index
        if index.is_worn:
            _read(timezone.now(), index)
    except Error as error:
        log.warning("The index of what is public could not be read: %s", error)
        connection.close()


def forget() -> None:
    """Read everything when next asked: after a restored backup, between tests."""
    global _index
    _index = None

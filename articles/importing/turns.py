"""Imports and undos take turns at writing, and leave time between them to the people who save meanwhile."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep, time

from django.core.files import locks
from django.db import connection, transaction

from articles.models import ImportBatch

BETWEEN = 0.5  # of a turn's time, until the next


@contextmanager
def turn() -> Iterator[None]:
    """A transaction in which no other import or undo writes. Waits for theirs."""
    with _apart_from_the_last(), transaction.atomic():
        ImportBatch.objects.select_for_update().order_by("pk").first()
        yield


@contextmanager
def _apart_from_the_last() -> Iterator[None]:
    """SQLite has no queue: who waits asks again every tenth of a second, and not at all if one turn follows another.

    A file says by its time of change when the next turn may begin.
    """
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        yield
        return
    with Path(f"{connection.settings_dict['NAME']}-turns").open("ab") as turns:
        locks.lock(turns, locks.LOCK_EX)
        began = time() + min(1, max(0, os.fstat(turns.fileno()).st_mtime - time()))
        sleep(max(0, began - time()))
        try:
            yield
        finally:
            ended = time()
            os.utime(turns.fileno(), (ended, ended + BETWEEN * (ended - began)))

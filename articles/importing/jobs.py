"""Pages read by other processes, some at a time, in the order in which they are given.

Nothing here imports Django before a process has set it up.
"""

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

_known = None


def read_ahead(pages: Iterable[list[tuple]], known: tuple, language: str, jobs: int) -> Iterator[list]:
    """What `read_input.read` makes of the pages of each list of (page, facts), `known` being its other argument; at
    most twice as many lists as `jobs` are read before they are asked for.
    """
    context = get_context("spawn")  # a fork would share the connection to the database
    facts = (language, pickle.dumps(known))
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare, initargs=facts) as pool:
        reading = deque()
        for some in pages:
            reading.append(pool.submit(_read, some))
            if len(reading) > 2 * jobs:
                yield reading.popleft().result()
        while reading:
            yield reading.popleft().result()


def _prepare(language: str, known: bytes) -> None:
    Thread(target=_end_with_the_parent, daemon=True).start()
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language)
    global _known
    _known = pickle.loads(known)


def _end_with_the_parent() -> None:
    """A process whose parent was killed would wait for pages for ever."""
    wait([parent_process().sentinel])
    os._exit(1)


def _read(pages: list[tuple]) -> list:
    from articles.importing.read_input import read

    return [pair for page, facts in pages for pair in read(page, facts, _known)]

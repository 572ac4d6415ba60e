"""Near-duplicates looked for outside the request, in pieces, when nothing else waits."""

from time import monotonic

from django_tasks import task

from articles.duplicates.finding import find

PIECE = 10  # seconds


@task(priority=-20)
def find_some() -> None:
    """Behind the imports in the queue: what they bring in is looked at once they are done."""
    until = monotonic() + PIECE
    if not all(monotonic() < until for _count in find()):
        find_some.enqueue()

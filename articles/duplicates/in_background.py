"""Near-duplicates looked for outside the request, in pieces, when nothing else waits."""

from time import monotonic

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.duplicates.finding import find

PIECE = 10  # seconds


@task(priority=-20)
def find_some() -> None:
    """Behind the imports in the queue: what they bring in is looked at once they are done."""
    until = monotonic() + PIECE
    if not all(monotonic() < until for _count in find()):
        look()


def look() -> bool:
    """Have them looked for; whether that was not to come anyway."""
    waiting = DBTaskResult.objects.filter(task_path=find_some.module_path, status=TaskResultStatus.READY)
    if waiting.exists():
        return False
    find_some.enqueue()
    return True

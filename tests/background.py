"""The work of `manage.py db_worker` on imports, in the process of the test."""

from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult

from articles.importing.in_background import import_some


def work(tasks: int = 1000) -> None:
    """Do what waits, and what that begins in turn."""
    while tasks and (asked := DBTaskResult.objects.ready().filter(task_path=import_some.module_path).first()):
        asked.claim("worker")
        asked.task.call(TaskContext(task_result=asked.task_result), *asked.task_result.args)
        asked.set_successful(None)
        tasks -= 1


class Killed(BaseException):
    """As if the process had been killed: no code of the import sees it."""

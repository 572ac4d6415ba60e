"""An import that runs outside the request, in pieces: each is a task of `manage.py db_worker`, which begins the next.

Between two pieces other tasks have their turn, and a worker that is told to stop does so within seconds; another one
goes on. A worker that is killed leaves an import that somebody goes on with.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from time import monotonic
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.importing import received, rereading
from articles.importing.journal import Journal, Overtaken, held
from articles.importing.loading import Import
from articles.importing.turns import turn
from articles.inputs.pages import Page
from articles.models import ImportBatch
from articles.parsing.page import PARSER_VERSION
from contacts.merging import current_ids
from contacts.models import Mission
from iomnews.planning import learn_sizes

PIECE = 10  # seconds
SILENCE = timedelta(minutes=2)  # after which nobody believes that a task is still at work
LATE = timedelta(minutes=1)  # a worker takes a task within a second, where there is one


class State(StrEnum):
    WAITING, LATE, RUNNING = "waiting", "late", "running"
    STOPPED, CANCELLED, DONE = "stopped", "cancelled", "done"


@dataclass(frozen=True)
class Progress:
    state: State
    done: int
    total: int

    @property
    def is_under_way(self) -> bool:
        return self.state in (State.WAITING, State.LATE, State.RUNNING)

    @property
    def gone(self) -> int:
        """Kept pages that were not read again: none had an article, or its place, any more when it was their turn."""
        return self.total - self.done if self.state == State.DONE else 0

    @property
    def may_go_on(self) -> bool:
        return self.state == State.STOPPED


def begin(files, table=None, *, by, publish=False, dry_run=False, mission: Mission | None = None) -> ImportBatch:
    """An import of the files that somebody has sent, with a manifest or none. Raises received.Refused."""
    received.sweep()
    uuid = uuid4()
    kept = received.keep(uuid, files, table)
    options = {"publish": publish, "dry_run": dry_run, "mission": mission and mission.pk}
    options |= {"files": [asdict(one) for one in kept], "manifest": table is not None}
    options["language"] = translation.get_language()
    return _begun(uuid, by, options)


def begin_again(batches: Sequence[ImportBatch], *, by, publish=False, dry_run=False) -> ImportBatch:
    """The pages of these imports, read once more from what was kept of them."""
    options = {"publish": publish, "dry_run": dry_run, "mission": None, "files": [], "manifest": False}
    options |= {"reread": [batch.pk for batch in batches], "until": rereading.last()}
    options["language"] = translation.get_language()
    return _begun(uuid4(), by, options)


def do(before: ImportBatch, *, by) -> ImportBatch:
    """What an import has only said that it would do. Raises received.Lost."""
    uuid = uuid4()
    if before.is_reread:
        return _begun(uuid, by, before.options | {"dry_run": False, "until": rereading.last()})
    received.hand_over(before, uuid)
    return _begun(uuid, by, before.options | {"dry_run": False, "language": translation.get_language()})


@transaction.atomic
def _begun(uuid: UUID, by, options: dict) -> ImportBatch:
    batch = ImportBatch(uuid=uuid, by=by, options=options, paths=_names(options))
    batch.started_at, batch.parser_version = timezone.now(), PARSER_VERSION
    batch.page_count = len(pages(batch))
    batch.save()
    _enqueue(batch)
    return batch


def _names(options: dict) -> list[str]:
    again = ImportBatch.objects.filter(pk__in=options.get("reread", ()))
    return [one["name"] for one in options["files"]] or [str(batch.uuid) for batch in again]


def pages(batch: ImportBatch) -> list[Page]:
    """Always in one order. Raises received.Lost."""
    if batch.is_reread:
        return rereading.pages(batch.options["reread"], batch.options["until"])
    return received.pages(batch)


def _enqueue(batch: ImportBatch) -> None:
    batch.task_id, batch.seen_at = import_some.enqueue(batch.pk).id, timezone.now()
    batch.save(update_fields=["task_id", "seen_at"])


@task(priority=-10, takes_context=True)
def import_some(context, key: int) -> None:
    """Some of the batch's pages; then the next task is begun, or the batch is finished."""
    batch = ImportBatch.objects.filter(pk=key, task_id=context.task_result.id, finished_at=None).first()
    if batch is None:
        return
    until = monotonic() + PIECE
    with translation.override(batch.options["language"]):
        try:
            run = _import(batch)
            is_done = all(monotonic() < until for _line in run.run())
            _go_to_the_next(batch) if not is_done else _finish(batch)
        except Overtaken:
            return


def _import(batch: ImportBatch) -> Import:
    given, chosen = pages(batch), batch.options
    options = {"publish": chosen["publish"], "dry_run": batch.is_dry_run, "now": batch.started_at, "by": batch.by}
    options["journal"] = Journal(batch, batch.task_id)
    if batch.is_reread:
        missions = rereading.missions(chosen["reread"], given, chosen["until"])
        return Import(given, missions=missions, compares=True, **options)
    return Import(given, received.facts(batch, given), mission=_mission(chosen["mission"]), **options)


def _mission(key: int | None) -> Mission | None:
    """Under whatever it has become part of since."""
    return key and Mission.objects.get(pk=current_ids(Mission, [key])[key])


@transaction.atomic
def _go_to_the_next(batch: ImportBatch) -> None:
    _enqueue(held(batch.pk, batch.task_id))


@transaction.atomic
def _finish(batch: ImportBatch) -> None:
    batch = held(batch.pk, batch.task_id)
    batch.finished_at = timezone.now()
    batch.save(update_fields=["finished_at"])
    if not batch.is_dry_run:
        transaction.on_commit(lambda: received.remove(batch))
        transaction.on_commit(lambda: learn_sizes(after=batch.page_count))


@turn()
def cancel(batch: ImportBatch) -> bool:
    """Stop the import after the pages that are being written; whether it was still to be stopped."""
    now = timezone.now()
    unfinished = ImportBatch.objects.filter(pk=batch.pk, finished_at=None, task_id__isnull=False)
    if not unfinished.update(finished_at=now, cancelled_at=now):
        return False
    transaction.on_commit(lambda: received.remove(batch))
    return True


@turn()
def go_on(batch: ImportBatch) -> bool:
    """Have another task do the rest; whether there was a rest to be done and nobody at it."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not progress(batch).may_go_on:
        return False
    _enqueue(batch)
    return True


def progress(batch: ImportBatch) -> Progress | None:
    """How far it has come; None of an import that no task does."""
    if batch.task_id is None:
        return None
    return Progress(_state(batch), batch.read_count, batch.page_count)


def _state(batch: ImportBatch) -> State:
    if batch.finished_at:
        return State.CANCELLED if batch.cancelled_at else State.DONE
    status = DBTaskResult.objects.filter(pk=batch.task_id).values_list("status", flat=True).first()
    silence = timezone.now() - batch.seen_at
    if status == TaskResultStatus.READY:
        return State.LATE if silence > LATE else State.WAITING
    return State.RUNNING if status == TaskResultStatus.RUNNING and silence < SILENCE else State.STOPPED

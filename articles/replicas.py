"""Which database answers a reader: a replica that has all that was public when the request came, else the primary.

The revision of what is public (articles/watching.py) moves in the transaction that changes it, and transactions reach
a replica in their order: one that has the primary's revision has all that it stands for. So nobody is shown what was
withdrawn before she asked, however far a replica lags.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from os import dup
from random import sample
from socket import SHUT_RDWR, socket
from threading import Thread, get_ident
from time import monotonic, sleep
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core import checks
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.db.models import BooleanField, Func
from django.http import HttpResponse
from django.utils.translation import get_language_from_path

from articles.models import PublicRevision
from iomnews.headers import is_of_api
from iomnews.replicas import reading_from

log = logging.getLogger(__name__)
PAUSE = 5  # seconds for which a replica that does not answer is left alone
SILENT = 5  # seconds after which one that has taken a query is believed to be stuck
BROKEN = (OperationalError, InterfaceError)  # a query that another server may answer


class Revision(NamedTuple):
    origin: UUID
    number: int

    def includes(self, other: "Revision") -> bool:
        return self.origin == other.origin and self.number >= other.number


class NoStandby(Exception):
    """Of a server that is written to by itself: its numbers say nothing about the primary’s."""


@dataclass
class Replica:
    """In this process; `refusal` is why it was not used when it was last asked."""

    name: str
    refusal: str = ""
    asked_again_at: float = 0

    def has(self, wanted: Revision) -> bool:
        if self.refusal:
            if monotonic() < self.asked_again_at:
                return False
            self.asked_again_at = monotonic() + PAUSE  # one asks, the others need not wait for the answer
        try:
            revision = self.revision()
        except (Error, NoStandby) as error:
            self._left(_said(error))
            return False
        self._taken()
        return revision is not None and revision.includes(wanted)

    def revision(self) -> Revision | None:
        """Raises NoStandby. A connection from before the server was started again is made anew."""
        connection = connections[self.name]
        try:
            if connection.connection is not None:
                try:
                    return self._asked()
                except Error:
                    connection.close()
            return self._asked()
        except Error:
            connection.close()
            raise

    def _asked(self) -> Revision | None:
        in_recovery = Func(function="pg_is_in_recovery", output_field=BooleanField())
        revisions = PublicRevision.objects.using(self.name).values_list("origin", "number", in_recovery)
        with connections[self.name].execute_wrapper(_watched):
            row = revisions.first()
        if row is None:
            return None
        *revision, is_standby = row
        if not is_standby:
            raise NoStandby("not a standby: it takes writes of its own")
        return Revision(*revision)

    def _left(self, refusal: str) -> None:
        if not self.refusal:
            log.warning("%s is not used, readers are answered by the others or the primary: %s", self.name, refusal)
        self.refusal, self.asked_again_at = refusal, monotonic() + PAUSE

    def _taken(self) -> None:
        if self.refusal:
            log.warning("%s is used again.", self.name)
        self.refusal = ""


REPLICAS = [Replica(name) for name in settings.DATABASES if name != DEFAULT_DB_ALIAS]


class ReadersFromReplicas:
    """The last middleware: what a view reads; one whose replica fails is called again, to read from the primary."""

    def __init__(self, get_response):
        if not REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        replica = _not_behind() if _is_of_a_reader(request) else None
        if replica is None:
            return self.get_response(request)
        failures = request.failures_of_replica = []
        connection = connections[replica.name]
        with reading_from(replica.name), connection.execute_wrapper(_noting(failures)):
            response = self.get_response(request)
        del request.failures_of_replica
        if failures:
            log.warning("%s failed while it answered, now the primary does: %s", replica.name, _said(failures[0]))
            connection.close()
            response = self.get_response(request)
        return response

    def process_exception(self, request, exception):
        """Not yet an error of the site."""
        if hasattr(request, "failures_of_replica") and isinstance(exception, BROKEN):
            request.failures_of_replica.append(exception)
            return HttpResponse(status=503)
        return None


def _said(error: Exception) -> str:
    return next(iter(f"{error}".splitlines()), type(error).__name__)


def _is_of_a_reader(request) -> bool:
    """Staff, who see what nobody else does, are known by their cookie, which the API never sees."""
    if request.method not in ("GET", "HEAD"):
        return False
    is_of_media = request.path_info.startswith(settings.MEDIA_URL)
    is_public = get_language_from_path(request.path_info) or is_of_api(request)
    return bool(is_public or (is_of_media and settings.SESSION_COOKIE_NAME not in request.COOKIES))


def _not_behind() -> Replica | None:
    """One of those that have what the primary has by now; the primary is asked first."""
    row = PublicRevision.objects.using(DEFAULT_DB_ALIAS).values_list("origin", "number").first()
    wanted = Revision(*row) if row else None
    return next((one for one in sample(REPLICAS, len(REPLICAS)) if one.has(wanted)), None) if wanted else None


def _noting(failures: list[Exception]) -> Callable:
    """For connection.execute_wrapper: a template takes what fails within {% if %} for false."""

    def note(execute, sql, values, many, context):
        try:
            return _watched(execute, sql, values, many, context)
        except BROKEN as failure:
            failures.append(failure)
            raise

    return note


_waiting: dict[int, tuple[float, object]] = {}  # by thread: since when, on which connection


def _watched(execute, sql, values, many, context):
    _waiting[get_ident()] = monotonic(), context["connection"].connection
    try:
        return execute(sql, values, many, context)
    finally:
        del _waiting[get_ident()]


def keep_watch() -> None:
    """Cut off whoever waits for a replica that is stuck; the query then fails as if it had died."""
    if REPLICAS:
        Thread(target=_keep_watch, name="replicas", daemon=True).start()


def _keep_watch() -> None:
    while True:
        sleep(1)
        for since, connection in list(_waiting.values()):
            if connection and monotonic() - since > SILENT:
                with suppress(OSError, OperationalError), socket(fileno=dup(connection.fileno())) as line:
                    line.shutdown(SHUT_RDWR)


@checks.register(checks.Tags.database)
def check_replicas(databases=None, **_):
    """`manage.py check --database default --database replica-1`"""
    return [problem for one in REPLICAS if one.name in (databases or ()) for problem in _problems(one)]


def _problems(replica: Replica) -> list[checks.CheckMessage]:
    try:
        revision = replica.revision()
    except NoStandby as error:
        hint = "Give the address of a server that follows the primary by streaming replication."
        return [checks.Error(f"{replica.name} is {error}.", hint=hint, id="articles.E001")]
    except Error as error:
        hint = "Until it answers, the primary answers the readers."
        return [checks.Warning(f"{replica.name} does not answer: {error}", hint=hint, id="articles.W001")]
    row = PublicRevision.objects.using(DEFAULT_DB_ALIAS).values_list("origin", "number").first()
    if row is None or (revision and revision.origin == row[0]):
        return []
    hint = "Make it again from the primary, by pg_basebackup."
    return [checks.Error(f"{replica.name} is a copy of another database.", hint=hint, id="articles.E002")]

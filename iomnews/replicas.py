"""The copies of the database that readers are answered from: their settings, and where each query goes.

Which replica a request may use, if any, is decided in articles/replicas.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import environ
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

OF_READERS = ("articles", "contacts")  # sessions and accounts are always read where they are written
# A machine that is gone is noticed within seconds, not after a quarter of an hour.
SOON = {
    "connect_timeout": 2,
    "tcp_user_timeout": 3_000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
_reading: ContextVar[str] = ContextVar("reading", default=DEFAULT_DB_ALIAS)


def databases(addresses: list[str], primary: dict) -> dict[str, dict]:
    """The settings of each, by a name: replica-1, replica-2, …"""
    found = {}
    for number, address in enumerate(addresses, 1):
        settings = environ.Env.db_url_config(address.strip())
        _refuse_what_is_none(number, settings, [primary, *found.values()])
        settings["OPTIONS"] = SOON | settings.get("OPTIONS", {})
        kept = {name: primary[name] for name in ("CONN_MAX_AGE",) if name in primary}
        found[f"replica-{number}"] = settings | kept | {"TEST": {"MIRROR": DEFAULT_DB_ALIAS}}
    return found


def _refuse_what_is_none(number: int, settings: dict, others: list[dict]) -> None:
    if not settings.get("ENGINE", "").endswith("postgresql") or not others[0]["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured(
            "DATABASE_REPLICA_URLS is for PostgreSQL: it and DATABASE_URL take addresses like "
            "postgres://user:password@host/name."
        )
    where = [tuple(one.get(name) for name in ("HOST", "PORT", "NAME")) for one in (settings, *others)]
    if where[0] in where[1:]:
        raise ImproperlyConfigured(
            f"Address {number} of DATABASE_REPLICA_URLS is that of DATABASE_URL or of another replica: "
            "give each replica’s own, or leave it out."
        )


@contextmanager
def reading_from(name: str) -> Iterator[None]:
    """What is read within, by this thread, comes from the database of the name."""
    before = _reading.set(name)
    try:
        yield
    finally:
        _reading.reset(before)


class Router:
    """Only where there are replicas. All is written on the primary; a transaction reads there, too."""

    def db_for_read(self, model, **hints):
        is_of_readers = model._meta.app_label in OF_READERS
        return (
            _reading.get() if is_of_readers and not connections[DEFAULT_DB_ALIAS].in_atomic_block else DEFAULT_DB_ALIAS
        )

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, database, app_label, **hints):
        return database == DEFAULT_DB_ALIAS

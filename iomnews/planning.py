"""What the database's planner knows of its tables."""

from django.db import DEFAULT_DB_ALIAS, connections

MANY = 500  # new rows of a table, below which the planner is not misled for long
ROWS_LOOKED_AT = 10_000  # of each index, in tenths of a second; of 1,000 it learns that a state is rarer than 100 keys


def learn_sizes(*, after: int) -> None:
    """After that many rows came in at once."""
    if after >= MANY:
        _learn(DEFAULT_DB_ALIAS)


def learn_new_indices(using: str) -> None:
    """After migrations. Of the values of an expression PostgreSQL knows nothing before, either."""
    _learn(using)


def _learn(using: str) -> None:
    """SQLite never does so by itself, and until then takes an index for one that finds ten rows; PostgreSQL does,
    within a minute, and at once here.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")

"""What the database's planner knows of its tables."""

from django.db import connection

MANY = 500  # new rows of a table, below which the planner is not misled for long
ROWS_LOOKED_AT = 1_000  # of each index; some hundredths of a second whatever the size


def learn_sizes(*, after: int) -> None:
    """After that many rows came in at once.

    SQLite never does so by itself, and until then takes an index for one that finds ten rows; PostgreSQL does, within
    a minute, and at once here.
    """
    if after < MANY:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")

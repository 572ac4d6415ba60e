"""The reference data as reference.load() makes it, which takes half a second: it does so once a process, and the
tests after the first are given the same rows.
"""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from articles import reference
from articles.models import PublicChange, PublicRevision
from contacts.models import Country

LOADED: dict[type, tuple[str, list[tuple]]] = {}
"""Each model that has rows then: the statement that writes one, and the rows."""


def load() -> None:
    """Into a newsroom that has no records yet."""
    assert not Country.objects.exists()
    with transaction.atomic(), connection.cursor() as cursor:
        if not LOADED:
            reference.load()
            LOADED.update({model: _rows(cursor, model) for model in _filled()})
            return
        for statement, rows in LOADED.values():
            cursor.executemany(statement, rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), LOADED):
            cursor.execute(statement)


def _filled() -> list[type]:
    models = [model for name in ("articles", "contacts") for model in apps.get_app_config(name).get_models(True)]
    own = {PublicChange, PublicRevision}  # the database writes these as the others are written
    return [model for model in models if model not in own and model._base_manager.exists()]


def _rows(cursor, model) -> tuple[str, list[tuple]]:
    names = [connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields]
    table, columns, values = model._meta.db_table, ", ".join(names), ", ".join(["%s"] * len(names))
    cursor.execute(f"SELECT {columns} FROM {table}")
    return f"INSERT INTO {table} ({columns}) VALUES ({values})", cursor.fetchall()

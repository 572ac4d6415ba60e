"""The triggers that leave a tombstone where something public is gone, whichever way: by a person, an import taken
back, a merge, `QuerySet.update`, or SQL by hand. What was never public leaves none.

Every `migrate` makes them anew. They go by the clock of the database server.
"""

from django.db import connections, transaction

from articles.models import Tombstone

PUBLIC = "({row}.state = 'published' AND {row}.revises_id IS NULL AND {row}.visible_from <= {now})"
LEAVE = """
INSERT INTO articles_tombstone (uuid, gone_at) VALUES (OLD.uuid, {now})
ON CONFLICT (uuid) DO UPDATE SET gone_at = excluded.gone_at;
"""
SQLITE = """
CREATE TRIGGER tombstone_of_{event} AFTER {on} ON articles_article WHEN {condition} BEGIN {leave} END;
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION leave_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {leave} RETURN NULL; END $$;
CREATE TRIGGER tombstone_of_{event} AFTER {on} ON articles_article
FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION leave_tombstone();
"""
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}
EVENTS = {
    "withdrawal": ("UPDATE OF state, revises_id, visible_from", "{was} AND {is_public} IS NOT TRUE"),
    "deletion": ("DELETE", "{was}"),
}


def leave_tombstones(using: str) -> None:
    """Make the triggers anew, where the tables are there."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    of_table = " ON articles_article" if connection.vendor == "postgresql" else ""
    with transaction.atomic(using), connection.cursor() as cursor:
        for event in EVENTS if "articles_article" in tables else ():
            cursor.execute(f"DROP TRIGGER IF EXISTS tombstone_of_{event}{of_table}")
            if Tombstone._meta.db_table in tables:
                cursor.execute(_trigger(event, connection.vendor))


def _trigger(event: str, vendor: str) -> str:
    on, condition = EVENTS[event]
    now = NOW[vendor]
    was, is_public = (PUBLIC.format(row=row, now=now) for row in ("OLD", "NEW"))
    template = POSTGRESQL if vendor == "postgresql" else SQLITE
    condition = condition.format(was=was, is_public=is_public)
    return template.format(event=event, on=on, condition=condition, leave=LEAVE.format(now=now))

"""The database itself notes what changes for readers, so that no way of writing can forget it.

Each watched table has triggers that write the keys of the changed public records to PublicChange and move
PublicRevision on. On SQLite, where one transaction writes at a time, at once; on PostgreSQL when the transaction ends,
so that nobody waits for the revision's row longer than a commit takes and revisions are in the order of commits.

Triggers are made anew after each `migrate`, without a moment in which a writer finds none.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.models import Model

from articles.models import (
    Article,
    ArticleContact,
    ArticleCountry,
    ArticleImage,
    ArticleOrganisation,
    Attachment,
    Correction,
    LegacyAddress,
    Organisation,
    Programme,
    PublicChange,
    PublicRevision,
    Quote,
    SearchText,
    Theme,
)
from contacts.models import Country, Mission, PressContact, PressContactPhone, Region

KEPT = {"sqlite": 50_000, "postgresql": 5_000}
"""How many revisions back the changes are known; whoever is further behind reads everything. A revision is a row's
change on SQLite, a transaction on PostgreSQL."""

ARTICLE, MISSION, PROGRAMME, CONTACT = "article", "mission", "programme", "contact"
ALWAYS, NEVER = "1 = 1", "1 = 0"
ARTICLE_IS_PUBLIC = "EXISTS (SELECT 1 FROM articles_article a WHERE a.id = {row}.article_id AND a.state = 'published')"
PHONE_IS_PUBLIC = """{row}.is_public AND EXISTS (
    SELECT 1 FROM contacts_presscontact c WHERE c.id = {row}.contact_id AND c.is_active)"""


@dataclass(frozen=True)
class Watched:
    """`key` is the column with the key of `what`; `when` and `when_new` say of a row whether readers know of it.

    Where the record of the key decides that, `of` is its model.
    """

    model: type[Model]
    what: str
    key: str
    when: str = ALWAYS
    when_new: str | None = None
    of: type[Model] | None = None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def trigger(self, event: str) -> str:
        return f"{self.table}_{event.lower()}_is_public"

    def condition(self, event: str, row: str) -> str:
        rule = self.when if event != "INSERT" or self.when_new is None else self.when_new
        return rule.format(row=row)


WATCHED = [
    Watched(Article, ARTICLE, "id", "{row}.state = 'published'"),
    *(
        Watched(part, ARTICLE, "article_id", ARTICLE_IS_PUBLIC, of=Article)
        for part in (
            ArticleContact,
            ArticleCountry,
            ArticleImage,
            ArticleOrganisation,
            Attachment,
            Correction,
            LegacyAddress,
            Quote,
            SearchText,
            Article.co_issuers.through,
            Article.programmes.through,
            Article.themes.through,
        )
    ),
    # A record that an import or a draft brought is known to readers once a public article names it.
    Watched(Mission, MISSION, "id", when_new="NOT {row}.is_to_check"),
    Watched(Mission.covers.through, MISSION, "mission_id"),
    Watched(Mission.regions.through, MISSION, "mission_id"),
    Watched(Programme, PROGRAMME, "id", when_new=NEVER),
    Watched(Programme.lead_agencies.through, PROGRAMME, "programme_id"),
    Watched(Programme.funders.through, PROGRAMME, "programme_id"),
    Watched(Organisation, "organisation", "id", when_new=NEVER),
    Watched(Theme, "theme", "id"),
    Watched(Country, "country", "code"),
    Watched(Region, "region", "id"),
    Watched(PressContact, CONTACT, "id", "{row}.is_active"),
    Watched(PressContactPhone, CONTACT, "contact_id", PHONE_IS_PUBLIC, of=PressContact),
]
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("NEW", "OLD"), "DELETE": ("OLD",)}
REVISIONS, CHANGES = PublicRevision._meta.db_table, PublicChange._meta.db_table


def watch(using: str) -> None:
    """Make the triggers anew where the tables are all there, else take them away.

    SQLite does it in one transaction; PostgreSQL replaces each in its place, holding the lock of one table at a time.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    is_whole = tables.issuperset({REVISIONS, CHANGES, *(watched.table for watched in WATCHED)})
    is_sqlite = connection.vendor == "sqlite"
    with transaction.atomic(using) if is_sqlite else nullcontext(), connection.cursor() as cursor:
        if is_sqlite or not is_whole:
            unwatch(using)
        for statement in (_for_sqlite if is_sqlite else _for_postgresql)() if is_whole else ():
            cursor.execute(statement)


def unwatch(using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for watched in WATCHED:
            table = f" ON {watched.table}" if connection.vendor == "postgresql" else ""
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {watched.trigger(event)}{table}")


def _for_sqlite() -> Iterator[str]:
    moved = f"""
        INSERT INTO {REVISIONS} (id, number, origin) VALUES (1, 1, lower(hex(randomblob(16))))
        ON CONFLICT (id) DO UPDATE SET number = number + 1"""
    pruned = f"DELETE FROM {CHANGES} WHERE revision <= (SELECT number FROM {REVISIONS}) - {KEPT['sqlite']}"
    for watched in WATCHED:
        for event, rows in EVENTS.items():
            keys = " UNION ".join(f"SELECT {row}.{watched.key} AS key" for row in rows)
            yield f"""
                CREATE TRIGGER {watched.trigger(event)} AFTER {event} ON {watched.table}
                WHEN {" OR ".join(watched.condition(event, row) for row in rows)}
                BEGIN
                    {moved};
                    INSERT INTO {CHANGES} (revision, what, key)
                    SELECT number, '{watched.what}', key FROM {REVISIONS}, ({keys});
                    {pruned};
                END"""


def _for_postgresql() -> Iterator[str]:
    yield f"""
        CREATE OR REPLACE FUNCTION {CHANGES}_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE reached bigint;
        BEGIN
            IF EXISTS (SELECT FROM {CHANGES} WHERE id = NEW.id AND revision IS NULL) THEN
                INSERT INTO {REVISIONS} AS revisions (id, number, origin) VALUES (1, 1, gen_random_uuid())
                ON CONFLICT (id) DO UPDATE SET number = revisions.number + 1 RETURNING number INTO reached;
                UPDATE {CHANGES} SET revision = reached WHERE revision IS NULL;  -- of others, none are seen here
                DELETE FROM {CHANGES} WHERE revision <= reached - {KEPT["postgresql"]};
            END IF;
            RETURN NULL;
        END $$"""
    yield f"""
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = '{CHANGES}_stamp') THEN
                CREATE CONSTRAINT TRIGGER {CHANGES}_stamp AFTER INSERT ON {CHANGES}
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {CHANGES}_stamp();
            END IF;
        END $$"""
    for watched in WATCHED:
        for event, rows in EVENTS.items():
            name = watched.trigger(event)
            changed = " UNION ALL ".join(f"SELECT * FROM {row.lower()}_rows" for row in rows)
            yield f"""
                CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    {_held(watched, changed)}
                    INSERT INTO {CHANGES} (what, key)
                    SELECT DISTINCT '{watched.what}', changed.{watched.key}::text FROM ({changed}) changed
                    WHERE {watched.condition(event, "changed")};
                    RETURN NULL;
                END $$"""
            referencing = " ".join(f"{row} TABLE AS {row.lower()}_rows" for row in rows)
            yield f"""
                CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {watched.table} REFERENCING {referencing}
                FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""


def _held(watched: Watched, changed: str) -> str:
    """Whoever publishes the record at this moment goes first or waits: one of the two notes what the other wrote."""
    if not watched.of:
        return ""
    keys = f"SELECT {watched.key} FROM ({changed}) changed"
    return f"PERFORM FROM {watched.of._meta.db_table} WHERE id IN ({keys}) ORDER BY id FOR NO KEY UPDATE;"

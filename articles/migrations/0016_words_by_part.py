"""The words of an article by its parts, and an index of them that each database keeps by itself.

Not through the models: an index of full text is beyond what they say. Whoever remakes the table later on SQLite makes
the triggers again: they go with it.
"""

import django.db.models.deletion
from django.db import migrations, models

PARTS = "title, lead, names, body"
OLD, NEW = (", ".join(f"{row}.{part}" for part in PARTS.split(", ")) for row in ("old", "new"))
FORGET = f"INSERT INTO articles_searchindex(articles_searchindex, rowid, {PARTS}) VALUES ('delete', old.article_id, {OLD});"
LEARN = f"INSERT INTO articles_searchindex(rowid, {PARTS}) VALUES (new.article_id, {NEW});"

ON_SQLITE = [
    # The words come as they are to be found: the tokenizer has only to part them at spaces.
    f"""CREATE VIRTUAL TABLE articles_searchindex USING fts5(
        {PARTS}, content = 'articles_searchtext', content_rowid = 'article_id', tokenize = 'ascii', columnsize = 0)""",
    f"CREATE TRIGGER articles_words_in AFTER INSERT ON articles_searchtext BEGIN {LEARN} END",
    f"CREATE TRIGGER articles_words_out AFTER DELETE ON articles_searchtext BEGIN {FORGET} END",
    f"CREATE TRIGGER articles_words_anew AFTER UPDATE ON articles_searchtext BEGIN {FORGET} {LEARN} END",
]
# Long texts stand apart from the rows, so that the keys of many are read from few pages. The planner takes reading
# one for as cheap as reading a number: the cost of the functions says otherwise, and without statistics it always asks
# the index.
ON_POSTGRESQL = [
    "ALTER TABLE articles_searchtext SET (toast_tuple_target = 512)",
    """CREATE FUNCTION articles_words(parts text) RETURNS text[]
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS
        $$ BEGIN RETURN string_to_array(parts, ' '); END $$""",
    """CREATE FUNCTION articles_hold(parts text, phrases text[]) RETURNS boolean
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS
        $$ DECLARE phrase text;
        BEGIN
            FOREACH phrase IN ARRAY phrases LOOP
                IF strpos(parts, phrase) > 0 THEN RETURN true; END IF;
            END LOOP;
            RETURN false;
        END $$""",
    """CREATE INDEX articles_searchtext_words ON articles_searchtext
        USING gin (articles_words(title || lead || names || body) COLLATE "C")""",
    "ALTER INDEX articles_searchtext_words ALTER COLUMN 1 SET STATISTICS 0",
]
# Three times as quick to read as what PostgreSQL compresses with by itself; not every server was built with it.
COMPRESS_QUICKLY = """DO $$ BEGIN
    IF (SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression') THEN
        ALTER TABLE articles_searchtext ALTER body SET COMPRESSION lz4;
    END IF;
END $$"""


def make_index(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in ON_SQLITE if is_sqlite else [*ON_POSTGRESQL, COMPRESS_QUICKLY]:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    """The rest goes with the table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_searchindex", params=None)
    else:
        schema_editor.execute("DROP FUNCTION articles_words, articles_hold CASCADE", params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_public_changes")]

    operations = [
        migrations.DeleteModel("SearchText"),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                ("title", models.TextField(verbose_name="title")),
                ("lead", models.TextField(verbose_name="lead")),
                ("names", models.TextField(help_text="Dateline, speakers and their roles.", verbose_name="names")),
                ("body", models.TextField(verbose_name="text")),
            ],
            options={"verbose_name": "words of an article", "verbose_name_plural": "words of articles"},
        ),
        migrations.RunPython(make_index, drop_index),
    ]

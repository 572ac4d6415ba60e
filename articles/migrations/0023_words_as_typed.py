"""The words of titles as staff type parts of them, and all words anew, since more of their forms are one now.

Adding the column by itself leaves SQLite its triggers. Of the frequent words of 0020, each is still in its lists.
"""

from django.db import migrations, models

from articles.search.writing import write_all

ADD = "ALTER TABLE articles_searchtext ADD COLUMN title_words text DEFAULT '' NOT NULL"
DROP = "ALTER TABLE articles_searchtext DROP COLUMN title_words"


def index_by(column):
    """On SQLite alone, as in 0022."""

    def index(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute("DROP INDEX articles_searchtext_titles")
            schema_editor.execute(
                f"CREATE INDEX articles_searchtext_titles ON articles_searchtext ({column}, article_id)"
            )

    return index


def keep_apart(apps, schema_editor):
    """On PostgreSQL, the texts beside the rows: a search of a frequent word walks most rows and wants their keys alone.

    What staff type parts of is looked through row by row, and stays.
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE articles_searchtext SET (toast_tuple_target = 128)")
        schema_editor.execute("ALTER TABLE articles_searchtext ALTER COLUMN title_words SET STORAGE MAIN")


def write_words(apps, schema_editor):
    article, quote, search_text = (apps.get_model("articles", name) for name in ("Article", "Quote", "SearchText"))
    for _counts in write_all(article, quote, search_text):
        pass


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0022_titles_apart")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(ADD, DROP)],
            [
                migrations.AddField(
                    "searchtext", "title_words", models.TextField(db_default="", editable=False)
                )
            ],
        ),
        migrations.RunPython(index_by("title_words"), index_by("title")),
        migrations.RunPython(keep_apart, migrations.RunPython.noop),
        migrations.RunPython(write_words, migrations.RunPython.noop),
    ]

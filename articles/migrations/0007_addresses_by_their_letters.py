from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


def index_letters(apps, schema_editor):
    """Parts of words that few addresses have; those that many have are found soon in the order of the other index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX article_slug_letters ON articles_article USING gin (slug gin_trgm_ops)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX article_slug_letters")


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_undone_imports")]

    operations = [
        migrations.AddIndex("article", models.Index(fields=["-id", "slug"], name="article_addresses")),
        TrigramExtension(),
        migrations.RunPython(index_letters, drop_index),
    ]

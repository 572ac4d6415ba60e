"""Write the words of every article by its parts, a thousand articles at a time; going back, nothing is to be done:
an older version writes them as articles are saved.
"""

from django.db import migrations

from articles.search.writing import write_all


def write_words(apps, schema_editor):
    article, quote, search_text = (apps.get_model("articles", name) for name in ("Article", "Quote", "SearchText"))
    for _counts in write_all(article, quote, search_text):
        pass


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0016_words_by_part")]
    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]

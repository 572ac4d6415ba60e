"""What changed since a moment is found in one index on both databases; a partial one SQLite never takes for values that
it is given beside the statement.
"""

import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0023_words_as_typed'),
        ('contacts', '0005_numbers_of_offices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='article',
            name='article_changed_for_readers',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(django.db.models.functions.comparison.Greatest('updated_at', 'visible_from'), models.F('uuid'), models.F('state'), models.F('visible_from'), models.F('revises'), name='article_changes_for_readers'),
        ),
    ]

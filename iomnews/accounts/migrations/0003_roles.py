from django.db import migrations

from iomnews.accounts import roles


def make_roles(apps, schema_editor):
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_language_and_ended_sessions"),
        ("articles", "0002_staff_work"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contacts", "0003_codes_of_contacts"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]

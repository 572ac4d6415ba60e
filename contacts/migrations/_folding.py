from django.db.migrations import RunPython

from contacts.names import NAME_FIELDS, folded_lines

NAMES = [*NAME_FIELDS, "aliases"]


def fill(app: str, found_by: dict[str, list[str]]) -> RunPython:
    """Folds the names of the records that there are; `found_by` are the fields of each model."""

    def fold(apps, schema_editor):
        for name, fields in found_by.items():
            model = apps.get_model(app, name)
            records = list(model.objects.only("pk", *fields))
            for record in records:
                record.folded = folded_lines(getattr(record, field) for field in fields)
            model.objects.bulk_update(records, ["folded"], batch_size=400)

    return RunPython(fold, RunPython.noop)

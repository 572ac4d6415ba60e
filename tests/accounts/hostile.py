"""Hostile texts in every text that the newsroom stores: written past the forms, as an import or a fault might."""

from django.apps import apps
from django.db import models

APPS = ("accounts", "admin", "articles", "contacts", "usersessions")
LEFT_ALONE = {"content", "date_edtf", "digest", "encoding", "time_zone", "change_message", "session_key", "password"}
"""What the program itself reads, and would not go on without; a version of the hostile article is kept anew."""


def poison(*texts: str) -> None:
    """Put the first of the texts that has room there into each field of each row that holds words."""
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            fields = [field for field in model._meta.concrete_fields if _holds_words(field)]
            for row in model._base_manager.all():
                values = {field.attname: _hostile(field, row, texts) for field in fields}
                model._base_manager.filter(pk=row.pk).update(**values)


def _holds_words(field) -> bool:
    is_free = not field.choices and not field.primary_key and field.name not in LEFT_ALONE
    kinds = (models.CharField, models.TextField, models.FileField, models.JSONField, models.BinaryField)
    return is_free and isinstance(field, kinds) and not isinstance(field, models.SlugField)


def _hostile(field, row, texts):
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        return _hostile_json(value, texts[0])
    if isinstance(field, models.BinaryField):
        return texts[0].encode()
    own = [f"{text}{row.pk}" if field.unique else text for text in texts]
    return next((text for text in own if not field.max_length or len(text) <= field.max_length), value)


def _hostile_json(value, text):
    if isinstance(value, dict):
        return {name: _hostile_json(part, text) for name, part in value.items()}
    if isinstance(value, list):
        return [_hostile_json(part, text) for part in value] or [text]
    return text if isinstance(value, str) else value

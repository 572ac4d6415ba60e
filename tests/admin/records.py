"""The pages of one record in the admin."""

from django.urls import reverse

from tests.admin.forms import unchanged


def address(record, page, *more) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk, *more])


def listing(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def save(client, record, **changes):
    """Send the record's form with the changes and nothing else changed."""
    page = address(record, "change")
    return client.post(page, unchanged(client.get(page)) | changes)


def text(response) -> str:
    return " ".join(response.content.decode().split())

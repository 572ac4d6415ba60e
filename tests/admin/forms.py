"""A form of the admin as a browser would send it back."""

from django.core.files import File


def unchanged(response) -> dict:
    """Every field of the page and of its parts, by the name under which it is sent; no file that is there already."""
    forms = [response.context["adminform"].form]
    for part in response.context["inline_admin_formsets"]:
        forms += [part.formset.management_form, *part.formset.forms]
    fields = {field.html_name: field.value() for form in forms for field in form}
    unsent = {name for name, value in fields.items() if value is None or value is False or isinstance(value, File)}
    kept = {f"{field.html_name}-kept": widget.kept.token for field, widget in _file_fields(forms) if widget.kept}
    return {name: value for name, value in fields.items() if name not in unsent} | kept


def _file_fields(forms) -> list:
    fields = [field for form in forms for field in form]
    return [(field, field.field.widget) for field in fields if hasattr(field.field.widget, "kept")]

"""A form of the admin as a browser would send it back."""

from django.core.files import File


def unchanged(response) -> dict:
    """Every field of the page and of its parts, by the name under which it is sent; no file that is there already."""
    forms = [response.context["adminform"].form]
    for part in response.context["inline_admin_formsets"]:
        forms += [part.formset.management_form, *part.formset.forms]
    fields = {field.html_name: field.value() for form in forms for field in form}
    unsent = {name for name, value in fields.items() if value is None or value is False or isinstance(value, File)}
    return {name: value for name, value in fields.items() if name not in unsent}

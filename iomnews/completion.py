"""What a field offers while a relation is typed: the best matches first, with labels that tell namesakes apart."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

MOST_OFFERED = 100
"""Whoever looks for more types another letter; counting them all would take longer than finding these."""


class Completion(AutocompleteJsonView):
    """An admin class may say how its records are found, `complete`, and what they are called, `option_label`."""

    def get_queryset(self) -> list:
        complete = getattr(self.model_admin, "complete", None)
        if not complete or not self.term.strip():
            rows = super().get_queryset()
        else:
            rows = self.model_admin.get_queryset(self.request)
            rows = complete(rows.complex_filter(self.source_field.get_limit_choices_to()), self.term)
        return list(rows[:MOST_OFFERED])

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "option_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}

"""What a field offers while a relation is typed: the best matches first, with labels that tell namesakes apart."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class Completion(AutocompleteJsonView):
    """An admin class may say how its records are found, `complete`, and what they are called, `option_label`."""

    def get_queryset(self):
        complete = getattr(self.model_admin, "complete", None)
        if not complete or not self.term.strip():
            return super().get_queryset()
        rows = self.model_admin.get_queryset(self.request)
        return complete(rows.complex_filter(self.source_field.get_limit_choices_to()), self.term)

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "option_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}

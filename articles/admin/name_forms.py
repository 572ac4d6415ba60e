"""What a person says of a name: one of the nearest known records, another one, a new one, or no name at all."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import NameDecision
from articles.vocabulary.deciding import MODELS
from articles.vocabulary.kinds import KINDS, Kind
from articles.vocabulary.pools import Pool
from contacts.models import Country, Mission
from contacts.record_pages.merging import relation_to

Meaning = NameDecision.Meaning
OTHER, NEW, NOTHING = "other", "new", "nothing"
NOTHINGS = {
    Kind.PLACE: gettext_lazy("It is no place"),
    Kind.MISSION: gettext_lazy("It is no mission"),
    Kind.PROGRAMME: gettext_lazy("It is no programme"),
    Kind.ORGANISATION: gettext_lazy("It is no organisation"),
    Kind.PERSON: gettext_lazy("It is no press contact"),
}


class NameForm(forms.Form):
    """`meaning` and `record` say what was chosen, once the form is valid."""

    choice = forms.ChoiceField(widget=forms.RadioSelect, required=False, label=gettext_lazy("What is it?"))
    with_published = forms.BooleanField(required=False, label=gettext_lazy("Published articles follow too"))

    def __init__(self, pool: Pool, *args, may_publish: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = _choices(pool)
        for model in _models(pool.kind):
            self.fields[model._meta.model_name] = _completion(model)
        if not may_publish or not pool.settled:
            del self.fields["with_published"]

    @property
    def others(self):
        """The fields in which another record is looked for."""
        return [self[name] for name in self.fields if name not in ("choice", "with_published")]

    def clean(self):
        cleaned = super().clean()
        others = [record for field in self.others if (record := cleaned.get(field.name))]
        choice = cleaned.get("choice") or (OTHER if others else "")
        self.meaning = {NEW: Meaning.NEW, NOTHING: Meaning.NOTHING}.get(choice, Meaning.RECORD)
        self.record = _only(others) if choice == OTHER else _near(choice)
        if self.meaning == Meaning.RECORD and self.record is None and not self.errors:
            raise ValidationError(_("Say what it is: choose one record, or one of the other answers."))
        return cleaned


def _only(records: list):
    return records[0] if len(records) == 1 else None


def value_of(record) -> str:
    """How a choice names a record."""
    return f"{record._meta.label_lower}:{record.pk}"


def _near(choice: str):
    label, _colon, key = choice.partition(":")
    return MODELS[label].objects.filter(pk=key).first() if label in MODELS else None


def _choices(pool: Pool) -> list[tuple[str, str]]:
    near = [(value_of(one.value), _said(one)) for one in pool.nearest]
    if pool.suggestion and pool.suggestion.model in MODELS:
        suggested = f"{pool.suggestion.model}:{pool.suggestion.record}"
        text = _("%(name)s (suggested by %(by)s)") % {"name": pool.suggestion.name, "by": pool.suggestion.by}
        near = [(suggested, text), *(choice for choice in near if choice[0] != suggested)]
    new = [(NEW, _confirmed(pool.kind))] if len(pool.records) == 1 else []
    return [*near, (OTHER, _("Another known one:")), *new, (NOTHING, NOTHINGS[pool.kind])]


def _confirmed(kind: Kind) -> str:
    if kind == Kind.PERSON:
        return _("It is a new contact: confirm it and show it in the directory")
    return _("It is new: confirm it")


def _said(near) -> str:
    """The record, with the name that is alike where it is another one."""
    kind = near.value._meta.verbose_name if isinstance(near.value, (Country, Mission)) else ""
    known = near.name if near.name != str(near.value) else ""
    return " · ".join(filter(None, [str(near.value), known, str(kind)]))


def _models(kind: Kind) -> list[type]:
    return [Country, Mission] if kind == Kind.PLACE else [KINDS[kind].model]


def _completion(model) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        model._default_manager.all(),
        required=False,
        label=model._meta.verbose_name,
        widget=AutocompleteSelect(relation_to(model), admin.site),
    )

"""What a person says of a name, or of several: a near known record, another one, a new one, or no name at all."""

from collections.abc import Sequence

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
from iomnews.numbers import whole_number

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

    def __init__(self, pools: Sequence[Pool], *args, asked: str = "", may_publish: bool, **kwargs):
        """`asked` names the record that the way to the form proposes."""
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        choice.choices, choice.initial = _choices(pools, _near(asked)), asked or _suggested(pools)
        choice.label = choice.label if len(pools) == 1 else _("What are they?")
        for model in _models(pools[0].kind):
            self.fields[model._meta.model_name] = _completion(model)
        if not may_publish or not any(pool.settled for pool in pools):
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
    model = MODELS.get(label)
    is_key = key.isalpha() if model is Country else whole_number(key) is not None
    return model.objects.filter(pk=key).first() if model and is_key else None


def _suggested(pools: Sequence[Pool]) -> str:
    """What somebody has suggested of a single name."""
    suggestion = pools[0].suggestion if len(pools) == 1 else None
    return f"{suggestion.model}:{suggestion.record}" if suggestion else ""


def _choices(pools: Sequence[Pool], asked) -> list[tuple[str, str]]:
    near = {value_of(asked): str(asked)} if isinstance(asked, tuple(_models(pools[0].kind))) else {}
    for suggestion in filter(None, (pool.suggestion for pool in pools)):
        if suggestion.model in MODELS:
            text = _("%(name)s (suggested by %(by)s)") % {"name": suggestion.name, "by": suggestion.by}
            near.setdefault(f"{suggestion.model}:{suggestion.record}", text)
    for one in (one for pool in pools for one in pool.nearest):
        near.setdefault(value_of(one.value), _said(one))
    is_new = all(len(pool.records) == 1 for pool in pools)
    new, nothing = _answers(pools[0].kind, is_one=len(pools) == 1)
    return [*near.items(), (OTHER, _("Another known one:")), *([(NEW, new)] if is_new else []), (NOTHING, nothing)]


def _answers(kind: Kind, *, is_one: bool) -> tuple[str, str]:
    """That it is new, that it is none."""
    if is_one:
        return _confirmed(kind), NOTHINGS[kind]
    return _("Each is new: confirm it"), _("None of them is one")


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

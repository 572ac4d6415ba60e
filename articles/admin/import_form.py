"""The files that somebody chooses to be imported, and how they are to be read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.importing import in_background, received
from articles.inputs import archives
from articles.inputs.pages import SUFFIXES
from articles.models import ImportBatch
from contacts.models import Mission
from contacts.names_admin import ShownName
from iomnews.accounts.reach import reach

ACCEPTED = ",".join((*SUFFIXES, archives.SUFFIX))


class Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field, each checked as one alone would be."""

    widget = Files({"accept": ACCEPTED})

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or [None]]


class UploadForm(forms.Form):
    required_css_class = "required"
    files = FilesField(
        label=_("Pages"),
        help_text=_(
            "Texts, web pages, web archives, news feeds, Word files, zip archives. Up to 500 files; an archive holds "
            "more."
        ),
        error_messages={"required": _("Choose at least one file.")},
        allow_empty_file=True,
    )
    manifest = forms.FileField(
        label=_("Manifest"),
        required=False,
        widget=forms.FileInput({"accept": ".csv"}),
        help_text=_("A CSV file with the columns path, address, captured, published, for what no page says."),
    )
    mission = forms.ModelChoiceField(
        None,
        label=_("mission"),
        required=False,
        help_text=_("Of all these pages. Left empty, each page says itself which mission issued it."),
    )
    dry_run = forms.BooleanField(
        label=_("Only say what would be done"),
        required=False,
        initial=True,
        help_text=_("You read the report first; then one button does it."),
    )
    publish = forms.BooleanField(
        label=_("Publish"),
        required=False,
        help_text=_("Articles that have a title are published at once. Otherwise they are drafts."),
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.user = user
        self.fields["mission"].queryset = Mission.objects.order_by(ShownName())
        if not may_publish(user):
            del self.fields["publish"]

    def clean(self):
        sent = [*self.cleaned_data.get("files", ()), self.cleaned_data.get("manifest")]
        if sentence := received.too_large(filter(None, sent)):
            self.add_error("files", sentence)

    def begin(self) -> ImportBatch | None:
        """The import, or None where a file cannot be taken: the form says which, and why."""
        chosen = self.cleaned_data
        options = {name: chosen.get(name, False) for name in ("publish", "dry_run", "mission")}
        try:
            return in_background.begin(chosen["files"], chosen["manifest"], by=self.user, **options)
        except received.Refused as refusal:
            self.add_error("files", refusal.sentences)
            return None


def may_publish(user) -> bool:
    return reach(user, "articles.publish_article").everywhere

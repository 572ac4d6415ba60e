"""Fields that hold text: the rich one of the body, and plain ones whose lines stay as they were."""

import json

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

EDITOR = "django_prose_editor/editor.js"
LABELS = {
    "toolbar": _("Formatting"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "paragraph": _("Paragraph"),
    "heading": _("Heading"),
    "subheading": _("Subheading"),
    "bullets": _("Bulleted list"),
    "numbers": _("Numbered list"),
    "blockquote": _("Quotation"),
    "link": _("Link"),
    "table": _("Table"),
    "row": _("Add a row"),
    "column": _("Add a column"),
    "lessRow": _("Remove the row"),
    "lessColumn": _("Remove the column"),
    "lessTable": _("Remove the table"),
    "superscript": _("Superscript"),
    "subscript": _("Subscript"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "address": _("Address of the link"),
    "addressHelp": _("For example https://www.example.org or mailto:press@example.org. Empty: no link."),
    "addressWrong": _("Begin with https://, http://, mailto: or tel:."),
    "apply": _("Apply"),
    "cancel": _("Cancel"),
    "notHeld": _("This text holds something that the editor cannot show, so here is its HTML. Nothing is lost."),
}
"""What static/iomnews/text_editor.js says; the keys are its own."""


class Lines(forms.CharField):
    """Text whose line ends are those of the database: a browser sends others, which is no change."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class TextEditor(AdminTextareaWidget):
    """TipTap, as django-prose-editor brings it, under a toolbar of words; a textarea where no script runs.

    Its own toolbar needs an icon font of 128 kB and names no button; its import map and style need holes in the
    content policy. static/iomnews/text_editor.js loads the same bundle by its address and needs none.
    """

    class Media:
        css = {"all": ["iomnews/text_editor.css"]}
        js = [forms.Script("iomnews/text_editor.js", type="module")]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        modules = [static(EDITOR), static("iomnews/text_pasting.js"), static("iomnews/text_reading.js")]
        labels = {key: str(label) for key, label in LABELS.items()}
        context["widget"]["attrs"] |= {
            "data-text-editor": json.dumps({"modules": modules, "labels": labels}, ensure_ascii=False)
        }
        return context

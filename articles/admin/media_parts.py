"""The pictures and documents of an article, on its page in the admin."""

import re

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminFileWidget
from django.core.validators import RegexValidator
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import attachments, pictures, tasks
from articles.models import ArticleImage, Attachment
from articles.models.media import PictureField

from .parts import ArticlePart

POINT = r"(0(?:\.\d{1,6})?|1)x(0(?:\.\d{1,6})?|1)"
CENTRE = "0.5x0.5"


class UploadInput(AdminFileWidget):
    """Says at once what would be refused after minutes of sending: static/iomnews/pictures.js reads the limit.

    `kept` is the file that waits until its form is sent again; kept_uploads.py sets it.
    """

    kept = None

    def __init__(self, attrs=None, *, accept: str, limit: int):
        super().__init__({"accept": accept, "data-max-bytes": limit} | (attrs or {}))
        self.limit = limit

    def render(self, name, value, attrs=None, renderer=None):
        """A file that came with a form in need of correction is none that is there already."""
        field = super().render(name, value if isinstance(value, FieldFile) else None, attrs, renderer)
        if not self.kept:
            return field
        kept = render_to_string("admin/articles/kept_file.html", {"name": name, "kept": self.kept})
        return format_html("{}{}", field, kept)

    def get_context(self, name, value, attrs):
        too_heavy = _("This file is larger than %(limit)s. Make it smaller before you send it.")
        said = {"data-too-heavy": too_heavy % {"limit": filesizeformat(self.limit)}}
        return super().get_context(name, value, said | (attrs or {}))


class PictureInput(UploadInput):
    def render(self, name, value, attrs=None, renderer=None):
        """Above the field, the picture as it is: its small size, else, as long as that is not made, the original."""
        is_there = value and isinstance(value, FieldFile)
        preview = render_to_string("admin/articles/picture_preview.html", {"picture": value}) if is_there else ""
        return format_html("{}{}", preview, super().render(name, value, attrs, renderer))


class PictureFormField(forms.FileField):
    def to_python(self, data):
        file = super().to_python(data)
        return file and pictures.cleaned(file)


class DocumentFormField(forms.FileField):
    def to_python(self, data):
        file = super().to_python(data)
        if file:
            attachments.check(file)
        return file


class FocalPointInput(forms.Widget):
    """Two numbers in percent, from the left and from the top, of what the model keeps as "0.25x0.5"."""

    use_fieldset = True

    def render(self, name, value, attrs=None, renderer=None):
        found = re.fullmatch(POINT, value or CENTRE) or re.fullmatch(POINT, CENTRE)
        across, down = (f"{float(share) * 100:g}" for share in found.groups())
        return render_to_string("admin/articles/focal_point.html", {"name": name, "across": across, "down": down})

    def value_from_datadict(self, data, files, name):
        shares = [data.get(f"{name}_{side}") for side in ("across", "down")]
        if None in shares:
            return data.get(name)
        try:
            return "x".join(f"{float(share.replace(',', '.')) / 100:g}" for share in shares)
        except ValueError:
            return "x".join(shares)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_across" not in data

    def id_for_label(self, id_):
        return ""


class FocalPointFormField(forms.CharField):
    widget = FocalPointInput
    default_validators = [RegexValidator(rf"^{POINT}\Z", gettext_lazy("Give two numbers from 0 to 100."))]

    def has_changed(self, initial, data):
        """A form sent without it, by a program, leaves the point where it is."""
        return bool(data) and super().has_changed(initial, data)


class PictureForm(forms.ModelForm):
    focal_point = FocalPointFormField(
        label=gettext_lazy("Focal point"), initial=CENTRE, required=False,
        help_text=gettext_lazy("What stays in view when the picture is cut: click on it above, or give the numbers."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.image and not self.instance.alt:
            hint = _("No description yet: readers who do not see the picture miss what it shows.")
            self.fields["alt"].help_text = format_html(
                '{} <strong class="hint">{}</strong>', self.fields["alt"].help_text, hint
            )

    def clean(self):
        """A new picture starts from its own centre and credit, where nobody has given others."""
        cleaned = super().clean()
        picture = cleaned.get("image")
        if isinstance(picture, pictures.CleanPicture):
            cleaned["credit"] = cleaned.get("credit") or picture.credit
            if "focal_point" not in self.changed_data:
                cleaned["focal_point"] = CENTRE
        return cleaned

    def save(self, commit=True):
        picture = super().save(commit)
        if commit and picture.image and {"image", "focal_point"} & set(self.changed_data):
            tasks.make_sizes.enqueue(picture.image.name, picture.focal_point)
        return picture


class ImageInline(ArticlePart):
    model = ArticleImage
    form = PictureForm
    fields = ["image", "focal_point", "alt", "caption", ("credit", "order")]
    formfield_overrides = ArticlePart.formfield_overrides | {
        PictureField: {
            "form_class": PictureFormField,
            "max_length": None,  # the name is made anew
            "widget": PictureInput(accept=pictures.TYPES, limit=settings.PICTURE_MAX_BYTES),
        }
    }

    class Media:
        js = ["iomnews/pictures.js"]


class AttachmentInline(ArticlePart):
    model = Attachment
    fields = ["file", ("title", "order")]
    formfield_overrides = ArticlePart.formfield_overrides | {
        FileField: {
            "form_class": DocumentFormField,
            "widget": UploadInput(accept=attachments.EXTENSIONS, limit=settings.ATTACHMENT_MAX_BYTES),
        }
    }

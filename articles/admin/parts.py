"""What an article is made of besides its text, on its page in the admin."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import TextField, URLField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from articles.models import (
    ArticleContact,
    ArticleCountry,
    ArticleOrganisation,
    Correction,
    LegacyAddress,
    Quote,
)
from contacts.names_admin import LISTS_AS_LINES, PartInline

from .text_fields import Lines

MORE = 3  # empty rows for whoever has no script to add one


class ArticlePart(PartInline):
    """Rows that fold to a line each; put in order by number, or by button where scripts run."""

    template = "admin/articles/article/part.html"
    is_filing = False  # whether it stands at the side, with what the article is filed under
    known_by = ()  # the fields that tell one row from another; none: its file does
    formfield_overrides = LISTS_AS_LINES | {
        TextField: {"form_class": Lines, "widget": AdminTextareaWidget({"rows": 4})},
        URLField: {"assume_scheme": "https"},
    }

    def get_extra(self, request, obj=None, **kwargs):
        return MORE if request.GET.get("more") == self.model._meta.model_name else self.extra


class CountryInline(ArticlePart):
    model = ArticleCountry
    verbose_name, verbose_name_plural = _("country"), _("countries")
    fields = ["country", ("rank", "order")]
    autocomplete_fields = ["country"]
    known_by = ["country"]
    is_filing = True


class OrganisationInline(ArticlePart):
    model = ArticleOrganisation
    verbose_name, verbose_name_plural = _("organisation"), _("organisations")
    fields = ["organisation", "funded", ("role", "order")]
    autocomplete_fields = ["organisation"]
    known_by = ["organisation", "role"]
    is_filing = True


class ContactForm(forms.ModelForm):
    def clean(self):
        """A person newly chosen brings the name, office and e-mail that are left empty."""
        cleaned = super().clean()
        person = cleaned.get("person")
        if person and "person" in self.changed_data:
            with override(self.instance.article.language):
                known = {"name": person.name, "office": person.mission and person.mission.name, "email": person.email}
            for field, text in known.items():
                cleaned[field] = cleaned.get(field) or text or ""
        return cleaned


class ContactInline(ArticlePart):
    model = ArticleContact
    verbose_name, verbose_name_plural = _("contact"), _("contacts")
    form = ContactForm
    fields = ["person", ("name", "office"), ("role", "email"), "phones", ("phone_printed", "order")]
    autocomplete_fields = ["person"]
    known_by = ["name", "email"]


class QuoteInline(ArticlePart):
    model = Quote
    fields = ["text", ("speaker", "role", "order")]
    known_by = ["text"]


class CorrectionInline(ArticlePart):
    model = Correction
    known_by = ["number"]
    fields = [("number", "made_on"), "text"]


class LegacyAddressInline(ArticlePart):
    model = LegacyAddress
    known_by = ["address"]
    fields = ["address"]

"""What an article is made of besides its text, on its page in the admin."""

from django.db.models import URLField

from articles.models import (
    ArticleContact,
    ArticleCountry,
    ArticleOrganisation,
    Correction,
    LegacyAddress,
    Quote,
)
from contacts.names_admin import PartInline


class CountryInline(PartInline):
    model = ArticleCountry
    fields = [("country", "rank", "order")]
    autocomplete_fields = ["country"]


class OrganisationInline(PartInline):
    model = ArticleOrganisation
    fields = [("organisation", "role"), ("funded", "order")]
    autocomplete_fields = ["organisation"]


class ContactInline(PartInline):
    model = ArticleContact
    fields = ["person", ("name", "office"), ("role", "email"), "phones", ("phone_printed", "order")]
    autocomplete_fields = ["person"]


class QuoteInline(PartInline):
    model = Quote
    fields = [("speaker", "role", "order"), "text"]


class CorrectionInline(PartInline):
    model = Correction
    fields = [("number", "made_on"), "text"]


class LegacyAddressInline(PartInline):
    model = LegacyAddress
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

"""What an article is made of besides its text, on its page in the admin."""

from django.contrib import admin

from articles.models import (
    ArticleContact,
    ArticleCountry,
    ArticleImage,
    ArticleOrganisation,
    Attachment,
    Correction,
    LegacyAddress,
    Quote,
)
from contacts.admin import LISTS_AS_LINES, LabelledTabularInline


class CountryInline(LabelledTabularInline):
    model = ArticleCountry
    autocomplete_fields = ["country"]


class OrganisationInline(LabelledTabularInline):
    model = ArticleOrganisation
    autocomplete_fields = ["organisation"]


class ContactInline(admin.StackedInline):
    model = ArticleContact
    extra = 0
    classes = ["collapse"]
    autocomplete_fields = ["person"]
    formfield_overrides = LISTS_AS_LINES


class QuoteInline(admin.StackedInline):
    model = Quote
    extra = 0
    classes = ["collapse"]


class ImageInline(admin.StackedInline):
    model = ArticleImage
    extra = 0
    classes = ["collapse"]


class AttachmentInline(LabelledTabularInline):
    model = Attachment


class CorrectionInline(LabelledTabularInline):
    model = Correction


class LegacyAddressInline(LabelledTabularInline):
    model = LegacyAddress

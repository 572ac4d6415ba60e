"""The form of an article. A save keeps a version."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import DateTimeField, SlugField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import search, translations, versions
from articles.models import Article, ArticleVersion, SearchText

from .media_parts import AttachmentInline, ImageInline
from .parts import (
    ContactInline,
    CorrectionInline,
    CountryInline,
    LegacyAddressInline,
    OrganisationInline,
    QuoteInline,
)


def is_published(article: Article | None) -> bool:
    return article is not None and article.state == Article.State.PUBLISHED


class ArticleForm(forms.ModelForm):
    def clean(self):
        """One version of a release in each language."""
        cleaned = super().clean()
        original, language = cleaned.get("translated_from"), cleaned.get("language")
        same = Article.objects.filter(revises=None, language=language).exclude(pk=self.instance.pk)
        if original and same.filter(translation_group=original.translation_group).exists():
            self.add_error("translated_from", _("That release already has a version in this language."))
        return cleaned

    def _get_validation_exclusions(self):
        """Two fields that the form does not show are checked with it: constraints on its own fields name them."""
        return super()._get_validation_exclusions() - {"revises", "translation_group"}


class ArticleFormPage:
    form = ArticleForm
    autocomplete_fields = ["mission", "co_issuers", "programmes", "themes", "translated_from"]
    formfield_overrides = {
        SlugField: {"required": False, "widget": AdminTextInputWidget},
        DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        },
    }
    record = ["version", "kept_versions", "source_pages", "uuid", "created_by", "created_at", "updated_at"]
    readonly_fields = ["state", "visible_from", *record]
    fieldsets = [
        (None, {"fields": ["title", "slug", "language", "lead", "dateline", "body_html"]}),
        (_("Subject"), {"fields": ["kind", "scope", "date_edtf", "mission", "co_issuers", "programmes", "themes"]}),
        (_("Publication"), {"fields": ["state", "goes_live_at", "embargo_until", "visible_from"]}),
        (_("Language versions"), {"classes": ["collapse"], "fields": ["translated_from"]}),
        (_("History"), {"classes": ["collapse"], "fields": record}),
    ]
    inlines = [
        CountryInline,
        OrganisationInline,
        ContactInline,
        QuoteInline,
        ImageInline,
        AttachmentInline,
        CorrectionInline,
        LegacyAddressInline,
    ]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "goes_live_at"] if is_published(obj) else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        """What is published is withdrawn first."""
        return not is_published(obj) and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """An article's versions and words go with it, although nobody may delete them by themselves."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        missing -= {ArticleVersion._meta.verbose_name, SearchText._meta.verbose_name}
        return to_delete, counts, missing, protected

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "translated_from" in form.changed_data and form.instance.translated_from:
            translations.join(form.instance.translated_from, form.instance, by=request.user)
        else:
            versions.keep(form.instance, reason=ArticleVersion.Reason.EDIT, by=request.user)
        search.index(form.instance)

    def view_on_site(self, article):
        return article.get_absolute_url() if article.is_public(timezone.now()) else None

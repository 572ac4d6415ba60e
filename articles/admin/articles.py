"""The article with its parts. A save keeps a version; articles/workflow.py changes the state."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import DateTimeField, Q, SlugField
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles import search, translations, versions, workflow
from articles.models import Article, ArticleCountry, ArticleVersion, SearchText
from contacts.models import Country
from contacts.names_admin import ShownName

from .parts import (
    AttachmentInline,
    ContactInline,
    CorrectionInline,
    CountryInline,
    ImageInline,
    LegacyAddressInline,
    OrganisationInline,
    QuoteInline,
)


class MainCountryFilter(admin.SimpleListFilter):
    title = _("country that it is about")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        countries = Country.objects.filter(article_links__rank=ArticleCountry.Rank.MAIN).distinct()
        return [(country.code, country.name) for country in countries.order_by(ShownName())]

    def queryset(self, request, queryset):
        if self.value():
            return queryset.filter(country_links__country=self.value(), country_links__rank=ArticleCountry.Rank.MAIN)
        return queryset


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


class ArticleList(ChangeList):
    def get_queryset(self, *args, **kwargs):
        return super().get_queryset(*args, **kwargs).for_listing()


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = ["title", "state", "date_edtf", "language", "mission", "about", "kind", "version", "updated_at"]
    list_filter = [
        "state",
        "language",
        "kind",
        "scope",
        ("listed_on", admin.EmptyFieldListFilter),
        MainCountryFilter,
        ("mission", admin.RelatedOnlyFieldListFilter),
        ("themes", admin.RelatedOnlyFieldListFilter),
        ("programmes", admin.RelatedOnlyFieldListFilter),
    ]
    date_hierarchy = "listed_on"
    ordering = ["-updated_at", "-pk"]
    search_fields = ["title", "slug", "legacy_addresses__address"]
    search_help_text = _("Words of the text, a part of the title or of an address.")
    autocomplete_fields = ["mission", "co_issuers", "programmes", "themes", "translated_from"]
    formfield_overrides = {
        SlugField: {"required": False, "widget": AdminTextInputWidget},
        DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        },
    }
    list_per_page = 50
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
    actions = ["publish", "withdraw"]

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_search_results(self, request, queryset, search_term):
        found, _may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, False
        by_words = search.matching(Article.objects.all(), search_term)
        return queryset.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=by_words.values("pk"))), False

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "goes_live_at"] if is_published(obj) else self.readonly_fields

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_change_permission(self, request, obj=None):
        """What is published may be changed only by those who may publish."""
        may_touch_it = not is_published(obj) or self.has_publish_permission(request)
        return may_touch_it and super().has_change_permission(request, obj)

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

    @admin.display(description=_("countries"))
    def about(self, article):
        return ", ".join(country.name for country in article.main_countries)

    @admin.display(description=_("kept versions"))
    def kept_versions(self, article):
        address = reverse("admin:articles_articleversion_changelist", query={"article": article.pk})
        return format_html('<a href="{}">{}</a>', address, article.versions.count())

    @admin.display(description=_("source pages"))
    def source_pages(self, article):
        pages = article.sources.defer("report")
        links = [(reverse("admin:articles_sourcedocument_change", args=[page.pk]), page) for page in pages]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        self.each(request, queryset, workflow.publish, done=_("Articles published: %(count)d."))

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request, queryset):
        self.each(request, queryset, workflow.withdraw, done=_("Articles withdrawn: %(count)d."))

    def each(self, request, articles, act, done):
        """Say how many were done and, of each other one, why it was refused."""
        count = 0
        for article in articles:
            try:
                act(article, by=request.user, now=timezone.now())
                count += 1
            except workflow.NotAllowed as refusal:
                self.message_user(request, f"{article}: {refusal}", messages.ERROR)
        if count:
            self.message_user(request, done % {"count": count}, messages.SUCCESS)

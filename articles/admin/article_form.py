"""The form of an article. A save that changes something keeps a version, with who and why."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db.models import DateTimeField, SlugField, TextField
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import search, translations, versions
from articles.models import Article, ArticleVersion, SearchText
from iomnews.accounts.reach import reach
from iomnews.accounts.scoped_admin import without_link

from .media_parts import AttachmentInline, ImageInline
from .parts import (
    ContactInline,
    CorrectionInline,
    CountryInline,
    LegacyAddressInline,
    OrganisationInline,
    QuoteInline,
)
from .text_fields import Lines, TextEditor

UNUSED = ("xregexp.js", "xregexp.min.js", "urlify.js", "prepopulate.js")
"""Django's scripts that make an address from a title while it is typed: saving does that."""

JOINS = [Article.co_issuers.through, Article.programmes.through, Article.themes.through]
NEVER_SEEN = [model._meta.verbose_name_plural for model in (SearchText, *JOINS)]
"""Rows of an article that serve the search or only join it to something."""


def is_published(article: Article | None) -> bool:
    return article is not None and article.state == Article.State.PUBLISHED


def where_may_write(user, article: Article | None):
    """The missions where the user may have an article as this one is, or a new one."""
    permission = article.permission_to_change if article else "add_article"
    return reach(user, f"articles.{permission}")


def zone_of_moments():
    """Which clock a moment is told by, whether it can be changed or not."""
    return gettext("In the time of %(zone)s.") % {"zone": timezone.get_current_timezone_name()}


class ArticleForm(forms.ModelForm):
    author, unsaved_because = None, ""  # set for each request: who fills it in, and why it is only shown

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("What did you change, and why?"),
        max_length=300,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("Kept with this version, for colleagues: “Name corrected, the mission called”."),
    )

    class Meta:
        widgets = {"body_html": TextEditor}
        help_texts = {
            "slug": _("Last part of its public address. Once published it stays, so that links live on."),
            **dict.fromkeys(["goes_live_at", "embargo_until", "visible_from"], lazy(zone_of_moments, str)()),
        }
        error_messages = {
            "title": {"max_length": _("The title has %(show_value)d characters. %(limit_value)d is the most.")}
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial_version = self.initial["seen_version"] = self.instance.version
        self.initial_mission = self.instance.mission_id
        if "title" in self.fields:
            del self.fields["title"].widget.attrs["maxlength"]  # a browser would cut a longer one without a word
        if "body_html" in self.fields:
            language = self.instance.language
            direction = "rtl" if language == Article.Language.ARABIC else "ltr"
            self.fields["body_html"].widget.attrs |= {"dir": direction} | ({"lang": language} if language else {})
        self._offer_missions()
        if "translated_from" in self.fields:
            seen = Article.objects.visible_to(self.author, timezone.now())
            self.fields["translated_from"].queryset = seen.filter(revises=None)

    def _offer_missions(self):
        """Whoever may not write everywhere chooses among the missions where they may; the present one stays."""
        if "mission" in self.fields and not where_may_write(self.author, self._kept()).everywhere:
            missions = self.fields["mission"].queryset
            own = missions.filter(pk__in=where_may_write(self.author, self._kept()).missions)
            self.fields["mission"].queryset = own | missions.filter(pk=self.instance.mission_id)

    def _kept(self) -> Article | None:
        return self.instance if self.instance.pk else None

    def clean(self):
        """One version of a release in each language; nobody's save over another's without knowing."""
        cleaned = super().clean()
        original, language = cleaned.get("translated_from"), cleaned.get("language")
        same = Article.objects.filter(revises=None, language=language).exclude(pk=self.instance.pk)
        if original and "translated_from" in self.changed_data and not self._may_take_over_from(original):
            message = _("You begin no releases for the mission that issued it. Make a copy instead.")
            self.add_error("translated_from", message)
        elif original and same.filter(translation_group=original.translation_group).exists():
            self.add_error("translated_from", _("That release already has a version in this language."))
        if self.unsaved_because:
            self.add_error(None, self.unsaved_because)
        return cleaned

    def clean_mission(self):
        """Those that issue it together with its mission do not take it over."""
        mission, owner = self.cleaned_data["mission"], self.initial_mission
        if "mission" in self.changed_data and owner and not where_may_write(self.author, self._kept()).holds(owner):
            raise forms.ValidationError(_("The mission that issued it alone may give it to another."))
        return mission

    def _may_take_over_from(self, original) -> bool:
        """A language version goes to the mission of its original, where its author must be able to write."""
        is_own = original.mission_id is None and original.created_by_id == self.author.pk
        return is_own or where_may_write(self.author, self._kept()).holds(original.mission_id)

    def _get_validation_exclusions(self):
        """Two fields that the form does not show are checked with it: constraints on its own fields name them."""
        return super()._get_validation_exclusions() - {"revises", "translation_group"}


def _as_read(fields) -> list:
    return ["text" if field == "body_html" else field for field in fields]


class ArticleFormPage:
    class Media:
        css = {"all": ["iomnews/article_form.css"]}
        js = [forms.Script("iomnews/article_form.js", defer=True)]

    form = ArticleForm
    autocomplete_fields = ["mission", "co_issuers", "programmes", "themes", "translated_from"]
    formfield_overrides = {
        SlugField: {"required": False, "widget": AdminTextInputWidget},
        TextField: {"form_class": Lines, "widget": AdminTextareaWidget({"rows": 3})},
        DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        },
    }
    record = ["version", "kept_versions", "source_pages", "uuid", "begun_by", "created_at", "updated_at"]
    begun_by = without_link(Article, "created_by")
    readonly_fields = ["state", "visible_from", "text", *record]
    fieldsets = [
        (None, {"fields": ["title", "lead", "dateline", "body_html"]}),
        (_("Subject"), {"fields": ["language", "kind", "scope", "date_edtf", "mission", "co_issuers"]}),
        (_("Filed under"), {"fields": ["programmes", "themes"]}),
        (_("Publication"), {"fields": ["state", "goes_live_at", "embargo_until", "visible_from", "slug"]}),
        (_("Language versions"), {"classes": ["collapse"], "fields": ["translated_from"]}),
        (_("History"), {"classes": ["collapse"], "fields": record}),
    ]
    inlines = [
        QuoteInline,
        ContactInline,
        ImageInline,
        AttachmentInline,
        CorrectionInline,
        CountryInline,
        OrganisationInline,
        LegacyAddressInline,
    ]

    def get_fieldsets(self, request, obj=None):
        """Whoever may not change the text reads it, not its tags; the title of a hidden original is not for them."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj and not self.has_change_permission(request, obj):
            fieldsets = [(name, part | {"fields": _as_read(part["fields"])}) for name, part in fieldsets]
        if obj and obj.translated_from_id and not self._sees_original(request, obj):
            fieldsets = [part for part in fieldsets if "translated_from" not in part[1]["fields"]]
        return fieldsets

    def _sees_original(self, request, article) -> bool:
        seen = Article.objects.visible_to(request.user, timezone.now())
        return seen.filter(pk=article.translated_from_id).exists()

    @admin.display(description=_("text"))
    def text(self, article):
        direction = "rtl" if article.language == Article.Language.ARABIC else "ltr"
        body = mark_safe(article.body_html)
        return format_html('<div class="text-as-read" lang="{}" dir="{}">{}</div>', article.language, direction, body)

    @property
    def media(self):
        """Without 38 kB that nobody needs."""
        every = super().media
        return forms.Media(css=every._css, js=[script for script in every._js if not str(script).endswith(UNUSED)])

    def get_readonly_fields(self, request, obj=None):
        """What makes up a public address, and the moment of going live, stay once the article is published."""
        fields = [*super().get_readonly_fields(request, obj)]
        if is_published(obj):
            return [*fields, "slug", "language", "goes_live_at"]
        return [*fields, "slug"] if obj and obj.state == Article.State.WITHDRAWN else fields

    def get_autocomplete_fields(self, request):
        """The few missions of one who may not write everywhere are a plain list."""
        everywhere = reach(request.user, "articles.change_article").everywhere
        return [name for name in super().get_autocomplete_fields(request) if everywhere or name != "mission"]

    def get_changeform_initial_data(self, request):
        """Whoever writes for one mission need not name it."""
        missions = where_may_write(request.user, None).missions
        preset = {"mission": next(iter(missions))} if len(missions) == 1 else {}
        return preset | super().get_changeform_initial_data(request)

    def has_delete_permission(self, request, obj=None):
        """What is published is withdrawn first."""
        return not is_published(obj) and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """An article's versions and words go with it, although nobody may delete them by themselves.

        Named are the articles; what they hold is counted, but for rows that nobody ever sees.
        """
        _nested, counts, missing, protected = super().get_deleted_objects(objs, request)
        missing -= {ArticleVersion._meta.verbose_name, SearchText._meta.verbose_name}
        seen = {name: count for name, count in counts.items() if name not in NEVER_SEEN}
        return [str(article) for article in objs], seen, missing, protected

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article, comment = form.instance, form.cleaned_data["why"]
        if "translated_from" in form.changed_data and article.translated_from:
            translations.join(article.translated_from, article, by=request.user, comment=comment)
        elif not versions.is_unchanged(article):
            article.save(update_fields=["updated_at"])
            versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=request.user, comment=comment)
        conflicts = article.versions.filter(reason=ArticleVersion.Reason.CONFLICT, by=request.user)
        conflicts.update(awaits_decision=False)
        search.index(article)

    def view_on_site(self, article):
        return article.get_absolute_url() if article.is_public(timezone.now()) else None

"""The ways to begin a release, a form each: `start` makes the draft or raises CannotStart."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import starting
from articles.importing.uploads import from_word
from articles.models import Article
from contacts.names_admin import ShownName
from iomnews.accounts.reach import reach


class StartForm(forms.Form):
    required_css_class = "required"
    report = None
    """What the import says of a file."""

    def __init__(self, user, *args, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def choose_mission(self):
        field = self.fields["mission"]
        field.queryset = starting.missions_of(self.user).order_by(ShownName())
        field.initial = starting.usual_mission(self.user)


class FromModel(StartForm):
    title = _("From a mission’s model")
    explanation = _("With its dateline, its country, the contacts who answer today and its “about us” paragraph.")
    button = _("Begin")
    mission = forms.ModelChoiceField(None, label=_("mission"))
    language = forms.ChoiceField(label=_("language"), choices=Article.Language.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.choose_mission()
        self.fields["language"].initial = get_language()

    def start(self) -> Article:
        return starting.from_model(self.cleaned_data["mission"], self.cleaned_data["language"], by=self.user)


class FromArticle(StartForm):
    title = _("From another article")
    explanation = _("With its text, what it is filed under and its contacts; without its day, pictures and documents.")
    button = _("Copy")
    article = forms.ModelChoiceField(
        None,
        label=_("article"),
        widget=AutocompleteSelect(Article._meta.get_field("translated_from"), admin.site),
        help_text=_("Words of its title. Its own page has this too, under “Copy or translate”."),
    )
    into = forms.ChoiceField(label=_("begin"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = Article.objects.visible_to(self.user, timezone.now()).filter(revises=None)
        into = _("a translation: %(language)s")
        translations = [(code, into % {"language": label}) for code, label in Article.Language.choices]
        self.fields["into"].choices = [("", _("a release of its own, in the same language")), *translations]

    def start(self) -> Article:
        article, language = self.cleaned_data["article"], self.cleaned_data["into"]
        if language:
            return starting.translation_of(article, language, by=self.user)
        return starting.copy_of(article, by=self.user)


class FromWord(StartForm):
    title = _("From a Word file")
    explanation = _("Title, dateline, text, quotes and contacts are read as the import reads an old page.")
    button = _("Read")
    file = forms.FileField(
        label=_("file"),
        widget=forms.FileInput({"accept": ".docx"}),
        help_text=_("A .docx. One that came from here for clearance changes its article."),
    )
    mission = forms.ModelChoiceField(None, label=_("mission"), empty_label=_("as the text says"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.choose_mission()
        self.fields["mission"].required = not reach(self.user, "articles.add_article").everywhere

    def clean_file(self):
        file, most = self.cleaned_data["file"], settings.IMPORT_MAX_BYTES
        if file.size > most:
            sizes = {"size": filesizeformat(file.size), "most": filesizeformat(most)}
            raise forms.ValidationError(_("%(size)s, more than %(most)s. Take the pictures out."), params=sizes)
        return file

    def start(self) -> Article:
        file = self.cleaned_data["file"]
        article, self.report = from_word(file.name, file.read(), by=self.user, mission=self.cleaned_data["mission"])
        return article


WAYS = {"model": FromModel, "article": FromArticle, "word": FromWord}

"""What is done with many articles at once: publish, withdraw, file under. Each asks first, and names what it skips."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import filing, workflow
from articles.gaps import gaps
from articles.models import Programme, Theme
from contacts.models import Country
from contacts.names_admin import ShownName
from iomnews.accounts.reach import reach
from iomnews.numbers import whole_number

AT_ONCE = 500
NAMED = 10  # of those that were refused; the rest are counted


@dataclass(frozen=True)
class Asked:
    """What the page before an action asks, and the word on its button."""

    action: str
    question: str
    button: str


class FilingForm(forms.Form):
    """What is added; nothing is taken away."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.order_by(ShownName()),
        required=False,
        label=_("Themes"),
        widget=forms.CheckboxSelectMultiple,
    )
    country = forms.ModelChoiceField(
        Country.objects.order_by(ShownName()), required=False, label=_("Country concerned")
    )
    programme = forms.ModelChoiceField(Programme.objects.order_by(ShownName()), required=False, label=_("Programme"))

    def clean(self):
        if not any(super().clean().values()):
            raise forms.ValidationError(_("Choose a theme, a country or a programme."))


class ArticleActions:
    actions = ["publish", "withdraw", "file_under"]

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    @admin.action(description=_("Publish…"), permissions=["publish"])
    def publish(self, request, queryset):
        question = ngettext("Publish this article?", "Publish these articles?", queryset.count())
        asked = Asked("publish", question, _("Publish"))
        return self._ask_or_do(request, queryset, asked, workflow.publish, workflow.obstacle_to_publication)

    @admin.action(description=_("Withdraw…"), permissions=["publish"])
    def withdraw(self, request, queryset):
        question = ngettext("Withdraw this article?", "Withdraw these articles?", queryset.count())
        asked = Asked("withdraw", question, _("Withdraw"))
        return self._ask_or_do(request, queryset, asked, workflow.withdraw, workflow.obstacle_to_withdrawal)

    @admin.action(description=_("Add a theme, a country, a programme…"), permissions=["change"])
    def file_under(self, request, queryset):
        """The other languages of a release are filed with it: a release has one classification."""
        if self._are_too_many(request, queryset):
            return None
        articles = filing.with_language_versions(queryset).visible_to(request.user, timezone.now())
        theirs = set(articles.changeable_by(request.user).values_list("pk", flat=True))
        ready, refused = [], []
        for article in _rows(articles):
            _sort(article, "" if article.pk in theirs else _("It is not yours to change as it is."), ready, refused)
        form = FilingForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            asked = Asked("file_under", _("Add to these articles"), _("Add"))
            return self._ask(request, queryset, asked, ready, refused, form=form)
        done = [article for article in ready if filing.add(article, **form.cleaned_data, by=request.user)]
        return self._report(request, done, refused)

    def _ask_or_do(self, request, queryset, asked, act, obstacle):
        """First the page that names what would happen to which article; then each by itself, as far as allowed."""
        if self._are_too_many(request, queryset):
            return None
        theirs = set(queryset.within(reach(request.user, "articles.publish_article")).values_list("pk", flat=True))
        ready, refused = [], []
        for article in _rows(queryset):
            why_not = obstacle(article) if article.pk in theirs else _("You are no publisher of its mission.")
            _sort(article, why_not, ready, refused)
        if "confirmed" not in request.POST:
            return self._ask(request, queryset, asked, ready, refused)
        done = []
        for article in ready:
            try:
                act(article, by=request.user, now=timezone.now(), **_seen(request, asked, article))
                done.append(article)
            except workflow.NotAllowed as refusal:  # somebody else was quicker
                refused.append((article, refusal))
        return self._report(request, done, refused)

    def _are_too_many(self, request, queryset) -> bool:
        if (count := queryset.count()) <= AT_ONCE:
            return False
        text = _("These are %(count)d articles. Choose %(most)d at most, for example by a filter.")
        self.message_user(request, text % {"count": count, "most": AT_ONCE}, messages.ERROR)
        return True

    def _ask(self, request, queryset, asked, ready, refused, form=None):
        context = self.admin_site.each_context(request) | {
            "title": asked.question,
            "opts": self.opts,
            "asked": asked,
            "ready": [(article, gaps(article)) for article in ready],
            "refused": refused,
            "form": form,
            "chosen": queryset.values_list("pk", flat=True),
        }
        return TemplateResponse(request, "admin/articles/article/confirm_action.html", context)

    def _report(self, request, done, refused) -> None:
        if done:
            text = ngettext("%(count)d article changed.", "%(count)d articles changed.", len(done))
            self.message_user(request, text % {"count": len(done)}, messages.SUCCESS)
        elif not refused:
            self.message_user(request, _("Nothing had to be changed."), messages.INFO)
        for article, reason in refused[:NAMED]:
            self.message_user(request, f"{article}: {reason}", messages.WARNING)
        if (rest := len(refused) - NAMED) > 0:
            text = ngettext("%(count)d more was left out.", "%(count)d more were left out.", rest)
            self.message_user(request, text % {"count": rest}, messages.WARNING)


def _seen(request, asked: Asked, article) -> dict:
    """The version that the page showed. Withdrawing waits for nobody."""
    if asked.action != "publish":
        return {}
    return {"seen": whole_number(request.POST.get(f"seen-{article.pk}"))}


def _rows(articles):
    return articles.select_related("mission").prefetch_related("country_links__country", "contact_links")


def _sort(article, why_not: str, ready: list, refused: list) -> None:
    """Among those that can be done, or those that cannot, with the reason."""
    refused.append((article, why_not)) if why_not else ready.append(article)

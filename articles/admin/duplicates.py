"""Pairs of articles that may be one release, side by side with the reasons; a person decides."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import versions
from articles.compare import side_by_side
from articles.duplicates import deciding
from articles.duplicates.finding import count_changed
from articles.duplicates.in_background import look
from articles.models import Article, NearDuplicate
from articles.wording import names_of
from iomnews.accounts.scoped_admin import without_link
from iomnews.numbers import whole_number

from .import_pages import may_import
from .records import RecordAdmin

SHOWN = [
    *("title", "lead", "dateline", "body_html", "quotes", "contacts", "images"),
    *("language", "kind", "date_edtf", "mission", "countries", "state", "legacy_addresses"),
]
REASONS = {
    "words": gettext_lazy("%(what)s %% of the words are the same, in the same order"),
    "day": gettext_lazy("the same day: %(what)s"),
    "address": gettext_lazy("the same address but for host and language: %(what)s"),
    "people": gettext_lazy("the same people: %(what)s"),
    "title": gettext_lazy("the same title"),
    "numbers": gettext_lazy("the same numbers: %(what)s"),
    "names": gettext_lazy("the same names: %(what)s"),
}


@admin.register(NearDuplicate)
class NearDuplicateAdmin(RecordAdmin):
    list_display = ["pair", "why", "score", "state", "found_at"]
    list_filter = ["state", "is_translation"]
    search_fields = ["first__title", "second__title"]
    list_select_related = ["first", "second"]
    fields = ["score", "why", "state", "decided_at", "shown_decided_by"]
    change_form_template = "admin/articles/nearduplicate/change_form.html"
    shown_decided_by = without_link(NearDuplicate, "decided_by")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("first__body_html", "second__body_html")

    @admin.display(description=gettext_lazy("articles"))
    def pair(self, pair):
        named = (f"{article.title} ({article.get_language_display()})" for article in (pair.first, pair.second))
        return " / ".join(named)

    @admin.display(description=gettext_lazy("reasons"))
    def why(self, pair):
        return " · ".join(str(REASONS[code]) % {"what": what} for code, what in pair.reasons if code in REASONS)

    def get_urls(self):
        pages = {"find/": self.find, "<int:pk>/decide/": require_POST(self.decide)}
        return [self._path(where, view) for where, view in pages.items()] + super().get_urls()

    def _path(self, where: str, view):
        name = where.rstrip("/").rpartition("/")[2]
        return path(where, self.admin_site.admin_view(view), name=f"articles_nearduplicate_{name}")

    def list_tools(self, request):
        tools = super().list_tools(request)
        look = (_("Look for more"), reverse("admin:articles_nearduplicate_find"))
        return [*tools, look] if may_import(request.user) else tools

    def find(self, request):
        """Among new and changed articles, in the background."""
        if not may_import(request.user):
            raise PermissionDenied
        if request.method == "POST":
            said = _("They are being looked for. Come back in a while.") if look() else _("They wait already.")
            self.message_user(request, said, messages.SUCCESS)
            return redirect("admin:articles_nearduplicate_changelist")
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": _("Look for more")}
        return TemplateResponse(
            request, "admin/articles/nearduplicate/find.html", context | {"count": count_changed()}
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        articles = list(Article.objects.filter(pk__in=(obj.first_id, obj.second_id)).order_by("pk"))
        context |= {
            "articles": articles,
            "rows": _rows(obj, articles),
            "may_decide": obj.state == NearDuplicate.State.OPEN and self._may_decide(request, obj),
            "is_public": any(article.state == Article.State.PUBLISHED for article in articles),
            "may_be_linked": articles[0].language != articles[1].language,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _may_decide(self, request, pair) -> bool:
        return NearDuplicate.objects.changeable_by(request.user).filter(pk=pair.pk).exists()

    def decide(self, request, pk):
        pair = self.get_queryset(request).filter(pk=pk).first()
        if pair is None:
            raise Http404(pk)
        if not self._may_decide(request, pair):
            raise PermissionDenied
        try:
            said, where = self._done(request, pair)
        except deciding.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect("admin:articles_nearduplicate_change", pk)
        self.message_user(request, said, messages.SUCCESS)
        return redirect(where)

    def _done(self, request, pair) -> tuple[str, str]:
        """What was done, and where to go on. Raises deciding.Refused."""
        deed, by = request.POST.get("deed", ""), request.user
        seen = {key: whole_number(request.POST.get(f"version-{key}")) for key in (pair.first_id, pair.second_id)}
        if deed == "keep":
            deciding.keep_both(pair, by=by)
            return _("Both are kept; they will not be shown again."), "admin:articles_nearduplicate_changelist"
        if deed == "link":
            deciding.link(pair, by=by, seen=seen)
            return _("They are language versions of one release now."), "admin:articles_nearduplicate_changelist"
        chosen = {f"keep-{article.pk}": article for article in (pair.first, pair.second)}
        if deed not in chosen:
            raise deciding.Refused(_("Choose what is to be done."))
        kept = self._merged(request, pair, chosen[deed], seen)
        return _("They are one article now."), reverse("admin:articles_article_change", args=[kept.pk])

    def _merged(self, request, pair, kept: Article, seen) -> Article:
        gone = pair.second if kept == pair.first else pair.first
        is_public = gone.state == Article.State.PUBLISHED
        if not Article.objects.deletable_by(request.user).filter(pk=gone.pk).exists():
            raise deciding.Refused(_("The other article is not yours to delete."))
        if is_public and "published" not in request.POST:
            raise deciding.Refused(_("The other article is published: confirm that readers will be led to this one."))
        address = request.build_absolute_uri(gone.get_absolute_url()) if is_public else ""
        return deciding.merge(pair, kept, by=request.user, seen=seen, gone_address=address)


def _rows(pair: NearDuplicate, articles: list[Article]) -> list[tuple]:
    """(label, of the one, of the other) of each field that either has; differences are marked in one language only."""
    one, other = ({field: content[field] for field in SHOWN} for content in versions.snapshots(articles))
    names = names_of(one, other)
    left, right = side_by_side(one, one, names), side_by_side(other if pair.is_translation else one, other, names)
    return [(a.label, a.html, b.html) for a, b in zip(left, right, strict=True) if a.html or b.html]

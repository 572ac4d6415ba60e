"""The versions of an article: what each changed, any two beside each other, one as it read, one brought back.

They are for those whose mission's article it is; that readers see an article today opens nothing of its past.
"""

from functools import wraps

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import restoring, versions
from articles.compare import changed_fields, side_by_side
from articles.models import Article, ArticleVersion
from articles.wording import label
from iomnews.accounts.reach import reach
from iomnews.numbers import whole_number

from .as_it_read import as_it_read

PER_PAGE = 25


class NoVersion(Exception):
    """A number that the article has no version of."""


def own_article(user, pk: int) -> Article:
    return get_object_or_404(Article.objects.within(reach(user, "articles.view_article")), pk=pk)


def is_own(user, article: Article) -> bool:
    return Article.objects.within(reach(user, "articles.view_article")).filter(pk=article.pk).exists()


def page_of_versions(view):
    """Gives the view its article; a version that does not exist is a 404 with the way back to those that do."""

    @wraps(view)
    def page(self, request: HttpRequest, pk: int, **numbers) -> HttpResponse:
        article = own_article(request.user, pk)
        try:
            return view(self, request, article, **numbers)
        except NoVersion:
            title = _("There is no such version")
            return render(request, template("versions_missing"), self.context(request, article, title), status=404)

    return page


def template(name: str) -> str:
    return f"admin/articles/article/{name}.html"


def numbered(article: Article, number: int | str) -> ArticleVersion:
    """The version with this number, as text from an address too."""
    version = article.versions.select_related("by").filter(number=whole_number(str(number))).first()
    if version is None:
        raise NoVersion
    return version


def before(version: ArticleVersion) -> ArticleVersion | None:
    """What the article was when this version came."""
    return version.article.versions.kept().filter(number__lt=version.number).first()


def with_changes(article: Article, page: list[ArticleVersion]) -> list[tuple[ArticleVersion, list[str] | None]]:
    """Each version with the labels of what it changed; None for the first, which changed nothing yet."""
    last = before(page[-1]) if page else None
    rows = []
    for version in reversed(page):
        changed = last and [label(field) for field in changed_fields(last.content, version.content)]
        rows.append((version, changed))
        if version.reason not in ArticleVersion.PROPOSED:
            last = version
    return rows[::-1]


class VersionPages:
    has_history_page = False

    def get_urls(self):
        pages = [
            ("versions/", self.versions_page, "versions"),
            ("versions/compare/", self.compare_page, "compare"),
            ("versions/<int:number>/", self.version_page, "version"),
            ("versions/<int:number>/restore/", self.restore_page, "restore"),
            ("versions/<int:number>/decide/", self.decide_page, "decide"),
        ]
        return [
            *(path(f"<int:pk>/{end}", self.admin_site.admin_view(view), name=f"articles_article_{name}")
              for end, view, name in pages),
            *super().get_urls(),
        ]  # fmt: skip

    def page_tools(self, request, obj):
        if not is_own(request.user, obj):
            return super().page_tools(request, obj)
        count = _("Versions (%(count)d)") % {"count": obj.versions.count()}
        return [*super().page_tools(request, obj), (count, reverse("admin:articles_article_versions", args=[obj.pk]))]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Above the form: what waits for a decision."""
        if obj and request.method == "GET" and self.has_change_permission(request, obj):
            for version in obj.versions.filter(awaits_decision=True).defer("content"):
                address = reverse("admin:articles_article_decide", args=[obj.pk, version.number])
                messages.warning(request, format_html('<a href="{}">{}</a>', address, waiting(version)))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        """What was done names words that the article has lost since, as its versions do."""
        article = self.get_object(request, unquote(object_id))
        if article and not is_own(request.user, article):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    @admin.display(description=gettext_lazy("kept versions"))
    def kept_versions(self, article):
        return article.versions.count() if article.pk else 0

    def context(self, request, article, title, **more) -> dict:
        site = self.admin_site.each_context(request)
        return site | {"opts": self.opts, "article": article, "title": title} | more

    @page_of_versions
    def versions_page(self, request, article):
        found = article.versions.select_related("by")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        rows = with_changes(article, list(page))
        context = self.context(request, article, _("Versions"), page=page, rows=rows)
        context["may_change"] = self.has_change_permission(request, article)
        return render(request, template("versions"), context)

    @page_of_versions
    def compare_page(self, request, article):
        """`from` and `to` as they were asked for; by themselves, the last version and the one before."""
        asked = request.GET.get("to")
        to = numbered(article, asked) if asked else article.versions.select_related("by").first()
        asked = request.GET.get("from")
        old = numbered(article, asked) if asked else to and (before(to) or to)
        if to is None:
            raise NoVersion
        title = _("Version %(old)s and version %(new)s") % {"old": old.number, "new": to.number}
        context = self.context(request, article, title, old=old, new=to, **two_sides(old.content, to.content))
        numbers = article.versions.exclude(pk=to.pk).order_by("number").values_list("number", flat=True)
        context["earlier"] = numbers.filter(number__lt=old.number).last()
        context["later"] = numbers.filter(number__gt=to.number).first()
        context["may_change"] = self.has_change_permission(request, article)
        return render(request, template("compare"), context)

    @page_of_versions
    def version_page(self, request, article, number):
        version = numbered(article, number)
        response = render(request, template("versions_as_read"), as_it_read(article, version))
        response["X-Robots-Tag"] = "noindex"
        return response

    @page_of_versions
    def restore_page(self, request, article, number):
        version = numbered(article, number)
        if not self.has_change_permission(request, article) or version.awaits_decision:
            return self._refuse(request, article, _("You may not bring this version back."))
        content, away = restoring.possible(article, version.content)
        if request.method == "POST":
            return self._act(request, article, restoring.bring_back, version, away=away)
        title = _("Bring back version %(number)s?") % {"number": number}
        context = self.context(request, article, title, version=version, away=away)
        return render(request, template("versions_restore"), context | two_sides(versions.snapshot(article), content))

    @page_of_versions
    def decide_page(self, request, article, number):
        version = numbered(article, number)
        if not self.has_change_permission(request, article):
            return self._refuse(request, article, _("You may not decide on this proposal."))
        if not version.awaits_decision:
            return self._refuse(request, article, _("Somebody has decided on this proposal already."))
        content, away = restoring.possible(article, version.content)
        sides = two_sides(versions.snapshot(article), content)
        if request.method == "POST":
            chosen = {change.field for change in sides["changes"]}
            if "all" not in request.POST:
                chosen = set() if "none" in request.POST else chosen & set(request.POST.getlist("field"))
            return self._act(request, article, restoring.decide, version, chosen, away=away)
        context = self.context(request, article, waiting(version), version=version, away=away)
        return render(request, template("decide"), context | sides)

    def _act(self, request, article, act, version, *what, away):
        """Do it upon the version that the person saw, and say what came of it."""
        seen = whole_number(request.POST.get("seen_version"))
        try:
            kept = act(version, *what, by=request.user, seen=seen, now=timezone.now())
        except restoring.Refused as refusal:
            messages.error(request, refusal)
            return redirect(request.path)
        messages.success(request, _("%(comment)s. The article is at version %(number)s now.") % {
            "comment": kept.comment, "number": kept.number,
        })  # fmt: skip
        for sentence in away:
            messages.warning(request, sentence)
        return redirect("admin:articles_article_change", article.pk)

    def _refuse(self, request, article, why):
        messages.error(request, why)
        return redirect("admin:articles_article_versions", article.pk)


def waiting(version: ArticleVersion) -> str:
    """What waits, for the title of its page and the link to it."""
    if version.reason == ArticleVersion.Reason.CONFLICT:
        return _("Version %(number)s, written at the same time, awaits a decision") % {"number": version.number}
    return _("Version %(number)s, proposed by an import, awaits a decision") % {"number": version.number}


def two_sides(old: dict, new: dict) -> dict:
    """For the page: what differs, what does not, and how much."""
    sides = side_by_side(old, new)
    changes, same = [side for side in sides if not side.is_same], [side for side in sides if side.is_same]
    unchanged = ngettext("%(count)d field is the same", "%(count)d fields are the same", len(same))
    return {"changes": changes, "same": same, "unchanged": unchanged % {"count": len(same)}}

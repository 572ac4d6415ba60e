"""Two people at one article: the second is told, sees both texts, decides; what both wrote is kept."""

from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import versions
from articles.compare import compare, side_by_side
from articles.models import Article, ArticleVersion
from iomnews.accounts.reach import reach
from iomnews.numbers import whole_number

from . import overtaken_rows

FIXED_ONCE_PUBLISHED = ("slug", "language", "goes_live_at")


class Overtaken(Exception):
    """The form was made from an older version; `content` is what it would have saved."""

    def __init__(self, content: dict):
        super().__init__(_("Somebody saved this article while you wrote."))
        self.content = content


def both_texts(theirs: dict, mine: dict, taken: set[str]) -> list[dict]:
    """Each field that differs: as saved meanwhile, and as the second wrote it with its differences marked.

    `taken` are the fields that the second had not touched: their form has what the first saved.
    """
    plain = {change.field: change.html for change in side_by_side(theirs, theirs)}
    changes = compare(theirs, mine)
    return [
        {"label": change.label, "theirs": plain[change.field], "mine": change.html, "is_taken": change.field in taken}
        for change in changes
    ]


def _held(object_id: str) -> Article | None:
    """The article as it is now, held until the end of the transaction, so that no third save comes in between."""
    return Article.objects.select_for_update().filter(pk=whole_number(object_id)).first()


def _is_overtaken(request, article: Article) -> bool:
    return request.POST.get("seen_version") != str(article.version)


class TwoSavers:
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The article's row is held while a form is judged and saved."""
        if request.method != "POST" or whole_number(object_id) is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            current = _held(object_id)
            if self._is_out_of_sight(request, current):
                return self._begin_anew(request, object_id, extra_context)
            if current and _is_overtaken(request, current):
                request.overtaken = current
                self._bring_up_to_date(request, current)
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except Overtaken as overtaken:
                request.conflict = self._keep(current, overtaken.content, request.user)
                if super().has_change_permission(request, current):
                    return self._ask_again(request, object_id, form_url, extra_context, current)
                return self._leave_to_others(request, current)

    def delete_view(self, request, object_id, extra_context=None):
        """What somebody has saved or published meanwhile is not deleted unread."""
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with transaction.atomic():
            current = _held(object_id)
            if current and "seen_version" in request.POST and _is_overtaken(request, current):
                text = _("Somebody changed this article meanwhile: nothing was deleted. Look again.")
                messages.error(request, text)
                return redirect("admin:articles_article_change", current.pk)
            return super().delete_view(request, object_id, extra_context)

    def delete_queryset(self, request, queryset):
        """What somebody has published since it was chosen stays."""
        with transaction.atomic():
            held = Article.objects.select_for_update().in_bulk(list(queryset.values_list("pk", flat=True)))
            ready = [pk for pk, article in held.items() if self.has_delete_permission(request, article)]
            super().delete_queryset(request, Article.objects.filter(pk__in=ready))
            for pk in held.keys() - set(ready):
                text = _("“%(title)s” was not deleted: somebody published it meanwhile.")
                messages.warning(request, text % {"title": held[pk]})

    def has_change_permission(self, request, obj=None):
        """Where the article was theirs to change when they opened its form, what they wrote is taken, to be kept."""
        is_theirs = super().has_change_permission(request, obj)
        return is_theirs or (obj is not None and _was_theirs(request, getattr(request, "overtaken", None)))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.unsaved_because = getattr(request, "unsaved_because", "")
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and form.cleaned_data["seen_version"] != form.initial_version:
            raise Overtaken(versions.snapshot(form.instance))

    def _is_out_of_sight(self, request, article) -> bool:
        """The form of an article that is deleted by now, or another mission's; whoever may write loses no text."""
        if "seen_version" not in request.POST or not self.has_add_permission(request):
            return False
        return article is None or not self.get_queryset(request).filter(pk=article.pk).exists()

    def _begin_anew(self, request, object_id, extra_context):
        """The same form as that of a new article, with all that was written; nothing is saved yet."""
        request.POST = request.POST.copy()
        for inline in self.get_inline_instances(request):
            overtaken_rows.begin_anew(request.POST, request.FILES, inline, inline.get_formset(request))
        request.unsaved_because = _what_became_of(object_id)
        return super().changeform_view(request, None, reverse("admin:articles_article_add"), extra_context)

    def _bring_up_to_date(self, request, article):
        data = request.POST.copy()
        for inline in self.get_inline_instances(request, article):
            overtaken_rows.renew(data, request.FILES, inline, inline.get_formset(request, article), article)
        shown = self.get_form(request, article, change=True)(instance=article)
        for name in FIXED_ONCE_PUBLISHED:  # the form had no field for it: it was public when that was opened
            if name in shown.fields and name not in data and (value := shown[name].value()) is not None:
                data[name] = value
        request.POST = data

    def _keep(self, article, content, user) -> ArticleVersion:
        return versions.propose(article, content, reason=ArticleVersion.Reason.CONFLICT, by=user)

    def _ask_again(self, request, object_id, form_url, extra_context, current):
        """Their own form once more, beside what was saved meanwhile; saving it again is the decision."""
        request.POST = request.POST.copy()
        theirs, mine = versions.snapshot(current), request.conflict.content
        taken = self._take_over(request, current, theirs, mine)
        request.POST["seen_version"] = str(current.version)
        request.unsaved_because = _("Somebody saved this article while you wrote. Both texts are below and kept.")
        for files in dict(request.FILES.lists()).values():
            for file in files:
                file.seek(0)
        saved = current.versions.filter(number=current.version).select_related("by").first()
        conflict = {"saved": saved, "mine": request.conflict, "changes": both_texts(theirs, mine, taken)}
        return super().changeform_view(request, object_id, form_url, {"conflict": conflict} | (extra_context or {}))

    def _take_over(self, request, current, theirs, mine) -> set[str]:
        """Let the form have what the first changed and the second had not touched; the names of these fields."""
        number = whole_number(request.POST.get("seen_version"))
        seen = current.versions.kept().filter(number=number).values_list("content", flat=True).first() or {}
        shown = self.get_form(request, current, change=True)(instance=current)
        known = shown.fields.keys() & seen.keys() & theirs.keys()
        taken = {name for name in known if theirs[name] != seen[name] == mine[name]}
        for name in taken:
            value = shown[name].value()
            request.POST.setlist(name, value if isinstance(value, list) else ["" if value is None else value])
        return taken

    def _leave_to_others(self, request, current):
        """It was published while they wrote, and is no longer theirs to change."""
        address = reverse("admin:articles_article_compare", args=[current.pk])
        text = _("It is not yours to change any more: it is “%(state)s” now. Nothing is lost: what you wrote is kept,"
                 " and awaits the decision of those who may change it.")  # fmt: skip
        said = format_html('{} <a href="{}?to={}">{}</a>', text % {"state": current.get_state_display()}, address,
                           request.conflict.number, _("See what you wrote"))  # fmt: skip
        messages.warning(request, said)
        return redirect("admin:articles_article_change", current.pk)


def _was_theirs(request, article: Article | None) -> bool:
    """Whether the version that the form was made from was in a state in which the user changes articles."""
    seen = article and article.versions.kept().filter(number=whole_number(request.POST.get("seen_version"))).first()
    states = Article.MAY_CHANGE.items()
    needed = seen and next((needed for needed, within in states if seen.content["state"] in within), None)
    return bool(needed) and Article.objects.within(reach(request.user, f"articles.{needed}")).contains(article)


def _what_became_of(object_id: str) -> str:
    deleted = LogEntry.objects.filter(
        content_type__app_label="articles", content_type__model="article", object_id=object_id, action_flag=DELETION
    ).select_related("user").first()  # fmt: skip
    if deleted:
        text = _("%(person)s deleted it while you wrote. Nothing of yours is lost: save it as a new article.")
        return text % {"person": deleted.user}
    return _("This article is not here any more. Nothing that you wrote is lost: save it as a new article.")

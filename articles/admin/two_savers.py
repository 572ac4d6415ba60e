"""Two people save one article: the second is told, sees both texts, decides; what both wrote is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles import versions
from articles.compare import compare, side_by_side
from articles.models import Article, ArticleVersion
from iomnews.numbers import whole_number

from . import overtaken_rows


class Overtaken(Exception):
    """The form was made from an older version; `content` is what it would have saved."""

    def __init__(self, content: dict):
        super().__init__(_("Somebody saved this article while you wrote."))
        self.content = content


def both_texts(theirs: dict, mine: dict) -> list[dict]:
    """Each field that differs: as saved meanwhile, and as the second wrote it with its differences marked."""
    plain = {change.field: change.html for change in side_by_side(theirs, theirs)}
    changes = compare(theirs, mine)
    return [{"label": change.label, "theirs": plain[change.field], "mine": change.html} for change in changes]


class TwoSavers:
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The article's row is held while a form is judged and saved, so that no third save comes in between."""
        key = whole_number(object_id)
        if request.method != "POST" or key is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            current = Article.objects.select_for_update().filter(pk=key).first()
            if current and request.POST.get("seen_version") != str(current.version):
                self._bring_rows_up_to_date(request, current)
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except Overtaken as overtaken:
                request.conflict = self._keep(current, overtaken.content, request.user)
                return self._ask_again(request, object_id, form_url, extra_context, current)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.conflict = getattr(request, "conflict", None)
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and form.cleaned_data["seen_version"] != form.initial_version:
            raise Overtaken(versions.snapshot(form.instance))

    def _bring_rows_up_to_date(self, request, article):
        data = request.POST.copy()
        for inline in self.get_inline_instances(request, article):
            overtaken_rows.renew(data, request.FILES, inline, inline.get_formset(request, article), article)
        request.POST = data

    def _keep(self, article, content, user) -> ArticleVersion:
        return versions.propose(article, content, reason=ArticleVersion.Reason.CONFLICT, by=user)

    def _ask_again(self, request, object_id, form_url, extra_context, current):
        """Their own form once more, beside what was saved meanwhile; saving it again is the decision."""
        request.POST = request.POST.copy()
        request.POST["seen_version"] = str(current.version)
        for files in dict(request.FILES.lists()).values():
            for file in files:
                file.seek(0)
        saved = current.versions.filter(number=current.version).select_related("by").first()
        changes = both_texts(versions.snapshot(current), request.conflict.content)
        conflict = {"saved": saved, "mine": request.conflict, "changes": changes}
        context = {"conflict": conflict, "has_lost_files": bool(request.FILES)} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, context)

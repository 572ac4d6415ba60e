"""A new release as people begin one: the page beside the list, and the same from an article's own page."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import clearance, starting
from iomnews.numbers import whole_number

from . import word_messages
from .start_forms import WAYS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
START = "admin:articles_article_start"


class StartingPages:
    def get_urls(self):
        start = path("start/", self.admin_site.admin_view(self.start), name="articles_article_start")
        word = path("<int:pk>/word/", self.admin_site.admin_view(self.word), name="articles_article_word")
        return [start, word, *super().get_urls()]

    def list_tools(self, request):
        tools = super().list_tools(request)
        return [(_("New release"), reverse(START)), *tools] if self.has_add_permission(request) else tools

    def page_tools(self, request, obj):
        tools = [*super().page_tools(request, obj), ("Word", reverse("admin:articles_article_word", args=[obj.pk]))]
        if not self.has_add_permission(request):
            return tools
        return [*tools, (_("Copy or translate"), reverse(START, query={"article": obj.pk}))]

    def start(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = request.POST.get("way") if request.method == "POST" else None
        forms = {way: self._form(way, request, is_sent=way == chosen) for way in WAYS}
        if chosen in forms and (article := self._started(forms[chosen])):
            self._tell(request, forms[chosen], article)
            return redirect("admin:articles_article_change", article.pk)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("New release"),
            "forms": forms,
            "media": sum((form.media for form in forms.values()), Media()),
        }
        return TemplateResponse(request, "admin/articles/article/start.html", context)

    def _form(self, way, request, *, is_sent):
        sent = (request.POST, request.FILES) if is_sent else ()
        return WAYS[way](
            request.user, *sent, prefix=way, initial={"article": whole_number(request.GET.get("article"))}
        )

    def _started(self, form):
        """The draft, None where the form is wrong or what it asks for is refused."""
        try:
            return form.start() if form.is_valid() else None
        except starting.CannotStart as refusal:
            form.add_error(None, self._with_link(refusal))

    def _with_link(self, refusal):
        if refusal.article is None:
            return str(refusal)
        address = reverse("admin:articles_article_change", args=[refusal.article.pk])
        return format_html('{} <a href="{}">{}</a>', refusal, address, refusal.article)

    def _tell(self, request, form, article):
        if form.report:
            level, text = word_messages.outcome(form.report)
            self.message_user(request, text, level)
        if starting.has_working_title(article):
            text = _("A draft has begun. Give it its title: it is not published without one.")
            self.message_user(request, text, messages.SUCCESS)

    def word(self, request, pk):
        """The article as a Word file, to be cleared by e-mail."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        file = BytesIO(clearance.word_file(article, timezone.now()))
        return FileResponse(file, as_attachment=True, filename=clearance.file_name(article), content_type=WORD)

    def save_model(self, request, obj, form, change):
        """The first title of its own makes the address."""
        if starting.has_working_title(obj) and "title" in form.changed_data:
            starting.give_address(obj)
        super().save_model(request, obj, form, change)

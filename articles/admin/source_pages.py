"""The page that an article was read from, beside the article as it is today."""

from dataclasses import replace
from pathlib import PurePosixPath

from django.contrib import admin
from django.forms import Media
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import versions
from articles.compare import side_by_side
from articles.models import SourceDocument
from articles.provenance import Passage, marked_page

from .version_pages import is_own, own_article, template

READ = ("title", "lead", "dateline", "body_html", "quotes", "contacts", "images", "attachments")
"""The fields of an article that a page's own words are read into."""

REASONS = {
    "address of another": gettext_lazy("address that leads to another article"),
    "beside the text": gettext_lazy("beside the text"),
    "box residue": gettext_lazy("remains of a box"),
    "breadcrumb": gettext_lazy("path of a menu"),
    "byline": gettext_lazy("byline"),
    "caption": gettext_lazy("caption, kept with its picture or repeated"),
    "contact heading": gettext_lazy("heading of the contacts"),
    "contact label": gettext_lazy("label in a contact"),
    "date line": gettext_lazy("date line"),
    "document": gettext_lazy("document that was not beside the page"),
    "feed metadata": gettext_lazy("particulars of a news feed"),
    "form": gettext_lazy("form"),
    "hidden": gettext_lazy("hidden on the page"),
    "label": gettext_lazy("label of the page"),
    "link residue": gettext_lazy("remains of a link"),
    "list number": gettext_lazy("number of a list"),
    "menu": gettext_lazy("menu"),
    "misread letters": gettext_lazy("misread letters, repaired"),
    "picture": gettext_lazy("picture"),
    "print mark": gettext_lazy("page number or end mark of a print"),
    "repeated title": gettext_lazy("title, repeated"),
    "subtitle": gettext_lazy("subtitle"),
    "summary": gettext_lazy("summary in a feed"),
    "template token": gettext_lazy("remains of a template"),
}


class SourcePages:
    def get_urls(self):
        page, text = (self.admin_site.admin_view(view) for view in (self.source_page, self.source_text))
        return [
            path("<int:pk>/source/", page, name="articles_article_source"),
            path("<int:pk>/source/<int:document>/", text, name="articles_article_source_text"),
            *super().get_urls(),
        ]

    @property
    def media(self):
        return super().media + Media(js=["iomnews/source_pane.js"])

    def page_tools(self, request, obj):
        if not obj.sources.exists() or not is_own(request.user, obj):
            return super().page_tools(request, obj)
        address = reverse("admin:articles_article_source", args=[obj.pk])
        return [*super().page_tools(request, obj), (_("Source page"), address)]

    @admin.display(description=gettext_lazy("source pages"))
    def source_pages(self, article):
        return article.sources.count() if article.pk else 0

    def source_page(self, request, pk):
        """Whole, or with ?pane=1 only the page's text, for the side of the form."""
        article = own_article(request.user, pk)
        documents = article.sources.select_related("article", "content", "batch")
        context = {"article": article, "sources": [shown_source(document, request.user) for document in documents]}
        if "pane" in request.GET:
            return render(request, template("source_pane"), context)
        content = versions.snapshot(article)
        context["fields"] = [field for field in side_by_side(content, content) if field.field in READ and field.html]
        context |= self.admin_site.each_context(request) | {"opts": self.opts, "title": _("Source page")}
        return render(request, template("source"), context)

    def source_text(self, request, pk, document):
        """The bytes as they came, to keep and never to show: they may hold the scripts of an old page."""
        article = own_article(request.user, pk)
        found = article.sources.select_related("article", "content").filter(pk=document, content__isnull=False).first()
        if found is None or not found.is_readable_by(request.user):
            raise Http404(document)
        response = HttpResponse(
            bytes(found.content.data), content_type=f"text/plain; charset={found.encoding or 'utf-8'}"
        )
        name = PurePosixPath(found.path).name
        response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.txt")
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def shown_source(document: SourceDocument, user, read=None) -> dict:
    """What the page says of one source; of a sealed one, only that there is one. `read` are passages by their key."""
    if not document.is_readable_by(user):
        return {"document": document, "is_sealed": True}
    report = document.report
    page = marked_page(document.text, report.get("discarded", []), read, report.get("repairs", []))
    return {
        "document": document,
        "passages": _in_words(page.passages),
        "elsewhere": _in_words(page.elsewhere),
        "is_cut": page.is_cut,
        "repairs": report.get("repairs", []),
    }


def _in_words(passages: list[Passage]) -> list[Passage]:
    return [replace(passage, reason=str(REASONS.get(passage.reason, passage.reason))) for passage in passages]

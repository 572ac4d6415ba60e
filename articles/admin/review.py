"""The review desk: what waits, and one article beside the page that it was read from, field by field."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import restoring, versions
from articles.models import Article
from articles.review import Queue, accept, source_of
from articles.wording import label
from iomnews.numbers import whole_number

from .review_cards import cards_of, passages_of
from .review_correction import Correction
from .source_pages import shown_source
from .version_pages import is_own, own_article, template

PER_PAGE = 50
NARROWED_BY = ("mission", "batch")


class ReviewPages:
    def get_urls(self):
        queue, review = self.admin_site.admin_view(self.review_queue), self.admin_site.admin_view(self.review)
        return [
            path("review/", queue, name="articles_article_review_queue"),
            path("<int:pk>/review/", review, name="articles_article_review"),
            *super().get_urls(),
        ]

    def list_tools(self, request):
        tools = super().list_tools(request)
        desk = (_("Review desk"), reverse("admin:articles_article_review_queue"))
        return [*tools, desk] if self.has_change_permission(request) else tools

    def page_tools(self, request, obj):
        tools = super().page_tools(request, obj)
        if obj.doubt is None or not is_own(request.user, obj):
            return tools
        return [*tools, (_("Review"), reverse("admin:articles_article_review", args=[obj.pk]))]

    def review_queue(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        place = Place.of(request)
        page = Paginator(place.queue.articles.for_review(), PER_PAGE).get_page(request.GET.get("page"))
        rows = [(article, [label(field) for field in _by_doubt(article)]) for article in page]
        context = self.admin_site.each_context(request) | {
            "title": _("Review desk"),
            "opts": self.opts,
            "place": place,
            "page": page,
            "rows": rows,
            "missions": place.queue.missions(),
            "batches": [(one, one.named_for(request.user)) for one in place.queue.batches(timezone.now())],
        }
        return render(request, template("review_queue"), context)

    def review(self, request, pk):
        """The page and the fields; what is sent accepts fields or corrects one, then leads on to what waits."""
        article = own_article(request.user, pk)
        place = Place.of(request, article)
        if request.method != "POST":
            return self._show(request, article, place)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if field := request.POST.get("correct"):
            return self._correct(request, article, place, field)
        fields = article.doubts if "accept_all" in request.POST else [request.POST.get("accept")]
        return self._accept(request, article, place, fields)

    def _accept(self, request, article, place, fields):
        seen = whole_number(request.POST.get("seen_version", ""))
        try:
            labels = accept(article.pk, fields, by=request.user, seen=seen, now=timezone.now())
        except restoring.Refused as refusal:
            messages.error(request, refusal)
            return redirect(place.address(article))
        if labels:
            said = _("Accepted: %(fields)s") % {"fields": ", ".join(labels)}
            self.log_change(request, article, said)
            messages.success(request, said)
        return self._onward(request, article, place)

    def _correct(self, request, article, place, field):
        with transaction.atomic():
            article = get_object_or_404(Article.objects.select_for_update(), pk=article.pk)
            correction = Correction(self, request, article, field)
            if not correction.is_possible or not correction.is_valid():
                return self._show(request, Article.objects.get(pk=article.pk), place, correction)
            correction.save()
            accept(article.pk, [field], by=request.user, seen=article.version, now=timezone.now())
        messages.success(request, _("Corrected: %(field)s") % {"field": label(field)})
        return self._onward(request, article, place)

    def _onward(self, request, article, place):
        """To the next doubtful field, else to the next article that waits, else to what is left of all."""
        article.refresh_from_db()
        if left := _by_doubt(article):
            return redirect(f"{place.address(article, field=left[0])}#card-{left[0]}")
        following = place.following(article)
        if following is None:
            messages.info(request, _("That was the last one that waits here."))
            return redirect(reverse("admin:articles_article_review_queue", query=place.narrowed))
        text = _("Nothing is doubtful any more in “%(title)s”. This is the next one.")
        messages.info(request, text % {"title": article.title})
        return redirect(place.of_next(following))

    def _show(self, request, article, place, correction=None):
        source = source_of(article)
        is_readable = source is not None and source.is_readable_by(request.user)
        cards = cards_of(article, versions.snapshot(article), source.report if is_readable else {})
        may_change = self.has_change_permission(request, article)
        chosen = correction.field if correction else request.GET.get("field")
        if chosen not in {card.field for card in cards}:
            chosen = cards[0].field
        if "edit" in request.GET and may_change and correction is None:
            correction = Correction(self, request, article, chosen)
        following = place.following(article)
        context = self.admin_site.each_context(request) | {
            "title": _("Review: %(title)s") % {"title": article.title},
            "opts": self.opts,
            "article": article,
            "cards": cards,
            "chosen": chosen,
            "doubtful": _how_many(article),
            "sources": [shown_source(source, request.user, passages_of(cards))] if source else [],
            "correction": correction if correction and correction.is_possible else None,
            "media": correction.media if correction else None,
            "may_change": may_change,
            "place": place,
            "following": following and place.of_next(following),
        }
        return render(request, template("review"), context)


@dataclass(frozen=True)
class Place:
    """Where in the queue an article stands that somebody reviews: there it had the doubt `at`, whatever it has now."""

    queue: Queue
    narrowed: dict[str, int]
    at: int

    @classmethod
    def of(cls, request, article: Article | None = None) -> "Place":
        asked = {name: whole_number(request.GET.get(name, "")) for name in (*NARROWED_BY, "at")}
        narrowed = {name: asked[name] for name in NARROWED_BY if asked[name] is not None}
        stood_at = (article and article.doubt) or 0
        return cls(Queue(request.user, **narrowed), narrowed, stood_at if asked["at"] is None else asked["at"])

    @property
    def query(self) -> dict[str, int]:
        return self.narrowed | {"at": self.at}

    def address(self, article: Article, **more) -> str:
        return reverse("admin:articles_article_review", args=[article.pk], query=self.query | more)

    def following(self, article: Article) -> Article | None:
        return self.queue.after(article, self.at)

    def of_next(self, following: Article) -> str:
        return self.address(following, at=following.doubt)


def _by_doubt(article: Article) -> list[str]:
    return sorted(article.doubts, key=lambda field: -article.doubts[field])


def _how_many(article: Article) -> str:
    count = len(article.doubts)
    text = ngettext("%(count)d doubtful field", "%(count)d doubtful fields", count)
    return text % {"count": count} if count else _("Nothing is doubtful here.")

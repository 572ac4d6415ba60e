"""A name corrected on one article is remembered, and what else bears it is offered, never changed unasked."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import PrintedPlace
from articles.vocabulary import following
from articles.vocabulary.corrections import Correction, corrections, place_correction
from articles.vocabulary.deciding import NotDecided, Offer, may_decide, remember
from articles.vocabulary.pools import OF_ARTICLES, find
from contacts.names import name_key

from .name_forms import value_of


class RemembersCorrections:
    """For the admin of articles; the review desk saves by it too."""

    def save_related(self, request, form, formsets, change):
        seen = form.instance.version
        super().save_related(request, form, formsets, change)
        saved = form.instance.versions.kept().filter(number__in=[seen, form.instance.version])
        contents = [version.content for version in saved.order_by("number")]
        if change and len(contents) == 2:
            for correction in corrections(*contents):
                self._remember(request, correction)
            if place := place_correction(form.instance, *contents):
                self._remember_place(request, form.instance, place)

    def _remember_place(self, request, article, correction: Correction) -> None:
        """Asked of those who may decide: the article may be about another country than the place is in."""
        if not may_decide(request.user):
            self._remember(request, correction)
        elif pool := find(correction.kind, name_key(correction.printed)):
            others = PrintedPlace.objects.filter(key=pool.key, **OF_ARTICLES).exclude(article=article).count()
            names = {"printed": correction.printed, "name": correction.record, "count": others}
            query = {"kind": pool.kind, "key": pool.key, "choice": value_of(correction.record)}
            page = reverse("admin:articles_namedecision_name", query=query)
            said = format_html('{} <a href="{}">{}</a>', _asked(others, names), page, _("Say so"))
            self.message_user(request, said, messages.INFO)

    def _remember(self, request, correction: Correction) -> None:
        try:
            offer = remember(correction.kind, correction.printed, correction.record, by=request.user)
        except NotDecided as refusal:
            self.message_user(request, _("Changed here only. %(reason)s") % {"reason": refusal}, messages.WARNING)
        else:
            if offer:
                self._offer(request, correction, offer)

    def _offer(self, request, correction: Correction, offer: Offer) -> None:
        names = {"printed": correction.printed, "name": correction.record, "count": offer.waiting}
        if offer.is_suggestion:
            said = _("“%(printed)s” as %(name)s is suggested to headquarters for other articles.") % names
        elif offer.waiting:
            said = format_html('{} <a href="{}">{}</a>', *_applicable(offer, names))
        else:
            said = _("“%(printed)s” is known as %(name)s from now on.") % names
            following.follow_in_background.enqueue(offer.decision.pk)  # parts with the record that the import made
        self.message_user(request, said, messages.INFO)


def _applicable(offer: Offer, names: dict) -> tuple[str, str, str]:
    text = ngettext(
        "“%(printed)s” is known as %(name)s from now on. %(count)d other article says this:",
        "“%(printed)s” is known as %(name)s from now on. %(count)d other articles say this:",
        offer.waiting,
    )
    page = reverse("admin:articles_namedecision_change", args=[offer.decision.pk])
    return text % names, page, _("see them and apply it")


def _asked(others: int, names: dict) -> str:
    if not others:
        return _("Nobody knows the place “%(printed)s”. If it means %(name)s, the next import reads it so.") % names
    text = ngettext(
        "Nobody knows the place “%(printed)s”. If it means %(name)s, %(count)d other article that waits follows.",
        "Nobody knows the place “%(printed)s”. If it means %(name)s, %(count)d other articles that wait follow.",
        others,
    )
    return text % names

"""What an article may lack and what waits for a person: said once for the list, its counts and the first page."""

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleContact, ArticleCountry, ArticleVersion, SourceDocument


class Gap(TextChoices):
    CONTACT = "contact", _("no contact")
    COUNTRY = "country", _("no country")
    DATE = "date", _("no date")
    LEAD = "lead", _("no lead")
    MISSION = "mission", _("no mission")


class Wait(TextChoices):
    CHECK = "check", _("imported, seen by nobody yet")
    DECISION = "decision", _("a proposal to decide on")


def _of(model, **conditions) -> Exists:
    return Exists(model.objects.filter(article=OuterRef("pk"), **conditions).order_by())


LACKING = {
    Gap.CONTACT: ~_of(ArticleContact),
    Gap.COUNTRY: ~_of(ArticleCountry, rank=ArticleCountry.Rank.MAIN),
    Gap.DATE: Q(date_edtf=""),
    Gap.LEAD: Q(lead=""),
    Gap.MISSION: Q(mission=None),
}
WAITING = {
    Wait.CHECK: _of(SourceDocument) & ~_of(ArticleVersion, by__isnull=False),
    Wait.DECISION: Q(pk__in=ArticleVersion.objects.filter(awaits_decision=True).order_by().values("article")),
}


def gaps(article: Article) -> list[Gap]:
    """What one article lacks and ought to have, asked of its parts as they were read with it.

    Few pages of the archive have a lead: the filter finds those without; a mark on nearly each would say nothing.
    """
    has = {
        Gap.CONTACT: article.contact_links.all(),
        Gap.COUNTRY: article.main_countries,
        Gap.DATE: article.date_edtf,
        Gap.MISSION: article.mission_id,
    }
    return [gap for gap, value in has.items() if not value]

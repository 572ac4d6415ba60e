"""Which missions and programmes a reader may see: those that a public release names, and the certain missions."""

from django.db.models import Exists, OuterRef, Q

from contacts.models import Mission

from .models import Article, Programme


def public_missions(now):
    """A mission still to check shows itself with its first published release, never before."""
    published = Article.objects.published(now).order_by()
    issued, co_issued = published.filter(mission=OuterRef("pk")), published.filter(co_issuers=OuterRef("pk"))
    return Mission.objects.filter(Q(is_to_check=False) | Exists(issued) | Exists(co_issued))


def public_programmes(now):
    """The kinds that readers browse, once a published release names them."""
    named = Article.objects.published(now).order_by().filter(programmes=OuterRef("pk"))
    return Programme.objects.for_readers().filter(Exists(named))

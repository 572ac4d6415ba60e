"""Which missions and programmes a reader may see: those that a public release names, and the certain missions."""

from django.db.models import Q

from contacts.models import Mission

from .models import Article, Programme


def public_missions(now):
    """A mission still to check shows itself with its first published release, never before."""
    published = Article.objects.published(now)
    named = Q(pk__in=published.values("mission")) | Q(
        pk__in=published.filter(co_issuers__isnull=False).values("co_issuers")
    )
    return Mission.objects.filter(Q(is_to_check=False) | named)


def public_programmes(now):
    """The kinds that readers browse, once a published release names them."""
    named = Article.objects.published(now).filter(programmes__isnull=False).values("programmes")
    return Programme.objects.for_readers().filter(pk__in=named)

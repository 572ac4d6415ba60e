"""Contacts that may be one person: for an editor to look at, never merged by themselves."""

from collections import defaultdict

from django.utils.translation import gettext as _

from .models import PressContact, PressContactPhone
from .names import fold


def perhaps_the_same(contact: PressContact) -> list[tuple[PressContact, str]]:
    """(another contact, what the two have in common) by name."""
    reasons = defaultdict(list)
    others = PressContact.objects.exclude(pk=contact.pk)
    if contact.email:
        for key in others.filter(email__iexact=contact.email).values_list("pk", flat=True):
            reasons[key].append(_("the same e-mail"))
    numbers = contact.phones.values("number")
    same_number = PressContactPhone.objects.filter(number__in=numbers).exclude(contact=contact)
    for key in set(same_number.values_list("contact", flat=True)):
        reasons[key].append(_("the same number"))
    for key in _of_the_same_name(contact, others):
        reasons[key].append(_("the same name"))
    found = others.select_related("mission").filter(pk__in=reasons).order_by("name", "pk")
    return [(other, ", ".join(reasons[other.pk])) for other in found]


def _of_the_same_name(contact: PressContact, others) -> list[int]:
    own = {_folded(name) for name in (contact.name, *contact.aliases)}
    named = others.values_list("pk", "name", "aliases")
    return [key for key, name, aliases in named if own & {_folded(one) for one in (name, *aliases)}]


def _folded(name: str) -> str:
    return " ".join(fold(name).split())

"""The directory of the people and desks that answer the press."""

from django.db.models import Prefetch, Q
from django.shortcuts import render
from django.utils import timezone

from articles.public import public_missions
from contacts.directory import by_region
from contacts.models import PressContact
from contacts.names import sorted_by_name


def contact_list(request):
    public = public_missions(timezone.now())
    people = PressContact.objects.confirmed().prefetch_related("phones")
    has_line = ~Q(press_line_email="") | Q(press_line_phone__gt="", press_line_is_public=True)
    missions = (
        public.filter(has_line | Q(pk__in=people.values("mission")))
        .select_related("country__region")
        .prefetch_related("regions", Prefetch("contacts", people, to_attr="people"))
    )
    context = {"groups": by_region(missions), "others": sorted_by_name(people.exclude(mission__in=public))}
    return render(request, "contacts/contact_list.html", context)

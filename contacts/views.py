"""The directory of the people and desks that answer the press."""

from django.db.models import Prefetch, Q
from django.shortcuts import render

from .directory import by_region
from .models import Mission, PressContact
from .names import fold


def contact_list(request):
    people = PressContact.objects.confirmed().prefetch_related("phones")
    answering = Q(pk__in=people.values("mission")) | ~Q(press_line_phone="", press_line_email="")
    missions = (
        Mission.objects.filter(answering, is_to_check=False)
        .select_related("country__region")
        .prefetch_related("regions", Prefetch("contacts", people, to_attr="people"))
    )
    others = people.filter(Q(mission=None) | Q(mission__is_to_check=True))
    context = {"groups": by_region(missions), "others": sorted(others, key=lambda person: fold(person.name))}
    return render(request, "contacts/contact_list.html", context)

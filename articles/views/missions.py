"""The missions and what each has published."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from articles.facets import MISSION, PROGRAMME, Results, current
from articles.latest import latest_releases
from articles.models import Programme
from articles.public import public_missions
from articles.rows import rows
from contacts.directory import by_region
from contacts.merging import current_key
from contacts.models import Mission
from contacts.names import sorted_by_name

LATEST, TOGETHER = 10, 5


def mission_list(request):
    now = timezone.now()
    missions = public_missions(now).select_related("country__region").prefetch_related("regions")
    counts = Results(current(now), {}).count(MISSION)
    for mission in missions:
        mission.count = counts.get(mission.slug, 0)
    return render(request, "articles/mission_list.html", {"groups": by_region(missions)})


def mission(request, slug):
    now, language = timezone.now(), get_language()
    public = public_missions(now)
    mission = get_object_or_404(
        public.select_related("country__region", "parent__parent"), slug=current_key(Mission, slug)
    )
    if mission.slug != slug:
        return redirect(mission)  # not for good: a former address may be given to a new record
    state = current(now)
    own = Results(state, {MISSION.name: [mission.slug]})
    together = latest_releases(mission.co_issued_articles.published(now), language, TOGETHER)
    context = {
        "mission": mission,
        "people": mission.contacts.confirmed().prefetch_related("phones"),
        "office": mission.press_office(),
        "parent": public.filter(pk=mission.parent_id).first(),
        "offices": sorted_by_name(public.filter(parent=mission)),
        "covers": sorted_by_name(mission.covers.all()),
        "programmes": sorted_by_name(Programme.objects.for_readers().filter(slug__in=own.count(PROGRAMME))),
        "count": own.total(),
        "latest": rows(own.articles(language, 0, LATEST), state),
        "together": rows(list(together.values_list("pk", flat=True)), state),
    }
    return render(request, "articles/mission_detail.html", context)

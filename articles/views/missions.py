"""The missions and what each has published."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from articles.latest import latest_releases
from articles.models import Article
from articles.public import public_missions, public_programmes
from contacts.directory import by_region
from contacts.merging import current_key
from contacts.models import Mission
from contacts.names import sorted_by_name

LATEST, TOGETHER = 10, 5


def mission_list(request):
    now = timezone.now()
    missions = public_missions(now).select_related("country__region").prefetch_related("regions")
    published = Article.objects.published(now).order_by().values_list("mission")
    counts = dict(published.annotate(releases=Count("translation_group", distinct=True)))
    for mission in missions:
        mission.count = counts.get(mission.pk, 0)
    return render(request, "articles/mission_list.html", {"groups": by_region(missions)})


def mission(request, slug):
    now, language = timezone.now(), get_language()
    public = public_missions(now)
    mission = get_object_or_404(
        public.select_related("country__region", "parent__parent"), slug=current_key(Mission, slug)
    )
    if mission.slug != slug:
        return redirect(mission, permanent=True)
    own = mission.articles.published(now)
    together = mission.co_issued_articles.published(now)
    context = {
        "mission": mission,
        "people": mission.contacts.confirmed().prefetch_related("phones"),
        "office": mission.press_office(),
        "parent": public.filter(pk=mission.parent_id).first(),
        "offices": sorted_by_name(public.filter(parent=mission)),
        "covers": sorted_by_name(mission.covers.all()),
        "programmes": sorted_by_name(public_programmes(now).filter(articles__in=own).distinct()),
        "count": own.count_releases(),
        "latest": latest_releases(own, language, LATEST).for_listing(),
        "together": latest_releases(together, language, TOGETHER).for_listing(),
    }
    return render(request, "articles/mission_detail.html", context)

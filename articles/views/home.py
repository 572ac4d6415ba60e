from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from articles.facets import FACETS, Results, count, current
from articles.latest import latest_releases
from articles.models import Article

GLANCES = ("region", "theme", "year")
LATEST = 8


def home(request):
    now = timezone.now()
    published, everything = Article.objects.published(now), Results(current(now), {})
    glances = {facet.name: count(facet, everything) for facet in FACETS if facet.name in GLANCES}
    dated = published.filter(listed_on__isnull=False)
    latest = latest_releases(dated, get_language(), LATEST).for_listing()
    return render(request, "articles/home.html", {"total": everything.total(), "latest": latest, "glances": glances})

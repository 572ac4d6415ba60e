from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from articles.facets import FACETS, Results, count, current
from articles.rows import rows

GLANCES = ("region", "theme", "year")
LATEST = 8


def home(request):
    now = timezone.now()
    state = current(now)
    everything = Results(state, {})
    glances = {facet.name: count(facet, everything) for facet in FACETS if facet.name in GLANCES}
    dated = sum(day > 0 for day, _lead in everything.ages(0, LATEST))
    latest = rows(everything.articles(get_language(), 0, dated), state)
    return render(request, "articles/home.html", {"total": everything.total(), "latest": latest, "glances": glances})

"""The programmes and the releases of each."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import ListView

from articles.facets import MISSION, PROGRAMME, Results, current
from articles.models import Organisation, Programme
from articles.public import public_programmes
from articles.rows import rows
from contacts.merging import current_key
from contacts.models import Mission
from contacts.names import sorted_by_name

PER_PAGE, LATEST = 60, 10


class ProgrammeList(ListView):
    template_name = "articles/programme_list.html"
    paginate_by = PER_PAGE

    def get_queryset(self):
        now = timezone.now()
        programmes = sorted_by_name(public_programmes(now))
        counts = Results(current(now), {}).count(PROGRAMME)
        for programme in programmes:
            programme.count = counts.get(programme.slug, 0)
        return programmes

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        number = context["page_obj"].number
        return context | {"canonical_url": self.request.path + (f"?page={number}" if number > 1 else "")}


def programme(request, slug):
    now = timezone.now()
    programmes = public_programmes(now).prefetch_related(
        *(Prefetch(field, Organisation.objects.filter(is_to_check=False)) for field in ("lead_agencies", "funders"))
    )
    programme = get_object_or_404(programmes, slug=current_key(Programme, slug))
    if programme.slug != slug:
        return redirect(programme)  # not for good: a former address may be given to a new record
    state = current(now)
    own = Results(state, {PROGRAMME.name: [programme.slug]})
    context = {
        "programme": programme,
        "missions": sorted_by_name(Mission.objects.filter(slug__in=own.count(MISSION))),
        "count": own.total(),
        "latest": rows(own.articles(get_language(), 0, LATEST), state),
    }
    return render(request, "articles/programme_detail.html", context)

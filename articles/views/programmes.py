"""The programmes and the releases of each."""

from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import ListView

from articles.latest import latest_releases
from articles.models import Article, Organisation, Programme
from articles.public import public_missions, public_programmes
from contacts.merging import current_key
from contacts.names import sorted_by_name

PER_PAGE, LATEST = 60, 10


class ProgrammeList(ListView):
    template_name = "articles/programme_list.html"
    paginate_by = PER_PAGE

    def get_queryset(self):
        now = timezone.now()
        programmes = sorted_by_name(public_programmes(now))
        releases = Article.objects.published(now).order_by().values_list("programmes")
        counts = dict(releases.annotate(releases=Count("translation_group", distinct=True)))
        for programme in programmes:
            programme.count = counts.get(programme.pk, 0)
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
        return redirect(programme, permanent=True)
    own = programme.articles.published(now)
    context = {
        "programme": programme,
        "missions": sorted_by_name(public_missions(now).filter(pk__in=own.values("mission"))),
        "count": own.count_releases(),
        "latest": latest_releases(own, get_language(), LATEST).for_listing(),
    }
    return render(request, "articles/programme_detail.html", context)

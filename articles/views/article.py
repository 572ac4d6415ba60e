"""The page of a release, at its own address in its own language."""

import re

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.answering import who_answers
from articles.facets import COUNTRY, PROGRAMME, Results, current
from articles.models import Article, ArticleCountry, ArticleOrganisation, Programme

RELATED = 5
TABLE_STARTS, TABLE_ENDS = re.compile(r"<table\b"), re.compile(r"</table>")


def article(request, slug):
    now = timezone.now()
    published = Article.objects.published(now)
    found = published.filter(slug=slug).select_related("mission__parent__parent").order_by("pk")
    here = [article for article in found if article.get_absolute_url() == request.path]
    if here:
        own_language_first = sorted(here, key=lambda article: article.language != get_language())
        return _page(request, own_language_first[0], published, now)
    if found:
        return redirect(found[0])
    raise Http404(slug)


def _page(request, article, published, now):
    prefetch_related_objects(
        [article],
        "co_issuers",
        "themes",
        "corrections",
        "attachments",
        "quotes",
        "contact_links",
        Prefetch("country_links", ArticleCountry.objects.select_related("country__region")),
        Prefetch("programmes", Programme.objects.for_readers(), to_attr="browsed_programmes"),
        Prefetch("organisation_links", ArticleOrganisation.objects.select_related("organisation")),
    )
    versions = list(published.filter(translation_group=article.translation_group).order_by("language"))
    context = page_of(article, article.images.exclude(image="")) | {
        "other_versions": [version for version in versions if version != article],
        "versions": {version.language: version.get_absolute_url() for version in versions},
        "answer": who_answers(article),
        "related": _related(article, versions, now),
    }
    return render(request, "articles/article_detail.html", context)


def page_of(article, pictures) -> dict:
    """What the page shows of the article itself, whose parts have been read."""
    return {
        "article": article,
        "body_html": _with_dateline(_tables_scroll(article.body_html), article.dateline),
        "pictures": pictures,
        "issuers": [*filter(None, [article.mission]), *article.co_issuers.all()],
        "countries": _by_rank(article),
        "organisations": _by_role(article),
    }


def _tables_scroll(body_html: str) -> str:
    """The text, cleaned when it was saved; a table too wide for the window scrolls, by keyboard too."""
    frame = format_html('<div class="table" role="group" aria-label="{}" tabindex="0">', _("Table"))
    return TABLE_ENDS.sub(r"\g<0></div>", TABLE_STARTS.sub(lambda start: frame + start[0], body_html))


def _with_dateline(body_html: str, dateline: str) -> str:
    """The dateline stands at the head of the first paragraph."""
    if not dateline:
        return body_html
    dateline = format_html('<span class="dateline">{}</span> ', dateline)
    start, paragraph, rest = body_html.partition("<p>")
    if start or not paragraph:
        return mark_safe(f"<p>{dateline}</p>{body_html}")
    return mark_safe(f"<p>{dateline}{rest}")


def _by_rank(article) -> dict[str, list]:
    ranks = {rank: [] for rank in ArticleCountry.Rank.values}
    for link in article.country_links.all():
        ranks[link.rank].append(link.country)
    return ranks


def _by_role(article) -> dict[str, list]:
    roles = {role: [] for role in ArticleOrganisation.Role.values}
    for link in article.organisation_links.all():
        roles[link.role].append(link)
    return roles


def _related(article, versions, now):
    """The newest other releases about one of its countries or from one of its programmes."""
    chosen = {
        COUNTRY.name: [country.code for country in article.main_countries],
        PROGRAMME.name: [programme.slug for programme in article.browsed_programmes],
    }
    own = {version.pk for version in versions}
    keys = Results(current(now), {}).near(chosen).articles(get_language(), 0, RELATED + 1)
    others = [key for key in keys if key not in own][:RELATED]
    found = Article.objects.published(now).only("title", "slug", "language", "date_edtf").in_bulk(others)
    return [found[key] for key in others if key in found]

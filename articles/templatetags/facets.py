"""The facets of a list in one go: a page has hundreds of boxes, and the template language took most of its time."""

import html
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.facets.counts import BAR_STEP, FacetCounts
from articles.templatetags.newsroom import grouped

BARS = 4  # years at least that are worth a drawing
LONG = 12  # folded values from which on one looks for a name

register = template.Library()
escape = lru_cache(maxsize=20_000)(html.escape)  # the same few thousand names on every page


@register.simple_tag
def facet_fieldsets(facets: list[FacetCounts], address: str):
    """Of a list at the address: each facet with the first values open, the next ones folded, the rest a page away."""
    return format_html_join(
        "\n",
        "<fieldset><legend>{}</legend>{}{}{}{}</fieldset>",
        (
            (
                facet.label,
                _bars(facet),
                _finder(facet, address),
                facet_values(facet, facet.shown),
                _rest(facet, address),
            )
            for facet in facets
        ),
    )


@register.simple_tag
def facet_values(facet: FacetCounts, values):
    """Checkboxes, each with an id, so that one keeps the focus while the list around it is exchanged.

    Escaped here, value and label: format_html looks at each of its arguments for nine times as long.
    """
    return mark_safe(f"<ul>{''.join(_box(facet.name, value) for value in values)}</ul>")


def _box(name, value):
    checked = " checked" if value.is_selected else ""
    about = "≈ " if value.is_approximate else ""
    key, label = escape(value.value), escape(value.label)
    return (
        f'<li><label><input type="checkbox" name="{name}" value="{key}" id="{name}-{key}"{checked}>'
        f'<bdi>{label}</bdi><span class="n">{about}{grouped(value.count)}</span></label></li>\n'
    )


def _bars(facet):
    return year_bars(facet) if facet.is_year else ""


@register.simple_tag
def year_bars(facet: FacetCounts):
    """A drawing for the eye of how many releases each year has, where there are years enough."""
    bars, years = facet.bars, facet.years
    if len(bars) < BARS:
        return ""
    on = {True: ' class="on"', False: ""}
    drawn = "".join(
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{on[is_selected]}/>'
        for x, y, width, height, is_selected in bars
        if height
    )
    return mark_safe(
        f'<svg class="years" viewBox="0 0 {len(bars) * BAR_STEP - 1} 100" preserveAspectRatio="none"'
        f' aria-hidden="true" focusable="false">{drawn}</svg>\n'
        f'<div class="years-ends" aria-hidden="true"><span>{years[0].label}</span>'
        f"<span>{years[-1].label}</span></div>"
    )


def _rest(facet, address):
    if not facet.hidden:
        return ""
    more = facet.number - len(facet.shown)
    return format_html(
        '<details id="more-{}"><summary>{}<span class="for-ears"> ({})</span></summary>{}{}</details>',
        facet.name,
        ngettext("%(counter)s more", "%(counter)s more", more) % {"counter": grouped(more)},
        facet.label,
        facet_values(facet, facet.hidden),
        _all(facet, address, _("See all %(number)s")) if facet.has_more else "",
    )


def _finder(facet, address):
    """Shown by static/iomnews/site.js, which narrows what is there; it has no name, so no form sends it."""
    if len(facet.hidden) < LONG:
        return ""
    return format_html(
        '<input type="search" class="within" hidden aria-label="{}" placeholder="{}" data-found="{}">'
        '<p class="none soft" hidden>{}</p>{}',
        _("Find in “%(facet)s”") % {"facet": facet.label},
        _("Find"),
        _("Found:"),
        _("None of these is called that."),
        format_html('<p class="beyond" hidden>{}</p>', _all(facet, address, _("Search in all %(number)s")))
        if facet.has_more
        else "",
    )


def _all(facet, address, label):
    """The way to the facet's own page."""
    return format_html(
        '<a class="all-values" href="{}{}">{}<span class="for-ears"> ({})</span></a>',
        reverse("facet", args=[facet.name]),
        address,
        label % {"number": grouped(facet.number)},
        facet.label,
    )

"""What every page asks for: its menu, its other languages, days in words."""

from dataclasses import dataclass
from pathlib import PurePath

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.formats import number_format
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _

from articles import dates

register = template.Library()

register.filter("day_words", dates.date_label)
register.filter("day_machine", dates.machine_date)
register.filter("day_label", dates.day_label)

SECTIONS = (
    (_("News"), "article-list", {"article-list", "article"}),
    (_("Missions"), "mission-list", {"mission-list", "mission"}),
    (_("Programmes"), "programme-list", {"programme-list", "programme"}),
    (_("Press contacts"), "contact-list", {"contact-list"}),
)
IN_LANGUAGE = {"fr": _("in French"), "en": _("in English"), "es": _("in Spanish"), "ar": _("in Arabic")}


@register.filter
def day_short(article):
    return dates.date_label(article, short=True)


@register.filter
def grouped(number):
    """12 345: a count as the page's language writes it."""
    return str(number) if number < 1000 else number_format(number, force_grouping=True)


@register.filter
def in_language(code):
    """“in English”: how a title in another language than the page says so."""
    return IN_LANGUAGE.get(code, code)


@register.filter
def own_name(code):
    """A language in its own words: English, français, العربية."""
    return get_language_info(code)["name_local"]


@register.filter
def direction(code):
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


@register.filter
def place(mission):
    """The town at the side of a row: an office's name ends in its town, in the reader's language."""
    _office, comma, town = mission.name.rpartition(", ")
    return town if comma else mission.city or mission.name


@register.filter
def extension(name):
    """“PDF”: what a download is, before it is taken."""
    return PurePath(name).suffix[1:].upper()


@register.simple_tag(takes_context=True)
def menu(context):
    """(label, address, "page" or "true" or "") of each section, for aria-current."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match and match.url_name
    return [
        (label, reverse(name), "page" if here == name else "true" if here in pages else "")
        for label, name, pages in SECTIONS
    ]


@dataclass(frozen=True)
class LanguageLink:
    code: str
    url: str
    is_current: bool
    is_same_page: bool


@register.simple_tag(takes_context=True)
def languages(context):
    """This page in each language; the list, or the home page, where it has no such version."""
    return [_in(code, context) for code, _name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def alternates(context):
    """(language, address) of each version of this page, then where a reader of any other language is best sent."""
    versions = context.get("versions")
    if versions is None:
        links = context.get("site_languages") or languages(context)
        versions = {link.code: link.url for link in links if link.is_same_page}
    best = [versions[code] for code, _name in settings.LANGUAGES if code in versions] or list(versions.values())
    return [*versions.items(), *(("x-default", url) for url in best[:1])]


def _in(code, context) -> LanguageLink:
    request, versions = context.get("request"), context.get("versions")
    if versions is not None:
        url = versions.get(code)
    elif getattr(request, "resolver_match", None) and "exception" not in context:
        url = translate_url(context.get("canonical_url") or request.path, code)
    else:
        url = None
    with override(code):
        elsewhere = reverse("article-list" if versions else "home")
    return LanguageLink(code, url or elsewhere, code == get_language(), bool(url))


@register.simple_tag(takes_context=True)
def absolute(context, url):
    return context["request"].build_absolute_uri(url)

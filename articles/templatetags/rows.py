"""The rows of a list in one go: twenty of them took the template language as long as all the rest of a page."""

from html import escape

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles import dates
from articles.facets.declared import labels_of
from articles.models import Article

from .newsroom import direction, in_language, place

register = template.Library()


@register.simple_tag
def article_rows(articles: list[Article]):
    """Of articles that articles/rows.py has read, with the marks of a search where they have any."""
    language, news = get_language(), reverse("article-list")
    return mark_safe("".join(_row(article, language, news) for article in articles))


def _row(article, language, news):
    is_foreign = article.language != language
    title = conditional_escape(getattr(article, "marked_title", article.title))
    opening = conditional_escape(getattr(article, "marked_excerpt", None) or article.excerpt)
    spoken = f' lang="{article.language}"' if is_foreign else ""
    target = f' hreflang="{article.language}"' if is_foreign else ""
    if is_foreign and opening:
        opening = f'<bdi{spoken} dir="{direction(article.language)}">{opening}</bdi>'
    return (
        f'<li>\n<div class="when"><b>{_day(article)}</b>{_mission(article.mission)}</div>\n<div class="what">\n'
        f'{_picture(article.pictures)}<h3><a href="{escape(article.get_absolute_url())}"{spoken}{target}>'
        f"<bdi>{title}</bdi></a></h3>\n"
        f"{f'<p>{opening}</p>' if opening else ''}"
        f'<ul class="tags">\n<li class="kind">{_kind(article, language, is_foreign)}</li>\n'
        f"{''.join(_tag(news, 'country', one, language) for one in article.about)}"
        f"{''.join(_tag(news, 'theme', one, language) for one in article.on)}</ul>\n</div>\n</li>\n"
    )


def _day(article):
    machine, label = dates.machine_date(article), escape(dates.date_label(article, short=True))
    return f'<time datetime="{escape(machine)}">{label}</time>' if machine else label


def _mission(mission):
    return f" <bdi>{escape(place(mission))}</bdi>" if mission else ""


def _picture(pictures):
    """The first one."""
    return "".join(
        f'<img class="card" src="{escape(picture.image.card)}" alt="" width="480" height="320" loading="lazy">\n'
        for picture in pictures[:1]
    )


def _kind(article, language, is_foreign):
    kind = labels_of(Article.Kind, language)[article.kind]
    return escape(f"{kind} · {in_language(article.language)}" if is_foreign else kind)


def _tag(news, facet, record, language):
    kind = ' class="theme"' if facet == "theme" else ""
    label = escape(record.label(language)[0])
    return f'<li{kind}><a href="{news}?{facet}={escape(record.value)}"><bdi>{label}</bdi></a></li>\n'

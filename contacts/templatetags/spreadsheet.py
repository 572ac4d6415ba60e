"""A cell before and after, on the preview of an import."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()

AROUND = 40  # letters that both have, shown on each side
LONGEST = 400


@register.simple_tag
def difference(before: str, after: str):
    """What went and what came, with a few letters that stayed: of a long text the part that differs."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    gone, come = (_part(text, start, len(text) - end) for text in (before, after))
    template = (
        '<del><span class="visually-hidden">{} </span>{}</del> <ins><span class="visually-hidden">{} </span>{}</ins>'
    )
    return format_html(template, _("Before:"), gone or "–", _("After:"), come or "–")


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (left, right) in pairs if left != right), min(len(one), len(other)))


def _part(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    part = text[first:last]
    cut = f"{part[: LONGEST // 2]} … {part[-LONGEST // 2 :]}" if len(part) > LONGEST else part
    return ("…" if first else "") + cut + ("…" if last < len(text) else "")

from django import template
from django.utils.safestring import mark_safe

from iomnews.accounts import second_factor

register = template.Library()
register.filter("lacks_second_factor", second_factor.is_missing)


@register.filter
def without_declaration(svg):
    """An SVG file as an element of a page, with no size of its own; made here, from a secret of letters and digits."""
    return mark_safe(svg[svg.index("<svg") :])

"""The HTML of an article's text: made from blocks, cleaned on every save."""

import re
from html import unescape

import nh3

TAGS = set("p h2 h3 ul ol li blockquote strong em a br sub sup table thead tbody tr th td caption".split())
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
BLOCK_ENDS = re.compile(r"</(?:p|h2|h3|li|blockquote|th|td|caption)>|<br ?/?>")


def clean(html: str) -> str:
    """Semantic HTML only: no style, no class, no script, no address other than http, https, mailto and tel."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"})


def plain(html: str) -> str:
    """The text alone, a line a block."""
    text = unescape(nh3.clean(BLOCK_ENDS.sub("\n", html), tags=set()))
    return re.sub(r"\s*\n\s*", "\n", text).strip()

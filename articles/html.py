"""The HTML of an article's text: made from blocks, cleaned on every save, compared as an outline."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _

TAGS = set("p h2 h3 ul ol li blockquote strong em a br sub sup table thead tbody tr th td caption".split())
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SEMANTIC = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"})
NO_TAGS = nh3.Cleaner(tags=set())
BLOCK_ENDS = re.compile(r"</(?:p|h2|h3|li|blockquote|th|td|caption)>|<br ?/?>")


def clean(html: str) -> str:
    """Semantic HTML only: no style, no class, no script, no address other than http, https, mailto and tel."""
    return SEMANTIC.clean(html)


def plain(html: str) -> str:
    """The text alone, a line a block."""
    text = unescape(NO_TAGS.clean(BLOCK_ENDS.sub("\n", html)))
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def outline(html: str) -> str:
    """The text with its form in words, a line a block: what is a heading or a list, where a link leads."""
    reader = _Outline()
    reader.feed(html)
    reader.close()
    return "\n".join([*reader.lines, reader.line()]).strip("\n")


class _Outline(HTMLParser):
    BLOCKS = {"p", "h2", "h3", "li", "blockquote", "tr", "caption", "table", "ul", "ol"}

    def __init__(self):
        super().__init__()
        self.lines, self.parts, self.lists, self.address = [], [], [], ""

    def line(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.parts)).strip()

    def handle_starttag(self, tag, attrs):
        if tag in self.BLOCKS or tag == "br":
            self._end_line()
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag in ("h2", "h3", "blockquote"):
            words = {"h2": _("[Heading]"), "h3": _("[Subheading]"), "blockquote": _("[Quotation]")}
            self.parts.append(words[tag] + " ")
        elif tag == "li":
            self.parts.append(self._bullet())
        elif tag in ("td", "th"):
            self.parts.append(" | " if self.parts else "| ")
        elif tag == "a":
            self.address = dict(attrs).get("href") or ""

    def handle_endtag(self, tag):
        if tag in self.BLOCKS:
            self._end_line()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "a" and self.address:
            self.parts.append(f" <{self.address}>")

    def handle_data(self, data):
        self.parts.append(data)

    def _bullet(self) -> str:
        indent = "\N{EM SPACE}" * (len(self.lists) - 1)
        if not self.lists or self.lists[-1] is None:
            return f"{indent}• "
        self.lists[-1] += 1
        return f"{indent}{self.lists[-1]}. "

    def _end_line(self) -> None:
        if line := self.line():
            self.lines.append(line)
            self.parts = []

"""News feeds (RSS and Atom) that were saved: their entries, each as a web page.

Nothing is fetched; a feed that declares entities of its own is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html import escape, unescape
from html.entities import html5

from lxml import etree

from . import facts
from .reading import NotWeb, WebPage, plain_text, read

SUFFIXES = (".xml", ".rss", ".atom")
PROLOG = r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<![A-Z][^>\[]{0,300}>\s*|<\?[^>]{0,300}>\s*){0,20}"
FEED = re.compile(PROLOG + r"<(?:\w+:)?(?:rss|RDF|feed)[\s>]", re.DOTALL)
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")
END = re.compile(r"</(?:\w+:)?(?:rss|RDF|feed|item|entry)\s*>(?:\s|<!--.{0,2000}?-->)*$", re.DOTALL)
LAST_TAGS = 4000  # characters in which a feed that is whole is closed
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,31};)")
NUMBER = re.compile(r"&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9});")
OF_XML = {"amp", "lt", "gt", "quot", "apos"}
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DAYS = ("pubdate", "published", "issued", "date", "created")
LONGEST_KEY = 200
LEAST_SUMMARY = 600  # characters: a text that the feed calls a summary is a release if it has more
CUT_OFF = ("…", "...", "[…]", "[...]")


@dataclass(frozen=True)
class Entry:
    """`key` is what the feed knows it by, `text` its XML. `is_cut`: the feed ends within it."""

    key: str
    text: str
    is_cut: bool = False


def is_feed(text: str) -> bool:
    return bool(FEED.match(text))


def refuse_entities(text: str) -> None:
    """Raises NotWeb where a file declares entities of its own: a few lines may unfold to gigabytes."""
    if "<!ENTITY" in text:
        raise NotWeb("entities")


def is_entry(text: str) -> bool:
    return bool(ENTRY.match(text))


def entries(text: str) -> list[Entry]:
    """In the order of the feed. Raises NotWeb."""
    root = _parsed(text)
    language = next((_text(one) for one in root.iter() if _name(one) == "language"), "") or root.get(LANGUAGE, "")
    found, keys = [], {}
    for element in root.iter():
        if _name(element) in ("item", "entry") and _name(element.getparent()) in ("channel", "rdf", "feed", "rss"):
            if language and element.get(LANGUAGE) is None:
                element.set(LANGUAGE, language)
            key = _key(element, keys)
            found.append(Entry(key, etree.tostring(element, encoding="unicode", with_tail=False)))
    if found and not END.search(text[-LAST_TAGS:]):
        found[-1] = Entry(found[-1].key, found[-1].text, is_cut=True)
    return found


def read_entry(text: str) -> WebPage:
    """An entry as the page that it announces, as far as it holds it. Raises NotWeb."""
    said = _Said(_parsed(text))
    page = read(said.html())
    page.left_out += [(one, "feed metadata") for one in said.others]
    page.address, *page.others = said.addresses or [""]
    return page


def text_of_entry(text: str) -> str:
    """The words of an entry, a line a block."""
    said = _Said(_parsed(text))
    return "\n".join([plain_text(said.html()), *said.others])


def is_summary(text: str) -> bool:
    """Whether an entry says only what its page is about."""
    said = _Said(_parsed(text))
    words = plain_text(f"<html><body>{said.summary}</body></html>")
    return not said.content and bool(words) and (len(words) < LEAST_SUMMARY or words.endswith(CUT_OFF))


def _parsed(text: str):
    """What is not well formed is read as far as it goes."""
    refuse_entities(text)
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).translate(UNPRINTABLE)
    text = BARE_AMPERSAND.sub("&amp;", text)
    text = NUMBER.sub(lambda found: found[0] if _is_letter(found[1]) else "", text)
    text = ENTITY.sub(lambda found: found[0] if found[1] in OF_XML else html5.get(f"{found[1]};", found[0]), text)
    settings = {"resolve_entities": False, "no_network": True, "recover": True, "huge_tree": False}
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, strip_cdata=False, encoding="utf-8", **settings)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise NotWeb("feed") from error
    if root is None:
        raise NotWeb("feed")
    return root


def _is_letter(number: str) -> bool:
    """Not half of one, and nothing that XML forbids."""
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF or code in (9, 10, 13)


def _key(element, keys: dict[str, int]) -> str:
    """Its own, else its address, else one made of its words; each once. `keys` are those given, with the last number
    that was put behind each.
    """
    said = _Said(element)
    key = next((_text(one) for one in element if _name(one) in ("guid", "id")), "") or next(iter(said.addresses), "")
    if not key or len(key) > LONGEST_KEY:
        key = sha256(f"{key} {said.title} {said.published}".encode()).hexdigest()[:16]
    number, unique = keys.get(key, 1), key
    while unique in keys:
        number += 1
        unique = f"{key}~{number}"
    keys[key], keys[unique] = number, 1
    return unique


class _Said:
    """What an entry says: title, address, day, its text or a summary of it, and the other words."""

    def __init__(self, entry):
        self.title = self.content = self.summary = ""
        self.published: date | None = None
        self.language, self.addresses, self.others = entry.get(LANGUAGE, ""), _addresses(entry), []
        for element in entry:
            self._take(element, _name(element))

    def _take(self, element, name: str) -> None:
        if name == "title" and not self.title:
            self.title = " ".join(re.sub(r"<[^>]{0,500}>", " ", unescape(_text(element))).split())
        elif name in ("encoded", "content", "body") and (html := _html(element)):
            self.content = max(self.content, html, key=len)
        elif name in ("description", "summary") and (html := _html(element)):
            self.summary = max(self.summary, html, key=len)
        elif name in DAYS and self.published is None:
            self.published = _day(_text(element))
        elif name not in ("link", "guid", "id", "updated", "modified"):
            self.others += [" ".join(text.split()) for text in element.itertext() if text.strip()]

    def html(self) -> str:
        day = self.published.isoformat() if self.published else ""
        return (
            f'<!DOCTYPE html><html lang="{escape(self.language)}"><head><title>{escape(self.title)}</title>'
            f'<meta property="article:published_time" content="{day}"></head>'
            f"<body><h1>{escape(self.title)}</h1><div>{self.content or self.summary}</div></body></html>"
        )


def _addresses(entry) -> list[str]:
    return list(dict.fromkeys(address for one in _links(entry) if (address := facts.resolved("", one.strip()))))


def _links(entry) -> Iterator[str]:
    yield from (_text(one) for one in entry if _name(one) == "origlink")
    for link in (one for one in entry if _name(one) == "link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href", "") or _text(link)
    yield from (_text(one) for one in entry if _name(one) == "guid" and one.get("isPermaLink") != "false")


def _html(element) -> str:
    """The markup in an element: as its children, or written as a text."""
    if element.get("type") == "xhtml" or len(element):
        return "".join(etree.tostring(one, encoding="unicode", method="html") for one in element)
    text = (element.text or "").strip()
    if element.get("type") == "text" or "<" not in text:
        text = unescape(text) if element.get("type") != "text" else text
        return text if "</" in text else "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    return text


def _day(text: str) -> date | None:
    """As it is written, in the site's own zone."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(element) -> str:
    return "".join(element.itertext()).strip()


def _name(element) -> str:
    return element.tag.rpartition("}")[2].lower() if element is not None and isinstance(element.tag, str) else ""

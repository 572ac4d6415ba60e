"""What a web page says of itself in its head: title, address, day, language."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from urllib.parse import urljoin, urlsplit

from articles.parsing.calendar import whole_date
from articles.parsing.menu import is_own_word

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
SAVED_ZONE = 4_000  # characters in which a browser says where it saved the page from
BETWEEN_NAMES = re.compile(r"\s+[|–—·»:-]{1,2}\s+")
LONGEST_TITLE = 300
NO_TITLE = re.compile(
    r"[^\s/]+\.(?:pdf|docx?|html?|php|aspx?|txt|rtf)|(?:untitled|new page|nouvelle page|sans titre|página nueva"
    r"|sin título|document|home ?page)(?: ?(?:document|page)?[ -]?\d*)",
    re.IGNORECASE,
)
OWN_NAMES = {"OIM", "IOM"}
DAY_NAMES = (
    "article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "publication_date", "pubdate", "date",
)  # fmt: skip


def meta(root) -> dict[str, str]:
    """The content of each <meta> by its name or property in lower case, the first of each."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join(element.get("content", "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def names_of(root, said: dict[str, str]) -> list[str]:
    """The titles in the head, the surest first: og:title, then <title>."""
    title = next(root.iter("title"), None)
    texts = [said.get("og:title", ""), "".join(title.itertext()) if title is not None else ""]
    return [name for text in texts if (name := " ".join(text.split())) and not _is_of_all(name)]


def _is_of_all(name: str) -> bool:
    """ "OIM - Communiqué de presse", "release.htm": what says nothing of this page."""
    if NO_TITLE.fullmatch(name):
        return True
    return all(part in OWN_NAMES or is_own_word(part) for part in BETWEEN_NAMES.split(name[:LONGEST_TITLE]) if part)


def without_site(name: str, site: str) -> str:
    """A title without the name of the site at either end: the given one, else the shorter part of two."""
    parts = [part for part in BETWEEN_NAMES.split(name[:LONGEST_TITLE]) if part]
    if len(parts) < 2:
        return name
    if site in (parts[0], parts[-1]):
        edge = len(site)
        return (name[edge:] if parts[0] == site else name[:-edge]).strip(" |–—·»:-")
    return max(parts, key=len) if "|" in name else name


def addresses_of(root, said: dict[str, str], text: str, found_at: str = "") -> list[str]:
    """Where the page says it stood, then where it was found; none that names no more than a site."""
    saved = SAVED_FROM.search(text[:SAVED_ZONE])
    found = (found_at, saved[1] if saved else "")
    base = next(filter(None, found), "")
    canonical = (
        link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split()
    )
    named = (next(canonical, ""), said.get("og:url", ""), *found)
    return list(dict.fromkeys(filter(_is_of_a_page, (resolved(base, address.strip()) for address in named))))


def resolved(base: str, address: str) -> str:
    """The whole address; empty where it has no host or is none."""
    with suppress(ValueError):
        full = urljoin(base, address)
        if urlsplit(full).scheme in ("http", "https") and urlsplit(full).netloc:
            return full
    return ""


def _is_of_a_page(address: str) -> bool:
    """Not that of a site or of its pages in one language, which every page of a careless template bears."""
    parts = urlsplit(address)
    return len(parts.path.strip("/")) > len("pt-br") or bool(parts.query)


def day_of(root, said: dict[str, str]) -> date | None:
    """The day on which the page says that it was published."""
    for name in DAY_NAMES:
        if day := _day(said.get(name, "")):
            return day
    for record in _records(root):
        if day := _day(record.get("datePublished")):
            return day
    return None


def printed_day(article) -> date | None:
    """The day of the only <time> in an article, or of the one that is marked as its publication."""
    times = [(element, day) for element in article.iter("time") if (day := _day(element.get("datetime")))]
    marked = [
        day for element, day in times if element.get("itemprop") == "datePublished" or "pubdate" in element.attrib
    ]
    days = set(marked or [day for _element, day in times])
    return days.pop() if len(days) == 1 else None


def day_of_notes(notes: Iterable[list[str]]) -> date | None:
    """The one day with its year in the lines that a template prints under a title."""
    days = {day for lines in notes for line in lines if (day := whole_date(line))}
    return days.pop() if len(days) == 1 else None


def _day(text) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except (AttributeError, ValueError):
        return None


def _records(root) -> Iterator[dict]:
    """The objects of JSON-LD, those of a @graph too."""
    for script in root.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            with suppress(ValueError, RecursionError):
                data = json.loads(script.text or "")
                graph = data.get("@graph") if isinstance(data, dict) else None
                records = [data, *(one for part in (data, graph) if isinstance(part, list) for one in part)]
                yield from (one for one in records if isinstance(one, dict))


def language_of(root, said: dict[str, str]) -> str | None:
    """The two letters of the language that the page says it is in."""
    said_language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or said.get("og:locale")
    return (said_language or "")[:2].lower() or None

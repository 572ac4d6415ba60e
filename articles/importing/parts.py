"""The pages that one file holds: itself, or the entries of a news feed."""

from dataclasses import dataclass, replace

from articles import web
from articles.importing.decoding import decode
from articles.importing.inputs import Page, place_name
from articles.importing.manifest import Facts


@dataclass(frozen=True)
class Part:
    """The bytes of a page, or of one of those in a file, with what is known of it; `charset` was named outside it.

    `why_not` is a code where it is known beforehand that it is no article, `fault` what is wrong with it.
    """

    page: Page
    data: bytes
    charset: str
    facts: Facts
    why_not: str = ""
    fault: Exception | None = None


class TooMany(ValueError):
    """More pages in one file than may be in an archive."""


def parts_of(page: Page, data: bytes, charset: str, facts: Facts, most: int) -> list[Part]:
    """Raises NotWeb, TooMany and Unreadable."""
    whole = Part(page, data, charset, facts)
    if not page.path.lower().endswith(web.FEED_SUFFIXES):
        return [whole]
    text, _encoding = decode(data, charset)
    web.refuse_entities(text)
    if web.is_feed(text):
        return _entries(whole, text, most)
    return [whole if web.is_web_page(text) else replace(whole, why_not="no_feed")]


def _entries(whole: Part, text: str, most: int) -> list[Part]:
    """The address of a feed is none of its entries'."""
    found = web.entries(text)
    if len(found) > most:
        raise TooMany
    facts = replace(whole.facts, address="", published=None)
    parts = [
        Part(
            replace(
                whole.page, source=f"{whole.page.source}#{one.key}", path=f"{whole.page.path}#{place_name(one.key)}"
            ),
            one.text.encode("utf-8"),
            "utf-8",
            facts,
            "summary" if web.is_summary(one.text) else "",
            web.NotWeb("cut") if one.is_cut else None,
        )
        for one in found
    ]
    return parts or [replace(whole, why_not="no_entry")]

"""The pages that one file holds: itself, the entries of a news feed, or releases one after another."""

from dataclasses import dataclass, replace
from itertools import pairwise

from articles import web
from articles.inputs.decoding import decode
from articles.inputs.manifest import Facts
from articles.inputs.pages import Page, place_name
from articles.inputs.word import html_of_part
from articles.web import WebPage
from articles.word import WordText


@dataclass(frozen=True)
class Part:
    """The bytes of a page, or of one of those in a file, with what is known of it; `charset` was named outside it.

    `why_not` is a code where it is known beforehand that it is no article, `fault` what is wrong with it; `left_out`
    are (text, reason) of what stood beside it.
    """

    page: Page
    data: bytes
    charset: str
    facts: Facts
    why_not: str = ""
    fault: Exception | None = None
    left_out: tuple[tuple[str, str], ...] = ()


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


def releases(whole: Part, text: str, file: WordText | WebPage | None, starts: list[int]) -> list[Part]:
    """Each release as a part: lines of the text, or of the file that it came from. What is known of the file's address
    is the first one's, and what stood beside the text goes with it.
    """
    lines = text.split("\n")
    parts = []
    for number, (start, end) in enumerate(pairwise([*starts, None]), start=1):
        data = html_of_part(file, start, end) if file else "\n".join(lines[start:end])
        page = replace(
            whole.page, source=f"{whole.page.source}#{number}", path=f"{whole.page.path}#{number}", is_whole=True
        )
        facts = whole.facts if number == 1 else replace(whole.facts, address="")
        parts.append(Part(page, data.encode("utf-8"), "utf-8", facts))
    return [replace(parts[0], left_out=_beside(file)), *parts[1:]]


def _beside(file: WordText | WebPage | None) -> tuple[tuple[str, str], ...]:
    if not isinstance(file, WebPage):
        return tuple(file.left_out) if file else ()
    captions = ((caption, "caption") for caption in file.captions)
    return (*file.left_out, *captions, *((picture.source, "picture") for picture in file.pictures))

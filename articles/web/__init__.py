"""Saved web pages: what is the article on them, and what they say of it; and the entries of saved news feeds."""

from .feeds import SUFFIXES as FEED_SUFFIXES
from .feeds import entries, is_entry, is_feed, is_summary, read_entry, refuse_entities, text_of_entry
from .mhtml import is_package, pictures_in, unpacked
from .reading import MOST_TAGS, SUFFIXES, NotWeb, WebPage, WebPicture, is_web_page, plain_text, read

__all__ = [
    "FEED_SUFFIXES",
    "MOST_TAGS",
    "SUFFIXES",
    "NotWeb",
    "WebPage",
    "WebPicture",
    "entries",
    "is_entry",
    "is_feed",
    "is_package",
    "is_summary",
    "is_web_page",
    "pictures_in",
    "plain_text",
    "read",
    "read_entry",
    "refuse_entities",
    "text_of_entry",
    "unpacked",
]

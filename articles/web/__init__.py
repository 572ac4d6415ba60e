"""Saved web pages: what is the article on them, and what they say of it."""

from .mhtml import is_package, unpacked
from .reading import MOST_TAGS, SUFFIXES, NotWeb, WebPage, is_web_page, plain_text, read

__all__ = ["MOST_TAGS", "SUFFIXES", "NotWeb", "WebPage", "is_package", "is_web_page", "plain_text", "read", "unpacked"]

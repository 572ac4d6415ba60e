"""What was found, marked in a title and in a passage of the text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import html
from articles.models import Article

from .query import Query, forms
from .tokens import Words, stems_of

PASSAGE = 36  # words
BEFORE = 8  # of them that come before the first that was found, where there are as many
MOST_READ = 100_000  # characters of a text
MOST_PLACES = 60  # in a text, of what was found


class Found(NamedTuple):
    """A word or phrase of the query in a text: which one, at which word, between which letters."""

    run: int
    word: int
    start: int
    end: int


def mark(articles: Sequence[Article], text: str) -> None:
    """Give the articles of a list `marked_title` and `marked_excerpt`, with one query for all their texts."""
    bodies = dict(Article.objects.filter(pk__in=[one.pk for one in articles]).values_list("pk", "body_html"))
    for article in articles:
        article.body_html = bodies.get(article.pk, "")
        article.marked_title, article.marked_excerpt = marked_title(article, text), excerpt(article, text)


def marked_title(article: Article, text: str) -> SafeString:
    """The title as HTML, what the query finds in it within <mark>; to be set apart by <bdi>, as all titles are."""
    return _marked(article.title, _Finder(text, article.language).found(Words(article.title)))


def excerpt(article: Article, text: str) -> SafeString:
    """About 36 words of the lead or the text that say most of the query, as HTML; without any, the usual excerpt."""
    finder = _Finder(text, article.language)
    passages = (finder.passage(part) for part in (article.lead, html.plain(article.body_html[:MOST_READ])))
    count, passage = max(passages, key=lambda passage: passage[0])  # of equals the lead
    return passage if count else format_html("{}", article.excerpt)


class _Finder:
    def __init__(self, text: str, language: str):
        self.language, self.beginnings = language, defaultdict(list)
        for run, typed in enumerate(Query.parse(text).wanted):
            for form in map(str.split, forms(typed)):
                self.beginnings[form[0]].append((run, form))

    def found(self, words: Words) -> Iterator[Found]:
        stems = stems_of(words.folded, self.language)
        for number, stem in enumerate(stems):
            for run, form in self.beginnings.get(stem, ()):
                if stems[number : number + len(form)] == form:
                    yield Found(run, number, words[number].start, words[number + len(form) - 1].end)

    def passage(self, text: str) -> tuple[int, SafeString]:
        """How many words and phrases of the query the best passage has, and the passage; of equals the first."""
        text = text[:MOST_READ]
        words = Words(text)
        found = list(islice(self.found(words), MOST_PLACES))
        count, first = max(((_said_after(one.word, found), -one.word) for one in found), default=(0, 0))
        first = max(0, -first - BEFORE)
        last = first + PASSAGE
        start = text.rfind(" ", 0, words[first].start) + 1 if first else 0
        end = words[last].start if last < len(words) else len(text)
        shown = (one for one in found if start <= one.start and one.end <= end)
        here = (one._replace(start=one.start - start, end=one.end - start) for one in shown)
        passage = _marked(text[start:end].rstrip(), here)
        return count, format_html("{}{}{}", "… " if start else "", passage, " …" if end < len(text) else "")


def _said_after(word: int, found: Iterable[Found]) -> int:
    """How many words and phrases of the query stand in the passage that has this word near its beginning."""
    return len({one.run for one in found if word <= one.word < word + PASSAGE - BEFORE})


def _marked(text: str, found: Iterable[Found]) -> SafeString:
    """As HTML; what overlaps is marked once."""
    parts, at = [], 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= at:
            parts.append((text[at : one.start], text[one.start : one.end]))
            at = one.end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[at:])

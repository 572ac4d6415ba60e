"""Quotations with their speakers.

Words between quotation marks are a quotation when somebody is said to speak them, before or after; guillemets round a
title, a slogan or a nickname are not. A quotation resumed after its attribution is an entry of its own, unless it goes
on in the same sentence; paragraphs that only go on with it are added to its text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.parsing.antecedents import whole
from articles.parsing.attribution import NOBODY, Speaker, speaker_after, speaker_before
from articles.parsing.clues import Clues
from articles.parsing.reading import Quote
from articles.parsing.sayings import (
    ABOUT,
    ACCORDING_TO,
    AFTER,
    AND_ADDING,
    BEFORE,
    BYLINE,
    PRONOUN,
    SUBJECT_FIRST,
    TITLED,
    WITHIN,
)

SPAN = re.compile(
    r"«\s*(?P<french>[^«»]*(?:«[^«»]*»[^«»]*)*?)\s*»|“\s*(?P<curly>[^“”]*)\s*[”\"]|(?<![\w])\"\s*(?P<straight>[^\"«»]+?)\s*[\"»]"
    r"|(?<!\w)‘\s*(?P<single>[^‘”\"«»]{15,}?)(?:\s*”|(?<=[,.!?…])’(?!\w))"
)
OPEN = re.compile(r"^\s*(?:«|“|\")\s*(?P<text>[^«»“”\"]+)$")
SHORTEST = 12
TITLED_BEFORE = 30  # characters before a title in quotation marks, where the word for it stands
REACH = 400  # characters after or before a quotation in which its speaker is looked for
ATTRIBUTION = 120  # characters after a quotation that are shown with it
HE_OR_SHE = re.compile(r"(?:^|[.!?,]\s)\s*(?:he|she|they|il|elle|ils|elles|él|ella)$", re.IGNORECASE)
MARKS = frozenset('«“"‘')


class _Span(NamedTuple):
    text: str
    start: int
    end: int


def read_quotes(paragraphs: Sequence[str], clues: Clues | None = None) -> list[Quote]:
    """The quotations of an article, in order; the clues are by their number."""
    quotes: list[Quote] = []
    speaker: Speaker | None = None
    clues = Clues() if clues is None else clues
    text, start = "\n".join(paragraphs), 0
    for paragraph in paragraphs:
        if not MARKS.isdisjoint(paragraph):
            speaker = _read_paragraph(paragraph, quotes, speaker, clues, text, start) or speaker
        start += len(paragraph) + 1
    return quotes


def _read_paragraph(
    paragraph: str, quotes: list[Quote], speaker: Speaker | None, clues: Clues, text: str, start: int
) -> Speaker | None:
    """Add the quotations of the paragraph that begins at `start` of the text; the speaker of its last one, if any."""
    spans = [span for match in SPAN.finditer(paragraph) if _may_be_spoken(paragraph, span := _span(match))]
    if not spans:
        _continue(paragraph, quotes)
        return None
    current: Speaker | None = None
    for index, span in enumerate(spans):
        following = spans[index + 1].start if index + 1 < len(spans) else len(paragraph)
        found = _attributed(paragraph, span, following, spans[index - 1].end if index else 0, current or speaker)
        if found:
            rule, current = _rule(found), whole(found, quotes, text, start + span.start)
            found, end = current, min(following, span.end + ATTRIBUTION)
            clues.see(str(len(quotes)), rule, paragraph, span.start, end)
            quotes.append(Quote(found.name, found.role, span.text))
        elif current and _resumes(paragraph, span, spans[index - 1]):
            clues.see(str(len(quotes)), "resumed", paragraph, span.start, span.end)
            quotes.append(Quote(current.name, current.role, span.text))
        elif current and index:
            quotes[-1].text += f" {span.text}"
        elif _is_whole(paragraph, span) and quotes and speaker:
            quotes[-1].text += f"\n{span.text}"
            current = speaker
    return current


def _may_be_spoken(paragraph: str, span: _Span) -> bool:
    return len(span.text) >= SHORTEST and not TITLED.search(paragraph, max(0, span.start - TITLED_BEFORE), span.start)


def _rule(speaker: Speaker) -> str:
    return "attributed" if speaker.name else "role_only" if speaker.role else "pronoun"


def _span(match: re.Match) -> _Span:
    return _Span(next(text for text in match.groups() if text is not None).strip(" ,"), match.start(), match.end())


def _attributed(paragraph: str, span: _Span, following: int, previous: int, known: Speaker | None) -> Speaker | None:
    """Who is said to speak a span, in the words after it, else before it."""
    after = paragraph[span.end : min(following, span.end + REACH)]
    if known and PRONOUN.match(after):
        return known
    match = AFTER.match(after) or BYLINE.match(after)
    if match and not match["rest"].startswith(" par ") and (found := speaker_after(match["rest"])):
        return found
    if (match := SUBJECT_FIRST.match(after)) and (found := speaker_before(match["subject"])) and found.name:
        return found
    before = paragraph[max(previous, span.start - REACH) : span.start]
    return (
        _introduced(before, span.text, known)
        or _within(span.text, known)
        or (NOBODY if PRONOUN.match(after) else None)
    )


def _within(text: str, known: Speaker | None) -> Speaker | None:
    """Who is said to speak between two sentences of the quotation itself."""
    match = WITHIN.search(text)
    if not match:
        return None
    return (known or NOBODY) if match["pronoun"] else speaker_after(match["rest"])


def _introduced(before: str, text: str, known: Speaker | None) -> Speaker | None:
    if AND_ADDING.search(before):
        return known
    if match := ACCORDING_TO.search(before) or (ABOUT.search(before) if text[:1].islower() else None):
        return _named(speaker_before(match["subject"]))
    match = BEFORE.search(before) if before.rstrip().endswith((":", ",")) else None
    if match and HE_OR_SHE.search(match["subject"]):
        return (known or NOBODY) if before.rstrip().endswith(":") else None
    return speaker_before(match["subject"]) if match else None


def _named(speaker: Speaker | None) -> Speaker | None:
    return speaker if speaker and speaker.name else None


def _resumes(paragraph: str, span: _Span, previous: _Span) -> bool:
    """Whether a span begins a sentence of its own after the attribution of the one before."""
    between = paragraph[previous.end : span.start].rstrip()
    return between.endswith((".", "!", "?")) and (span.text[:1].isupper() or span.text[:1] in "«…")


def _is_whole(paragraph: str, span: _Span) -> bool:
    return span.end - span.start >= len(paragraph.strip()) - 3


def _continue(paragraph: str, quotes: list[Quote]) -> None:
    """A paragraph that re-opens a quotation and does not close it."""
    match = OPEN.match(paragraph)
    if match and quotes:
        quotes[-1].text += f"\n{match['text'].strip()}"

"""The dateline: "Santiago - ", "Genève/Athènes, 19 juillet – ", "NEW YORK (February 3, 2017) – ", "Geneva (IOM) - ".

A dateline is a place (or several, with slashes or commas) before a dash with a space after it. The place is one that
the gazetteer knows, or reads like a name: capitals and little joining words only. A colon or a full stop instead of
the dash needs a known place. Two dashes in one sentence are a parenthesis: what stands before the first is then no
unknown place.
"""

import re

from articles.parsing.calendar import days_in, span_in_figures
from articles.parsing.places import Gazetteer
from articles.parsing.reading import Dateline

LONGEST = 110
LONGEST_SECOND = 40  # characters of a second place and its dash
DASH = re.compile(r"\s*(?:(?<![A-Z])\.\s?-{1,2}|--|[-–—])\s+|\s+[-–—](?=[«“\"A-ZÀ-Þ])")
COLON = re.compile(r"\s?:\s+|\.\s+")
PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
AGENCY = re.compile(r"[A-Z]{3,}(?:/[A-Z]{3,})*|Xinhua|Reuters")
JOINING = frozenset("de du des la le les d l et of the and y e del los las al el a à en sur au aux".split())
NAME_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
ELISION = re.compile(r"^[dlnDLN]['’]")
ORGANISATIONS = frozenset("OIM IOM ONU UN HCR ACNUR UNHCR UNICEF PAM WFP OMS WHO UE EU L'OIM L’OIM".split())
TRAILING = " ,;-–—("
FULL_STOP = re.compile(r"(?<![A-Z])\.$")  # not that of "D.C."


def read_dateline(paragraph: str, gazetteer: Gazetteer) -> tuple[Dateline, str]:
    """The dateline of a paragraph, and the paragraph without it; an empty one where there is none."""
    head = paragraph[:LONGEST]
    for match in DASH.finditer(head):
        dateline = _dateline(head[: match.start()], paragraph[: match.end()], gazetteer)
        if dateline:
            dateline.is_known = _is_known(dateline.place, gazetteer)
            if dateline.is_known:
                return _with_second_place(dateline, paragraph[match.end() :], gazetteer)
            if not _is_parenthesis(paragraph[match.end() :]):
                return dateline, paragraph[match.end() :]
    match = COLON.search(head)
    if match and _is_known(head[: match.start()], gazetteer) and paragraph[match.end() :][:1].isupper():
        dateline = Dateline(paragraph[: match.end()], head[: match.start()].strip(), is_known=True)
        return dateline, paragraph[match.end() :]
    return Dateline(), paragraph


def _with_second_place(dateline: Dateline, rest: str, gazetteer: Gazetteer) -> tuple[Dateline, str]:
    """ "Cotonou – Abuja – ": the second place is the dateline's where it is known too."""
    match = None if dateline.date_text else DASH.search(rest, 0, LONGEST_SECOND)
    if not match or not _is_known(rest[: match.start()], gazetteer):
        return dateline, rest
    dateline.place = f"{dateline.printed}{rest[: match.start()]}".strip()
    dateline.printed += rest[: match.end()]
    return dateline, rest[match.end() :]


def _dateline(before: str, printed: str, gazetteer: Gazetteer) -> Dateline | None:
    place, date_text = _without_date(_without_agency(before))
    place = FULL_STOP.sub("", place.strip(TRAILING))
    if place and (_reads_like_a_place(place) or _is_known(place, gazetteer)):
        return Dateline(printed, place, date_text)
    return None


def _without_agency(text: str) -> str:
    """ "(IOM)" and "(ACNUR)" name who writes; "(México)" belongs to the place."""
    return PARENTHESIS.sub(lambda match: "" if AGENCY.fullmatch(match[1].strip()) else match[0], text)


def _without_date(text: str) -> tuple[str, str | None]:
    day = next(iter(days_in(text)), None)
    span = (day.start, day.end) if day else span_in_figures(text)
    if not span:
        return text, None
    start, end = span
    before, after = text[:start].rstrip(" (,"), text[end:].strip(" ),")
    before = re.sub(r",?\s+(?:le|el)$", "", before)
    return ", ".join(part for part in (before, after) if part), text[start:end]


def _reads_like_a_place(place: str) -> bool:
    words = NAME_WORD.findall(place)
    if not words or len(words) > 10 or any(word in ORGANISATIONS for word in words) or any(map(str.isdigit, place)):
        return False
    if any(mark in place for mark in '«»“”":;!?'):
        return False
    names = [word for word in words if word not in JOINING]
    return bool(names) and all(ELISION.sub("", word)[:1].isupper() for word in names) and words[0][:1].isupper()


def _is_known(place: str | None, gazetteer: Gazetteer) -> bool:
    """Whether every part of a place, between slashes or before a comma, is known or at least the first is."""
    if not place or len(place) > 60:
        return False
    first = re.split(r"[/,(]", place)[0].strip(TRAILING)
    return bool(
        gazetteer.country_of(re.sub(r"^(?:La|Le|Les|L['’]|The|El)\s*(?=[A-Z])", "", first))
        or gazetteer.country_of(first)
    )


def _is_parenthesis(rest: str) -> bool:
    """Whether a second dash closes what the first one opened, before the sentence ends."""
    sentence = re.split(r"[.!?](?:\s|$)", rest, maxsplit=1)[0]
    return bool(re.search(r"\s[-–—](?:\s|$)", sentence))

"""What each field was read from, and how sure that makes it; made at the end, from the reading and what its steps
saw.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.parsing.clues import Clues
from articles.parsing.issuer import issuing_office
from articles.parsing.reading import Contact, Evidence, Reading

SURE, LIKELY, DOUBTFUL, GUESS = 0.95, 0.8, 0.5, 0.2
"""Right in at least nineteen of twenty labelled values; in three of four; in half; less often, or nothing was found.

benchmarks/confidence.py measures it, rule by rule; a rule seen fewer than twenty times has a step less than it earned.
What no label tells (mission, the text as a whole, a title that is none) is set by judgement.
"""
CONFIDENCE = {
    "title": {"first_line": SURE, "capitals": LIKELY, "web_address": GUESS, "none": GUESS},
    "lead": {"before_dateline": LIKELY, "subtitle_style": SURE},
    "language": {"little_words": SURE, "letters": LIKELY, "few_words": DOUBTFUL, "declared": DOUBTFUL, "none": GUESS},
    "kind": {"title": LIKELY, "label": LIKELY, "usual": SURE},
    "dateline": {"known_place": SURE, "looks_like_a_place": LIKELY},
    "mission": {"contact": SURE, "dateline": LIKELY, "other_agency": DOUBTFUL, "none": GUESS},
    "body": {"blank_lines": SURE, "wrapped": LIKELY, "short": DOUBTFUL, "several": GUESS},
    "countries": {
        **{"title": SURE, "lead": LIKELY, "text": LIKELY, "office": LIKELY},
        **{"mentioned": SURE, "none": LIKELY},
    },
    "programmes": {"known_name": LIKELY, "capital_name": LIKELY},
    "organisations": {"known_contributor": SURE, "known_name": DOUBTFUL, "named_after": LIKELY},
    "themes": {"title": LIKELY, "keywords": DOUBTFUL},
    "quotes": {"attributed": SURE, "role_only": LIKELY, "resumed": LIKELY, "pronoun": DOUBTFUL},
    "contacts": {"heading": SURE, "no_heading": LIKELY, "incomplete": DOUBTFUL, "none": LIKELY},
}
DATE_UNKNOWN = LIKELY
"""Most pages prove no day: that one is of none is right as a rule, and the list of articles finds them by it."""
WEB_ADDRESS = ("http://", "https://", "www.")
SHORT_TEXT = 100  # characters: a release that has less may have lost its text
OPENING = 160  # characters of the first paragraph, where the whole text decided


@dataclass
class Traces:
    """What the steps saw that is in no field."""

    is_wrapped: bool = False
    has_contact_heading: bool = False
    language_rule: str = "none"
    labels: list[str] = field(default_factory=list)
    countries: Clues = field(default_factory=Clues)
    programmes: Clues = field(default_factory=Clues)
    organisations: Clues = field(default_factory=Clues)
    themes: Clues = field(default_factory=Clues)
    quotes: Clues = field(default_factory=Clues)


def evidence(name: str, rule: str, passages: Iterable[str | None] = (), value: str | None = None) -> Evidence:
    return Evidence(name, rule, CONFIDENCE[name][rule], [one for one in passages if one], value)


def evidence_of(reading: Reading, traces: Traces) -> list[Evidence]:
    """One entry for each field, or for each value of those that have several."""
    return [
        _title(reading),
        language_evidence(reading, traces.language_rule),
        _kind(reading, traces.labels),
        *_dateline(reading),
        _date(reading),
        _mission(reading),
        _body(reading, is_wrapped=traces.is_wrapped),
        *_countries(reading, traces.countries),
        *_values("programmes", reading.programmes, traces.programmes),
        *_values("organisations", [one.name for one in reading.organisations], traces.organisations),
        *_values("themes", reading.themes, traces.themes),
        *_values("quotes", map(str, range(len(reading.quotes))), traces.quotes),
        *_contacts(reading, has_heading=traces.has_contact_heading),
    ]


def language_evidence(reading: Reading, rule: str) -> Evidence:
    opening = reading.paragraphs[0][:OPENING] if reading.paragraphs and rule != "declared" else None
    return evidence("language", rule, [opening])


def several_evidence() -> Evidence:
    """The text may be that of several releases."""
    return evidence("body", "several")


def _title(reading: Reading) -> Evidence:
    title = reading.title
    if not title:
        return evidence("title", "none")
    if title.lower().startswith(WEB_ADDRESS):
        return evidence("title", "web_address", [title])
    return evidence("title", "capitals" if title.isupper() else "first_line", [title])


def _kind(reading: Reading, labels: list[str]) -> Evidence:
    if reading.kind == "news":
        return evidence("kind", "usual")
    return evidence("kind", "label", labels) if reading.kind == "story" else evidence("kind", "title", [reading.title])


def _dateline(reading: Reading) -> Iterator[Evidence]:
    """With the subtitle that is known by standing before it."""
    if reading.subtitle:
        yield evidence("lead", "before_dateline", [reading.subtitle])
    dateline = reading.dateline
    if dateline.place:
        rule = "known_place" if dateline.is_known else "looks_like_a_place"
        yield evidence("dateline", rule, [dateline.printed], dateline.place)


def _date(reading: Reading) -> Evidence:
    read = reading.date
    passages = [] if read.rule == "published" else list(read.evidence)
    return Evidence("date", read.rule, read.confidence if read.edtf else DATE_UNKNOWN, passages, read.edtf)


def _mission(reading: Reading) -> Evidence:
    office, rule = issuing_office(reading)
    return evidence("mission", rule, [office])


def _body(reading: Reading, *, is_wrapped: bool) -> Evidence:
    """Without passages: its paragraphs are the report's."""
    if sum(len(text) for text in reading.paragraphs) < SHORT_TEXT:
        return evidence("body", "short")
    return evidence("body", "wrapped" if is_wrapped else "blank_lines")


def _countries(reading: Reading, clues: Clues) -> Iterator[Evidence]:
    if not reading.countries:
        yield evidence("countries", "none")
    yield from _values("countries", reading.countries, clues)
    for code in reading.countries_mentioned:
        yield evidence("countries", "mentioned", [clues[code].passage], code)


def _values(name: str, values: Iterable[str], clues: Clues) -> Iterator[Evidence]:
    for value in values:
        clue = clues[value]
        yield evidence(name, clue.rule, [clue.passage], value)


def _contacts(reading: Reading, *, has_heading: bool) -> Iterator[Evidence]:
    if not reading.contacts:
        yield evidence("contacts", "none")
    for number, contact in enumerate(reading.contacts):
        is_whole = contact.name and (contact.phones or contact.email)
        rule = "incomplete" if not is_whole else "heading" if has_heading else "no_heading"
        yield evidence("contacts", rule, _printed(contact), str(number))


def _printed(contact: Contact) -> Iterator[str | None]:
    yield from (contact.name, contact.office, contact.role)
    yield from (contact.phone_printed or "").split(" ; ")
    yield contact.email

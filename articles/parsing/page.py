"""A legacy page read step by step: mended, freed of the site's own words, then title, contacts, paragraphs and their
sense.

Every piece of the page ends in a field of the Reading or, with a reason, in its `discarded`.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from articles.parsing import blocks, menu, repair
from articles.parsing.calendar import whole_date
from articles.parsing.contact_block import ContactBlock, find_contact_block
from articles.parsing.contacts import read_contacts
from articles.parsing.coverage import covered
from articles.parsing.dateline import read_dateline
from articles.parsing.dates import read_date
from articles.parsing.evidence import Traces, evidence_of
from articles.parsing.kinds import kind_of
from articles.parsing.language import read_language
from articles.parsing.names import KnownNames
from articles.parsing.phrases import Passage
from articles.parsing.places import Gazetteer
from articles.parsing.quotes import read_quotes
from articles.parsing.reading import Dateline, Reading
from articles.parsing.remainder import remainder
from articles.parsing.titles import DATE_PREFIX, is_byline, is_date_line, is_notice, take_title
from articles.parsing.wrapping import is_wrapped

PARSER_VERSION = "4"
PROSE = 60  # characters of the shortest text that makes a page an article
LIST_DATES = 3  # date lines that make a page a list of releases
SEARCHED = 200_000  # characters; no release is as long, and a file that is must not take minutes
HEAD = 2  # first texts of a page, among which a notice to the press may stand
LONGEST_LEAD = 400  # characters; before the paragraph with the dateline
LABEL_ZONE = 100  # a longer line ends the head of a page, where labels stand


def read_page(
    text: str,
    gazetteer: Gazetteer,
    names: KnownNames,
    *,
    captured: date | None = None,
    published: date | None = None,
    learnt: menu.Learnt = menu.NOTHING,
) -> Reading:
    """Read one page; any text can be read. `captured` and `published` (days, if known) bound or give its date;
    `learnt` are the lines of its site's menus.
    """
    reading, traces = Reading(), Traces()
    lines = _mended(text, reading)
    lines, printed_dates = _without_chrome(lines, reading, learnt)
    reading.language, traces.language_rule = read_language(" ".join(lines))
    if traces.language_rule == "other":
        return _not_an_article(text, reading, "language")
    lines = _with_oe(lines, reading)
    reading.title, lines = take_title(lines, gazetteer)
    block = find_contact_block(lines)
    wrapped = is_wrapped([line for line in block.before if not repair.has_markup(line)])
    texts = _texts(block, reading, wrapped=wrapped)
    texts, front_dates = _without_front_matter(texts, reading)
    if why_not := _why_not(reading.title, texts, front_dates):
        return _not_an_article(text, reading, why_not)
    _read_contacts(block, reading)
    texts = _take_dateline(texts, reading, gazetteer)
    reading.blocks, markers = blocks.blocks_of(texts)
    reading.discard(" ".join(markers), "list number")
    printed_dates += [*front_dates, *filter(None, [reading.dateline.date_text])]
    reading.date = read_date(
        list(_searched(texts)), printed_dates, wrapped=wrapped, captured=captured, published=published
    )
    traces.is_wrapped, traces.has_contact_heading = wrapped, bool(block.heading)
    _read_sense(reading, gazetteer, names, traces)
    reading.evidence = evidence_of(reading, traces)
    return reading


def _mended(text: str, reading: Reading) -> list[str]:
    text, residues = repair.strip_links(text)
    for residue in residues:
        reading.discard(residue, "link residue")
    lines, repairs = repair.mend_letters([line.strip() for line in text.split("\n")])
    for mended in repairs:
        for _ in range(mended.count):
            reading.discard(remainder(mended.printed, [mended.repaired]), "misread letters")
    reading.repairs += repairs
    return lines


def _with_oe(lines: Sequence[str], reading: Reading) -> Sequence[str]:
    if reading.language != "fr":
        return lines
    lines, repairs = repair.restore_oe(lines)
    reading.repairs += repairs
    return lines


def _without_chrome(lines: Sequence[str], reading: Reading, learnt: menu.Learnt) -> tuple[list[str], list[str]]:
    """Lines without menus, labels and feed metadata, and those of them that hold dates."""
    start = menu.menu_length(lines, learnt)
    reading.discard("\n".join(lines[:start]), "menu")
    end = len(lines) - menu.trailing_menu_length(lines[start:], learnt)
    kept, dates, breadcrumb, is_head, own = [], [], "", True, 0
    for line in lines[start:end]:
        is_head = is_head and len(line) <= LABEL_ZONE
        known = learnt.head if own <= menu.OWN_LINES else menu.NOTHING.head
        reason = menu.line_reason(line, breadcrumb, known, is_head=is_head) if line else None
        own += bool(line and not reason)
        kept.append("" if reason else line)
        if reason:
            reading.discard(line, reason)
            breadcrumb = line if reason == "breadcrumb" else breadcrumb
            dates += [line] if reason == "feed metadata" and whole_date(line) else []
    reading.discard("\n".join(lines[end:]), "menu")
    return kept, dates


def _texts(block: ContactBlock, reading: Reading, *, wrapped: bool) -> list[str]:
    """The texts before and after the contacts, without boxes and captions."""
    texts: list[str] = []
    for part in (block.before, block.after):
        lines, marks = blocks.take_marks(part)
        for mark in marks:
            reading.discard(mark, "print mark")
        lines, boxes = blocks.take_boxes(lines, wrapped=wrapped)
        for box in boxes:
            reading.discard(box, "box residue")
        texts += blocks.paragraphs_of(lines, wrapped=wrapped)
    texts, reading.captions, printed = blocks.take_captions(texts)
    for caption in printed:
        reading.discard(caption, "caption")
    return texts


def _without_front_matter(texts: Sequence[str], reading: Reading) -> tuple[list[str], list[str]]:
    """Texts without the repeated title, date lines and bylines, and the dates printed by them."""
    kept, dates = [], []
    for text in texts:
        prefix = None if kept else DATE_PREFIX.match(text)
        if prefix:
            dates.append(prefix[1])
            reading.discard(prefix[0], "feed metadata")
            text = text[prefix.end() :]
        if reading.title and text == reading.title:
            reading.discard(text, "repeated title")
        elif is_date_line(text):
            dates.append(text)
            reading.discard(text, "date line")
        elif not kept and is_byline(text):
            reading.discard(text, "byline")
        elif len(kept) < HEAD and is_notice(text):
            reading.discard(text, "label")
        elif text:
            kept.append(text)
    return kept, dates


def _why_not(title: str | None, texts: Sequence[str], dates: Sequence[str]) -> str | None:
    """Why texts are no article: a code, None when they are one."""
    if any(len(text) >= PROSE for text in texts):
        return "list" if len(dates) >= LIST_DATES and len(dates) * 2 >= len(texts) else None
    if not title and not texts:
        return "menu_only"
    return "list" if len(texts) + len(dates) > LIST_DATES else "no_text"


def _not_an_article(text: str, reading: Reading, why_not: str) -> Reading:
    refused = Reading(language=reading.language, is_article=False, why_not=why_not if text.strip() else "empty")
    refused.discard(text.strip(), refused.why_not)
    return refused


def _read_contacts(block: ContactBlock, reading: Reading) -> None:
    reading.contacts = read_contacts(block.text)
    reading.discard(block.heading, "contact heading")
    parts = [
        part
        for contact in reading.contacts
        for part in (contact.name, contact.office, contact.role, contact.phone_printed, contact.email, contact.place)
    ]
    reading.discard(remainder(block.text, parts), "contact label")


def _take_dateline(texts: Sequence[str], reading: Reading, gazetteer: Gazetteer) -> list[str]:
    """Texts without the dateline of the first paragraph; what stands before it is the subtitle or the lead."""
    for index, text in enumerate(texts[:2]):
        dateline, rest = read_dateline(text, gazetteer)
        if dateline.place and rest and (dateline.is_known or not index or len(texts[0]) <= LABEL_ZONE):
            if index:
                reading.subtitle = texts[0]
                reading.discard(texts[0], "subtitle")
            reading.dateline = dateline
            return [rest, *texts[index + 1 :]]
        if len(text) > LONGEST_LEAD:
            break
    reading.dateline = Dateline()
    return list(texts)


def _read_sense(reading: Reading, gazetteer: Gazetteer, names: KnownNames, traces: Traces) -> None:
    """What the article says: who speaks, where it plays, what and whom it names."""
    reading.quotes = read_quotes(list(_searched(reading.paragraphs)), traces.quotes)
    traces.labels = [piece.text for piece in reading.discarded if piece.reason == "label"]
    reading.kind = kind_of(reading.title, map(menu.folded, traces.labels))
    title = Passage(reading.title or "")
    texts = [text for block in reading.blocks for text in (block.items or [block.text])]
    passages = [Passage(text) for text in _searched(texts)]
    offices = [Passage(contact.office) for contact in reading.contacts if contact.office]
    reading.countries, reading.countries_mentioned = covered(title, passages, offices, gazetteer, traces.countries)
    reading.programmes = names.programmes_in(passages, reading.language, traces.programmes)
    reading.organisations = names.organisations_in(passages, reading.language, traces.organisations)
    reading.themes = names.themes.themes_in(title, passages, reading.language, traces.themes)


def _searched(texts: Sequence[str]) -> Iterator[str]:
    """The first texts of an article, as far as they are searched for names, quotations and days."""
    left = SEARCHED
    for text in texts:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)

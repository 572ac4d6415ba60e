"""An article at the review desk, field by field: what it says, what that was read from, and how sure it is."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.compare import side_by_side
from articles.doubts import DOUBTFUL_BELOW, article_field
from articles.models import Article, Theme
from articles.wording import Names, label, names_of
from contacts.models import Country

from .review_words import rule_in_words

FIELDS = (
    *("title", "lead", "dateline", "date_edtf", "mission", "language", "kind", "countries", "programmes", "themes"),
    *("organisations", "quotes", "contacts", "body_html"),
)
"""In the order of the page, where nothing is doubtful."""
TEXTS = {"title", "lead", "body_html"}
"""They may be written here where there is none, too."""
LONGEST_PASSAGE = 300  # characters of a passage that stands with its field


@dataclass(frozen=True)
class Read:
    """One value as it was read; `key` leads from it to its passages on the page."""

    key: str
    name: str
    rule: str
    percent: int
    passages: list[str]
    is_doubtful: bool


@dataclass
class Card:
    """A field; `doubt` is none once it is accepted or corrected."""

    field: str
    label: str
    value: SafeString
    doubt: int
    reads: list[Read] = field(default_factory=list)

    @property
    def was_doubtful(self) -> bool:
        """What a person has seen to since."""
        return not self.doubt and any(read.is_doubtful for read in self.reads)

    @property
    def keys(self) -> list[str]:
        return [read.key for read in self.reads]


def cards_of(article: Article, content: dict, report: dict) -> list[Card]:
    """Of each field that holds something or was read, the most doubtful first; `content` as a version holds it."""
    values = {change.field: change.html for change in side_by_side(content, content)}
    reads = reads_of(report)
    cards = [
        Card(name, label(name), values[name], article.doubts.get(name, 0), reads.get(name, []))
        for name in FIELDS
        if name in values and (values[name] or name in reads or name in article.doubts or name in TEXTS)
    ]
    return sorted(cards, key=lambda card: -card.doubt)


def reads_of(report: dict) -> dict[str, list[Read]]:
    """What the report says of each of the article's fields."""
    evidence = report.get("evidence", [])
    names, reads = _names(evidence), defaultdict(list)
    for one in evidence:
        name = article_field(one["field"])
        reads[name].append(_read(name, len(reads[name]), one, names, report))
    return reads


def _read(name: str, number: int, one: dict, names: Names, report: dict) -> Read:
    return Read(
        key=f"{name}.{number}",
        name=_name(name, one["value"], names, report),
        rule=rule_in_words(name, one["rule"]),
        percent=round(100 * one["confidence"]),
        passages=_paragraphs(report) if name == "body_html" else one["passages"],
        is_doubtful=one["confidence"] < DOUBTFUL_BELOW,
    )


def _paragraphs(report: dict) -> list[str]:
    lists = [item for items in report.get("lists", []) for item in items]
    return [*report.get("paragraphs", []), *report.get("headings", []), *lists]


def _names(evidence: list[dict]) -> Names:
    """Of the countries and themes, which a report knows by code."""
    values = defaultdict(list)
    for one in evidence:
        if one["value"]:
            values[one["field"]].append(one["value"])
    return names_of({"countries": values["countries"], "themes": values["themes"]})


def _name(name: str, value: str | None, names: Names, report: dict) -> str:
    """Which of several values it is."""
    if value is None:
        return ""
    if name in ("quotes", "contacts"):
        part = report[name][int(value)]
        who = part.get("speaker") or part.get("role") or part.get("name") or part.get("office") or ""
        return _("No. %(number)d: %(who)s") % {"number": int(value) + 1, "who": who} if who else str(int(value) + 1)
    model = {"countries": Country, "themes": Theme}.get(name)
    return names.get((model, value), value) if model else value


def passages_of(cards: list[Card]) -> dict[str, list[str]]:
    """What is to be marked on the page, by key."""
    return {read.key: read.passages for card in cards for read in card.reads}

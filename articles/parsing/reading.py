"""What is read on a legacy page: plain values, no Django, so that a page can be read anywhere and compared."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass
class Block:
    """A paragraph, a heading or a list, in reading order."""

    kind: Literal["paragraph", "heading", "list"]
    text: str = ""
    items: list[str] = field(default_factory=list)
    ordered: bool = False


@dataclass
class Dateline:
    """The opening words that say where (and sometimes when) a release was issued, as printed; whether the gazetteer
    has the place.
    """

    printed: str | None = None
    place: str | None = None
    date_text: str | None = None
    is_known: bool = False


@dataclass
class ReadDate:
    """The day of a release as EDTF, None where the page does not decide, by which rule, and the words that speak of
    it.
    """

    edtf: str | None = None
    evidence: list[str] = field(default_factory=list)
    confidence: float = 0.0
    rule: str = "none"


@dataclass
class Quote:
    speaker: str | None
    role: str | None
    text: str


@dataclass
class Contact:
    """A person or a service to call. `phones` are E.164; a second contact without an office of its own has none.

    What is printed once for several people is each one's here, and `is_shared` says that it is nobody's own.
    """

    name: str | None = None
    office: str | None = None
    role: str | None = None
    phones: list[str] = field(default_factory=list)
    phone_printed: str | None = None
    email: str | None = None
    place: str | None = None
    is_shared: bool = False


@dataclass
class Organisation:
    name: str
    role: Literal["partner", "funder"]


@dataclass
class Repair:
    """A damaged spelling, what it was, and how often it was found."""

    printed: str
    repaired: str
    count: int = 1


@dataclass
class Discarded:
    """A piece of the page that is in no field, and why."""

    text: str
    reason: str


@dataclass
class Evidence:
    """What a field, or one of its values, was read from: the passages as printed and the rule that took them; how sure
    that makes it is in evidence.py. Without passages, the page as a whole decided, or nothing on it.
    """

    field: str
    rule: str
    confidence: float
    passages: list[str] = field(default_factory=list)
    value: str | None = None


@dataclass
class Caption:
    text: str
    credit: str | None = None


@dataclass
class Reading:
    """One page, read. `why_not` is a code (empty, menu_only, list, no_text, language) when it is not an article."""

    title: str | None = None
    subtitle: str | None = None
    language: str | None = None
    kind: str = "news"
    dateline: Dateline = field(default_factory=Dateline)
    date: ReadDate = field(default_factory=ReadDate)
    countries: list[str] = field(default_factory=list)
    countries_mentioned: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    discarded: list[Discarded] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    is_article: bool = True
    why_not: str | None = None

    @property
    def paragraphs(self) -> list[str]:
        return [block.text for block in self.blocks if block.kind == "paragraph"]

    @property
    def headings(self) -> list[str]:
        return [block.text for block in self.blocks if block.kind == "heading"]

    @property
    def lists(self) -> list[list[str]]:
        return [block.items for block in self.blocks if block.kind == "list"]

    def discard(self, text: str, reason: str) -> None:
        """Name a piece of the page that goes into no field, if it has a letter or a digit."""
        if any(map(str.isalnum, text)):
            self.discarded.append(Discarded(text, reason))

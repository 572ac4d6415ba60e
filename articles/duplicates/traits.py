"""By what a release is known when it comes again: plain values, no Django.

In the same language by its words: runs of four words are hashed, and of those in each of 48 bins the smallest is kept
(one-permutation min-hash). Twelve bands of four bins are keys: two texts that share three quarters of their runs have
one in common in 99 of 100 cases. In another language by what is not translated: numbers and people of the same day,
both where neither has a day, or the path of its address without the language.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from urllib.parse import urlsplit

from articles.parsing.phrases import fold, folded_words

RUN = 4  # words
BINS, ROWS = 48, 4
FEWEST_RUNS = 20  # a shorter text is like too many others
MOST_NUMBERS, MOST_PEOPLE = 12, 4
TAG = re.compile(r"<[^>]*>")
NUMBER = re.compile(r"\d+(?:[ .,\u00a0\u202f’']\d{3})*(?!\d)")
YEAR = re.compile(r"(?:19|20)\d\d")
NAME = re.compile(r"\b[^\W\d_a-zà-ÿ]\w{3,}")
LANGUAGE = re.compile(r"^/(?:fr|en|es|ar|fre|eng|spa)(?=/)")
SHORTEST_TAIL = 8  # letters of an address's last part that can be one release's own

LIKE, MOSTLY = 0.35, 0.5  # of both texts' runs are shared, and of the shorter one's
NUMBERS, NAMES = 0.6, 0.4  # of the fewer
FEWEST_NUMBERS, FEWEST_NAMES = 2, 3
LENGTHS = 2.5  # how many times longer a translation may be


@dataclass(frozen=True)
class Traits:
    """Of one article. `day` is empty where it is not known for certain; `people` are who speaks and who answers."""

    language: str
    title: str
    text: str
    day: str = ""
    mission: int | None = None
    countries: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    addresses: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def plain(self) -> str:
        return TAG.sub(" ", self.text)

    @cached_property
    def runs(self) -> frozenset[int]:
        words = folded_words(self.plain)
        return frozenset(_hash(" ".join(words[n : n + RUN])) for n in range(len(words) - RUN + 1))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Of two digits and more, without years: their thousands are parted in every language otherwise."""
        found = (re.sub(r"\D", "", number) for number in NUMBER.findall(self.plain))
        return frozenset(number for number in found if len(number) > 1 and not YEAR.fullmatch(number))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(map(fold, NAME.findall(self.plain)))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Of its addresses, without host and language."""
        paths = (LANGUAGE.sub("", urlsplit(address).path.rstrip("/").lower()) for address in self.addresses)
        return frozenset(path for path in paths if len(path.rpartition("/")[2]) >= SHORTEST_TAIL)


def keys(traits: Traits) -> set[int]:
    """Signed numbers of 64 bits; two articles that may be one release share one."""
    return {_hash("\0".join(parts)) for parts in _keys(traits)}


def _keys(traits: Traits) -> Iterator[tuple[str, ...]]:
    yield from (("band", *band) for band in _bands(traits.runs))
    yield from (("path", path) for path in traits.paths)
    long = [number for number in traits.numbers if len(number) > 2]
    numbers = sorted(long, key=lambda number: (-len(number), number))
    if traits.day:
        yield "title", traits.day, fold(traits.title)
        yield from (("number", traits.day, number) for number in numbers[:MOST_NUMBERS])
        yield from (("person", traits.day, person) for person in traits.people)
    else:
        people = sorted(traits.people)[:MOST_PEOPLE]
        yield from (("undated", person, number) for person in people for number in numbers[:MOST_NUMBERS])


def _bands(runs: Iterable[int]) -> Iterator[tuple[str, ...]]:
    least: list[int | None] = [None] * BINS
    count = 0
    for run in runs:
        place, rest, count = run % BINS, run // BINS, count + 1
        before = least[place]
        least[place] = rest if before is None or rest < before else before
    if count < FEWEST_RUNS:
        return
    full = [_nearest(least, place) for place in range(BINS)]
    for start in range(0, BINS, ROWS):
        yield (str(start), *full[start : start + ROWS])


def _nearest(least: list[int | None], place: int) -> str:
    """An empty bin borrows from the next one, which both texts do alike."""
    step = next(step for step in range(BINS) if least[(place + step) % BINS] is not None)
    return f"{least[(place + step) % BINS]}+{step}"


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


@dataclass(frozen=True)
class Verdict:
    """`reasons` are (code, what) for a person to read; `score` is how sure, of a hundred."""

    is_translation: bool
    score: int
    reasons: list[tuple[str, str]]


def compare(one: Traits, other: Traits) -> Verdict | None:
    """None where they are two releases."""
    return _same_text(one, other) if one.language == other.language else _translation(one, other)


def _same_text(one: Traits, other: Traits) -> Verdict | None:
    shared = len(one.runs & other.runs)
    fewer, all_runs = min(len(one.runs), len(other.runs)), len(one.runs | other.runs)
    if not fewer or shared / fewer < MOSTLY or shared / all_runs < LIKE:
        return None
    score = round(100 * shared / fewer)
    return Verdict(False, score, [("words", str(score)), *_circumstances(one, other)])


def _translation(one: Traits, other: Traits) -> Verdict | None:
    lengths = sorted((len(one.plain) + 1, len(other.plain) + 1))
    if lengths[1] > LENGTHS * lengths[0]:
        return None
    numbers, names = one.numbers & other.numbers, one.names & other.names
    has_numbers = len(numbers) >= FEWEST_NUMBERS and _share(numbers, one.numbers, other.numbers) >= NUMBERS
    has_names = len(names) >= FEWEST_NAMES and _share(names, one.names, other.names) >= NAMES
    is_of_one_place = one.mission == other.mission or bool(one.countries & other.countries)
    is_of_one_time = one.day == other.day and bool(one.day or numbers) and is_of_one_place
    has_people = bool(one.people & other.people)
    votes = has_numbers + has_names + has_people
    if not (one.paths & other.paths or (is_of_one_time and votes > 1)):
        return None
    reasons = [("numbers", ", ".join(sorted(numbers, key=len, reverse=True)[:5]))] if has_numbers else []
    reasons += [("names", ", ".join(sorted(names)[:5]))] if has_names else []
    return Verdict(True, 55 + 15 * votes, [*reasons, *_circumstances(one, other)])


def _share(shared: frozenset, *sets: frozenset) -> float:
    return len(shared) / min(map(len, sets))


def _circumstances(one: Traits, other: Traits) -> list[tuple[str, str]]:
    reasons = [("day", one.day)] if one.day and one.day == other.day else []
    reasons += [("address", path) for path in sorted(one.paths & other.paths)[:1]]
    reasons += [("people", ", ".join(sorted(one.people & other.people)[:3]))] if one.people & other.people else []
    return reasons + ([("title", one.title)] if fold(one.title) == fold(other.title) else [])

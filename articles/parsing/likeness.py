"""Names printed otherwise than they are known: the one that is meant for certain, and the nearest to choose from.

Certain is a name in the same words, whatever their order, accents, articles and prepositions; or with one word
misprinted; or one near enough whose acronym is printed with it. All else is for a person to judge.
"""

import re
from collections import Counter
from collections.abc import Iterable, Set
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from articles.parsing.phrases import folded_words

MISPRINT = 0.85  # of a word's letters are right: one letter is wrong of seven, two of fourteen
WITH_ITS_ACRONYM = 80  # per cent of the name is right, and the acronym printed behind it is the name's
NEAR = 68  # per cent; below it, a name is not worth proposing
FEWEST_WORDS = 2  # in a name that may be misprinted: one word proves too little
SMALL = frozenset(
    "a al au aux d de del des di do du e el en et for in l la las le les los of on para por pour s sur the y".split()
)
ACRONYM = re.compile(r"\s*\(([^()\s]{2,12})\)\s*$")

Value = TypeVar("Value")


class Near(NamedTuple, Generic[Value]):
    """A known name like the one that was looked for, `score` per cent alike."""

    name: str
    value: Value
    score: float


def words_of(name: str) -> tuple[str, ...]:
    """What a name is compared by: « l’Agence de l’eau (AE) » is ("agence", "eau")."""
    words = folded_words(ACRONYM.sub("", name))
    return tuple(word for word in words if word not in SMALL) or words


class Likeness(Generic[Value]):
    """Known names, each with what it stands for. `words` are others that are no misprints: of countries, of towns."""

    def __init__(self, named: Iterable[tuple[str, Value]], words: Set[str] = frozenset()):
        self._names = [(name, value) for name, value in named if name]
        self._words = [words_of(name) for name, _value in self._names]
        self._sorted = [" ".join(sorted(words)) for words in self._words]
        self._values: dict[str, set[Value]] = {}
        for line, (_name, value) in zip(self._sorted, self._names, strict=True):
            self._values.setdefault(line, set()).add(value)
        self._known_words = words.union(*self._words)

    @classmethod
    def of(cls, records: Iterable, words: Set[str] = frozenset()) -> "Likeness":
        """Of records by their `all_names`."""
        return cls(((name, record) for record in records for name in record.all_names), words)

    def meant(self, name: str) -> Value | None:
        """What the name stands for without a doubt; None where nothing does, or more than one."""
        words = words_of(name)
        line = " ".join(sorted(words))
        found = self._values.get(line)
        if found is None and len(words) >= FEWEST_WORDS:
            found = self._misprinted(words, line) or self._with_acronym(name, line)
        return next(iter(found)) if found and len(found) == 1 else None

    def nearest(self, name: str, most: int = 3) -> list[Near[Value]]:
        """The likest names of different things, the best first; of one thing, its likest name."""
        line = " ".join(sorted(words_of(name)))
        found = process.extract(line, self._sorted, scorer=fuzz.token_ratio, score_cutoff=NEAR, limit=most * 6)
        best: dict[Value, Near[Value]] = {}
        for _line, score, index in sorted(found, key=lambda one: (-one[1], -fuzz.ratio(line, one[0]), one[2])):
            known, value = self._names[index]
            best.setdefault(value, Near(known, value, score))
        return list(best.values())[:most]

    def _like(self, line: str, at_least: float) -> list[int]:
        found = process.extract(line, self._sorted, scorer=fuzz.ratio, score_cutoff=at_least, limit=None)
        return [index for _line, _score, index in found]

    def _misprinted(self, words: tuple[str, ...], line: str) -> set[Value]:
        """Those that one word tells apart, where it is no word of its own."""
        likest = 100 * MISPRINT - 15  # sorted, a word that begins otherwise stands elsewhere
        return {self._names[index][1] for index in self._like(line, likest) if self._is_misprint(words, index)}

    def _is_misprint(self, words: tuple[str, ...], index: int) -> bool:
        printed, known = _rest(words, self._words[index]), _rest(self._words[index], words)
        if len(printed) != 1 or len(known) != 1 or printed[0] in self._known_words:
            return False
        (one,), (other,) = printed, known
        is_alike = one[0] == other[0] and OSA.normalized_similarity(one, other) >= MISPRINT
        return is_alike and not any(map(str.isdigit, one + other))

    def _with_acronym(self, name: str, line: str) -> set[Value]:
        acronym = ACRONYM.search(name)
        called = self._values.get(" ".join(folded_words(acronym[1]))) if acronym else None
        return {self._names[index][1] for index in self._like(line, WITH_ITS_ACRONYM)} & called if called else set()


def _rest(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """The words that the others lack, each as often as it is lacking."""
    return list((Counter(words) - Counter(others)).elements())

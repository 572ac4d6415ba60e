"""Known phrases found in a text in one pass, word by word, the longest first, blind to accents and case."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

WORD = re.compile(r"[^\W_]+")
JOINS = frozenset(["", " ", "'", "’", "-", "\u2011", ", ", "’ ", "' ", ".", ". ", " & ", "/"])

SENTENCE_BREAK = re.compile(r"(?<=[.!?])(?<![\s.][A-Z]\.)\s+(?=[«“\"A-ZÀ-Þ¿¡])")

Value = TypeVar("Value")


class Found(NamedTuple, Generic[Value]):
    """A known phrase's value and its place in a text."""

    value: Value
    start: int
    end: int


class _Folding(dict):
    """A str.translate table: each letter to its base letter in lower case, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0].lower()
        self[code] = base if len(base) == 1 else letter
        return self[code]


FOLDING = _Folding()


def fold(text: str) -> str:
    """Text without accents and case, letter for letter: positions in it are positions in the text."""
    return text.translate(FOLDING)


def folded_words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(fold(text)))


class Passage:
    """A title or paragraph prepared once for all that is looked for in it: its folded words and its sentences."""

    def __init__(self, text: str):
        self.text = text
        self.words = [(match[0], match.start(), match.end()) for match in WORD.finditer(fold(text))]

    def by_sentence(self, found: Iterable[Found]) -> Iterator[tuple[int, int, list[Found]]]:
        """Each sentence's start and end, with what of `found` (in order, each with a `start`) begins in it."""
        rest = iter(found)
        item = next(rest, None)
        for start, end in _sentences(self.text):
            here = []
            while item is not None and item.start < end:
                here.append(item)
                item = next(rest, None)
            yield start, end, here


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in SENTENCE_BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


class Phrases(Generic[Value]):
    """Phrases with a value each. `accepts(value, text, start, end)` may refuse an occurrence."""

    def __init__(
        self,
        named: Iterable[tuple[tuple[str, ...], Value]],
        accepts: Callable[[Value, str, int, int], bool] | None = None,
    ):
        self._accepts = accepts
        self._by_words: dict[str, dict[str | None, list[tuple[tuple[str, ...], Value]]]] = {}
        for words, value in sorted(named, key=lambda phrase: -len(phrase[0])):
            if words:
                second = words[1] if len(words) > 1 else None
                self._by_words.setdefault(words[0], {}).setdefault(second, []).append((words, value))

    def get(self, words: tuple[str, ...]) -> list[Value]:
        """The values of one whole phrase."""
        return [value for known, value in self._candidates(*words[:2]) if known == words] if words else []

    def find(self, passage: Passage) -> Iterator[Found[Value]]:
        """Every phrase in the passage."""
        after, known_words = 0, self._by_words
        for index in [index for index, (word, _, _) in enumerate(passage.words) if word in known_words]:
            if index < after:
                continue
            word, start, _ = passage.words[index]
            following = passage.words[index + 1][0] if index + 1 < len(passage.words) else None
            for known, value in self._candidates(word, following):
                after_known = index + len(known)
                if _follows(passage, index, known):
                    end = passage.words[after_known - 1][2]
                    if self._accepts is None or self._accepts(value, passage.text, start, end):
                        yield Found(value, start, end)
                        after = after_known
                        break

    def _candidates(self, word: str, following: str | None = None) -> list[tuple[tuple[str, ...], Value]]:
        """Phrases that begin with a word and the following one, the longest first, then the word itself."""
        by_second = self._by_words.get(word, {})
        alone = by_second.get(None, [])
        return [*by_second[following], *alone] if following is not None and following in by_second else alone


def _follows(passage: Passage, index: int, known: tuple[str, ...]) -> bool:
    words = passage.words
    if index + len(known) > len(words):
        return False
    for offset in range(1, len(known)):
        word, start, _ = words[index + offset]
        if word != known[offset] or passage.text[words[index + offset - 1][2] : start] not in JOINS:
            return False
    return True

"""Known phrases found in a text in one pass, word by word, the longest first, blind to accents and case."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

WORD = re.compile(r"[^\W_]+")
JOINS = frozenset(["", " ", "'", "’", "-", "\u2011", ", ", "’ ", "' ", ".", ". ", " & ", "/"])

Value = TypeVar("Value")


class Word(NamedTuple):
    text: str
    start: int
    end: int


class _Folding(dict):
    """A str.translate table: each letter to its base letter in lower case, filled as letters are met; keeps lengths."""

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


def words_of(text: str) -> list[Word]:
    """The folded words of a text with their places in it."""
    return [Word(match[0], match.start(), match.end()) for match in WORD.finditer(fold(text))]


class Phrases(Generic[Value]):
    """Phrases with a value each. `accepts(value, text, start, end)` may refuse an occurrence."""

    def __init__(
        self,
        named: Iterable[tuple[tuple[str, ...], Value]],
        accepts: Callable[[Value, str, int, int], bool] = lambda value, text, start, end: True,
    ):
        self._accepts = accepts
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for words, value in named:
            if words:
                self._by_first_word.setdefault(words[0], []).append((words, value))
        for candidates in self._by_first_word.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def get(self, words: tuple[str, ...]) -> list[Value]:
        """The values of one whole phrase."""
        return [value for known, value in self._by_first_word.get(words[0], ()) if known == words] if words else []

    def find(self, text: str, words: Sequence[Word]) -> Iterator[tuple[Value, int, int]]:
        """Every phrase in the text, of which `words` are the words: its value, its start and its end."""
        after = 0
        for index, word in enumerate(words):
            if index < after or word.text not in self._by_first_word:
                continue
            for known, value in self._by_first_word[word.text]:
                last = index + len(known) - 1
                if _follows(text, words, index, known) and self._accepts(value, text, word.start, words[last].end):
                    yield value, word.start, words[last].end
                    after = last + 1
                    break


def _follows(text: str, words: Sequence[Word], index: int, known: tuple[str, ...]) -> bool:
    if index + len(known) > len(words):
        return False
    for offset in range(1, len(known)):
        before, word = words[index + offset - 1], words[index + offset]
        if word.text != known[offset] or text[before.end : word.start] not in JOINS:
            return False
    return True

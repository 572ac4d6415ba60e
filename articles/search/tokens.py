"""The words of a text, folded and stemmed."""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

import Stemmer

from contacts.names import fold

from .endings import plain

STEMMERS = {"fr": "french", "en": "english", "es": "spanish", "ar": "arabic"}
KNOWN_STEMS: dict[str, dict[str, str]] = {language: {} for language in STEMMERS}
MOST_KNOWN = 50_000  # words of a language whose stems are kept at hand
LONGEST_WORD = 60  # of what is longer, the beginning counts: an index has its limits
WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # O.I.M.
    r"|(?:[mn]'(?=[bcdfgjklmnpqrstvwxz]))?"  # N’Djamena: French elides before vowels
    r"[^\W_]+"
    r"(?:(?<=a)'a\b|'(?=[^\W_]))?"  # Sana’a; l’
)
JOINED = str.maketrans("", "", "'.")
ELIDED = frozenset("l' d' j' m' n' s' t' c' qu' jusqu' lorsqu' puisqu' quoiqu'".split())


class Word(NamedTuple):
    """A folded word and where it stands in the text as it is written: from its first letter to before what follows."""

    folded: str
    start: int
    end: int


class _Letters(dict):
    """A str.translate table of what each letter is when folded: "É" one, "œ" two, a combining accent none."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


LETTERS = _Letters()


class Words(Sequence):
    """The words of a text, where each stands worked out when it is asked for; `folded` are all of them, as `words`."""

    def __init__(self, text: str):
        self._places = range(len(text) + 1)
        if any(len(LETTERS[ord(letter)]) != 1 for letter in set(text)):
            places = (place for place, letter in enumerate(text) for _one in LETTERS[ord(letter)])
            self._places = [*places, len(text)]
        matches = WORD.finditer(text.translate(LETTERS))
        self._matches = [match for match in matches if match[0] not in ELIDED]
        self.folded = [_joined(match[0]) for match in self._matches]

    def __len__(self):
        return len(self.folded)

    def __getitem__(self, number: int) -> Word:
        match, places = self._matches[number], self._places
        after = match.start() + len(match[0].rstrip("'"))
        return Word(self.folded[number], places[match.start()], max(places[after], places[after - 1] + 1))


def words(text: str) -> list[str]:
    """Folded words without French elisions: « L’œuvre d’été » is ["oeuvre", "ete"]."""
    return [_joined(word) for word in WORD.findall(_folded(text)) if word not in ELIDED]


def stems(text: str, language: str) -> str:
    """The stems of the text between spaces, one at each end: " oeuvr ete "."""
    return f" {' '.join(stems_of(words(text), language))} "


def stems_of(words: list[str], language: str) -> list[str]:
    known = KNOWN_STEMS[language]
    if len(known) > MOST_KNOWN:
        known = KNOWN_STEMS[language] = {}  # other threads go on with theirs
    if unknown := {word for word in words if word not in known}:
        known |= _stemmed(unknown, language)
    return [known[word] for word in words]


def _joined(word: str) -> str:
    return (word if word.isalnum() else word.translate(JOINED))[:LONGEST_WORD]


def _folded(text: str) -> str:
    return fold(text).lower()  # a folded ℌ is a capital again


def _stemmed(words: Set[str], language: str) -> dict[str, str]:
    """Stemmed twice: without accents, Snowball's French needs a second step to bring « réfugiée » to « réfugié »."""
    stemmer = Stemmer.Stemmer(STEMMERS[language])  # one a call: it is not safe between threads
    stemmed = stemmer.stemWords(stemmer.stemWords([plain(word, language) for word in words]))
    return {word: stem or word for word, stem in zip(words, stemmed, strict=True)}

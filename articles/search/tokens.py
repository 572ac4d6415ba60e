"""The words of a text, folded and stemmed."""

import re
from collections.abc import Set
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
    """A folded word and where it stands in the text as it is written."""

    folded: str
    start: int
    end: int


class _Letters(dict):
    """What each letter is when folded: "É" one, "œ" two, a combining accent none; filled as they are met."""

    def __missing__(self, letter: str) -> str:
        self[letter] = _folded(letter)
        return self[letter]


LETTERS = _Letters()


def words(text: str) -> list[str]:
    """Folded words without French elisions: « L’œuvre d’été » is ["oeuvre", "ete"]."""
    return [word.translate(JOINED)[:LONGEST_WORD] for word in WORD.findall(_folded(text)) if word not in ELIDED]


def words_in(text: str) -> list[Word]:
    """The same, each with its place: between its first letter and what follows its last one."""
    letters = [LETTERS[letter] for letter in text]
    places = [place for place, letter in enumerate(letters) for _one in letter]
    places.append(len(text))
    found = []
    for match in WORD.finditer("".join(letters)):
        if match[0] not in ELIDED:
            word = match[0].translate(JOINED)[:LONGEST_WORD]
            after = match.start() + len(match[0].rstrip("'"))
            found.append(Word(word, places[match.start()], max(places[after], places[after - 1] + 1)))
    return found


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


def _folded(text: str) -> str:
    return fold(text).lower()  # a folded ℌ is a capital again


def _stemmed(words: Set[str], language: str) -> dict[str, str]:
    """Stemmed twice: without accents, Snowball's French needs a second step to bring « réfugiée » to « réfugié »."""
    stemmer = Stemmer.Stemmer(STEMMERS[language])  # one a call: it is not safe between threads
    stemmed = stemmer.stemWords(stemmer.stemWords([plain(word, language) for word in words]))
    return {word: stem or word for word, stem in zip(words, stemmed, strict=True)}

"""The words of a text, folded and stemmed."""

import re
from collections.abc import Set

import Stemmer

from contacts.names import fold

STEMMERS = {"fr": "french", "en": "english", "es": "spanish", "ar": "arabic"}
KNOWN_STEMS: dict[str, dict[str, str]] = {language: {} for language in STEMMERS}
MOST_KNOWN = 50_000  # words of a language whose stems are kept at hand
LONGEST_WORD = 60  # of what is longer, the beginning counts: an index has its limits
WORD = re.compile(r"[^\W_]+(?:'(?=[^\W_]))?")
ELIDED = frozenset("l' d' j' m' n' s' t' c' qu' jusqu' lorsqu' puisqu' quoiqu'".split())


def words(text: str) -> list[str]:
    """Folded words without French elisions: « L’œuvre d’été » is ["oeuvre", "ete"]."""
    found = WORD.findall(fold(text).lower())  # a folded ℌ is a capital again
    return [word.rstrip("'")[:LONGEST_WORD] for word in found if word not in ELIDED]


def stems(text: str, language: str) -> str:
    """The stems of the text between spaces, one at each end: " oeuvr ete "."""
    found, known = words(text), KNOWN_STEMS[language]
    if len(known) > MOST_KNOWN:
        known = KNOWN_STEMS[language] = {}  # other threads go on with theirs
    known |= _stemmed({word for word in found if word not in known}, language)
    return f" {' '.join(known[word] for word in found)} "


def _stemmed(words: Set[str], language: str) -> dict[str, str]:
    """Stemmed twice: without accents, Snowball's French needs a second step to bring « réfugiée » to « réfugié »."""
    stemmer, words = Stemmer.Stemmer(STEMMERS[language]), list(words)  # one a call: it is not safe between threads
    stemmed = stemmer.stemWords(stemmer.stemWords(words))
    return {word: stem or word for word, stem in zip(words, stemmed, strict=True)}

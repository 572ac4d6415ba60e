"""Themes proposed from the words of an article, by a weighted vocabulary.

A phrase ("retour volontaire") says more than a word ("retour"), the title more than the text, and a word that comes
back little more than once. benchmarks/themes.py measures the weights and the threshold on labelled pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from Stemmer import Stemmer

from articles.parsing.clues import Clues
from articles.parsing.phrases import Passage, Phrases, folded_words

LANGUAGES = {"fr": "french", "en": "english", "es": "spanish"}
AT_MOST = 3
WORD, PHRASE = 1, 2  # what a keyword weighs that says nothing else ("séisme=3")
IN_TITLE, IN_LEAD = 3, 2  # times its weight; in the text once
ENOUGH = 3
BESIDE_THE_BEST = 0.5  # a theme with less of the best one's weight is mentioned, not treated
MOST_OF_A_WORD = 2  # occurrences of one keyword that count


class ThemeWords:
    """The keywords of all themes, compiled once: {"slug", "keywords": {"fr": ["séisme=3", …], …}}."""

    def __init__(self, themes: Iterable[Mapping]):
        themes = list(themes)
        self._phrases = {
            language: Phrases(
                weighed(keyword, theme["slug"], language)
                for theme in themes
                for keyword in theme.get("keywords", {}).get(language, ())
            )
            for language in LANGUAGES
        }

    def themes_in(
        self, title: Passage, passages: Sequence[Passage], language: str | None, clues: Clues | None = None
    ) -> list[str]:
        """Slugs of at most three themes, the heaviest first; so the clues."""
        if language not in self._phrases:
            return []
        clues = Clues() if clues is None else clues
        seen: dict[tuple, list[int]] = {}
        for passage, times, rule in _places(title, passages):
            for (slug, words, weight), start, end in self._phrases[language].find(_Stems(passage, language)):
                seen.setdefault((slug, words), []).append(times * weight)
                clues.see(slug, rule, passage.text, start, end)
        return _heaviest(seen)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    return Stemmer(LANGUAGES[language]).stemWord(word)


class _Stems(Passage):
    """A passage by the stems of its words."""

    def __init__(self, passage: Passage, language: str):
        self.text = passage.text
        self.words = [(stem(word, language), start, end) for word, start, end in passage.words]


def weighed(keyword: str, slug: str, language: str) -> tuple[tuple[str, ...], tuple]:
    """The stems of a keyword, and its theme, again the stems and its weight."""
    text, _, weight = keyword.partition("=")
    words = tuple(stem(word, language) for word in folded_words(text))
    known = int(weight) if weight.strip().isdecimal() else WORD if len(words) == 1 else PHRASE
    return words, (slug, words, known)


def _places(title: Passage, passages: Sequence[Passage]) -> Iterable[tuple[Passage, int, str]]:
    yield title, IN_TITLE, "title"
    for index, passage in enumerate(passages):
        yield passage, 1 if index else IN_LEAD, "keywords"


def _heaviest(seen: Mapping[tuple, Sequence[int]]) -> list[str]:
    weights: dict[str, int] = {}
    for (slug, _), found in seen.items():
        weights[slug] = weights.get(slug, 0) + sum(sorted(found)[-MOST_OF_A_WORD:])
    best = max(weights.values(), default=0)
    ranked = sorted(weights, key=lambda slug: -weights[slug])
    return [slug for slug in ranked if weights[slug] >= max(ENOUGH, BESIDE_THE_BEST * best)][:AT_MOST]

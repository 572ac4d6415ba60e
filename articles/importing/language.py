"""The language of a text, from its little words: menus, labels and addresses of the old sites do not tell it."""

import re
from collections import Counter

LITTLE_WORDS = {
    "fr": "le la les des du et est une un dans pour que qui sur avec ont par au aux ce cette ses leur leurs plus sont",
    "en": "the and of to in for is are was were with that by on at from has have will as it its their this be an who",
    "es": "el la los las de del y en para que con por una un se su sus al es son fue ha más como lo este esta desde",
}
LANGUAGES_OF = {
    word: [language for language, words in LITTLE_WORDS.items() if word in words.split()]
    for word in {word for words in LITTLE_WORDS.values() for word in words.split()}
}
WORD = re.compile(r"[^\W\d_]+")
ARABIC_LETTER = re.compile("[\u0620-\u064a]")
LATIN_LETTER = re.compile("[A-Za-z]")
ENOUGH = 20_000  # characters that settle the question


def known_language(code: str | None) -> str | None:
    """The code, if it is one of those that are told apart here."""
    return code if code in (*LITTLE_WORDS, "ar") else None


def read_language(text: str) -> tuple[str | None, str]:
    """ "fr", "en", "es" or "ar", None for a text that shows none of them; and the rule that tells: "letters",
    "little_words", "few_words" where a second language has two thirds of them or more, "none".
    """
    text = text[:ENOUGH]
    arabic = len(ARABIC_LETTER.findall(text)) if not text.isascii() else 0
    if arabic and arabic > len(LATIN_LETTER.findall(text)):
        return "ar", "letters"
    scores: Counter[str] = Counter()
    for word, count in Counter(WORD.findall(text.lower())).items():
        for language in LANGUAGES_OF.get(word, ()):
            scores[language] += count
    if not scores:
        return None, "none"
    best = max(scores, key=scores.__getitem__)
    is_clear = all(3 * count < 2 * scores[best] for language, count in scores.items() if language != best)
    return best, "little_words" if is_clear else "few_words"

"""The language of a text, from its little words: menus, labels and addresses of the old sites do not tell it."""

import re
from collections import Counter

LITTLE_WORDS = {
    "fr": "le la les des du et est une un dans pour que qui sur avec ont par au aux ce cette ses leur leurs plus sont"
    " de en l’oim l'oim d’un d'un d’une d'une qu’il qu'il",
    "en": "the and of to in for is are was were with that by on at from has have will as it its their this be an who",
    "es": "el la los las de del y en para que con por una un se su sus al es son fue ha más como lo este esta desde",
}
OTHERS = {
    "de": "der die und den von zu mit auf für ist im dem nicht eine einer als auch wurde werden sind nach bei zur",
    "it": "il di che è per della del con sono le gli nel nella alla dei delle anche più una un ha stato hanno loro",
    "pt": "o a os as do da dos das não em um uma para com que no na nos nas foi são ao mais pelo pela também e de seu",
}  # told apart so that their pages are not taken for one of those above
LITTLE = {**LITTLE_WORDS, **OTHERS}
LANGUAGES_OF = {
    word: [language for language, words in LITTLE.items() if word in words.split()]
    for word in {word for words in LITTLE.values() for word in words.split()}
}
ARABIC_LETTER = re.compile("[\u0620-\u064a]")
PERSIAN_LETTER = re.compile("[\u0679\u067e\u0686\u0688\u0698\u06a9\u06af\u06cc\u06d2]")  # not in Arabic
LATIN_LETTER = re.compile("[A-Za-z]")
FROM_AFAR = re.compile("[\u0370-\u1dff\u2e80-\ud7ff]")
OTHER_LETTER = re.compile("[\u0370-\u05ff\u0700-\u1dff\u2e80-\ud7ff]")
PERSIAN_SHARE = 0.04
MARGIN, LEAST = 1.2, 12  # another language has so many times the little words of the best of these, and so many
ENOUGH = 20_000  # characters that settle the question


def known_language(code: str | None) -> str | None:
    """The code, if it is one of those that are told apart here."""
    return code if code in (*LITTLE_WORDS, "ar") else None


def read_language(text: str) -> tuple[str | None, str]:
    """ "fr", "en", "es" or "ar", None for a text that shows none of them; and the rule that tells: "letters",
    "little_words", "few_words" where a second language has four fifths of them or more, "other" for a text in a
    language that the newsroom does not have, "none".
    """
    text = text[:ENOUGH]
    if found := _by_letters(text):
        return found
    scores: Counter[str] = Counter()
    words = Counter(text.lower().split())
    for word in words.keys() & LANGUAGES_OF.keys():
        for language in LANGUAGES_OF[word]:
            scores[language] += words[word]
    best = max(LITTLE_WORDS, key=lambda language: scores[language])
    if any(scores[other] >= max(LEAST, MARGIN * scores[best]) for other in OTHERS):
        return None, "other"
    if not scores[best]:
        return None, "none"
    is_clear = all(5 * scores[language] < 4 * scores[best] for language in LITTLE_WORDS if language != best)
    return best, "little_words" if is_clear else "few_words"


def _by_letters(text: str) -> tuple[str | None, str] | None:
    if text.isascii() or not FROM_AFAR.search(text):
        return None
    latin, arabic = len(LATIN_LETTER.findall(text)), len(ARABIC_LETTER.findall(text))
    if len(OTHER_LETTER.findall(text)) > max(latin, arabic):
        return None, "other"
    if arabic <= latin:
        return None
    return (None, "other") if len(PERSIAN_LETTER.findall(text)) > PERSIAN_SHARE * arabic else ("ar", "letters")

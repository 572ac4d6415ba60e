"""What a text may become that is still being typed."""

from itertools import islice

from articles.models import SearchWord

from .query import LONGEST_QUERY, SAID_BY_ALL, Query, forms
from .tokens import Words

SHORTEST = 2  # letters
MOST = 3
LOOKED_AT = 20  # words, of which many are forms of one: migrants, migrant


def completions(text: str) -> list[str]:
    """The text with its last word made whole, by the most frequent words of public titles and leads that begin so.

    None where the last word is not the one being typed, or says what must not be there.
    """
    text = text[:LONGEST_QUERY]
    last = next(reversed(Words(text)), None)
    if last is None or last.end < len(text) or len(last.folded) < SHORTEST or Query.parse(text).unwanted:
        return []
    alike = SearchWord.objects.filter(word__startswith=last.folded).exclude(word__in=[last.folded, *SAID_BY_ALL])
    frequent = alike.order_by("-count", "word").values_list("word", flat=True)[:LOOKED_AT]
    by_stems = {tuple(forms(last.folded)): None}
    for word in frequent:
        by_stems.setdefault(tuple(forms(word)), word)
    return [text[: last.start] + word for word in islice(filter(None, by_stems.values()), MOST)]

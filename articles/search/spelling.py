"""“Did you mean”: the nearest words of what is public.

The vocabulary is made of the titles and leads of public releases only, by the command learn_words: a word of a draft
is never offered, nor one that has since been withdrawn. A suggestion that finds nothing public is none.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from articles.models import Article, SearchWord

from .query import LONGEST_QUERY, MOST_RUNS, SAID_BY_ALL
from .tokens import LONGEST_WORD, Word, Words

MOST_WORDS = 50_000
MOST_MENDED = 3  # words of a query
MOST_TRIED = 5  # near words, of which the first that is still public is offered
SHORTEST = 4  # letters; nearly every shorter word is near another one


def spelling(text: str, count: Callable[[str], int]) -> str | None:
    """The query with each word that finds nothing exchanged for the nearest known one; None where that helps nothing.

    `count` says how many public releases a query finds. The first letter is taken to be right.
    """
    text, end, parts = text[:LONGEST_QUERY], 0, []
    for word in islice(_unknown(text, count), MOST_MENDED):
        parts += [text[end : word.start], _nearest(word.folded, count) or text[word.start : word.end]]
        end = word.end
    meant = "".join([*parts, text[end:]])
    return meant if meant != text and count(meant) else None


@transaction.atomic
def learn_words(now: datetime) -> int:
    """Make the vocabulary anew from what is public at the moment `now`; the number of its words."""
    counts, forms = Counter(), defaultdict(Counter)
    for texts in Article.objects.published(now).values_list("title", "lead").iterator(chunk_size=2_000):
        found = {}
        for text in texts:
            found |= {word.folded: text[word.start : word.end].lower() for word in Words(text)}
        counts.update(found.keys())
        for folded, written in found.items():
            forms[folded][written] += 1
    words = [(word, number) for word, number in counts.most_common() if not _is_no_word(word)][:MOST_WORDS]
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, written=forms[word].most_common(1)[0][0], count=number) for word, number in words],
        batch_size=2_000,
    )
    return len(words)


def _unknown(text: str, count: Callable[[str], int]) -> Iterator[Word]:
    """A word of the vocabulary is taken to find something still: to count what a frequent one finds takes long."""
    words = [word for word in islice(Words(text), MOST_RUNS) if not _is_no_word(word.folded)]
    asked = SearchWord.objects.filter(word__in={word.folded for word in words})
    known = set(asked.values_list("word", flat=True))
    return (word for word in words if word.folded not in known and not count(word.folded))


def _is_no_word(folded: str) -> bool:
    return not SHORTEST <= len(folded) < LONGEST_WORD or folded in SAID_BY_ALL or not folded.isalpha()


def _nearest(folded: str, count: Callable[[str], int]) -> str | None:
    """One letter more, less, other or exchanged, in a longer word two; of equally near ones the most frequent."""
    most = 1 if len(folded) <= 5 else 2
    as_long = Q(length__range=(len(folded) - most, len(folded) + most))
    alike = SearchWord.objects.alias(length=Length("word")).filter(as_long, word__startswith=folded[0])
    known = {word: facts for word, *facts in alike.values_list("word", "written", "count")}
    near = extract(folded, list(known), scorer=OSA.distance, score_cutoff=most, limit=None)
    near.sort(key=lambda one: (one[1], -known[one[0]][1], one[0]))
    return next((known[word][0] for word, _distance, _place in near[:MOST_TRIED] if count(word)), None)

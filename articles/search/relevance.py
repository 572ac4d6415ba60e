"""The order by relevance, computed here and not by the databases, so that both give the same."""

from collections.abc import Sequence

from django.db.models.functions import Left

from articles.models import SearchText

from .query import Query, forms

MOST_RANKED = 2_000
READ_OF_BODY = 20_000  # characters
WEIGHTS = {"title": 8, "lead": 4, "names": 2, "body": 1}


def ranked(text: str, keys: Sequence[int]) -> list[int]:
    """The first 2,000 of the keys, given newest first, by what they say of the query; equals stay as given.

    For each word or phrase, and for all the words together as they were typed, a part that has it n times adds its
    weight times n / (n + 1): the second time says less than the first.
    """
    keys = list(keys[:MOST_RANKED])
    wanted = Query.parse(text).wanted
    runs = [[f" {form} " for form in forms(run)] for run in dict.fromkeys([*wanted, " ".join(wanted)])]
    parts = "title", "lead", "names", Left("body", READ_OF_BODY)
    rows = SearchText.objects.filter(pk__in=keys).values_list("pk", *parts)
    scores = {key: sum(_score(parts, forms) for forms in runs) for key, *parts in rows}
    return sorted(keys, key=lambda key: -scores.get(key, 0))


def _score(parts: Sequence[str], forms: Sequence[str]) -> float:
    counts = (sum(map(part.count, forms)) for part in parts)
    return sum(weight * n / (n + 1) for weight, n in zip(WEIGHTS.values(), counts, strict=True))

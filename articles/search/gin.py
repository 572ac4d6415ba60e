"""A query as PostgreSQL is asked.

Its index knows words, and of frequent words that stand together their run as if it were a word (migration 0020): the
function articles_words says which, here too. What the index cannot say of a phrase, each text that may have it is read
for.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from os.path import commonprefix

from .query import Query, forms

ALL = "SELECT id AS key FROM articles_article"
PARTS = "title || lead || names || body"
HOLDING = "SELECT article_id AS key FROM articles_searchtext WHERE {}"
ONE_OF = f'articles_words({PARTS}) && (%s::text[] COLLATE "C")'
TOGETHER = f"articles_hold({PARTS}, %s::text[])"
WORDS_AND_RUNS = "SELECT articles_words(form) FROM unnest(%s::text[]) AS form"

Sql = tuple[str, list]
Words = list[str]


def statements(query: Query, connection) -> tuple[Sql, Sql | None]:
    """For the keys of what has all that is wanted, and of what has something unwanted, where there is such a thing.

    The second one asks for what is wanted too, so that fewer texts are read.
    """
    known = _known(filter(_is_phrase, (*query.wanted, *query.unwanted)), connection)
    places = {run: _places(run, known) for run in (*query.wanted, *query.unwanted)}
    to_read = {run for run, words in places.items() if len(words) > 1}
    of_all = [words for run in query.wanted for words in places[run]]
    wanted = _holding(of_all, [run for run in query.wanted if run in to_read]) if of_all else (ALL, [])
    said = [word for run in query.unwanted if run not in to_read for word in places[run][0]]
    unwanted = [_holding([*of_all, said], [])] if said else []
    unwanted += [_holding([*of_all, *places[run]], [run]) for run in query.unwanted if run in to_read]
    return wanted, _either(unwanted)


def _is_phrase(run: str) -> bool:
    return " " in run


def _known(phrases: Iterable[str], connection) -> set[str]:
    """The words of the phrases, and those runs of them that the index knows."""
    asked = [f" {form} " for phrase in phrases for form in forms(phrase)]
    if not asked:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(WORDS_AND_RUNS, [asked])
        return set(chain.from_iterable(known for (known,) in cursor.fetchall()))


def _places(run: str, known: set[str]) -> list[Words]:
    """Of each of which the index must have one: words, in all their forms, and the longest runs of words it knows."""
    together = [form.split() for form in forms(run)]
    places, end, longest = [], 0, 1 + max((one.count("_") for one in known), default=0)
    for start in range(len(together[0])):
        for stop in range(min(start + longest, len(together[0])), max(start, end), -1):
            words = list(dict.fromkeys("_".join(form[start:stop]) for form in together))
            if stop - start == 1 or known.issuperset(words):
                places.append(words)
                end = stop
                break
    return places


def _holding(places: Sequence[Words], phrases: Sequence[str]) -> Sql:
    asked, values = [ONE_OF] * len(places), list(places)
    if phrases:
        asked.append(TOGETHER)
        values.append(_as_long_as_the_longest([row for phrase in phrases for row in _looked_for(phrase)]))
    return HOLDING.format(" AND ".join(asked)), values


def _looked_for(phrase: str) -> list[Words]:
    """What all forms begin with, so that a text without it is read through once only; and one of the forms."""
    together = [f" {form} " for form in forms(phrase)]
    return [[commonprefix(together)], together] if len(together) > 1 else [together]  # noqa: RUF071 (letters)


def _as_long_as_the_longest(rows: list[Words]) -> list[list[str | None]]:
    """Arrays of PostgreSQL have rows of one length."""
    return [list(row) for row in zip(*zip_longest(*rows), strict=True)]


def _either(statements: Sequence[Sql]) -> Sql | None:
    if not statements:
        return None
    return " UNION ALL ".join(sql for sql, _values in statements), [one for _sql, some in statements for one in some]

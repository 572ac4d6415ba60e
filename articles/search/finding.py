"""The articles that a query finds, from the index of the database.

A phrase stands within one part: FTS5 keeps parts apart as columns, and joined they have two spaces between them.
"""

import json
from array import array
from sys import byteorder

from django.db import connections
from django.db.models import Q
from django.db.models.expressions import RawSQL

from articles.models import Article, LegacyAddress, SearchText
from contacts.names import slug_stem

from .query import Query, forms
from .tokens import words

ALL = "SELECT id AS key FROM articles_article"
# SQLite
MATCHING = "SELECT rowid AS key FROM articles_searchindex WHERE articles_searchindex MATCH %s"
# PostgreSQL
PARTS = "title || lead || names || body"
HOLDING = "SELECT article_id AS key FROM articles_searchtext WHERE {}"
A_WORD_OF = f'articles_words({PARTS}) && (%s::text[] COLLATE "C")'
TOGETHER = f"articles_hold({PARTS}, %s::text[])"


def hits(text: str) -> array:
    """The keys of all articles, seen by readers or not, that the query finds; none for a query without a word.

    The database hands them over as one value: a row each would take longer than finding them.
    """
    query = Query.parse(text)
    if not query:
        return array("Q")
    connection = connections[SearchText.objects.db]
    keys, values = statement(query, connection.vendor)
    is_sqlite = connection.vendor == "sqlite"
    joined = "json_group_array(key)" if is_sqlite else "string_agg(int8send(key), '')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {joined} FROM ({keys}) AS found", values)
        [(value,)] = cursor.fetchall()
    return array("Q", json.loads(value)) if is_sqlite else _of_bytes(value or b"")


def matching(articles, text: str):
    """Those of the articles that the query finds; none for a query without a single word."""
    query = Query.parse(text)
    if not query:
        return articles.none()
    return articles.filter(pk__in=RawSQL(*statement(query, connections[articles.db].vendor)))


def keys_for_staff(text: str) -> set[int]:
    """The keys of articles with the words in their text, or with what was typed as a part of title or address.

    Each source is read once, by itself: joined by OR, a database reads the longest of them again for every part.
    """
    address = Article.objects.filter(Q(slug__icontains=text) | Q(slug__contains=slug_stem(text) or text))
    title = SearchText.objects.filter(title__contains=" ".join(words(text)) or text)
    legacy = LegacyAddress.objects.filter(address__icontains=text).values_list("article", flat=True)
    found = (rows.order_by().values_list("pk", flat=True) for rows in (address, title))
    return set(hits(text)).union(legacy, *found)


def statement(query: Query, vendor: str) -> tuple[str, list]:
    """SQL for the keys of what the query finds, and its values."""
    return (_by_fts5 if vendor == "sqlite" else _by_gin)(query)


def _by_fts5(query: Query) -> tuple[str, list]:
    wanted, unwanted = " AND ".join(map(_any_form, query.wanted)), " OR ".join(map(_any_form, query.unwanted))
    if not wanted:
        return f"{ALL} EXCEPT {MATCHING}", [unwanted]
    return MATCHING, [f"({wanted}) NOT ({unwanted})" if unwanted else wanted]


def _any_form(run: str) -> str:
    """Stems are letters and digits, so quotation marks hold each form together and nothing else."""
    return "({})".format(" OR ".join(f'"{form}"' for form in forms(run)))


def _by_gin(query: Query) -> tuple[str, list]:
    wanted, unwanted = [_held(run) for run in query.wanted], [_held(run) for run in query.unwanted]
    keys = HOLDING.format(" AND ".join(sql for sql, _values in wanted)) if wanted else ALL
    if unwanted:
        keys += " EXCEPT " + HOLDING.format(" OR ".join(sql for sql, _values in unwanted))
    return keys, [value for _sql, values in (*wanted, *unwanted) for value in values]


def _held(run: str) -> tuple[str, list]:
    """The index knows words; of a phrase, each text that has them all is asked whether they stand together."""
    together = forms(run)
    if " " not in run:
        return A_WORD_OF, [together]
    word_by_word = [list(set(place)) for place in zip(*map(str.split, together), strict=True)]
    asked = " AND ".join([A_WORD_OF] * len(word_by_word) + [TOGETHER])
    return f"({asked})", [*word_by_word, [f" {form} " for form in together]]


def _of_bytes(value: bytes) -> array:
    keys = array("Q", bytes(value))
    if byteorder == "little":
        keys.byteswap()
    return keys

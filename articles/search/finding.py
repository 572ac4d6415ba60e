"""The articles that a query finds, from the index of the database.

A phrase stands within one part: FTS5 keeps parts apart as columns, and joined they have two spaces between them.
"""

import json
from array import array
from collections.abc import Collection
from itertools import chain, filterfalse
from sys import byteorder

from django.db import connections
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.expressions import RawSQL

from articles.models import Article, LegacyAddress, SearchText
from contacts.names import slug_stem

from .gin import ALL, Sql, statements
from .query import LONGEST_QUERY, QUOTES, Query, forms
from .tokens import words

MATCHING = "SELECT rowid AS key FROM articles_searchindex WHERE articles_searchindex MATCH %s"
MANY = 10  # one of so many of all, or more
OF_THESE = {
    "sqlite": "SELECT key FROM ({}) AS found WHERE key IN (SELECT value FROM json_each(%s))",
    "postgresql": "SELECT key FROM ({}) AS found WHERE key = ANY (%s::bigint[])",
}
AS_JSON = "SELECT json_group_array(key) FROM ({}) AS found"
AS_BYTES = "(SELECT string_agg(int8send(key), '') FROM ({}) AS found)"


def hits(text: str, among: Collection[int] | None = None) -> array:
    """The keys of all articles, seen by readers or not, that the query finds; none for a query without a word.

    `among` are the keys of the only articles to look at.
    """
    query = Query.parse(text)
    if not query:
        return array("Q")
    connection = connections[SearchText.objects.db]
    is_sqlite = connection.vendor == "sqlite"
    asked = filter(None, _statements(query, connection))
    if among is not None:
        keys = json.dumps([*among]) if is_sqlite else [*among]
        asked = [(OF_THESE[connection.vendor].format(sql), [*values, keys]) for sql, values in asked]
    wanted, *unwanted = keys_found(connection, *asked)
    if not unwanted:
        return wanted
    return array("Q", filterfalse(set(*unwanted).__contains__, wanted))  # EXCEPT takes three times as long


def keys_found(connection, *asked: Sql) -> list[array]:
    """The column `key` of what each statement finds.

    The database hands it over as one value: a row each would take longer than finding them.
    """
    if connection.vendor == "sqlite":
        return [array("Q", json.loads(_row(connection, AS_JSON.format(sql), values)[0])) for sql, values in asked]
    statements, values = zip(*asked, strict=True)
    row = _row(connection, f"SELECT {', '.join(map(AS_BYTES.format, statements))}", [*chain(*values)])
    return [_of_bytes(value) for value in row]


def matching(articles, text: str):
    """Those of the articles that the query finds; none for a query without a single word."""
    query = Query.parse(text)
    if not query:
        return articles.none()
    wanted, unwanted = _statements(query, connections[articles.db])
    found = articles.filter(pk__in=RawSQL(*wanted))
    return found.exclude(pk__in=RawSQL(*unwanted)) if unwanted else found


def keys_for_staff(text: str) -> set[int]:
    """The keys of articles with the words in their text, or with what was typed as a part of title or address: that
    is no phrase then, nor anything to be left out.

    Each source is read once, by itself: joined by OR, a database reads the longest of them again for every part.
    """
    text = text[:LONGEST_QUERY]
    if Query.parse(text).unwanted or QUOTES.intersection(text):
        return set(hits(text))
    address = Article.objects.filter(Q(slug__icontains=text) | Q(slug__contains=slug_stem(text) or text))
    title = SearchText.objects.filter(title_words__contains=" ".join(words(text)) or text)
    legacy = LegacyAddress.objects.filter(address__icontains=text).values_list("article", flat=True)
    found = (rows.order_by().values_list("pk", flat=True) for rows in (address, title))
    return set(hits(text)).union(legacy, *found)


class Among(Func):
    """Whether the key of a row is one of these, which a database gets as one value: so many parameters take ten times
    as long, and SQLite takes 250,000 at most. Where the keys are many, SQLite is kept from looking each one up: it
    soon has a page by walking an index in the order of the list.
    """

    output_field = BooleanField()

    def __init__(self, keys: Collection[int]):
        self.are_many = MANY * len(keys) > max(keys, default=0)
        super().__init__(F("pk"), Value(",".join(map(str, keys))))

    def as_sqlite(self, compiler, connection):
        template = "({}%(expressions)s || ']')))".format("+" if self.are_many else "")
        joiner = " IN (SELECT value FROM json_each('[' || "
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner)

    def as_postgresql(self, compiler, connection):
        joiner = " = ANY (string_to_array("
        return self.as_sql(compiler, connection, template="(%(expressions)s, ',')::bigint[]))", arg_joiner=joiner)


def _statements(query: Query, connection) -> tuple[Sql, Sql | None]:
    """For the keys of what has what is wanted, and of what is to be left out of those."""
    return _of_fts5(query) if connection.vendor == "sqlite" else statements(query, connection)


def _of_fts5(query: Query) -> tuple[Sql, Sql | None]:
    wanted, unwanted = " AND ".join(map(_any_form, query.wanted)), " OR ".join(map(_any_form, query.unwanted))
    if not wanted:
        return (ALL, []), (MATCHING, [unwanted])
    return (MATCHING, [f"({wanted}) NOT ({unwanted})" if unwanted else wanted]), None


def _any_form(run: str) -> str:
    """Stems are letters and digits, so quotation marks hold each form together and nothing else."""
    return "({})".format(" OR ".join(f'"{form}"' for form in forms(run)))


def _row(connection, sql: str, values: list) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def _of_bytes(value: bytes | None) -> array:
    keys = array("Q", bytes(value or b""))
    if byteorder == "little":
        keys.byteswap()
    return keys

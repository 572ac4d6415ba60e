"""How text is matched: this package alone knows.

Both sides are folded (case, accents, œ, apostrophes), then stemmed: an article in its language, a query in all
four, since a reader may type any. The stems of each part of an article stand in a row of SearchText; FTS5 on SQLite
and a GIN index on PostgreSQL find them, and the answers of both are the same.
"""

from .beginnings import completions
from .excerpts import excerpt, mark, marked_title
from .finding import Among, hits, keys_for_staff, matching
from .query import says_something
from .relevance import ranked
from .spelling import learn_words, spelling
from .writing import index, index_all, make_index_anew, write_all

__all__ = [
    "Among",
    "completions",
    "excerpt",
    "hits",
    "index",
    "index_all",
    "keys_for_staff",
    "learn_words",
    "make_index_anew",
    "mark",
    "marked_title",
    "matching",
    "ranked",
    "says_something",
    "spelling",
    "write_all",
]

"""What a reader types: words that must all be found, "…" and « … » that hold words together, -word that excludes.

Nothing that can be typed is an error, and nothing takes long: of a long query the beginning counts.
"""

import re
from dataclasses import dataclass

from .tokens import STEMMERS, stems, words

LONGEST_QUERY = 500  # characters
MOST_RUNS = 12
MOST_PHRASES = 4  # of them
LONGEST_PHRASE = 30  # words
SAID_BY_ALL = frozenset(
    "a au aux avec ce ces dans de des du elle en et il la le les leur ou par pour que qui sa se ses sur un une "
    "an and as at by for from in is it of on or that the to was with "
    "c d j l m n qu s t "  # of l'été, children's
    "al como con del el ella es esta la las los no para por su una y".split()
)
QUOTES = frozenset('"«»“”')
PART = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<straight>[^"]*)"|«(?P<guillemets>[^»]*)»|“(?P<curly>[^”]*)”|(?P<word>[^\s"«»“”]+))'
)


@dataclass(frozen=True)
class Query:
    """What must be there and what must not: each a run of one word or, in a phrase, of several."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Words that every text holds are left out, unless nothing else was typed."""
        wanted, unwanted = [], []
        for part in PART.finditer(text[:LONGEST_QUERY]):
            phrase = part["straight"] or part["guillemets"] or part["curly"]
            said = words(phrase or part["word"] or "")
            is_one = phrase or part["minus"]  # -Guinée-Bissau is of the one country
            runs = [" ".join(said[:LONGEST_PHRASE])] if is_one else said
            (unwanted if part["minus"] else wanted).extend(filter(None, runs))
        telling = [run for run in wanted if run not in SAID_BY_ALL]
        return cls(_first(telling or wanted), _first(unwanted))

    def __bool__(self):
        return bool(self.wanted or self.unwanted)


def says_something(text: str) -> bool:
    """Whether it is more than words that every text holds."""
    query = Query.parse(text)
    return bool(query.unwanted) or not SAID_BY_ALL.issuperset(query.wanted)


def forms(run: str) -> list[str]:
    """The run of words as its stems in each language: "retours volontaires" is ["retour volontair", …]."""
    return sorted({stems(run, language).strip() for language in STEMMERS} - {""})


def _first(runs: list[str]) -> tuple[str, ...]:
    phrases = [run for run in dict.fromkeys(runs) if " " in run]
    return tuple(run for run in dict.fromkeys(runs) if run not in phrases[MOST_PHRASES:])[:MOST_RUNS]

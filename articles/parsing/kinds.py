"""The kind of a release, from its title: a statement, a speech, a story; news otherwise."""

import re
from collections.abc import Iterable

STATEMENT = re.compile(
    r"^(?:déclaration|statement|declaración|message|mensaje|communiqué\s+conjoint|joint\s+statement)\b|\b(?:déclaration|statement|declaración)\s+(?:du|de\s+la|by|of|del?)\b",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"^(?:discours|allocution|speech|remarks|opening\s+remarks|discurso|intervention)\b", re.IGNORECASE
)
STORY_LABELS = frozenset(
    [
        "migrant stories",
        "stories",
        "story",
        "histoires",
        "histoire",
        "histoires de migrants",
        "historias",
        "feature stories",
    ]
)


def kind_of(title: str | None, labels: Iterable[str]) -> str:
    """ "news", "statement", "story" or "speech"."""
    title = title or ""
    if SPEECH.search(title):
        return "speech"
    if STATEMENT.search(title):
        return "statement"
    return "story" if any(label in STORY_LABELS for label in labels) else "news"

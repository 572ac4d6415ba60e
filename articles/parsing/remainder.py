"""The words of a passage that no field took: what must be named among the discarded, so that nothing vanishes."""

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"\w+")


def remainder(printed: str, parts: Iterable[str | None]) -> str:
    """The words printed that are not in the parts, in order, each as often as it is missing."""
    have = Counter(word for part in parts if part for word in WORD.findall(part.lower()))
    missing = []
    for match in WORD.finditer(printed):
        word = match[0].lower()
        if have[word]:
            have[word] -= 1
        else:
            missing.append(match[0])
    return " ".join(missing)

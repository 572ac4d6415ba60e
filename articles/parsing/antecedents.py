"""Who is meant by a surname alone ("a résumé Mme Balarabe") or by "she": a person whom the text has named before."""

import re
from collections.abc import Sequence

from articles.parsing.attribution import NOBODY, Speaker
from articles.parsing.reading import Quote

LOOK_BACK = 4_000  # characters before a quotation in which its speaker was named
_TITLE = r"(?:MM?|Mmes?|Mlle|Mrs?|Ms|Dr[ae]?|Pr|Sra?|Srta)\.?\s+"
FIRST_NAMES = (
    rf"(?:{_TITLE})?(?P<name>(?:(?:[A-Z]\.|[A-ZÀ-ÞŒ][\w’'-]+)\s+(?:(?:de|da|van|von|el|al|ould|bin)\s+)?){{1,3}}"
)
ROLE_BEFORE = re.compile(
    rf"\b(?:[LlDd]es?\s+|[Ll]a\s+|[Ll][’']|[Dd]u\s+|[Aa]u\s+|[Tt]he\s+|[Ee]l\s+|[Aa]l\s+)(?P<role>[^,;:.«»“”]{{3,80}}),\s+(?:{_TITLE})?$"
)
ROLE_AFTER = re.compile(
    r",\s+(?:\d+\s+\w+,\s+)?(?!(?:et|and|y|qui|who|quien|a|à)\b)(?:(?:le|la|une?|the|an?|el)\s+|l[’'])?(?P<role>[a-zà-ÿ][^,;.:«»“”]{3,80})[,.]"
)
_NAME = r"(?:[A-ZÀ-ÞŒ][\w’'-]+|[A-Z]\.)"
PERSON = re.compile(
    rf"(?<!\w)(?=[A-ZÀ-ÞŒ][a-zà-ÿ’'.]){_NAME}(?:\s+(?:(?:de|da|del|van|von|ag|al|ould|bin)\s+)?{_NAME})+"
)
SMALL_BEGINNINGS = frozenset(
    """After Although And As At Before But By During For From He Her His If In It On She Since The They This To When
    Where While With A À Afin Alors Après Au Aux Avant Avec Ce Ces Cette Chez Comme Dans De Depuis Des Du En Et Il
    Elle La Le Les Lorsque Mais Par Parmi Pendant Pour Près Puis Quand Selon Si Son Sur Un Une Al Con Cuando Desde
    Durante El Los Las Según Sin Tras Y Mme M Mr Mrs Ms Dr Sr Sra Monsieur Madame Señor Señora""".split()
)
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|of|to|for|pour|vers|para|hacia|à|au|en|de|du|dans|a|d[’'])\s*$", re.IGNORECASE
)


def whole(speaker: Speaker, quotes: Sequence[Quote], text: str, end: int) -> Speaker:
    """The speaker by the whole name and with the role that an earlier quotation, or the text before `end`, gave."""
    before = text[max(0, end - LOOK_BACK) : end]
    if speaker == NOBODY:
        return _only_person_in(before) or speaker
    if not speaker.name or " " in speaker.name:
        return speaker
    for quote in reversed(quotes):
        if quote.speaker and quote.speaker.endswith(f" {speaker.name}"):
            return Speaker(quote.speaker, speaker.role or quote.role)
    match = re.search(rf"{FIRST_NAMES}{re.escape(speaker.name)})(?!\w)", before)
    if not match or match["name"].split()[0] in SMALL_BEGINNINGS:
        return speaker
    return Speaker(match["name"], speaker.role or _role_of(before, match.start("name"), match.end()))


def _role_of(before: str, start: int, end: int) -> str | None:
    if printed := ROLE_BEFORE.search(before, max(0, start - 100), start):
        return printed["role"]
    printed = ROLE_AFTER.match(before, end)
    return printed["role"] if printed else None


def _only_person_in(before: str) -> Speaker | None:
    """The only one with a first name and a surname, so that "she" can be nobody else."""
    named = {}
    for match in PERSON.finditer(before):
        name, start = _without_beginnings(match)
        if " " in name and not PLACE_BEFORE.search(before, max(0, start - 8), start):
            named.setdefault(name, start)
    if len(named) != 1:
        return None
    ((name, start),) = named.items()
    return Speaker(name, _role_of(before, start, start + len(name)))


def _without_beginnings(match: re.Match) -> tuple[str, int]:
    name, start = match[0], match.start()
    while (first := name.split(None, 1))[0].rstrip(".") in SMALL_BEGINNINGS and len(first) > 1:
        start += name.index(first[1])
        name = first[1]
    return name, start

"""Names of programmes, projects, plans and funds in prose: with a capital, in quotation marks, or the organisation's
own ("le programme de migration de main-d'œuvre circulaire de l'OIM").
"""

import re
from collections.abc import Iterator

from articles.parsing.phrases import Found

_WORD = r"[^\W\d_]+(?:[’'-][^\W\d_]+)*"
NAMED = re.compile(
    rf"""\b(?:(?:(?:Nouveau|Nouvelle|Nuevo|Nueva|New)\ )?(?:Programme|Plan\ d[’']action|Plan|Projet|Initiative
        |Stratégie|Pacte|Objectifs|Program|Project|Action\ Plan|Plan\ de\ [Aa]cción|Programa|Proyecto|Iniciativa)\s
      |objectifs\ de\ développement\ (?=du\ millénaire|durable)
      |(?P<kind>(?:programme|projet|programa|proyecto|project)\ )(?:d[’']|de\ |on\ )?(?=[A-ZÀ-Þ]))
    (?:{_WORD}|&)(?:,?\ (?:{_WORD}|\d{{4}}\b|&)){{0,20}}""",
    re.VERBOSE,
)
STOP = re.compile(
    r"""(?:(?<!\ de),?\ (?:l[’']OIM|IOM|la\ OIM)
      |,?\ (?:qui|que|dont|où|est|sont|était|étaient|a|ont|sera|seront|vise|visent|lancé\w*|financé\w*|mis|mise|afin
        |avec|par|lors|depuis|dans\s(?:le|la)|en\s(?:avril|20\d\d)|prévoit|élaboré\w*|soutenu\w*|s[’']\w+|et\s(?:aux?|du|des)
        |which|that|is|was|has|have|will|funded|launched|aims|implemented|es|fue|financiad\w|se)
      |,\ (?:une?|an?))(?!\w).*$""",
    re.VERBOSE,
)
_KIND = r"""(?:programme|projet|initiative|plan|fonds|campagne|program|project|scheme|campaign|fund|programa|proyecto
    |iniciativa|campaña|fondo)"""
_CALLED = r"""(?:intitulée?|dénommée?|baptisée?|appelée?|called|entitled|named|titulad[oa]|denominad[oa]|llamad[oa])"""
QUOTED = re.compile(r"[«“\"]\s*(?P<name>[A-ZÀ-Þ][^«»“”\"]{3,90}?)\s*[»”\"]")
BEFORE_QUOTED = re.compile(rf"\b{_KIND}s?\ (?:\w+\ )?(?:{_CALLED}\ )?$", re.VERBOSE | re.IGNORECASE)
AFTER_QUOTED = re.compile(rf"\s(?:{_KIND})\b", re.VERBOSE | re.IGNORECASE)
ENDING = re.compile(
    r"\b[Tt]he\ (?P<name>(?:(?:[A-Z][\w’'-]*,?|&)\ (?:(?:for|of|and|on|in|to|the)\ ){0,2}){1,7}"
    r"(?:[Pp]rogramme|[Pp]rogram|[Pp]roject|[Ii]nitiative|[Pp]lan|Strategy|[Ss]cheme))\b"
)
OWN = re.compile(r"\b(?:le|du|au|son|ce|dudit)\ (?P<name>programme\ (?:[a-zà-ÿ’'œ-]+\ ){2,9}?de\ l[’']OIM)\b")
HEADS = re.compile(r"(?:Programme|Plan|Plan d[’']action|Projet|Initiative|Program|Project|Action Plan|Objectifs)\Z")
# A name needs one of them: looking for them is much quicker than trying the patterns.
STEMS = ("rogram", "roje", "royect", "nitiativ", "niciativ", "Plan", "plan ", "fond", "fund", "Strat", "Pact")
STEMS = (*STEMS, "bjectifs", "ampa", "cheme")
LONGEST_BEFORE = 40  # characters between the word for a programme and its name in quotation marks
LONGEST_NAME = 120
DANGLING = frozenset("de du des la le les l et sur pour d of the and for y del".split())


def programmes_named_in(text: str) -> Iterator[Found[str]]:
    """Names, those in quotation marks without them; one may be found in two ways."""
    if not any(stem in text for stem in STEMS):
        return
    yield from _with_a_capital(text)
    for match in QUOTED.finditer(text):
        before = max(0, match.start() - LONGEST_BEFORE), match.start()
        if BEFORE_QUOTED.search(text, *before) or AFTER_QUOTED.match(text, match.end()):
            yield Found(match["name"], *match.span("name"))
    for pattern in (ENDING, OWN):
        for match in pattern.finditer(text):
            yield Found(match["name"], *match.span("name"))


def _with_a_capital(text: str) -> Iterator[Found[str]]:
    """What was cut off the end of one name may hold the next."""
    match = NAMED.search(text)
    while match:
        name = _trimmed(match[0])
        end = match.start() + len(name or match[0].split(None, 1)[0])
        if name:
            bare = name.removeprefix(match["kind"] or "")
            yield Found(bare if bare[:1].isupper() else name, match.start(), end)
        match = NAMED.search(text, end)


def _trimmed(printed: str) -> str | None:
    words = STOP.sub("", printed).split()
    while words and words[-1].casefold() in DANGLING:
        words.pop()
    name = " ".join(words)
    return name if len(name) <= LONGEST_NAME and " " in name and not HEADS.match(name) else None

"""Who speaks: a name and a role out of the words by a verb of saying.

"NAME, ROLE, qui…", "le ROLE, NAME", "ROLE NAME, 26", "le Directeur général adjoint de l'OIM". An age is no role, nor
is where or when somebody spoke; titles ("Dr.", "Mme", "La Dra.") are dropped from names.
"""

import re
from typing import NamedTuple

_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|van|von|der|den|ter|ag|al|el|bin|ben|bint|ould|y|ibn|abu)"
_CAPITAL = r"(?:[A-ZÀ-ÞŒ][\w’'-]*\.?(?:-[A-ZÀ-Þ][\w’']*)*|d[’'][A-ZÀ-Þ]\w*)"
NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAPITAL})*")
HONORIFIC = re.compile(
    r"""(?:(?:[Ll]e|[Ll]a|[Ll][’']|[Ee]l)\s*)?
    (?:S\.\s?E\.\s?M?\.?|Son\s+Excellence|Dr[ae]?|Prof|Pr|Mme|Mlle|MM?|Mrs?|Ms|Sra?|Srta|Don|Doña)\.?\s+(?=[A-ZÀ-Þ])""",
    re.VERBOSE,
)
ARTICLE = re.compile(
    r"(?:le|la|les|l[’']|un|une|the|an|a|el|los|uno|una|son|sa|notre|its|su|ce|cet|cette)(?:(?<=[’'])|\s+)",
    re.IGNORECASE,
)
AGE = re.compile(
    r"""^(?:âgée?\s+de\s+)?\d{1,3}(?:\s*(?:ans|años|years\s+old))?$ | ^(?:aged|de)\s+\d+
      | ^(?:une?|una|an?)\s+.{0,40}\bde\s+\d+\s+(?:ans|años)$ | ^\d+-year-old$""",
    re.VERBOSE,
)
ROLE_START = re.compile(r"^(?:of|from|with|at|du|de\s+la|de\s+l[’']|des|del)\s*(?:the\s+|la\s+)?(?=[A-ZÀ-Þ])")
_CIRCUMSTANCE = r"""lors\b|à\ l[’']issue|à\ l[’']occasion|en\ marge|dans\ une?\b|au\ cours\b
    |during\b|speaking\b|at\ the\ end\b|durante\b|tras\b|en\ el\ marco\b"""
NOT_A_ROLE = re.compile(
    rf"""^(?:{_CIRCUMSTANCE}|(?:qui|que|dont|où|pendant|après|avant|en\ \w+ant|suite|ajoutant|cité|who|which|after
      |before|at\ the|while|in\ a|on\ \w+day|adding|referring|when|quien|al\ \w+
      |aux|devant|à\ (?:la\ presse|des|ses|son|sa)|à\ l[’'](?:agence|AFP)|to\ (?:the|reporters)
      |told|reporters|a\ los|ante|enceinte|pregnant|embarazada
      |interrogée?|interviewée?|jointe?\ par|contactée?|reached\ by)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
CLAUSE = re.compile(rf",?\ (?:{_CIRCUMSTANCE})|,\ (?:qui|dont|où|who|after|quien)\b", re.VERBOSE | re.IGNORECASE)
SENTENCE_END = re.compile(
    r"(?<![\s.][A-ZÀ-Þ])(?<!\bDr)(?<!\bMme)(?<!\bDra)(?<!\bSr)(?<!\bM)[.!?](?=\s|$)|[«“\"]|\s(?:et|and|y)\s*$"
)
RELATIVE = re.compile(r"\s(?:qui|who|que|quien)\s.*$")
AGED = re.compile(r"\b\d{1,3}-year-old\s+")
LOOSE_WORDS = re.compile(
    r"""^\s*(?:(?:en\s+\w+ant|fièrement|à\s+son\s+tour|à\s+la\s+presse|ainsi|hier|aujourd[’']hui|lundi|mardi|mercredi|jeudi|vendredi
      |samedi|dimanche|également|encore|aussi|today|yesterday|that|de\s+son\s+côté|pour\s+sa\s+part|alors|lors\s+d[^,]{3,60},
      )\s*,?\s+)*""",
    re.VERBOSE | re.IGNORECASE,
)
OPENING = re.compile(r"^(?:Et|And|Mais|But|Pour sa part|De son côté),?\s+")
DANGLING = re.compile(r"(?:[dl][’']|\b(?:de|du|des|la|le|en|au|à|of|the|for|del|and|et))\s*$")
ROLE_THEN_NAME = re.compile(
    rf"(?P<role>.*?[\w)]\s+)(?:{HONORIFIC.pattern})?(?P<name>{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAPITAL})+)$",
    re.VERBOSE,
)
ROLE_NOUN = re.compile(
    r"""(?:Officer|Coordinator|Manager|Chief|Director|Head|Assistant|Specialist|Advis[eo]r|Spokes(?:person|man|woman)|Representative
      |Minister|Ambassador|President|Secretary|Operator|Professor|Mayor|Governor|Commissioner|Envoy|Mission|General|Delegate|Counsellor
      |Expert|Operations|Reverend|Pastor|Imam|Sister|Brother|Father|Sheikh|Editor|Professor|Colonel|Captain|Sergeant|Lieutenant|Major|Commander|Inspector|Nurse|Doctor|Bishop|Judge|Senator|Administrator
      |Direct(?:eur|rice)|Ministre|Présidente?|Représentante?|Ambassad(?:eur|rice)|Coordinat(?:eur|rice)|Chargée?|Cheff?e?|Porte-parole
      |Pasteur|Révérend|Cheikh|Ingénieure?|Préf[eè]te?|Inspect(?:eur|rice)|Infirmi(?:er|ère)|Secrétaire|Gouverneure?|Maire|Responsable|Professeure?|Commissaire|Directora|Ministr[ao]|Jef[ea]|Representante|Coordinadora?)$""",
    re.VERBOSE,
)
OFFICE_OF = re.compile(
    rf"(?P<role>(?:{_CAPITAL}\s+)+(?:of|for)\s+(?:the\s+)?(?:{_CAPITAL}\s+)*?)(?P<name>{_CAPITAL}\s+{_CAPITAL})(?=,|$)"
)


OF = re.compile(r"\s+(?:of|for)\s+")


class Speaker(NamedTuple):
    name: str | None
    role: str | None


NOBODY = Speaker(None, None)  # "she says", and nobody was named to be it


def speaker_after(rest: str) -> Speaker | None:
    """The speaker in the words after the verb: "NAME, ROLE, qui…", "le ROLE, NAME", "ROLE NAME, 26"."""
    end = SENTENCE_END.search(rest)
    phrase = rest[: end.start()] if end else rest
    phrase = LOOSE_WORDS.sub("", phrase).strip(" ,:")
    return _speaker(phrase) if phrase else None


def speaker_before(subject: str) -> Speaker | None:
    """The speaker in a subject before its verb: the last sentence's "La Dra. NAME, ROLE" or "ROLE NAME"."""
    phrase = SENTENCE_END.split(subject)[-1].strip(" ,;:")
    return _speaker(OPENING.sub("", phrase)) if phrase else None


def _speaker(phrase: str) -> Speaker | None:
    honorific = HONORIFIC.match(phrase)
    bare = phrase[honorific.end() :] if honorific else phrase
    if (office := OFFICE_OF.match(bare)) and ROLE_NOUN.match(OF.split(office["role"])[0].split()[-1]):
        return Speaker(office["name"], _role([office["role"].strip(), *bare[office.end() :].split(",")]))
    article = None if honorific else ARTICLE.match(bare)
    if article:
        return _role_first(bare[article.end() :])
    if name := NAME.match(bare):
        return _name_first(name[0], bare[name.end() :])
    return _role_first(bare) if bare[:1].islower() else None


def _name_first(name: str, rest: str) -> Speaker | None:
    if clause := CLAUSE.search(rest):
        rest = rest[: clause.start()]
    before, name = _split_role(name)
    parts = [part.strip() for part in rest.split(",")]
    role = _role([before or "", *parts])
    return Speaker(_clean_name(name), role)


def _split_role(name: str) -> tuple[str | None, str]:
    """ "Operator Jane Roe" is a role and a name: the role ends with its last noun of office."""
    words = name.split()
    for index in range(len(words) - 2, -1, -1):
        if ROLE_NOUN.match(words[index]):
            return " ".join(words[: index + 1]), " ".join(words[index + 1 :])
    return None, name


def _role_first(phrase: str) -> Speaker | None:
    """ "rédacteur en chef, NAME", "professeur NAME, doyen de …", "Directeur général adjoint de l'OIM"."""
    if clause := CLAUSE.search(phrase):
        phrase = phrase[: clause.start()]
    head, *parts = [part.strip() for part in phrase.split(",")]
    parts = [part for part in parts if part]
    if parts:
        named = HONORIFIC.sub("", parts[0], count=1)
        if NAME.fullmatch(named):
            return Speaker(_clean_name(named), _role([head, *parts[1:]]))
    role, name = _role_then_name(head)
    return Speaker(name, _role([role, *parts])) if role else None


def _role_then_name(head: str) -> tuple[str, str | None]:
    """A title in small letters, then a name to the end: "professeur Jean Roe"; no name in "chef de l'OIM"."""
    match = ROLE_THEN_NAME.match(head)
    if match and not DANGLING.search(match["role"]):
        before, name = _split_role(match["name"])
        return (match["role"] + (before or "")).strip(), name
    return head, None


def _role(parts: list[str]) -> str | None:
    kept = []
    for part in map(str.strip, parts):
        if NOT_A_ROLE.match(part) or (part[:1].isdigit() and not AGE.match(AGED.sub("", part))):
            break
        part = ROLE_START.sub("", AGED.sub("", RELATIVE.sub("", part)))
        if part and not AGE.match(part):
            kept.append(part)
    role = ", ".join(kept)
    role = ARTICLE.sub("", role, count=1) if ARTICLE.match(role) else role
    return role or None


def _clean_name(name: str) -> str:
    return re.sub(r"[’']s$", "", name.strip(" ,."))

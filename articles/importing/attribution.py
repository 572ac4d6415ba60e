"""Who speaks: the words after or before a quotation, "a déclaré NAME, ROLE", "said ROLE NAME", "La Dra. NAME, ROLE,
declaró:".
"""

import re
from typing import NamedTuple

_FRENCH_STEMS = """déclar expliqu affirm ajout soulign indiqu précis racont confi témoign tweet rappel plaisant estim comment
observ insist répèt répét regrett annonc assur lanc avanc renchéri répond répliqu résum soupir avert préven prévien remarqu
constat espèr espér jug martel martèl nuanc confirm détaill relat plaid signal murmur exclam indign inquièt inquiét interrog
réjoui félicit désol dénonc conclu poursui continu reconnaî reconnu admet souvien souvenu rapport écri complèt argument
consid préconis recommand not dit ironis sourit rit insurg appel""".split()
_FRENCH = (
    rf"(?:l[’'])?(?:a|ont|avait|s[’']est|se|s[’']|a-t-(?:il|elle))?\s*(?:également\s+|aussi\s+|encore\s+|fait\s+|tenu\s+à\s+|notamment\s+)*"
    rf"(?:{'|'.join(_FRENCH_STEMS)})(?:\w{{0,7}})(?:-t-(?:il|elle|on)|-(?:il|elle)s?)?"
)
_ENGLISH = (
    r"(?:has\s+|also\s+|later\s+)*(?:said|says|added|adds|explained|explains|told|noted|notes|stated|stressed|commented|remarked"
    r"|declared|emphasi[sz]ed|recalled|recalls|concluded|warned|continued|observed|underlined|affirmed|announced|tweeted|wrote|pointed\s+out)"
)
_SPANISH = (
    r"(?:dijo|dice|declaró|explicó|explica|afirmó|afirma|señaló|señala|indicó|indica|precisó|sostuvo|sostiene|agregó|añadió|añade"
    r"|expresó|expresa|manifestó|destacó|subrayó|comentó|comenta|aseguró|recordó|recalcó|puntualizó|relató|relata|cuenta|contó|concluyó)"
)
VERB = rf"(?:{_FRENCH}|{_ENGLISH}|{_SPANISH})"
AFTER = re.compile(rf"\s*[,.]?\s*(?:[-–—]\s*)?(?P<verb>{VERB})(?P<rest>(?!\w).*)", re.IGNORECASE | re.DOTALL)
PRONOUN = re.compile(
    rf"\s*,?\s*(?:(?:\w+-t-|\w+-)(?:il|elle)s?\b|(?:he|she|they)\s+{_ENGLISH}|{_ENGLISH}\s+(?:he|she)\b|{_SPANISH}\s*\.)",
    re.IGNORECASE,
)
SUBJECT_FIRST = re.compile(
    rf"\s*,?\s*(?P<subject>[^«“\".]{{3,150}}?),?\s+(?P<verb>{_ENGLISH}|{_SPANISH})(?!\w)", re.IGNORECASE
)
BYLINE = re.compile(r"\s*--?\s*(?P<rest>[A-ZÀ-Þ].*)", re.DOTALL)
BEFORE = re.compile(
    rf"(?P<subject>[^«“\"]{{3,220}}?),?\s+(?P<verb>{VERB})(?:\s+[^«“\".:]{{0,80}})?\s*[:,]\s*$", re.IGNORECASE
)
AND_ADDING = re.compile(
    r"(?:^|[.!?»”\"]\s)\s*(?:Et|Puis|And|Y)?\s*(?:d[’']ajouter|de\s+(?:conclure|poursuivre|préciser)|adding|agregó|añadió)[^.«“\"]{0,40}:?\s*$|(?:\w+-t-)(?:il|elle)\s*:\s*$",
    re.IGNORECASE,
)

_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|van|von|der|den|ter|ag|al|el|bin|ben|bint|ould|y|ibn|abu)"
_CAPITAL = r"(?:[A-ZÀ-ÞŒ][\w’'-]*\.?(?:-[A-ZÀ-Þ][\w’']*)*|d[’'][A-ZÀ-Þ]\w*)"
NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAPITAL})*")
HONORIFIC = re.compile(
    r"(?:(?:[Ll]e|[Ll]a|[Ll][’']|[Ee]l)\s*)?(?:S\.\s?E\.\s?M?\.?|Son\s+Excellence|Dr[ae]?|Prof|Pr|Mme|Mlle|MM?|Mrs?|Ms|Sra?|Srta|Don|Doña)\.?\s+(?=[A-ZÀ-Þ])"
)
ARTICLE = re.compile(
    r"(?:le|la|les|l[’']|un|une|the|an|a|el|los|uno|una|son|sa|notre|its|su|ce|cet|cette)(?:(?<=[’'])|\s+)",
    re.IGNORECASE,
)
AGE = re.compile(
    r"^(?:âgée?\s+de\s+)?\d{1,3}(?:\s*(?:ans|años|years\s+old))?$|^(?:aged|de)\s+\d+|^(?:un|une|a|an)\s+.{0,40}\bde\s+\d+\s+ans$"
)
ROLE_START = re.compile(r"^(?:of|from|with|at|du|de\s+la|de\s+l[’']|des|del)\s*(?:the\s+|la\s+)?(?=[A-ZÀ-Þ])")
NOT_A_ROLE = re.compile(
    r"""^(?:qui|que|dont|où|lors|à\ l[’']issue|à\ l[’']occasion|en\ marge|dans\ un|dans\ une|au\ cours|pendant|après|avant|en\ \w+ant\b|suite|ajoutant
      |who|which|during|after|before|at\ the|while|in\ a|on\ \w+day|speaking|adding|referring|when|quien|durante|al\ \w+|tras|en\ el\ marco|cité)\b""",
    re.VERBOSE | re.IGNORECASE,
)
CLAUSE = re.compile(
    r",\s+(?:qui|dont|où|lors|à\s+l[’']issue|à\s+l[’']occasion|en\s+marge|dans\s+un|au\s+cours|who|during|after|speaking|quien|durante|tras)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(
    r"(?<![\s.][A-ZÀ-Þ])(?<!\bDr)(?<!\bMme)(?<!\bDra)(?<!\bSr)(?<!\bM)[.!?](?=\s|$)|[«“\"]|\s(?:et|and|y)\s*$"
)
LOOSE_WORDS = re.compile(
    r"^\s*(?:(?:en\s+\w+ant|fièrement|à\s+son\s+tour|à\s+la\s+presse|ainsi|hier|aujourd[’']hui|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|également|encore|aussi|today|yesterday|that|de\s+son\s+côté|pour\s+sa\s+part|alors|avec\s+\w+|todo|lors\s+d[^,]{3,60},)\s*,?\s+)*",
    re.IGNORECASE,
)
ROLE_NOUN = re.compile(
    r"""(?:Officer|Coordinator|Manager|Chief|Director|Head|Assistant|Specialist|Advis[eo]r|Spokes(?:person|man|woman)|Representative|Minister|Ambassador
      |President|Secretary|Operator|Professor|Mayor|Governor|Commissioner|Envoy|Mission|General|Colonel|Captain|Delegate|Counsellor|Expert
      |Directeur|Directrice|Ministre|Président|Présidente|Représentante?|Ambassadeur|Ambassadrice|Coordinateur|Coordinatrice|Chargée?|Chef|Cheffe
      |Porte-parole|Secrétaire|Gouverneure?|Maire|Responsable|Professeure?|Director[a]?|Ministr[ao]|Jef[ea]|Representante|Coordinador[a]?|Operations)$""",
    re.VERBOSE,
)


class Speaker(NamedTuple):
    name: str | None
    role: str | None


def speaker_after(rest: str) -> Speaker | None:
    """The speaker in the words after the verb: "NAME, ROLE, qui…", "le ROLE, NAME", "ROLE NAME, 26"."""
    end = SENTENCE_END.search(rest)
    phrase = rest[: end.start()] if end else rest
    phrase = LOOSE_WORDS.sub("", phrase).strip(" ,:")
    return _speaker(phrase) if phrase else None


def speaker_before(subject: str) -> Speaker | None:
    """The speaker in a subject before its verb: the last sentence's "La Dra. NAME, ROLE" or "ROLE NAME"."""
    phrase = SENTENCE_END.split(subject)[-1].strip(" ,;:")
    return _speaker(re.sub(r"^(?:Et|And|Mais|But|Pour sa part|De son côté),?\s+", "", phrase)) if phrase else None


def _speaker(phrase: str) -> Speaker | None:
    honorific = HONORIFIC.match(phrase)
    bare = phrase[honorific.end() :] if honorific else phrase
    name = NAME.match(bare)
    if name and not (ARTICLE.match(bare) and not honorific):
        return _name_first(name[0], bare[name.end() :])
    article = ARTICLE.match(bare)
    return _role_first(bare[article.end() :]) if article else _role_first(bare) if bare[:1].islower() else None


def _name_first(name: str, rest: str) -> Speaker | None:
    if clause := CLAUSE.search(rest):
        rest = rest[: clause.start()]
    before, name = _split_role(name)
    parts = [part.strip() for part in rest.split(",")]
    role = _role([before or "", *(ROLE_START.sub("", part) for part in parts)])
    return Speaker(_clean_name(name), role)


def _split_role(name: str) -> tuple[str | None, str]:
    """ "Operator Gulnora Rahimova" is a role and a name: the role ends with its last noun of office."""
    words = name.split()
    for index in range(len(words) - 2, -1, -1):
        if ROLE_NOUN.match(words[index]):
            return " ".join(words[: index + 1]), " ".join(words[index + 1 :])
    return None, name


def _role_first(phrase: str) -> Speaker | None:
    """ "rédacteur en chef, Elie Ndanga", "professeur Abdelhak Benomar, doyen de …", "Directeur général adjoint de
    l'OIM".
    """
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
    """A title in small letters, then a name to the end: "professeur Abdelhak Benomar"; no name in "chef de l'OIM"."""
    match = re.match(
        rf"(?P<role>.*?[\w)]\s+)(?:{HONORIFIC.pattern})?(?P<name>{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAPITAL})+)$",
        head,
    )
    if match and not re.search(r"(?:[dl][’']|\b(?:de|du|des|la|le|en|au|à|of|the|for|del|and|et))\s*$", match["role"]):
        before, name = _split_role(match["name"])
        return (match["role"] + (before or "")).strip(), name
    return head, None


def _role(parts: list[str]) -> str | None:
    kept = []
    for part in parts:
        if NOT_A_ROLE.match(part):
            break
        if part and not AGE.match(part):
            kept.append(part)
    role = ", ".join(kept)
    role = ARTICLE.sub("", role, count=1) if ARTICLE.match(role) else role
    return role or None


def _clean_name(name: str) -> str:
    return re.sub(r"[’']s$", "", name.strip(" ,."))

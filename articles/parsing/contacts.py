"""Press contacts from the prose of a contact block: one line, several lines, "ou" between them, by city, by agency.

The block is cut into telephones, e-mails, labels and words in reading order. Words after a telephone or an e-mail
begin the next contact. The words of one contact are its name, its office (that of an agency, or the city of "A Bangui
:") and its role.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from articles.parsing.reading import Contact
from articles.parsing.telephones import NATIONAL, TELEPHONES, e164

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
LABEL = re.compile(
    r"""(?<![\w’'])(?:t[ée]ls?\.?\s?/\s?fax|(?P<fax>fax|télécopie)|t[ée]l[ée]phone\ (?:portable|mobile)
      |tel[ée]fono\ m[óo]vil|tel[ée]fono|t[ée]l[ée]phone|t[ée]ls?|phone|telf|mobile|mob
      |m[óo]vil|cell|cel|celular|gsm|portable
      |whatsapp|(?-i:[TEM])(?=\s?:|\s*\Z)|e-?mails?|courriel
      |courrier\ [ée]lectronique
      |correo(?:\ electr[óo]nico)?|m[ée]l|ligne\ directe)(?!\w)\.?\s*:?""",
    re.VERBOSE | re.IGNORECASE,
)
SKYPE = re.compile(r"(?<![\w’'])skype(?:\s+(?:id|name))?\s*:?\s*[\w.:-]+", re.IGNORECASE)
HONORIFIC = re.compile(r"^(?:M|MM|Mr|Mrs|Ms|Mme|Mlle|Sr|Sra|Srta)\.?\s+(?=[A-ZÀ-ÞŒ])")
ACRONYM = re.compile(r"[A-Z]{3,8}(?:[/-][A-Z]{3,8})*")
TOKEN = re.compile(
    rf"(?P<email>{EMAIL.pattern})|(?P<telephones>{TELEPHONES.pattern})|(?P<national>{NATIONAL.pattern})|(?P<alternative>(?<!\S)(?:ou|or|o)(?!\S)|(?<=\n)(?:et|and|y)(?=\n))"
)
SEPARATOR = re.compile(
    r"\n|[,;:|]|(?<!\bM)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bMme)(?<!\bDr)(?<!\bDra)(?<!\bSr)(?<!\bSra)\.(?=\s|$)|\s[-–—/]\s|\s(?:et|and|y)\s*$"
)
EDGE = " \t\u00a0,.;:–—-/\n•·*#"

OFFICE = re.compile(
    r"""\b(?:OIM|IOM|ONU|UN|HCR|ACNUR|UNHCR|UNICEF|PAM|WFP|PMA|OMS|WHO|OCHA|OHCHR|FAO|PNUD|UNDP|UNFPA|Croix-Rouge|Bureau|Office
      |Oficina|[Ss]i[èe]ge|Headquarters|HQ|Mission|Misión|Délégation|Cent(?:re|er|ro)|Ministère|Ministry|Ministerio|Unit|Unité|Sede)\b""",
    re.VERBOSE,
)
_JOIN = (
    r"(?:\s+(?:à|de)\s+l[’'`]\s?|\s+(?:at|from|with|à|de|du|au|en|of|in)(?:\s+(?:the|la|le|el))?\s+|\s+\((?=[^)]*\)$))"
)
OFFICE_JOIN = re.compile(_JOIN)
PLACE = re.compile(
    r"(?:A|À|Au|Aux|En|In|At)\s+(?P<place>[A-ZÀ-Þ][\w’'.-]*(?:\s+[A-ZÀ-Þ(][\w’'.)-]*|\s+(?:de|del|la|of)(?=\s)){0,4})"
)
LEADING_AND = re.compile(r"^(?:et|and|y)\s+(?=[A-ZÀ-Þ])")
LEADING_ARTICLE = re.compile(
    r"(?:(?:à|au|at|en|with|from|de|the|notre|our|[Pp]our|[Ff]or|[Pp]or)\s+)?(?:l[’'`]\s?|(?:la|le|les|the|el)\s+)?"
)
TRAILING_WORD = re.compile(r"\s+(?:au|aux|on|at|to|al|en|par|by|via|sur|à)$")
_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|van|von|der|den|ter|ag|al|el|bin|ben|bint|ould|y|e)"
_SURNAME = rf"(?:[A-ZÀ-ÞŒ][\w’'.-]*|d[’'][A-ZÀ-Þ]\w*|{_PARTICLE})"
NAME = re.compile(rf"(?:(?:Dr|M|Mr|Mme|Ms|Mrs|Mlle|Sr|Sra|Dra)\.?\s+)?[A-ZÀ-ÞŒ][\w’'.-]*(?:\s+{_SURNAME}){{1,5}}$")
SERVICE = re.compile(
    r"""\b(?:Division|Department|Desk|Team|Section|Service|D[ée]partement|[EÉ]quipe|Cellule|Servicio|Departamento|Divisi[óo]n
      |Equipo|Direction|Direcci[óo]n)\b""",
    re.VERBOSE,
)
ROLE = re.compile(
    r"""\b(?:officer|spokes(?:person|man|woman)|coordinator|manager|chief|director|head|assistant|specialist|advis[eo]r|consultant
      |porte-parole|chargée?|responsable|attachée?|direct(?:eur|rice)|cheff?e?|conseill(?:er|ère)|coord(?:i|on)nat(?:eur|rice)|spécialiste
      |portavoz|oficial|jef[ae]|encargad[oa]|coordinadora?|communications?|press|media|médias|information|representative|représentante?)\b""",
    re.VERBOSE | re.IGNORECASE,
)


class _Piece(NamedTuple):
    kind: Literal["telephones", "national", "fax", "email", "words", "alternative"]
    text: str


@dataclass
class _Draft:
    words: list[str] = field(default_factory=list)
    telephones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    is_alternative: bool = False
    is_shared: bool = False

    @property
    def has_details(self) -> bool:
        return bool(self.telephones or self.emails)

    def lacks(self, piece: _Piece) -> bool:
        """Whether "or" leads to another way to reach the same person: "+90 312 555 0144 or press@…"."""
        return self.has_details and (
            (piece.kind == "email" and not self.emails) or (piece.kind == "telephones" and not self.telephones)
        )


def read_contacts(block: str) -> list[Contact]:
    """The contacts of a block from which its heading was taken."""
    drafts, awaits_next = [_Draft()], False
    for piece in _pieces(block):
        draft = drafts[-1]
        if piece.kind == "alternative" and draft.words:
            awaits_next = True
            continue
        if (piece.kind == "words" and draft.has_details) or (awaits_next and not draft.lacks(piece)):
            draft = _Draft(is_alternative=awaits_next)
            drafts.append(draft)
        awaits_next = False
        _add(draft, piece)
    for before, draft in reversed(list(pairwise(drafts))):
        _share(before, draft)
    return [contact for draft in drafts if (contact := _contact(draft))]


def _share(before: _Draft, draft: _Draft) -> None:
    """ "NAME or NAME, office, Tel …": the first has what is printed once for both, and the number is nobody's own."""
    if draft.is_alternative and not before.has_details and len(before.words) == 1 and NAME.match(before.words[0]):
        before.words += [*filter(None, _split_office(draft.words[0])[1:]), *draft.words[1:]]
        before.telephones, before.emails = draft.telephones, draft.emails
        before.is_shared = draft.is_shared = True


def _add(draft: _Draft, piece: _Piece) -> None:
    if piece.kind == "words":
        draft.words.append(piece.text)
    elif piece.kind in ("telephones", "national"):
        draft.telephones.append(piece.text)
    elif piece.kind == "email":
        draft.emails.append(piece.text)


def _pieces(block: str) -> Iterator[_Piece]:
    position, is_fax = 0, False
    for match in TOKEN.finditer(block):
        before = block[position : match.start()]
        yield from _words(before)
        labels = list(LABEL.finditer(before))
        is_fax = bool(labels and labels[-1]["fax"])
        kind = "fax" if is_fax and match.lastgroup != "email" else match.lastgroup
        yield _Piece(kind, match[0])
        position = match.end()
    yield from _words(block[position:])


def _words(text: str) -> Iterator[_Piece]:
    for part in SEPARATOR.split(LABEL.sub("\n", SKYPE.sub("\n", text))):
        part = TRAILING_WORD.sub("", f" {LEADING_AND.sub('', part.strip(EDGE))}").strip(EDGE)
        if any(map(str.isalpha, part)):
            yield _Piece("words", part)


def _contact(draft: _Draft) -> Contact | None:
    contact = Contact(is_shared=draft.is_shared)
    if _begins_with_an_agency(draft.words):
        contact.office = draft.words.pop(0)
    for words in draft.words:
        _place_words(contact, HONORIFIC.sub("", words, count=1))
    if draft.telephones:
        contact.phone_printed = " ; ".join(draft.telephones)
        contact.phones = [number for printed in draft.telephones for number in e164(printed)]
    contact.email = draft.emails[0] if draft.emails else None
    if not contact.name:
        contact.name, contact.office = contact.office, contact.place or contact.office
    contact.office = contact.office or contact.place
    return contact if draft.has_details or (contact.name and contact.office) else None


def _begins_with_an_agency(words: Sequence[str]) -> bool:
    """ "Save the Children: Jane Roe" is an office and a name."""
    first, following = (*words, "", "")[:2]
    is_other = NAME.match(first) or OFFICE.search(first) or PLACE.fullmatch(first) or ROLE.search(first)
    return (
        first[:1].isupper()
        and not is_other
        and bool(NAME.match(HONORIFIC.sub("", following)) and not OFFICE.search(following))
    )


def _place_words(contact: Contact, words: str) -> None:
    """Words of a contact into the first field that they fit and that is free."""
    place = PLACE.fullmatch(words)
    if place and not OFFICE.search(words):
        contact.place = contact.place or place["place"]
    elif OFFICE.search(words):
        _place_office(contact, words)
    elif not contact.office and ACRONYM.fullmatch(words):
        contact.office = words
    elif not contact.name and _is_name(words):
        contact.name = words
    elif not contact.role and (ROLE.search(words) or words[0].islower()):
        contact.role = words
    elif contact.office and not contact.name and " " not in words:
        contact.place = contact.place or words
    elif not contact.name and words[0].isupper():
        contact.name = words
    elif not contact.office and words[0].isupper():
        contact.office = words


def _is_name(words: str) -> bool:
    """A person's, or that of a service: "Media and Communications Division" is no role."""
    return bool((words[0].isupper() and SERVICE.search(words)) or (NAME.match(words) and not ROLE.search(words)))


def _place_office(contact: Contact, words: str) -> None:
    """ "Marlon Kerk at IOM Guyana", "chargée de presse à l'OIM Niger", "l'OIM Tchad"."""
    before, office = _split_office(words)
    if before and not OFFICE.search(before):
        if not contact.name and NAME.match(before) and not ROLE.search(before):
            contact.name, words = before, office.strip("()")
        elif not contact.role and ROLE.search(before):
            contact.role, words = before, office
    if not contact.office:
        contact.office = words[LEADING_ARTICLE.match(words).end() :]
    elif not contact.role:
        contact.role = words


def _split_office(words: str) -> tuple[str, str]:
    """What stands before the office, and the office: it begins with its own word ("Bureau", "OIM") if it can."""
    splits = [(words[: join.start()].strip(), words[join.end() :]) for join in OFFICE_JOIN.finditer(words, 1)]
    splits = [(before, office) for before, office in splits if before and OFFICE.search(office)]
    return next((split for split in splits if OFFICE.match(split[1])), splits[0] if splits else ("", ""))

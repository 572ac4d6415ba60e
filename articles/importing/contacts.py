"""Press contacts from the prose of a contact block: one line, several lines, "ou" between them, by city, by agency.

The block is cut into telephones, e-mails, labels and words in reading order. Words after a telephone or an e-mail
begin the next contact. The words of one contact are its name, its office (that of an agency, or the city of "A Bangui
:") and its role.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from articles.importing.reading import Contact
from articles.importing.telephones import NATIONAL, TELEPHONES, e164

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
LABEL = re.compile(
    r"""(?<![\w’'])(?:(?P<fax>fax|télécopie)|t[ée]l[ée]phone\ (?:portable|mobile)|tel[ée]fono\ m[óo]vil|tel[ée]fono
      |t[ée]l[ée]phone|t[ée]ls?|phone|mobile|mob|m[óo]vil|cell|celular|gsm|portable|whatsapp|e-?mails?|courriel
      |courrier\ [ée]lectronique
      |correo(?:\ electr[óo]nico)?|m[ée]l|ligne\ directe)(?!\w)\.?\s*:?""",
    re.VERBOSE | re.IGNORECASE,
)
TOKEN = re.compile(
    rf"(?P<email>{EMAIL.pattern})|(?P<telephones>{TELEPHONES.pattern})|(?P<national>{NATIONAL.pattern})|(?P<alternative>(?<!\S)(?:ou|or|o)(?!\S)|(?<=\n)(?:et|and|y)(?=\n))"
)
SEPARATOR = re.compile(r"\n|[,;:|]|\.(?=\s|$)|\s[-–—/]\s|\s(?:et|and|y)\s*$")
EDGE = " \t\u00a0,.;:–—-/\n•·*#"

OFFICE = re.compile(
    r"""\b(?:OIM|IOM|ONU|UN|HCR|ACNUR|UNHCR|UNICEF|PAM|WFP|PMA|OMS|WHO|OCHA|OHCHR|FAO|PNUD|UNDP|UNFPA|Croix-Rouge|Bureau|Office
      |Oficina|[Ss]i[èe]ge|Headquarters|HQ|Mission|Misión|Délégation|Cent(?:re|er|ro)|Ministère|Ministry|Ministerio|Unit|Unité|Sede)\b""",
    re.VERBOSE,
)
_JOIN = (
    r"(?:\s+(?:at|from|with|à|de|du|au|en|of|in)(?:\s+(?:the|la|le|el))?\s+|\s+(?:à|de)\s+l[’'`]\s?|\s+\((?=[^)]*\)$))"
)
NAME_AT_OFFICE = re.compile(rf"(?P<name>.+?){_JOIN}(?P<office>.+)$")
PLACE = re.compile(
    r"(?:A|À|Au|Aux|En|In|At)\s+(?P<place>[A-ZÀ-Þ][\w’'.-]*(?:\s+[A-ZÀ-Þ(][\w’'.)-]*|\s+(?:de|del|la|of)(?=\s)){0,4})"
)
LEADING_ARTICLE = re.compile(
    r"(?:(?:à|au|at|en|with|from|de|the|notre|our)\s+)?(?:l[’'`]\s?|(?:la|le|les|the|el)\s+)?"
)
TRAILING_WORD = re.compile(r"\s+(?:au|aux|on|at|to|al|en|par|by|via|sur|à)$")
_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|van|von|der|den|ter|ag|al|el|bin|ben|bint|ould|y|e)"
_SURNAME = rf"(?:[A-ZÀ-ÞŒ][\w’'.-]*|d[’'][A-ZÀ-Þ]\w*|{_PARTICLE})"
NAME = re.compile(rf"(?:(?:Dr|M|Mr|Mme|Ms|Mrs|Mlle|Sr|Sra|Dra)\.?\s+)?[A-ZÀ-ÞŒ][\w’'.-]*(?:\s+{_SURNAME}){{1,5}}$")
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

    @property
    def has_details(self) -> bool:
        return bool(self.telephones or self.emails)


def read_contacts(block: str) -> list[Contact]:
    """The contacts of a block from which its heading was taken."""
    drafts = [_Draft()]
    for piece in _pieces(block):
        draft = drafts[-1]
        if (piece.kind == "words" and draft.has_details) or (piece.kind == "alternative" and draft.words):
            draft = _Draft()
            drafts.append(draft)
        _add(draft, piece)
    return [contact for draft in drafts if (contact := _contact(draft))]


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
    for part in SEPARATOR.split(LABEL.sub("\n", text)):
        part = TRAILING_WORD.sub("", f" {part.strip(EDGE)}").strip(EDGE)
        if any(map(str.isalpha, part)):
            yield _Piece("words", part)


def _contact(draft: _Draft) -> Contact | None:
    contact = Contact()
    for words in draft.words:
        _place_words(contact, words)
    if draft.telephones:
        contact.phone_printed = " ; ".join(draft.telephones)
        contact.phones = [number for printed in draft.telephones for number in e164(printed)]
    contact.email = draft.emails[0] if draft.emails else None
    if not contact.name:
        contact.name, contact.office = contact.office, contact.place or contact.office
    contact.office = contact.office or contact.place
    return contact if draft.has_details or (contact.name and contact.office) else None


def _place_words(contact: Contact, words: str) -> None:
    """Words of a contact into the first field that they fit and that is free."""
    place = PLACE.fullmatch(words)
    if place and not OFFICE.search(words):
        contact.place = contact.place or place["place"]
    elif OFFICE.search(words):
        _place_office(contact, words)
    elif not contact.name and NAME.match(words) and not ROLE.search(words):
        contact.name = words
    elif not contact.role and (ROLE.search(words) or words[0].islower()):
        contact.role = words
    elif not contact.name and words[0].isupper():
        contact.name = words
    elif not contact.office and words[0].isupper():
        contact.office = words


def _place_office(contact: Contact, words: str) -> None:
    """ "Marlon Kerk at IOM Guyana", "chargée de presse à l'OIM Niger", "l'OIM Tchad"."""
    split = NAME_AT_OFFICE.match(words)
    if split and OFFICE.search(split["office"]) and not OFFICE.search(split["name"]):
        if not contact.name and NAME.match(split["name"]) and not ROLE.search(split["name"]):
            contact.name, words = split["name"], split["office"].strip("()")
        elif not contact.role and ROLE.search(split["name"]):
            contact.role, words = split["name"], split["office"]
    if not contact.office:
        contact.office = words[LEADING_ARTICLE.match(words).end() :]
    elif not contact.role:
        contact.role = words

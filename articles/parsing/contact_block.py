"""Where the contacts of a page stand: from a heading such as "Pour plus d'informations, veuillez contacter" to the
last line with a telephone or an e-mail.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.parsing.contacts import EMAIL, LABEL
from articles.parsing.telephones import TELEPHONES

HEADING = re.compile(
    r"""(?:pour\ [^.:!?\n]{0,110}?\b(?:contacter|contactez|s.adresser\ à|adressez-vous\ à|prendre\ contact\ avec)\b
      | pour\ (?:toute|plus|de\ plus|davantage|en\ savoir|d.autres|d.amples)\b[^.:!?\n]{0,60}:
      | (?:veuillez|merci\ de|prière\ de)\ contacter\b
      | (?:this\ (?:story|article)\ was\ (?:written|produced)|written)\ by\b
      | (?:cette\ histoire|cet\ article|ce\ reportage)\ a\ été\ (?:écrite?|rédigée?|réalisée?)\ par\b
      | esta\ historia\ fue\ (?:escrita|producida)\ por\b
      | (?:presse|press|prensa|médias?|media|medios)\s*:
      | (?:personnes?\ à\ contacter|contacts?|contactos?)\s*:
      | contacts?\ (?:médias?|presse|de\ presse|pour\ la\ presse|pour\ les\ médias|avec\ les\ médias)\b
      | (?:plus\ d.informations?|informations?\ complémentaires?|renseignements?|(?:more|further)\ information
          |más\ información|mayor(?:es)?\ informes?|informes)\s*:
      | (?=(?:pour|for|por)\ (?:l[ea]?\W|the\ )?(?-i:[A-Z]{3,8})\s*:)
      | (?:for|to\ get)\ [^.:!?\n]{0,110}?\bcontact\b
      | for\ (?:more|further|additional|media)\b[^.:!?\n]{0,60}:
      | (?:please\ contact|(?:media|press)\ contacts?)\b
      | para\ [^.:!?\n]{0,110}?\b(?:contact(?:o\ con|arse\ con|ar\ con|ar\ a|ar|e\ con|e\ a|e|o)|contáctese\ con
          |comunicarse\ con|comuníquese\ con)\b
      | para\ (?:más|mas|mayor|mayores|cualquier)\b[^.:!?\n]{0,60}(?::|$)
      | contactos?\ (?:de\ prensa|para\ medios|para\ la\ prensa|para\ los\ medios)\b
    )\s*(?:(?:avec|with|con|au\ siège)\b)?\s*:?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
HEADING_START = re.compile(
    r"[\s*•–-]*(?=(?:pour|for|to get|para|contacts?|contactos?|veuillez|merci|prière|please|media|press|this|written"
    r"|cette|cet|ce|esta|personnes?|plus|informations?|renseignements?|more|further|press|prensa|m[ée]dias?|medios|más|mayor|mayores|informes)\b)",
    re.IGNORECASE,
)
INSIDE = re.compile(r"(?<=[.!?»”])\s+(?=(?:Pour|For|Para|Veuillez|Please|Media|Press|Contacts?|Contactos?)\b)")
LONGEST_NAME_LINE = 110
LOOKAHEAD = 6  # lines between a heading, or a name, and its telephone
OF_AN_AGENCY = re.compile(r"[A-ZÀ-Þ][^.:@]{1,40}:\s")
STANDALONE = 260  # characters of a lone line that is a contact without a heading


class ContactBlock(NamedTuple):
    """The lines before it, its heading, its text, and the lines after it."""

    before: list[str]
    heading: str
    text: str
    after: list[str]


def find_contact_block(lines: Sequence[str]) -> ContactBlock:
    """The first contact block of a page, empty where there is none."""
    for index, line in enumerate(lines):
        start = _heading_start(lines, index)
        end = _block_end(lines, index, start) if start is not None else None
        if end:
            heading, text = _split_heading([line[start:], *lines[index + 1 : end]])
            before = [*lines[:index], line[:start].rstrip()] if start else list(lines[:index])
            return ContactBlock(before, heading, text, list(lines[end:]))
    return _without_heading(lines)


def _heading_start(lines: Sequence[str], index: int) -> int | None:
    line = lines[index]
    following = next((line for line in lines[index + 1 : index + 3] if line), "")
    if HEADING_START.match(line) and _matches(line, following):
        return 0
    for match in INSIDE.finditer(line):
        if HEADING.match(line, match.end()) and _has_details(line[match.end() :]):
            return match.end()
    return None


def _matches(line: str, following: str) -> bool:
    """Whether a line, or a wrapped line with the next, begins with a contact heading."""
    start = HEADING_START.match(line).end()
    return bool(HEADING.match(line, start) or (len(line) < 80 and HEADING.match(f"{line} {following}", start)))


def _split_heading(lines: Sequence[str]) -> tuple[str, str]:
    """A heading may be followed by another one: "Contact :", "Pour plus d'informations, veuillez contacter"."""
    text = "\n".join(lines)
    flat = text if HEADING.match(text, HEADING_START.match(text).end()) else text.replace("\n", " ", 1)
    end, start = 0, HEADING_START.match(flat)
    while start and (heading := HEADING.match(flat, start.end())) and heading.end() > end:
        end = heading.end()
        start = HEADING_START.match(flat, end)
    return flat[:end].strip(), flat[end:]


def _has_details(line: str) -> bool:
    return bool(EMAIL.search(line) or TELEPHONES.search(line))


def _block_end(lines: Sequence[str], index: int, start: int) -> int | None:
    """Where the block ends that begins with the heading on a line; None if no telephone or e-mail follows."""
    end, since = (index + 1, 0) if _has_details(lines[index][start:]) else (None, 1)
    for following in range(index + 1, len(lines)):
        line = lines[following]
        if _has_details(line):
            end, since = following + 1, 0
        elif line:
            since += 1
            if since > LOOKAHEAD or (len(line) > LONGEST_NAME_LINE and not LABEL.search(line)):
                break
    return end


def _without_heading(lines: Sequence[str]) -> ContactBlock:
    """A last line that is little but a name, a telephone and an e-mail is a contact; so are those before it."""
    last = next((index for index in range(len(lines) - 1, -1, -1) if lines[index]), None)
    if last is not None and len(lines[last]) < STANDALONE:
        line = lines[last]
        is_labelled = TELEPHONES.search(line) or LABEL.search(line) or OF_AN_AGENCY.match(line)
        if EMAIL.search(line) and is_labelled and ". " not in EMAIL.split(line)[0]:
            first = last
            while first and OF_AN_AGENCY.match(lines[first - 1]) and _has_details(lines[first - 1]):
                first -= 1
            return ContactBlock(list(lines[:first]), "", "\n".join(lines[first : last + 1]), list(lines[last + 1 :]))
    return ContactBlock(list(lines), "", "", [])

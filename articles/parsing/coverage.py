"""Which countries an article is about, and which it only mentions.

The title, the lead and then the text weigh; where the release was issued, who paid, whose ambassador came and where a
speaker's office is do not make an article be about a country.
"""

import re
from collections.abc import Sequence

from articles.parsing.clues import Clues
from articles.parsing.contributors import role_at, stretches_in
from articles.parsing.phrases import Passage
from articles.parsing.places import Gazetteer, Mention

AT_MOST = 4
SEAT = re.compile(r"Gen[èe]v[ea]|Ginebra")  # the organisation's: a meeting there is about those who meet
TITLE, LEAD, TEXT, PEOPLE, CITY = 6.0, 3.0, 1.0, 1.5, 0.5
MOST_FROM_TEXT = 2.5  # below the lead's weight, however often a country comes back
ENOUGH = 1.5
ENUMERATED_IN = 3  # first paragraphs in which countries enumerated with a main one are main too
PEOPLE_ON_THE_MOVE = re.compile(
    r"(?:réfugié|migrant|déplacé|rapatrié|ressortissant|demandeur|travailleu|exilé|refugiad|desplazad|migrante)\w*(?:\s+d[’']asile)?\s+$"
)
ENUMERATION = re.compile(
    r"(?:\s*[,/]\s*|\s+(?:et|and|y|e)\s+|\s*,\s*(?:et|and)\s+)(?:(?:d[eu]s?|la|le|les|l['’]|d['’]|en|au|aux|à|the|del?|el)\s*)*"
)
OF_ANOTHER = re.compile(
    r"""(?:ambassad\w+|embajad\w+|embassy|consul\w*
      |(?:processus|conférence|convention|déclaration|protocole|accords?|sommet|pacte|process|conference|declaration|protocol
      |agreement|summit|proceso|conferencia|convención|declaración|protocolo|acuerdos?|cumbre))\s+
      (?:d[eu]s?\s+|d[’']|de\s+la\s+|of\s+|del\s+|on\s+)?(?:l[’'])?$""",
    re.VERBOSE | re.IGNORECASE,
)
AGENCY = re.compile(r"\s+(?:[A-Z]\w+\s+){0,2}(?:Force|Agency|Army|Guard|Embassy|Red\s+Cross)\b")
NEED = re.compile(
    r"\b(?:besoin|appel|nécessaires?|manqu\w+|needs?|appeal\w*|requires?|required|necesita\w*|llamamiento)\b", re.I
)


def covered(
    title: Passage,
    paragraphs: Sequence[Passage],
    offices: Sequence[Passage],
    gazetteer: Gazetteer,
    clues: Clues | None = None,
) -> tuple[list[str], list[str]]:
    """ISO codes of the main countries (at most four), by weight, and of the others mentioned, in order of mention.

    The clues are by code.
    """
    weighing = _Weighing(gazetteer, Clues() if clues is None else clues)
    weighing.add(title, TITLE, "title")
    for index, paragraph in enumerate(paragraphs):
        weight, rule = (TEXT, "text") if weighing.lead_found else (LEAD, "lead")
        weighing.add(paragraph, weight, rule, enumerating=index < ENUMERATED_IN)
    if not weighing.has_place:
        for office in offices:
            weighing.add(office, LEAD, "office")
    main = weighing.main()
    return main, [code for code in weighing.mentioned if code not in main]


class _Weighing:
    """Weights of countries: the best place where each is named, and how often the text comes back to it."""

    def __init__(self, gazetteer: Gazetteer, clues: Clues):
        self.gazetteer, self.clues = gazetteer, clues
        self.base: dict[str, float] = {}
        self.returns: dict[str, float] = {}
        self.mentioned: dict[str, None] = {}
        self.lead_found = self.has_place = False

    def add(self, passage: Passage, weight: float, rule: str, *, enumerating: bool = False) -> None:
        """Weigh a passage; the first paragraph that names a country is the lead."""
        mentions = list(self.gazetteer.mentions(passage))
        self.mentioned.update(dict.fromkeys(mention.code for mention in mentions))
        for mention in mentions:
            self.clues.see(mention.code, "mentioned", passage.text, mention.start, mention.end)
        counted = [mention for mention in mentions if not _is_of_another(passage.text, mention)]
        stretches = stretches_in(passage.text) if counted else ()
        for start, end, here in passage.by_sentence(counted) if counted else ():
            if here and stretches and not NEED.search(passage.text, start, end):
                here = [mention for mention in here if role_at(mention.start, stretches, start) != "funder"]
            if not here:
                continue
            for mention in here:
                self._count(mention, passage.text, weight)
                self.clues.see_better(mention.code, rule, passage.text, mention.start, mention.end)
            if enumerating:
                self._raise_enumerated(here, passage.text)
            self.lead_found = self.lead_found or weight == LEAD

    def _count(self, mention: Mention, text: str, weight: float) -> None:
        if weight > PEOPLE and not (mention.kind == "city" and SEAT.match(text, mention.start)):
            self.base[mention.code] = max(self.base.get(mention.code, 0), weight)
        self.has_place = self.has_place or mention.kind != "demonym"
        gain = CITY if mention.kind == "city" else TEXT
        if mention.kind == "demonym" and PEOPLE_ON_THE_MOVE.search(text, max(0, mention.start - 40), mention.start):
            gain = PEOPLE
        self.returns[mention.code] = min(self.returns.get(mention.code, 0) + gain, MOST_FROM_TEXT)

    def _raise_enumerated(self, mentions: Sequence[Mention], text: str) -> None:
        """Countries in one enumeration weigh as much as the lead when one of them does."""
        for group in _enumerations(mentions, text):
            if any(self.base.get(mention.code, 0) >= LEAD for mention in group):
                for mention in group:
                    self.base[mention.code] = max(self.base.get(mention.code, 0), LEAD)

    def main(self) -> list[str]:
        weights = {code: self.base.get(code, 0) + gain for code, gain in self.returns.items()}
        ranked = sorted(weights, key=lambda code: -weights[code])
        return [code for code in ranked if weights[code] >= ENOUGH][:AT_MOST]


def _enumerations(mentions: Sequence[Mention], text: str) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and ENUMERATION.fullmatch(text, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _is_of_another(text: str, mention: Mention) -> bool:
    """An embassy, a conference ("la conférence de Rabat") or an agency bears a name from elsewhere."""
    if mention.kind == "demonym" and AGENCY.match(text, mention.end):
        return True
    return bool(OF_ANOTHER.search(text, max(0, mention.start - 40), mention.start))

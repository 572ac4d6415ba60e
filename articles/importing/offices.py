"""The organisation's offices, by the words with which pages name them; a new one is made and marked "to check"."""

import re
from collections.abc import Set

from articles.importing.new_names import fit, slug_of, stem_of
from articles.parsing.issuer import issuing_office
from articles.parsing.likeness import Likeness
from articles.parsing.phrases import Passage
from articles.parsing.places import Gazetteer
from articles.parsing.reading import Reading
from contacts.models import Country, Mission
from contacts.names import NAME_FIELDS, fold, name_key

HEADQUARTERS = re.compile(r"\b(siege|headquarters|hq|sede)\b")
REGIONAL = re.compile(r"\bregional")
NOT_A_PLACE = re.compile(
    r"\b(?:[lLdD]['’]|(?:OIM|IOM)(?:['’]s)?\b|(?:[Bb]ureau|[Oo]ffice|[Oo]ficina|[Mm]ission|[Mm]isión|[Dd]élégation|[Cc]ountry"
    r"|[Nn]ational|pays|de|du|des|la|le|les|the|in|en|el|at|à|au|aux|of|del)\b)"
)


class Offices:
    """The organisation's offices, by the words with which pages name them."""

    def __init__(self, gazetteer: Gazetteer, set_aside: Set[str] = frozenset()):
        self.gazetteer, self.set_aside = gazetteer, set_aside
        self.known, self.made, self.likeness = [], [], Likeness([])
        self._index([])

    def learn(self) -> None:
        """Take up those that were added since; what a page made is among them, unless it was rolled back."""
        last = self.known[-1].pk if self.known else 0
        new = list(Mission.objects.select_related("country").filter(pk__gt=last).order_by("pk"))
        if new or self.made:
            self.known, self.made = self.known + new, []
            self._index(self.known)
            checked = [mission for mission in self.known if not mission.is_to_check]
            self.likeness = Likeness.of(checked, self.gazetteer.words)

    def _index(self, missions: list[Mission]) -> None:
        self.headquarters, self.by_name, self.by_slug, self.by_country, self.towns = None, {}, {}, {}, []
        self.meant: dict[str, Mission | None] = {}
        for mission in sorted(missions, key=lambda mission: mission.is_to_check):
            self._add(mission)

    def _add(self, mission: Mission) -> None:
        """One that has been checked goes before, and of several the one that was there first."""
        self.by_slug.setdefault(mission.slug, mission)
        self.by_country.setdefault((mission.country_id, mission.kind), mission)
        for name in mission.all_names:
            self.by_name.setdefault(name_key(name), mission)
        if mission.kind == Mission.Kind.HEADQUARTERS:
            self.headquarters = self.headquarters or mission
        if mission.kind != Mission.Kind.COUNTRY:
            self.towns += [(f" {name_key(name)} ", mission) for name in (mission.city, *mission.aliases) if name]

    def issuing(self, reading: Reading) -> Mission | None:
        """The office of the first contact, else that of the dateline; none for another agency's release."""
        named, _rule = issuing_office(reading)
        return self.get(named, reading.language) if named else None

    def get(self, office: str, language: str) -> Mission | None:
        """The office that is meant: headquarters, a regional office, a country's mission; made where it is new."""
        if office not in self.meant:
            self.meant[office] = self._meant(office, language)
        return self.meant[office]

    def _meant(self, office: str, language: str) -> Mission | None:
        folded, place = fold(office), _place(office)
        if self.set_aside & {name_key(office), name_key(place)}:
            return None
        town_of = self._in_town(place)
        if HEADQUARTERS.search(folded) or (town_of and town_of.kind == Mission.Kind.HEADQUARTERS):
            return self.headquarters
        known, code = self._named(office) or self._named(place), self._country(office)
        if known or REGIONAL.search(folded):
            return known or town_of or self._in_country(code, Mission.Kind.REGIONAL)
        return self._country_mission(code) or self._nearly(office, place) or self._new(place, language)

    def is_known(self, office: str) -> bool:
        """Whether the words lead to an office or a country that nobody has to check."""
        place = _place(office)
        found = self._named(office) or self._named(place) or self._in_town(place) or self._nearly(office, place)
        is_checked = found is not None and not found.is_to_check
        return is_checked or not place or bool(HEADQUARTERS.search(fold(office)) or self._country(office))

    def _in_town(self, place: str) -> Mission | None:
        """The regional office or headquarters that sits in the town."""
        words = f" {name_key(place)} "
        return next((mission for town, mission in self.towns if town in words), None)

    def _country(self, office: str) -> str | None:
        mention = next(self.gazetteer.mentions(Passage(office)), None)
        return mention.code if mention else self.gazetteer.country_of(office)

    def _in_country(self, code: str | None, kind: str) -> Mission | None:
        return self.by_country.get((code, kind)) if code else None

    def _named(self, place: str) -> Mission | None:
        return self.by_name.get(name_key(place))

    def _nearly(self, *names: str) -> Mission | None:
        return next(filter(None, map(self.likeness.meant, names)), None)

    def _country_mission(self, code: str | None) -> Mission | None:
        if code is None:
            return None
        if self.headquarters and code == self.headquarters.country_id:
            return self.headquarters
        known = self._in_country(code, Mission.Kind.COUNTRY)
        if known:
            return known
        country = Country.objects.get(code=code)
        names = {column: getattr(country, column) for column in NAME_FIELDS}
        return self._make(names, country=country, parent=self._parent_of(country))

    def _parent_of(self, country: Country) -> Mission | None:
        regional = Mission.objects.filter(kind=Mission.Kind.REGIONAL, regions=country.region_id).order_by("pk").first()
        return regional if country.region_id and regional else self.headquarters

    def _new(self, place: str, language: str) -> Mission | None:
        if not place:
            return None
        names = {f"name_{language}": fit(Mission, f"name_{language}", place)}
        return self.by_slug.get(stem_of(Mission, place)) or self._make(names, parent=self.headquarters)

    def _make(self, names: dict, **fields) -> Mission:
        name = names.get("name_fr") or next(iter(names.values()))
        mission = Mission.objects.create(slug=slug_of(Mission, name), is_to_check=True, **names, **fields)
        self.made.append(mission)
        self._add(mission)
        self.meant = {}
        return mission


def _place(office: str) -> str:
    """The office's name without the words that every office's has."""
    return " ".join(NOT_A_PLACE.sub(" ", office).split()).strip(" ,-–()")

"""Names of institutions in prose, wherever a ministry, an agency or a university is written as one ("Ministère chilien
de la santé", "Kenya Ports Authority").

French writes most of a name in small letters. So a name goes on from its head ("Ministère") over adjectives and over
what "de", "du" or "pour la" join to it, and ends where the sentence does.
"""

import re
from collections.abc import Iterator

from articles.parsing.phrases import Found

OWN_NAME = re.compile(r"\b(?:OIM|IOM)\b")
MOVEMENT = frozenset(["Red Cross", "Red Crescent", "Russian Federation"])  # the movement is not one of its societies

_HEAD_FR = r"""(?:[Mm]inistère|Secrétariat|Agence|Institut|Service|Conseil|Commission|Université|Fédération
    |Confédération|Association|Fondation|ONG|Chambre|Banque|Direction|Office|Observatoire|Académie|Préfecture|Mairie
    |Police|Croix-Rouge|Croissant-Rouge|Comité|Haut-Commissariat|Parlement|Gouvernement
    |Coopération|Ambassade|Réseau|Organe|Commissariat|Syndicat|Brigade|Gendarmerie|Ligue|Fonds
    |Bureau(?=\ (?:national|régional|central|de\ (?:la\ )?coordination))
    |Centre(?=\ (?:inter)?national|\ régional)
    |(?:(?<=\bet\ le\ )|(?<=\bavec\ le\ )|(?<=\bpar\ le\ ))gouvernement)"""
_ADJECTIVE = r"""(?!dans\b|avec\b|sont\b)(?:[a-zà-ÿ]{2,}(?:al|ale|aux|ales|ique|iques|blic|aire|aires|ain|aine
    |ains|aines|ien|ienne|iens|iennes|éen|éenne|ais|aise|ois|oise|if|ive|ifs|ives|el|elle|els|elles|anger|angers|ère|ères|ier
    |ieur|ieure|ieurs|ieures|eux|euse|iste|istes|ible|able|ables|bè|bés|ote|que|andes?|ands?|ites?|ans?|anes?
    |munes?|mun)|suisses?|belges?|turcs?|grecs?|russes?|serbes?|arabes?)\b"""
_CAPITAL = r"(?:(?!(?:OIM|IOM)\b)[A-ZÀ-ÞŒ][\w’'-]*|&)"
_JOIN_FR = rf"""(?:et\ (?!(?:d[eu]s?\ |de\ la\ |de\ l[’']|d[’'])(?:{_HEAD_FR}|Principauté|Royaume|Union)\b))?
    (?:de\ la\ |de\ l[’']|du\ |des\ |de\ |d[’']|à\ la\ |à\ l[’']|aux?[ ]|pour\ l[aes]{{1,2}}\ |pour\ l[’'])"""
_NAME_FR = rf"""\b{_HEAD_FR}(?:\ {_ADJECTIVE}){{0,2}}
    (?:\ {_CAPITAL}(?:\ (?:of\ the|of|the|and)\ {_CAPITAL}|\ {_CAPITAL})*
      |\ {_JOIN_FR}(?!avoir\b|être\b)[\w’'-]+(?:\ {_ADJECTIVE}|\ {_CAPITAL}){{0,2}}){{0,4}}"""
_HEAD_EN = r"""(?:Ministry|Authority|Agency|Council|University|Foundation|Commission|Federation|Association|Force
    |Service|Institute|Bank|Department|Chamber|Directorate|Secretariat|Cross|Crescent|Bureau|Trust|Mission|Police|Government|Office|Embassy|Fund|Society)\b"""
_NAME_EN = rf"""\b(?:(?!(?:The|In|At|A|An|On|For)\ ){_CAPITAL}\ ){{0,4}}{_HEAD_EN}
    (?:\ (?:of|for|to|on)\ (?:the\ )?{_CAPITAL}(?:(?:,|\ and|\ of|\ for|\ the|,\ and){{0,2}}\ {_CAPITAL}){{0,6}})?"""
_HEAD_ES = r"""(?:Ministerio|Secretaría|Agencia|Instituto|Servicio|Consejo|Comisión|Universidad|Federación|Asociación
    |Fundación|Cámara|Banco|Dirección|Alcaldía|Policía|Cruz\ Roja|Defensoría|Defensa|Gobernación|Registro|Gobierno
    |Carabineros|Embajada|Sindicato|Oficina|Fondo|Red)"""
_JOIN_ES = r"(?:y\ )?(?:de\ los\ |de\ las\ |de\ la\ |del\ |de\ |para\ el\ |para\ la\ |e\ |y\ )"
_NAME_ES = rf"\b{_HEAD_ES}(?:\ {_CAPITAL}|\ {_JOIN_ES}{_CAPITAL}){{1,8}}"
_ACRONYM = r"(?:\ \((?P<acronym>[A-ZÀ-Þ][\w-]{1,11})(?:\ en\ \w+)?\))?"
INSTITUTIONS = {
    language: re.compile(f"(?P<name>{name}){_ACRONYM}", re.VERBOSE)
    for language, name in (("fr", _NAME_FR), ("en", _NAME_EN), ("es", _NAME_ES))
}
HEADS = {
    language: tuple(re.findall(r"[A-ZÀ-Þ][\wÀ-ÿ-]+|gouvernement|inistère", head))
    for language, head in (("fr", _HEAD_FR), ("en", _HEAD_EN), ("es", _HEAD_ES))
}
DANGLING = re.compile(r"(?:\s+(?:de|du|des|la|le|les|et|pour|of|the|and|for|y|del|en|à|au|aux))+$")
LONGEST_NAME = 120


def institutions_in(text: str, language: str | None) -> Iterator[Found[str]]:
    """Names that begin or end with the word for an institution, and are more than that word."""
    if language not in INSTITUTIONS or not any(head in text for head in HEADS[language]):
        return
    for match in INSTITUTIONS[language].finditer(text):
        name = DANGLING.sub("", match["name"])
        if " " in name and name not in MOVEMENT and not OWN_NAME.search(name) and len(name) <= LONGEST_NAME:
            whole = f"{name} ({match['acronym']})" if match["acronym"] and name == match["name"] else name
            yield Found(whole, match.start(), match.start() + len(whole))

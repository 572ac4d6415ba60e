"""The site's own words round an article: menus, labels, form residues, feed metadata.

The menus of the saved sites (French, English and Spanish, main and country ones) have one structure: lone dashes,
items after a dash, and items printed twice, the second time sometimes fused with a sentence ("Notre travailEn tant
que…"). So a menu whose words nobody knows shows itself too: it reaches to the last such line before the text, and the
title is the last line of the head.
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

KNOWN_ITEMS = frozenset(
    """
    qui sommes nous|qui sommes-nous|à propos|à propos de l'oim|oim global|structure|structure organisationnelle
    directrice générale|directeur général|directrice générale adjointe chargée de la gestion et des réformes
    directrice générale adjointe chargée des opérations|bureau du chef de cabinet|notre travail|ce que nous faisons
    bureau des partenariats, de la sensibilisation et de la communication|partenariats|points forts|agir
    bureau de la stratégie et de la performance institutionnelle|où travaillons-nous|où travaillons nous
    où nous travaillons|travailler avec nous|travaillez avec nous|engagez-vous|s'engager|données et recherche
    agenda 2030|2030 agenda|programme 2030|données et ressources|actualités|passer aux marchés|passation de marchés
    aller au contenu principal|accueil|recherche|nous contacter|contactez-nous|s'impliquer|histoires de migrants
    who we are|about|about us|about iom|iom global|organizational structure|organisational structure
    director general|deputy director general for management and reform|deputy director general for operations
    office of the chief of staff|office of partnerships, advocacy and communications
    office of strategy and organizational performance|our work|what we do|partnerships|highlights|where we work
    take action|work with us|get involved|data and research|data and resources|skip to main content|home|search
    contact us|procurement opportunities|our response|priorities|careers|vacancies|procurement|donate|events
    quiénes somos|quienes somos|sobre la oim|acerca de|acerca de la oim|estructura|estructura organizacional
    directora general|director general adjunto|directora general adjunta de gestión y reforma
    directora general adjunta de operaciones|oficina del jefe de gabinete|nuestro trabajo|qué hacemos|que hacemos
    lo que hacemos|alianzas|asociaciones|destacados|aspectos destacados|dónde trabajamos|donde trabajamos
    tome acción|tomar acción|actúe|actuar|pasar a la acción|trabaje con nosotros|trabajar con nosotros|involúcrese
    participe|datos e investigación|datos e investigaciones|datos y recursos|pasar al contenido principal|inicio
    buscar|contáctenos|search form|country profile|country website|search for the country site.|menu|menú
    fermer sites icon close|cerrar sites icon close|close sites icon close|formulaire de recherche
    formulario de búsqueda|pin it on pinterest|skip to content|toggle navigation|partager|share|compartir
    rechercher sur le site du pays.|buscar en el sitio del país.|buscar el sitio del país.|rechercher
    mentions légales|plan du site|haut de page|imprimer cette page|version imprimable|envoyer à un ami|crédits
    legal notice|terms of use|privacy policy|site map|sitemap|back to top|print this page|printable version
    send to a friend|aviso legal|mapa del sitio|volver arriba|imprimir esta página|enviar a un amigo
    english|français|español|العربية|photo gallery|galerie de photos|galería de fotos
    passer au contenu|passer au contenu principal|saltar al contenido|ir al contenido principal
    aller au contenu|profil du pays|site web du pays|perfil de país|perfil del país|sitio web del país
    """.strip()
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
LABELS = frozenset(
    """
    communiqué|communiqués|communiqué de presse|communiqués de presse|global|local|mondial|news|news -|press release
    press releases|press room|comunicado|comunicados|comunicado de prensa|comunicados de prensa|noticias|noticia
    migrant stories|stories|story|histoires|histoire|histoires de migrants|historias|actualité|actualités|nouvelles
    news stories|statement|statements|speeches|discours|briefing notes|notes d'information|feature stories
    salle de presse|sala de prensa|by:|par :|por:|date publish:|date published:|download|télécharger|descargar
    date de publication :|date de publication|publication date:|publication date|fecha de publicación:
    press briefing notes|iom press briefing notes|notes d'information pour la presse|notas informativas
    organisation internationale pour les migrations|organisation internationale pour les migrations (oim)
    international organization for migration|international organization for migration (iom)
    organización internacional para las migraciones|organización internacional para las migraciones (oim)
    print|imprimer|imprimir|share|partager|read more|lire la suite|en savoir plus|leer más
    """.strip()
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
BREADCRUMB = re.compile(r"(?:Home|Accueil|Inicio)\s*(?:/|>|»|›)\s*\S", re.IGNORECASE)
TOKEN = re.compile(r"\[[\w-]+:[^\]\s]*\]\s*$")
FEED_METADATA = re.compile(
    r"""(?:IOM|OIM)\ -\ \w+\ -\ .*\d | (?:Posted|Submitted|Published\ on)\s*:?\s.*\d{4} | Lang(?:uage|ue)\ \w+$
      | Cat[eé]gor(?:ies?|y|[ií]as?)\s*:\  | (?:Image|Region-Country|Themes)\s*:.*(?:Default|Region-Country|Themes)\s*:
      | Default\s*:\s*$ | Region-Country\s*: | Themes\s*:\s*\w+$ | Source\s*:\s*\w+$""",
    re.VERBOSE,
)
NUMBER = re.compile(r"\s+(?:n[o°º]\.?|#|num\.|núm\.)\s*[\w/-]*\d[\w/-]*$")
RIGHTS = re.compile(
    r"copyright\b.{0,80}|.{0,80}(?:all rights reserved|tous droits réservés|derechos reservados)[\s.]*",
    re.IGNORECASE,
)
BETWEEN_ITEMS = re.compile(r"\s*[|·•]\s*")
LONGEST_ITEM = 60
ITEM_WORDS = 4  # of an item that nothing but its shortness shows to be one
LONGEST_KEPT = 100  # characters of a line that is kept folded
HEAD = 80  # lines; no menu is longer
OWN_LINES = 2  # of a page, a date or a path of its own, within its menu or behind it


class Learnt(NamedTuple):
    """Lines that pages of a site are known to share before their titles, and after their texts; folded."""

    head: frozenset[str] = frozenset()
    foot: frozenset[str] = frozenset()


NOTHING = Learnt()


def folded(line: str) -> str:
    """A line as the lists above have it: no dash before it, straight apostrophes, one space, lower case."""
    return _folded_again(line) if len(line) < LONGEST_KEPT else _folded(line)


def _folded(line: str) -> str:
    return " ".join(line.replace("’", "'").lstrip("-–• ").split()).casefold()


_folded_again = lru_cache(maxsize=5000)(_folded)  # a menu is on page after page, and each is asked more than once


def is_own_word(line: str) -> bool:
    """Whether a line is an item of the site's menus or a label that any page may bear ("Press release")."""
    return folded(line) in KNOWN_ITEMS | LABELS


def _is_row_of(line: str, items: Set[str]) -> bool:
    """One of the items, or several side by side: "Accueil | Presse"."""
    return folded(line) in items or all(folded(item) in items for item in BETWEEN_ITEMS.split(line))


def menu_length(lines: Sequence[str], learnt: Learnt = NOTHING) -> int:
    """How many of the first lines are the site's menu."""
    length = 0
    for index, line in enumerate(lines):
        if not line:
            continue
        if not (_is_menu_line(lines, index, began=length > 0) or folded(line) in learnt.head):
            break
        length = index + 1
    return _unknown_menu_length(lines, length, learnt)


def _unknown_menu_length(lines: Sequence[str], known: int, learnt: Learnt) -> int:
    """The length of a menu with items that are not in the list above: two of them that show themselves are asked for.

    Where all are known, short lines after the menu are title and subtitle.
    """
    end, signs = known, sum(_is_sign(lines, index) and not _is_known(lines, index, learnt) for index in range(known))
    for index in range(known, min(len(lines), known + HEAD)):
        if _is_sign(lines, index):
            end, signs = index + 1, signs + 1
        elif not _may_be_item(lines[index]):
            break
    return end + _bare_items(lines[end : end + HEAD]) if signs > 1 else known


def _is_known(lines: Sequence[str], index: int, learnt: Learnt) -> bool:
    item = folded(lines[index])
    is_item = lines[index] == "-" or item in KNOWN_ITEMS or item in learnt.head
    return is_item or _is_fused(lines[index], lines[index - 1])


def _may_be_item(line: str) -> bool:
    return 0 < len(line.split()) <= ITEM_WORDS and not line[0].islower() and line[-1] not in ".!?;:"


def _is_sign(lines: Sequence[str], index: int) -> bool:
    line, before = lines[index], lines[index - 1] if index else ""
    if line == "-" or folded(line) in KNOWN_ITEMS or (before and _repeats_label(line, before)):
        return True
    return line == before or (line.startswith("- ") and line[-1] not in ";.,:")


def _bare_items(rest: Sequence[str]) -> int:
    """How many lines after the last sign are items still: two or more as short as one, before a longer line."""
    count = next((number for number, line in enumerate(rest) if not _may_be_item(line)), 0)
    return count if count > 1 and rest[count] else 0


def _is_menu_line(lines: Sequence[str], index: int, *, began: bool) -> bool:
    line = lines[index]
    if line == "-" or folded(line) in KNOWN_ITEMS:
        return True
    if _is_fused(line, lines[index - 1] if index else ""):
        return True
    if not began or len(line) > LONGEST_ITEM:
        return began and line.startswith("- ") and line[-1] not in ";."
    return line.startswith("- ") or line in (lines[index - 1], lines[index + 1] if index + 1 < len(lines) else "")


def _is_fused(line: str, before: str) -> bool:
    """A known item glued to the sentence that explains it: "Who we areThe Organization…", in any case."""
    return folded(before) in KNOWN_ITEMS and _repeats_label(line, before)


def _repeats_label(line: str, before: str) -> bool:
    length = len(before)
    return 0 < length < len(line) and line[:length].casefold() == before.casefold() and line[length].isupper()


def trailing_menu_length(lines: Sequence[str], learnt: Learnt = NOTHING) -> int:
    """How many of the last lines are menu words ("Recherche", "Pin It on Pinterest") or say whose the site is."""
    length, known = 0, KNOWN_ITEMS | learnt.foot
    for distance, line in enumerate(reversed(lines), start=1):
        if line and line != "-" and not (_is_row_of(line, known) or RIGHTS.fullmatch(line)):
            break
        length = distance
    return length


def line_reason(
    line: str, breadcrumb: str = "", learnt: frozenset[str] = NOTHING.head, *, is_head: bool
) -> str | None:
    """Why a line is no part of an article: "breadcrumb", "template token", "feed metadata", or in the head of a page
    "label" (also a step of its breadcrumb) and "menu"; None if it may be a part.
    """
    if BREADCRUMB.match(line):
        return "breadcrumb"
    if TOKEN.match(line):
        return "template token"
    if FEED_METADATA.match(line):
        return "feed metadata"
    if not is_head:
        return None
    label = folded(line)
    if label in LABELS or NUMBER.sub("", label).rstrip(" -") in LABELS:
        return "label"
    if breadcrumb and label in map(folded, re.split("[/>»›]", breadcrumb)):
        return "label"
    return "menu" if label in learnt or _is_row_of(line, KNOWN_ITEMS) else None

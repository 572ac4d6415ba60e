import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.page import read_page
from articles.parsing.report import entry

PAGE = """Communiqué
Global

L’OIM ouvre un centre à Agadez

Niger – L’OIM a ouvert lundi à Agadez un centre d’accueil de deux cents places pour les migrants.

« Personne ne devrait dormir dehors », a déclaré Aïssata Sidibé, cheffe de mission de l’OIM au Niger.

Pour plus d’informations, veuillez contacter Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40, Email: im@oim.example
"""
MENU = "-\nQui sommes nous\nQui sommes nousL'OIM fait partie des Nations Unies.\n- Données et recherche\n- 2030 AGENDA"
PIECES = """-
Qui sommes nous
Communiqué
Global
L’OIM ouvre un centre
Niger - Un convoi est arrivé.
Niger -
- un toit ;
1. Un toit
« Nous avons tout perdu », a dit Awa Diallo.
Photo : OIM/Awa
19 June 2015
Pour plus d’informations, veuillez contacter:
Awa Diallo
OIM Niger
Tél: +227 20 55 01 40
E-mail:
"mailto:a@oim.example">a@oim.example
ou
Fax: +227 20 55 01 49
class="lien" href=
"/docs/a.pdf"
mis en uvre
RÃ©union Ã\xa0 AbÃ©chÃ©
Home / Press Room
Posted: Tuesday, April 11, 2017

L'OIM crée également un système de gestion
de base de données des participants.
Recherche
 date 2022-07-27 Genève - Un appel.""".split("\n")


def words(text: str) -> Counter:
    return Counter(re.findall(r"\w+", text.casefold().replace("œ", "")))


def accounted(reading) -> Counter:
    """The words of every field that holds a piece of the page."""
    report = entry(reading)
    parts = [report["title"], report["dateline"]["printed"], *report["paragraphs"], *report["headings"]]
    parts += [item for items in report["lists"] for item in items]
    parts += [value for contact in report["contacts"] for value in contact.values() if isinstance(value, str)]
    parts += [piece["text"] for piece in report["discarded"]]
    return words(" ".join(filter(None, parts)))


def test_a_page_is_read_whole(read):
    reading = read(PAGE)
    assert (reading.title, reading.language, reading.dateline.place) == (
        "L’OIM ouvre un centre à Agadez",
        "fr",
        "Niger",
    )
    assert (reading.countries, len(reading.paragraphs), reading.quotes[0].speaker) == (["NE"], 2, "Aïssata Sidibé")
    assert (reading.contacts[0].name, reading.contacts[0].phones) == ("Ibrahim Maïga", ["+22720550140"])


@pytest.mark.parametrize(
    ("text", "why_not"),
    [
        ("", "empty"),
        (" \n\u00a0\n", "empty"),
        (MENU, "menu_only"),
        (f"{MENU}\nUn titre", "no_text"),
        ("Un\nDeux\nTrois\nQuatre\nCinq", "list"),
    ],
)
def test_what_is_no_article_says_why(text, why_not, read):
    reading = read(text)
    assert (reading.is_article, reading.why_not) == (False, why_not)


def test_a_page_without_a_title_is_an_article(read):
    reading = read(PAGE.replace("L’OIM ouvre un centre à Agadez", ""))
    assert (reading.title, reading.is_article, reading.dateline.place) == (None, True, "Niger")


def test_a_lead_before_the_paragraph_with_the_dateline_is_the_lead(read):
    lead = "Deux cents migrants secourus dans le désert ont désormais un toit, des repas et des soins à Agadez, " * 2
    reading = read(
        f"Un centre à Agadez\n\n{lead.strip()}\n\nAgadez - L’OIM a ouvert lundi un centre.\n\nIl est plein."
    )
    assert (reading.subtitle, reading.dateline.place) == (lead.strip(), "Agadez")


def test_the_subtitle_before_the_dateline_is_kept(read):
    reading = read(PAGE.replace("Niger –", "Deux cents places pour les migrants\n\nNiger –"))
    assert (reading.subtitle, reading.dateline.place) == ("Deux cents places pour les migrants", "Niger")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Déclaration du Directeur général", "statement"),
        ("Discours à Oslo", "speech"),
        ("L’OIM ouvre un centre", "news"),
    ],
)
def test_the_title_tells_the_kind(title, kind, read):
    assert read(PAGE.replace("L’OIM ouvre un centre à Agadez", title)).kind == kind


def test_the_label_of_a_story_tells_its_kind(read):
    assert read(PAGE.replace("Communiqué", "Migrant Stories")).kind == "story"


def test_the_language_is_that_of_the_text_not_of_the_labels(read):
    assert read(PAGE.replace("Communiqué", "Comunicado")).language == "fr"


@given(lines=st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_word_is_lost(lines, gazetteer, names):
    text = "\n".join(lines)
    assert words(text) - accounted(read_page(text, gazetteer, names)) == Counter()


@given(text=st.text(max_size=300))
def test_any_text_can_be_read(text, gazetteer, names):
    assert entry(read_page(text, gazetteer, names))["discarded"] is not None


@pytest.mark.parametrize("text", ["\ud800 texte \0 nul", "«" * 200, "Pour plus d’informations, veuillez contacter"])
def test_odd_text_can_be_read(text, read):
    assert read(text) is not None


@pytest.mark.parametrize("text", ["Le 5 mai « oui », a dit Awa. " * 30_000, "mot\n" * 200_000], ids=["line", "lines"])
def test_a_long_file_is_read(text, read):
    assert read(text).paragraphs

import pytest

from articles.parsing.menu import line_reason, menu_length, trailing_menu_length

TITLE = "L’OIM ouvre un bureau à Agadez"
FRENCH = """-
Qui sommes nous
Qui sommes nousL'Organisation internationale pour les migrations (OIM) fait partie du système des Nations Unies.
Structure
Structure
- Structure organisationnelle
-
Agir
Agir
- Données et recherche
- 2030 AGENDA"""
COUNTRY = """À propos
À proposL'OIM œuvre au Niger depuis 2006.
Priorités du pays
Priorités du pays
Ce que nous faisons
Ce que nous faisons
- 2030 Agenda"""
ENGLISH = """-
Who we are
WHO WE AREThe International Organization for Migration belongs to the United Nations system.
Highlights
Highlights
- Where we work
- Data and Research
- 2030 Agenda"""
SPANISH = """-
Quiénes somos
Quiénes somosLa Organización Internacional para las Migraciones es parte de las Naciones Unidas.
- Dónde trabajamos
- Agenda 2030"""


@pytest.mark.parametrize("menu", [FRENCH, COUNTRY, ENGLISH, SPANISH], ids=["french", "country", "english", "spanish"])
def test_the_menu_ends_before_the_title(menu):
    lines = [*menu.split("\n"), TITLE, "Niger - Un bureau a ouvert."]
    assert lines[menu_length(lines)] == TITLE


def test_a_page_without_menu_loses_nothing():
    assert menu_length([TITLE, "", "- une entrée de liste", "Agir"]) == 0


def test_the_menus_words_in_a_text_are_no_menu():
    lines = [*FRENCH.split("\n"), TITLE, "Un paragraphe.", "Partenariats", "Un autre paragraphe."]
    assert lines[menu_length(lines)] == TITLE


def test_menu_words_at_the_end_are_dropped():
    assert trailing_menu_length(["Un paragraphe.", "Recherche", "", "Pin It on Pinterest"]) == 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Communiqué", "label"),
        ("News - ", "label"),
        ("[block:views=press_slides-block]", "template token"),
        ("Home / Press Room", "breadcrumb"),
        ("IOM - News - Mar, 04/11/2017 - 11:24", "feed metadata"),
        ("Posted: Tuesday, April 11, 2017 - 16:33Image: Region-Country: AmericaDefault: ", "feed metadata"),
        ("Search form", "menu"),
        (TITLE, None),
    ],
)
def test_a_line_of_the_site_says_why_it_is_dropped(line, reason):
    assert line_reason(line, is_head=True) == reason


def test_a_label_in_the_text_is_a_heading_not_a_label():
    assert line_reason("Partenariats", is_head=False) is None


UNKNOWN = """Notre mission
Notre missionLe bureau est ouvert depuis la signature de l’accord de siège, en 1998.
Nos projets
Nos projets
- Santé
- Kinshasa
Offres d’emploi
Médiathèque"""


def test_a_menu_of_unknown_words_ends_before_the_title():
    lines = [*UNKNOWN.split("\n"), "Deux mille kits scolaires pour les enfants", "Kalemie - L’OIM a remis 2 000 kits."]
    assert lines[menu_length(lines)] == "Deux mille kits scolaires pour les enfants"


def test_one_sign_of_a_menu_is_not_enough():
    assert menu_length(["Un titre court", "- une entrée", "Un paragraphe qui finit par un point."]) == 0


def test_a_wrapped_list_under_a_menu_is_not_of_the_menu():
    lines = [*FRENCH.split("\n"), "Un titre", "Les électeurs pourront s'inscrire dans six", "pays", "- la Jordanie"]
    assert lines[menu_length(lines)] == "Un titre"


def test_a_short_title_and_subtitle_under_a_known_menu_are_kept():
    head = ["Réunion à Dakar", "Deux jours de travaux", "Dakar - Les maires de vingt-deux villes se sont réunis hier."]
    assert menu_length([*FRENCH.split("\n"), *head]) == len(FRENCH.split("\n"))


def test_a_row_of_known_items_after_the_text_is_a_menu():
    assert trailing_menu_length(["Un texte.", "Imprimer cette page | Haut de page"]) == 1


def test_a_row_with_other_words_after_the_text_stays():
    assert trailing_menu_length(["Un texte.", "Accueil | Trois cents retours"]) == 0


def test_whose_the_site_is_stands_after_the_text():
    assert trailing_menu_length(["Un texte.", "Copyright © 2010 OIM. Tous droits réservés."]) == 1


def test_whose_a_picture_is_stays():
    assert trailing_menu_length(["Un texte.", "© OIM 2010/Awa Diallo"]) == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("PRESS RELEASE No. 112", "label"),
        ("Communiqué de presse n° 2009/14", "label"),
        ("INTERNATIONAL ORGANIZATION FOR MIGRATION", "label"),
        ("English | Français | Español", "menu"),
        ("Accord n° 5", None),
        ("Français et anglais", None),
    ],
)
def test_a_letterhead_is_no_title(line, reason):
    assert line_reason(line, is_head=True) == reason

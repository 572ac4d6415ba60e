import pytest

from articles.parsing.names import KnownNames
from articles.parsing.phrases import Passage

KNOWN = KnownNames.from_records(
    [
        {"slug": "iom", "name_fr": "Organisation internationale pour les migrations", "acronym": "OIM", "aliases": []},
        {"slug": "unicef", "name_fr": "Fonds des Nations Unies pour l’enfance", "acronym": "UNICEF"},
        {"slug": "pam", "name_fr": "Programme alimentaire mondial", "acronym": "PAM"},
    ],
    [{"slug": "savanes", "name_fr": "Initiative des savanes", "aliases": ["savanes vertes"]}],
    [],
)


def organisations(text: str) -> list[tuple[str, str]]:
    return [(found.name, found.role) for found in KNOWN.organisations_in([Passage(text)], "fr")]


def test_a_known_organisation_is_a_partner_under_its_name():
    assert organisations("L’OIM travaille au Niger. L’UNICEF aussi.") == [
        ("Fonds des Nations Unies pour l’enfance", "partner")
    ]


def test_an_acronym_counts_only_as_it_is_printed():
    assert organisations("Pam Diallo est venue.") == []


def test_who_paid_is_a_funder():
    assert organisations("Le projet est financé par l’UNICEF et par la Principauté de Monaco.") == [
        ("Fonds des Nations Unies pour l’enfance", "funder"),
        ("Principauté de Monaco", "funder"),
    ]


def test_who_worked_along_is_a_partner():
    assert organisations("Il est mené en partenariat avec la Croix-Verte du Niger, qui l’a lancé.") == [
        ("Croix-Verte du Niger", "partner")
    ]


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("du Programme commun sur les jeunes et l’emploi qui débute", "Programme commun sur les jeunes et l’emploi"),
        ("Le Plan d’action régional de l’OIM lancé en avril", "Plan d’action régional de l’OIM"),
        ("les savanes vertes", "Initiative des savanes"),
    ],
)
def test_a_programme_is_known_or_has_a_capital(text, programme):
    assert KNOWN.programmes_in([Passage(text)], "fr") == [programme]


@pytest.mark.parametrize("text", ["un programme de formation", "le Programme est suspendu", "Plan d’action"])
def test_a_programme_without_a_name_is_none(text):
    assert KNOWN.programmes_in([Passage(text)], "fr") == []


def test_the_parent_of_an_organisation_named_with_its_acronym_is_no_other():
    known = KnownNames.from_records(
        [
            {"slug": "prm", "name_fr": "Bureau des migrations", "acronym": "PRM"},
            {"slug": "state", "name_fr": "Département d’État", "aliases": []},
        ],
        [],
        [],
    )
    passage = Passage("Financé par le Bureau des migrations (PRM) du Département d’Etat.")
    assert [found.name for found in known.organisations_in([passage], "fr")] == ["Bureau des migrations"]


def test_a_name_within_that_of_a_programme_is_no_partner():
    assert organisations("L’Initiative UNICEF-OIM pour l’école dure.") == []

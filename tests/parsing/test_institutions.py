import pytest

from articles.parsing.institutions import institutions_in
from articles.parsing.programmes import programmes_named_in


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("le Ministère zimbabwéen de la santé ouvrira", "fr", ["Ministère zimbabwéen de la santé"]),
        (
            "le Ministère d’État au travail et à la protection sociale.",
            "fr",
            ["Ministère d’État au travail et à la protection sociale"],
        ),
        (
            "le Ministère de l’Intérieur et de la Sécurité publique.",
            "fr",
            ["Ministère de l’Intérieur et de la Sécurité publique"],
        ),
        ("de l’Ambassade de Suède et de la Principauté de Monaco", "fr", ["Ambassade de Suède"]),
        ("par le Commissariat serbe aux réfugiés.", "fr", ["Commissariat serbe aux réfugiés"]),
        ("le ministère de la jeunesse et l’OIM", "fr", ["ministère de la jeunesse"]),
        ("le Gouvernement du Mali d’avoir accueilli", "fr", ["Gouvernement du Mali"]),
        ("l’Organe commun de gestion électorale a", "fr", ["Organe commun de gestion électorale"]),
        ("du Ministère de l’intérieur et de la paix a dit", "fr", ["Ministère de l’intérieur et de la paix"]),
        ("l’Université de Goroka et l’OIM", "fr", ["Université de Goroka"]),
        ("au Service national d’apprentissage (SENA en espagnol)", "fr", ["Service national d’apprentissage (SENA)"]),
        ("L’OIM et le gouvernement du Chili ont ouvert", "fr", ["gouvernement du Chili"]),
        ("with the Kenya Ports Authority today", "en", ["Kenya Ports Authority"]),
        ("the Ministry of Health and Sanitation.", "en", ["Ministry of Health and Sanitation"]),
        ("la Cámara de Comercio e Industrias de Cortés inició", "es", ["Cámara de Comercio e Industrias de Cortés"]),
    ],
)
def test_a_name_goes_on_from_its_head_over_what_is_joined_to_it(text, language, names):
    assert [found.value for found in institutions_in(text, language)] == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("le Département de coopération technique de l’OIM", "fr"),
        ("le Ministère a répondu", "fr"),
        ("a Red Cross volunteer", "en"),
        ("the Labour Commissioner", "en"),
    ],
)
def test_the_organisations_own_parts_and_bare_heads_are_no_institutions(text, language):
    assert list(institutions_in(text, language)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le projet « Semences de paix », mené à Goroka", "Semences de paix"),
        ("El proyecto denominado “Código Abierto” termina", "Código Abierto"),
        ("part of the project Secure Crossings, funded by", "Secure Crossings"),
        ("under the Safe Return, New Start programme, which", "Safe Return, New Start programme"),
        ("the “Border Management” project, which", "Border Management"),
        ("thanks to the Safe Return Programme, which", "Safe Return Programme"),
        ("le programme de migration circulaire de l’OIM", "programme de migration circulaire de l’OIM"),
        ("conformément au Nouveau Programme pour les villes et aux autres", "Nouveau Programme pour les villes"),
    ],
)
def test_a_programme_has_a_capital_quotation_marks_or_the_organisation(text, name):
    assert [found.value for found in programmes_named_in(text)] == [name]


@pytest.mark.parametrize(
    "text", ["le programme de formation commence", "un projet de « loi »", "le plan « b » échoue"]
)
def test_a_common_word_is_no_programme(text):
    assert list(programmes_named_in(text)) == []

import pytest

from articles.parsing.contributors import named_in, role_at, stretches_in


def named(text: str) -> list[str]:
    return [found.value for found in named_in(text, stretches_in(text))]


def roles(text: str) -> list[tuple[str, str]]:
    stretches = stretches_in(text)
    return [(found.value, role_at(found.start, stretches, 0)) for found in named_in(text, stretches)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("financé par le Japon et par la Principauté de Monaco.", ["Japon", "Principauté de Monaco"]),
        (
            "en partenariat avec l’ONG Tagaste, la Ligue des femmes et l’Union du Sahel qui dure",
            ["Tagaste", "Ligue des femmes", "Union du Sahel"],
        ),
        (
            "in coordination with the Danish Demining Group and Voices of Peace.",
            ["Danish Demining Group", "Voices of Peace"],
        ),
        ("con el apoyo financiero de la Unión Europea", ["Unión Europea"]),
        ("grâce à un don de 2,5 millions de dollars du Japon.", ["Japon"]),
        ("financé par la Suisse et le Royaume des Pays-Bas.", ["Suisse", "Royaume des Pays-Bas"]),
        ("grâce à l’aide de l’Allemagne, qui", ["Allemagne"]),
        ("contributions have been received from Kuwait, the Kingdom of Norway.", ["Kuwait", "Kingdom of Norway"]),
        (
            "avec le concours de la mairie d’Arlit et de la Croix-Verte du Niger",
            ["mairie d’Arlit", "Croix-Verte du Niger"],
        ),
        ("exécuté par le Réseau Billital, l’ONG italienne Coopi.", ["Réseau Billital", "Coopi"]),
        ("organisée par la municipalité, l’OIM et l’association Basma.", ["Basma"]),
        ("run by IOM and the NGO La Strada", ["La Strada"]),
    ],
)
def test_lists_after_who_paid_or_worked_along_are_read_name_by_name(text, names):
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "financé par le Fonds vert du Mali et mis en œuvre par l’OIM, la Croix-Verte et la Ligue des femmes.",
            [("Fonds vert du Mali", "funder"), ("Croix-Verte", "partner"), ("Ligue des femmes", "partner")],
        ),
        (
            "organized in partnership with the Green Cross of Nepal, and funded by the U.S. Office of Aid.",
            [("Green Cross of Nepal", "partner"), ("U.S. Office of Aid", "funder")],
        ),
        (
            "La Banque verte et l’Union du Sahel financent le guichet.",
            [("Banque verte", "funder"), ("Union du Sahel", "funder")],
        ),
        ("Le Canada a versé 300 000 dollars.", [("Canada", "funder")]),
        ("La Banque verte y consacre 150 000 dollars.", [("Banque verte", "funder")]),
        ("le Programme que finance la Banque verte du Sahel.", [("Banque verte du Sahel", "funder")]),
        (
            "con el financiamiento del Gobierno de Noruega y con el apoyo logístico de la Alcaldía de Macorís.",
            [("Gobierno de Noruega", "funder"), ("Alcaldía de Macorís", "partner")],
        ),
        ("avec l’appui technique de la Ligue verte", [("Ligue verte", "partner")]),
        ("under the EU-funded project", [("EU", "funder")]),
    ],
)
def test_the_words_before_a_name_say_what_it_did(text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "les transferts de fonds des Marocains résidant ici",
        "Le ministre a versé 300 000 dollars.",
        "Awa Diallo a versé des larmes.",
        "organisée par l’OIM avec soin",
        "Le Fonds des Alpes pour la paix est là.",
    ],
)
def test_nobody_paid_or_shared_the_work(text):
    assert named(text) == []

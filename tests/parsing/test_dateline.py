import pytest

from articles.parsing.dateline import read_dateline

PLACES = [
    ("Santiago - L’OIM a ouvert un bureau.", "Santiago"),
    ("Genève/N'Djamena – L’OIM a ouvert un bureau.", "Genève/N'Djamena"),
    ("Cameroun / Tchad - L’OIM a ouvert un bureau.", "Cameroun / Tchad"),
    ("Marrakech, Maroc - L’OIM a ouvert un bureau.", "Marrakech, Maroc"),
    ("Washington, D.C. - IOM opened an office.", "Washington, D.C."),
    ("La République-Unie de Tanzanie - L’OIM a ouvert un bureau.", "La République-Unie de Tanzanie"),
    ("Tapachula (México) / Tecún Umán (Guatemala). - La OIM abrió.", "Tapachula (México) / Tecún Umán (Guatemala)"),
    ("Geneva (IOM) - IOM opened an office.", "Geneva"),
    ("Suiza: La OIM abrió una oficina.", "Suiza"),
    ("Suisse - « Je salue les équipages », déclare le directeur.", "Suisse"),
    ("Kasai – Un convoi est arrivé.", "Kasai"),
    ("Beijing -- IOM opened an office.", "Beijing"),
]
DATES = [
    ("Genève/Athènes, 19 juillet – Un navire.", "Genève/Athènes", "19 juillet"),
    ("NEW YORK, le 18 mars 2020 – Un appel.", "NEW YORK", "18 mars 2020"),
    ("NEW YORK (February 3, 2017) – An appeal.", "NEW YORK", "February 3, 2017"),
    ("Lima, 15 de julio de 2016.-  La OIM abrió.", "Lima", "15 de julio de 2016"),
    ("9 de mayo de 2025, Ginebra - La OIM abrió.", "Ginebra", "9 de mayo de 2025"),
    ("CIUDAD DE PANAMÁ, 19 de junio de 2015 (ACNUR) – El ACNUR.", "CIUDAD DE PANAMÁ", "19 de junio de 2015"),
]
NONE = [
    "Les ministres des trois pays - Bénin, Niger et Togo – se sont réunis.",
    "L’OIM - l’organisme des Nations Unies - ouvre un bureau.",
    "Ibrahima Kouyaté - un rescapé - raconte la traversée.",
    "Quelque 640 dossiers – pour la plupart de soignants.",
    "Le projet : une route.",
    "« Un emploi » - voilà le titre.",
]


@pytest.mark.parametrize(("paragraph", "place"), PLACES)
def test_the_place_before_the_dash_is_the_dateline(paragraph, place, gazetteer):
    dateline, text = read_dateline(paragraph, gazetteer)
    assert (dateline.place, dateline.printed + text) == (place, paragraph)


@pytest.mark.parametrize(("paragraph", "place", "date_text"), DATES)
def test_a_dateline_may_hold_a_date(paragraph, place, date_text, gazetteer):
    dateline, _ = read_dateline(paragraph, gazetteer)
    assert (dateline.place, dateline.date_text) == (place, date_text)


@pytest.mark.parametrize("paragraph", NONE)
def test_other_dashes_are_no_dateline(paragraph, gazetteer):
    dateline, text = read_dateline(paragraph, gazetteer)
    assert (dateline.place, text) == (None, paragraph)


@pytest.mark.parametrize(
    ("printed", "place", "date_text"),
    [
        ("Cotonou – Abuja – ", "Cotonou – Abuja", None),
        ("Kyiv, 26.02.2015 – ", "Kyiv", "26.02.2015"),
        ("Arlit, le 14 mars (OIM) – ", "Arlit", "14 mars"),
    ],
)
def test_two_places_and_days_in_figures(printed, place, date_text, gazetteer):
    dateline, rest = read_dateline(f"{printed}Le poste est ouvert.", gazetteer)
    assert (dateline.place, dateline.date_text, rest) == (place, date_text, "Le poste est ouvert.")

from articles.parsing.coverage import covered
from articles.parsing.phrases import Passage


def main(gazetteer, title: str, *paragraphs: str, offices: tuple[str, ...] = ()) -> list[str]:
    return covered(Passage(title), list(map(Passage, paragraphs)), list(map(Passage, offices)), gazetteer)[0]


def test_the_title_and_the_lead_name_the_main_countries(gazetteer):
    assert main(
        gazetteer, "Une mission au Pérou", "Des infirmiers de Bolivie y sont.", "Un autre vient du Chili."
    ) == ["PE", "BO"]


def test_the_others_are_mentioned(gazetteer):
    title, text = Passage("Une mission au Pérou"), [Passage("Elle commence."), Passage("Elle a vu le Chili.")]
    assert covered(title, text, [], gazetteer) == (["PE", "CL"], []) or covered(title, text, [], gazetteer)[1] == [
        "CL"
    ]


def test_who_pays_is_no_main_country(gazetteer):
    assert main(gazetteer, "Des puits au Niger", "Ils sont financés par le Japon et le Canada.") == ["NE"]


def test_whose_ambassador_came_is_no_main_country(gazetteer):
    assert main(gazetteer, "Des puits au Niger", "L’Ambassadrice du Japon les a vus.") == ["NE"]


def test_countries_enumerated_with_a_main_one_are_main(gazetteer):
    lead, second = "La réunion se tient à Ouagadougou.", "Les ministres du Bénin, du Burkina Faso et du Togo y sont."
    assert main(gazetteer, "Un protocole est signé", lead, second) == ["BF", "BJ", "TG"]


def test_refugees_are_news_of_their_country(gazetteer):
    assert main(gazetteer, "Une radio au Cameroun", "Elle émet.", "Des réfugiés centrafricains y lisent.") == [
        "CM",
        "CF",
    ]


def test_at_most_four_countries_are_main(gazetteer):
    assert len(main(gazetteer, "Réunion", "Le Niger, le Tchad, le Mali, le Bénin, le Togo et le Ghana.")) == 4


def test_an_office_tells_where_no_text_does(gazetteer):
    assert main(gazetteer, "Un convoi est parti", "Il est arrivé.", offices=("OIM Islamabad",)) == ["PK"]


def test_the_place_of_a_treaty_is_no_main_country(gazetteer):
    assert main(gazetteer, "Réunion à Dakar", "Les maires du Sénégal appliquent la déclaration de Rabat.") == ["SN"]


def test_whom_money_is_needed_for_is_told_not_who_paid(gazetteer):
    text = "L’OIM a besoin de 3 millions de dollars pour rapatrier des Gambiens du Niger."
    assert main(gazetteer, "Un appel", text) == ["GM", "NE"]


def test_a_meeting_at_the_organisations_seat_is_about_those_who_meet(gazetteer):
    assert main(gazetteer, "Accord avec le Yémen", "Les parties au Yémen se sont accordées mardi à Genève.") == ["YE"]

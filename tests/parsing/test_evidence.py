"""Each field says what it was read from, by which rule, and how sure that makes it."""

import pytest

from articles.parsing.clues import Clue
from articles.parsing.evidence import CONFIDENCE, GUESS, LIKELY, SURE

PAGE = """Communiqué
Global

L’OIM ouvre un centre au Niger

Agadez – Un centre d’accueil pour les migrants a ouvert aujourd’hui, 5 novembre 2019, avec la Croix-Rouge du Niger.

« Ils arrivent épuisés du désert et ne demandent que de l’eau », a déclaré Awa Diallo, chef de mission de l’OIM.

Il accueille aussi des migrants maliens. Le Projet d’accueil des savanes du nord est financé par le Japon.

Pour plus d’informations, veuillez contacter Ibrahim Maïga, OIM Niger, Tel: +227 20 55 01 40, Email: im@oim.example
"""


@pytest.fixture(scope="module")
def found(read):
    """What was found, by field."""
    evidence = read(PAGE).evidence
    return lambda field: [one for one in evidence if one.field == field]


def test_a_title_is_the_first_line(found):
    [title] = found("title")
    assert (title.rule, title.passages, title.confidence) == ("first_line", ["L’OIM ouvre un centre au Niger"], SURE)


def test_a_page_without_a_title_says_that_it_has_none(read):
    text = PAGE.replace("L’OIM ouvre un centre au Niger\n", "")
    [title] = [one for one in read(text).evidence if one.field == "title"]
    assert (title.rule, title.passages, title.confidence) == ("none", [], GUESS)


def test_each_country_has_the_words_round_its_first_place_that_counts(found):
    niger, mali, *_rest = found("countries")
    assert (niger.value, niger.rule, niger.passages) == ("NE", "title", ["L’OIM ouvre un centre au Niger"])
    assert (mali.value, mali.rule) == ("ML", "text")
    assert "migrants maliens" in mali.passages[0]


def test_who_paid_is_only_mentioned(found):
    japan = next(one for one in found("countries") if one.value == "JP")
    assert japan.rule == "mentioned"


def test_a_day_has_its_clues_and_its_own_confidence(found):
    [day] = found("date")
    assert (day.rule, day.value, day.confidence) == ("today", "2019-11-05", 0.9)
    assert day.passages == ["aujourd’hui, 5 novembre 2019"]


def test_a_page_that_proves_no_day_is_the_usual_case(read):
    text = PAGE.replace(" aujourd’hui, 5 novembre 2019,", "")
    [day] = [one for one in read(text).evidence if one.field == "date"]
    assert (day.rule, day.confidence) == ("none", LIKELY)


def test_a_quotation_is_shown_with_its_attribution(found):
    [quote] = found("quotes")
    assert quote.rule == "attributed"
    assert quote.passages[0].endswith("a déclaré Awa Diallo, chef de mission de l’OIM.")


def test_a_contact_has_each_of_its_printed_parts(found):
    [contact] = found("contacts")
    assert contact.passages == ["Ibrahim Maïga", "OIM Niger", "+227 20 55 01 40", "im@oim.example"]


def test_the_issuing_mission_is_that_of_the_contact(found):
    [mission] = found("mission")
    assert (mission.rule, mission.passages) == ("contact", ["OIM Niger"])


@pytest.mark.parametrize("field", ["title", "countries", "programmes", "quotes", "contacts", "dateline", "mission"])
def test_what_is_shown_stands_on_the_page(found, field):
    words = " ".join(PAGE.split())
    assert found(field)
    assert all(passage in words for one in found(field) for passage in one.passages)


def test_nothing_found_is_said_too(read):
    rules = {
        one.field: one.rule for one in read("Un centre\n\nIl ouvre. " + "Il accueille beaucoup de gens. " * 9).evidence
    }
    assert (rules["contacts"], rules["countries"], rules["mission"]) == ("none", "none", "none")


def test_a_doubtful_language_is_one_of_two(read):
    both = (
        "Le centre est ouvert et les migrants sont dans la ville. The centre is open and the people are in the town."
    )
    [language] = [one for one in read(f"Un centre\n\n{both}").evidence if one.field == "language"]
    assert language.rule == "few_words"


def test_a_passage_is_cut_at_spaces():
    text = "a" * 10 + " mot " * 30 + "Niger" + " mot" * 30
    passage = Clue("text", text, text.index("Niger"), text.index("Niger") + 5).passage
    assert set(passage.split()) == {"mot", "Niger"}
    assert len(passage) < 110


def test_confidence_has_few_steps():
    assert {step for rules in CONFIDENCE.values() for step in rules.values()} == {0.95, 0.8, 0.5, 0.2}

"""Names that pages print otherwise than the records have them."""

import pytest

from articles.importing.records import Records
from articles.models import Article, Organisation
from articles.parsing.places import Gazetteer
from articles.parsing.reading import Contact
from contacts.models import Mission
from tests.factories import make_contact, make_headquarters, make_mission, make_organisation
from tests.import_pages import run, write

pytestmark = pytest.mark.django_db

MINISTRY = "Ministère nigérien de l’Hydraulique"
FUNDED = "Le centre est financé par le {}."


def records() -> Records:
    known = Records(Gazetteer.from_records([]))
    known.learn()
    return known


def test_an_organisation_is_known_by_its_words_in_another_order():
    ministry = make_organisation("hydraulique", MINISTRY)
    assert records().organisations.get("Ministère de l’Hydraulique nigérien", "fr") == ministry


def test_what_nobody_has_checked_is_known_by_its_own_name_only():
    unchecked = make_organisation("hydraulique", MINISTRY, is_to_check=True)
    known = records().organisations
    assert known.get(MINISTRY.upper(), "fr") == unchecked
    assert known.get("Ministère de l’Hydraulique nigérien", "fr") != unchecked


def test_a_checked_record_goes_before_one_to_check_of_the_same_name():
    make_organisation("hydraulique", MINISTRY, is_to_check=True)
    checked = make_organisation("eau", "Ministère de l’Eau", aliases=[MINISTRY])
    assert records().organisations.get(MINISTRY, "fr") == checked


def test_a_misprinted_office_is_the_checked_one():
    office = make_mission("sahel", "Bureau commun du Sahel oriental")
    assert records().offices.get("Bureau commun du Sahel orientall", "fr") == office


def test_a_confirmed_person_is_known_by_the_address_and_a_misprinted_name():
    person = make_contact("Ibrahim Abdoulaye", email="ia@migrations.example")
    printed = Contact(name="Ibrahim Abdoulayé-", email="ia@migrations.example")
    misprinted = Contact(name="Ibrahim Abdoulayye", email="IA@migrations.example")
    people = records().people
    assert people.get(printed, None) == person
    assert people.get(misprinted, None) == person


def test_another_name_at_the_same_address_is_another_person():
    make_contact("Ibrahim Abdoulaye", email="press@migrations.example")
    colleague = records().people.get(Contact(name="Awa Diallo", email="press@migrations.example"), None)
    assert colleague.name == "Awa Diallo"


def test_an_address_too_short_for_the_name_does_not_depend_on_what_came_before():
    long = "Comité de suivi et d’appui aux communes qui accueillent des personnes déplacées par les {}"
    known = records().organisations
    first, second = known.get(long.format("crues"), "fr"), known.get(long.format("sécheresses"), "fr")
    Organisation.objects.all().delete()
    known = records().organisations
    assert known.get(long.format("sécheresses"), "fr").slug == second.slug
    assert known.get(long.format("crues"), "fr").slug == first.slug


def read_in_order(folder, *names) -> dict:
    """What the articles are filed under when the pages come in one after the other."""
    for name in names:
        run(folder / name)
    links = Article.objects.values_list("title", "mission__slug", "organisation_links__organisation__slug")
    found = sorted(links, key=str)
    Article.objects.all().delete()
    Organisation.objects.filter(is_to_check=True).delete()
    return found


def test_the_order_of_pages_changes_no_record(tmp_path, db):
    make_headquarters()
    names = [
        "Comité des Puits-du-Nord",
        "Comité des puits du nord",
        "Comité du Nord des Puits",
        "Comite des Puits du Nor",
    ]
    for number, name in enumerate(names):
        write(tmp_path / f"{number}.txt", f"Un puits, numéro {number}", FUNDED.format(name))
    forwards = read_in_order(tmp_path, "0.txt", "1.txt", "2.txt", "3.txt")
    for number in range(4):
        (tmp_path / f"{number}.txt").rename(tmp_path / f"b{number}.txt")
    assert read_in_order(tmp_path, "b3.txt", "b2.txt", "b1.txt", "b0.txt") == forwards
    assert Mission.objects.count() == 2


def test_a_number_printed_for_several_people_is_noted_as_their_offices():
    person = records().people.get(Contact(name="Awa Diallo", phones=["+22720550140"], is_shared=True), None)
    assert person.phones.get().note == "imprimé pour plusieurs personnes : plutôt le numéro du bureau"


def test_the_press_lines_number_is_not_given_to_the_people_of_the_mission():
    mission = make_mission(press_line_phone="+22720550140")
    person = records().people.get(Contact(name="Awa Diallo", phones=["+22720550140", "+22720550141"]), mission)
    assert [phone.number for phone in person.phones.all()] == ["+22720550141"]

"""A number that several people of a mission bear: the office's, or each one's own, by whoever keeps the mission."""

import pytest
from django.test import Client
from django.urls import reverse

from contacts import shared_numbers
from contacts.merging import merge
from contacts.models import Mission, NumberDecision, PressContact
from contacts.shared_numbers import Meaning, NotDecided
from tests.factories import NOW, make_contact, make_headquarters, make_member, make_mission

pytestmark = pytest.mark.django_db
NUMBER, OLD = "+22720550140", "+22720550100"
PAGE = "admin:contacts_mission_shared_numbers"


@pytest.fixture
def mission():
    return make_mission(press_line_phone=OLD)


@pytest.fixture
def people(mission):
    return [make_contact(name, mission=mission, phone=NUMBER) for name in ("Awa Diallo", "Ibrahim Maïga")]


@pytest.fixture
def publisher(mission):
    return make_member("publisher", mission)


@pytest.fixture
def browser(client, publisher):
    client.force_login(publisher)
    client.cookies["django_language"] = "en"
    return client


def waiting() -> list:
    return shared_numbers.shared_numbers(Mission.objects.all())


def say(meaning, by, seen=None) -> NumberDecision:
    shared = waiting()[0]
    return shared_numbers.decide(shared.mission.pk, shared.number, meaning, by=by, seen=seen or shared.seen, now=NOW)


def send(browser, **data):
    return browser.post(reverse(PAGE), data, follow=True)


def asked(meaning) -> dict:
    [shared] = waiting()
    return {"mission": shared.mission.pk, "number": shared.number, "seen": shared.seen, "meaning": meaning}


def line(mission) -> tuple[str, bool]:
    mission.refresh_from_db()
    return mission.press_line_phone, mission.press_line_is_public


def test_the_page_names_the_people_and_what_it_would_replace(browser, people):
    html = browser.get(reverse(PAGE)).content.decode()
    assert all(str(person) in html for person in people)
    assert "would replace: +227 20 55 01 00" in html


def test_the_offices_number_becomes_its_line_and_is_taken_from_the_people(browser, people, mission):
    html = send(browser, **asked("office")).content.decode()
    assert "is the press line of Niger now" in html
    assert line(mission) == (NUMBER, True)
    assert not any(person.phones.exists() for person in people)
    assert "number of several people" in mission.history.first().history_change_reason
    assert people[0].history.first().history_change_reason == f"{NUMBER} is the office’s"


def test_a_private_number_stays_private(publisher, people, mission):
    people[0].phones.update(is_public=False)
    say(Meaning.OFFICE, publisher)
    assert line(mission) == (NUMBER, False)
    assert mission.public_phone == ""
    assert not mission.has_press_line


def test_readers_do_not_see_a_private_line(client, mission):
    make_contact(mission=mission)
    Mission.objects.update(press_line_is_public=False, is_to_check=False)
    pages = [client.get(reverse(name, args=args)) for name, args in (("contact-list", []), ("mission", ["niger"]))]
    assert not any("20 55 01 00" in page.content.decode() or OLD in page.content.decode() for page in pages)


def test_a_decision_is_taken_back(browser, people, mission, publisher):
    people[1].phones.update(note="le soir", apps=["Signal"])
    decision = say(Meaning.OFFICE, publisher)
    html = send(browser, take_back=decision.pk).content.decode()
    assert "taken back" in html
    assert line(mission) == (OLD, True)
    phone = people[1].phones.get()
    assert (phone.number, phone.is_public, phone.note, phone.apps) == (NUMBER, True, "le soir", ["Signal"])
    assert len(waiting()) == 1


def test_a_line_that_was_changed_since_stays_when_a_decision_is_taken_back(people, mission, publisher):
    decision = say(Meaning.OFFICE, publisher)
    Mission.objects.update(press_line_phone="+22720550199")
    shared_numbers.take_back(decision)
    assert line(mission)[0] == "+22720550199"


def test_a_second_decision_on_the_offices_number_forgets_nothing_of_the_first(people, mission, publisher):
    say(Meaning.OFFICE, publisher)
    for name in ("Fatou Sow", "Ali Baba"):
        make_contact(name, mission=mission, phone=NUMBER)
    shared_numbers.take_back(say(Meaning.OFFICE, publisher))
    assert line(mission) == (OLD, True)
    assert mission.contacts.filter(phones__number=NUMBER).count() == 4


def test_no_later_decision_leads_back_to_a_number_that_is_the_peoples_again(people, mission, publisher):
    first = say(Meaning.OFFICE, publisher)
    for name in ("Fatou Sow", "Ali Baba"):
        make_contact(name, mission=mission, phone="+22720550141")
    second = say(Meaning.OFFICE, publisher)
    shared_numbers.take_back(first)
    assert line(mission) == ("+22720550141", True)
    shared_numbers.take_back(second)
    assert line(mission) == (OLD, True)


def test_what_was_the_offices_is_each_ones_own_for_all_who_had_it(people, mission, publisher):
    say(Meaning.OFFICE, publisher)
    for name in ("Fatou Sow", "Ali Baba"):
        make_contact(name, mission=mission, phone=NUMBER)
    say(Meaning.PEOPLE, publisher)
    assert (mission.contacts.filter(phones__number=NUMBER).count(), waiting()) == (4, [])
    assert line(mission) == (OLD, True)


@pytest.mark.parametrize("meanings", [("office", "office"), ("people", "office"), ("office", "people")])
def test_two_missions_that_become_one_lose_no_number(people, mission, publisher, meanings):
    other = make_mission("tchad", "Tchad", press_line_phone="+23522550000")
    for name in ("Fatou Sow", "Ali Baba"):
        make_contact(name, mission=other, phone=NUMBER)
    meaning = dict(zip((mission.pk, other.pk), meanings, strict=True))
    for shared in waiting():
        shared_numbers.decide(
            shared.mission.pk, NUMBER, meaning[shared.mission.pk], by=publisher, seen=shared.seen, now=NOW
        )
    kept = merge(mission, other)
    shared_numbers.take_back(NumberDecision.objects.get())
    assert kept.contacts.filter(phones__number=NUMBER).count() == 4


def test_each_ones_own_number_is_not_asked_for_again_until_a_third_bears_it(people, mission, publisher):
    say(Meaning.PEOPLE, publisher)
    assert (waiting(), line(mission)) == ([], (OLD, True))
    make_contact("Fatou Sow", mission=mission, phone=NUMBER)
    assert len(waiting()[0].people) == 3


def test_one_person_under_two_records_shares_with_nobody(people):
    PressContact.objects.update(name="Awa Diallo")
    assert waiting() == []


def test_a_number_of_people_in_two_missions_is_no_offices(people):
    PressContact.objects.filter(pk=people[0].pk).update(mission=make_mission("tchad", "Tchad"))
    assert waiting() == []


def test_of_two_who_decide_the_second_is_told(browser, people, publisher):
    data = asked("office")
    say(Meaning.PEOPLE, publisher)
    assert "Somebody has decided on this number meanwhile" in send(browser, **data).content.decode()


def test_of_two_who_take_back_the_second_is_told(browser, people, publisher):
    decision = say(Meaning.OFFICE, publisher)
    shared_numbers.take_back(decision)
    assert "Somebody has taken this back already" in send(browser, take_back=decision.pk or 1).content.decode()


def test_what_has_changed_since_it_was_seen_is_not_decided(people, publisher, in_english):
    with pytest.raises(NotDecided, match="changed meanwhile"):
        say(Meaning.OFFICE, publisher, seen="x")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"mission": "1"},
        {"mission": "x", "meaning": "office"},
        {"mission": "999999", "meaning": "office"},
        {"meaning": "nonsense", "mission": "0"},
    ],
)
def test_what_names_no_mission_or_meaning_is_not_found(browser, people, data):
    assert browser.post(reverse(PAGE), data).status_code == 404


@pytest.mark.parametrize("number", ["", "x" * 5000, "+227"])
def test_a_number_that_nobody_bears_is_said(browser, people, mission, number):
    said = send(browser, mission=mission.pk, meaning="office", number=number, seen="x").content.decode()
    assert "nobody shares it any more" in said


def test_nothing_is_decided_without_a_token(publisher, people):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(publisher)
    assert browser.post(reverse(PAGE), asked("office")).status_code == 403


@pytest.mark.parametrize("take_back", ["", "x", "999999", "9" * 30])
def test_taking_back_nothing_is_said(browser, people, take_back):
    assert "already" in send(browser, take_back=take_back).content.decode()


def test_another_missions_numbers_are_neither_shown_nor_decided(client, people, publisher):
    client.force_login(make_member("publisher", make_mission("tchad", "Tchad"), username="moussa"))
    assert "Awa Diallo" not in client.get(reverse(PAGE)).content.decode()
    assert client.post(reverse(PAGE), asked("office")).status_code == 404
    decision = say(Meaning.OFFICE, publisher)
    assert client.post(reverse(PAGE), {"take_back": decision.pk}).status_code == 404


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_who_does_not_keep_the_mission_does_not_decide(client, people, role):
    client.force_login(make_member(role, username="moussa"))
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse(PAGE), asked("office")).status_code == 403


def test_a_persons_page_leads_to_the_decision(browser, people, mission):
    html = browser.get(reverse("admin:contacts_presscontact_change", args=[people[0].pk])).content.decode()
    assert f"{reverse(PAGE)}?mission={mission.pk}" in html


def test_headquarters_decides_for_all(client, people):
    client.force_login(make_member("publisher", make_headquarters(), username="moussa"))
    assert "Awa Diallo" in client.get(reverse(PAGE)).content.decode()


def test_the_list_costs_the_same_however_many_wait(browser, people, mission, django_assert_num_queries):
    with django_assert_num_queries(3):
        waiting()
    for number in range(5):
        for name in ("A B", "C D"):
            make_contact(name, mission=make_mission(f"m{number}{name[0]}", f"M{number}"), phone=f"+2272055020{number}")
            make_contact(name, mission=mission, phone=f"+2272055020{number}")
    with django_assert_num_queries(3):
        assert len(waiting()) == 6


def test_two_missions_that_become_one_keep_a_private_line_private(mission):
    Mission.objects.update(press_line_is_public=False)
    kept = merge(make_mission("sahel", "Sahel"), mission)
    assert (kept.press_line_phone, kept.press_line_is_public) == (OLD, False)


def test_a_person_who_was_decided_on_may_be_merged_and_deleted(people, publisher):
    say(Meaning.OFFICE, publisher)
    merge(*people)
    PressContact.objects.all().delete()
    shared_numbers.take_back(NumberDecision.objects.get())
    assert not NumberDecision.objects.exists()

"""Every address of the URLconf, filled in with what Chad has not published, asked by everybody."""

import pytest
from django.db import transaction

from iomnews.accounts.models import Membership, User
from tests.accounts.conftest import browser
from tests.accounts.every_address import HIDDEN, SECRET, addresses, filled_in
from tests.accounts.expected_answers import METHODS, OF_ACCOUNTS_AND_READERS, OF_STAFF, read, read_states
from tests.factories import make_member

ROLES = Membership.Role.values


def browser_of(user):
    client = browser()
    client.force_login(user)
    return client


def somebody_without_a_role():
    return browser_of(User.objects.create(username="guest", email="guest@migrations.example"))


def somebody_disabled(mission):
    user = make_member("administrator", mission, username="disabled")
    client = browser_of(user)
    user.is_active = False
    user.save()
    return client


def staff(mission):
    """A browser of each role."""
    return [browser_of(make_member(role, mission, username=f"{role}-{mission.slug}")) for role in ROLES]


def ask(client, method, address, may_see=False) -> str:
    """The answer in the words of the table; nothing has happened by it."""
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    place = response.headers.get("Location", "")
    if not may_see and SECRET in body.decode(errors="replace") + place:
        return "what Chad has not published"
    if response.status_code not in (301, 302):
        return str(response.status_code)
    return {"/admin/": "home"}.get(place, "in" if "/login/" in place else "->")


def is_of_chad(address, chad) -> bool:
    """Or of the whole organisation, or of whoever asks."""
    return "<" in address.route and address.model not in {"", *chad.common}


def test_the_table_has_a_line_for_every_address(db):
    expected = [*read(OF_STAFF), *read(OF_ACCOUNTS_AND_READERS)]
    there = {address.name for address in addresses()}
    assert there == set(expected), "tests/accounts/expected_answers.py lacks a line, or has one too many"
    assert len(expected) == len(there), "an address is in two lines"


def test_each_role_is_answered_by_the_table_about_its_own_mission(all_of_chad):
    expected, people = read(OF_STAFF), staff(all_of_chad.mission)
    for address in filter(lambda address: address.is_of_staff, addresses()):
        path = filled_in(address, all_of_chad, all_of_chad.articles["draft"])
        for method in METHODS:
            answers = [ask(client, method, path, may_see=True) for client in people]
            assert answers == expected[address.name][method][:4], (method, address.name)


def test_each_role_is_answered_by_the_table_about_another_mission(all_of_chad, niger):
    """What is nobody's own is asked for by the highest role alone: the test before this one asks by all."""
    expected, people = read(OF_STAFF), staff(niger)
    for address in filter(lambda address: address.is_of_staff, addresses()):
        first = 0 if is_of_chad(address, all_of_chad) else len(people) - 1
        path = filled_in(address, all_of_chad, all_of_chad.articles["draft"])
        for method in METHODS:
            answers = [ask(client, method, path) for client in people[first:]]
            assert answers == expected[address.name][method][4 + first :], (method, address.name)


@pytest.mark.parametrize("state", HIDDEN)
def test_no_state_before_publication_differs_for_another_mission(all_of_chad, niger, state):
    expected, client = read(OF_STAFF), staff(niger)[-1]
    for address in addresses():
        if address.model in ("article", "articleversion") and "<" in address.route:
            path = filled_in(address, all_of_chad, all_of_chad.articles[state])
            for method in METHODS:
                assert ask(client, method, path) == expected[address.name][method][-1], (method, address.name)


@pytest.mark.parametrize("state", HIDDEN)
def test_each_state_is_changed_by_whom_the_table_says(all_of_chad, state):
    people, expected = staff(all_of_chad.mission), read_states()[state]
    deeds = [("POST", "article: change"), ("POST", "article: delete"), ("GET", "article: restore")]
    there = {address.name: address for address in addresses()}
    for (method, name), answers in zip(deeds, expected, strict=True):
        path = filled_in(there[name], all_of_chad, all_of_chad.articles[state])
        assert [ask(client, method, path, may_see=True) for client in people] == answers, name


def test_whoever_is_not_of_the_staff_is_sent_to_sign_in(all_of_chad, niger):
    for client in (browser(), somebody_without_a_role(), somebody_disabled(niger)):
        for address in addresses():
            if address.is_of_staff and address.name != "login":
                expected = "404" if address.name == "media" else "in"
                path = filled_in(address, all_of_chad, all_of_chad.articles["draft"])
                assert [ask(client, method, path) for method in METHODS] == [expected, expected], address.name


def test_accounts_and_readers_pages_answer_by_the_table(all_of_chad, niger):
    expected = read(OF_ACCOUNTS_AND_READERS)
    nobody, disabled, guest, member = browser(), somebody_disabled(niger), somebody_without_a_role(), staff(niger)[-1]
    for address in addresses():
        for method in METHODS if not address.is_of_staff else ():
            path = filled_in(address, all_of_chad, all_of_chad.articles["draft"])
            answers = [ask(client, method, path) for client in (nobody, disabled, guest, member)]
            of_nobody, *others = expected[address.name][method]
            assert answers == [of_nobody, of_nobody, *others], (method, address.name)


@pytest.mark.parametrize("state", HIDDEN)
def test_readers_find_nothing_before_publication(all_of_chad, state):
    (page,) = (address for address in addresses() if address.name == "article")
    assert ask(browser(), "GET", filled_in(page, all_of_chad, all_of_chad.articles[state])) == "404"

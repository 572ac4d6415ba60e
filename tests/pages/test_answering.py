"""Who answers today: the person, else the mission's line or people, else the nearest office, else headquarters."""

import pytest

from articles.answering import who_answers
from articles.models import ArticleContact
from contacts.models import Mission
from tests.factories import make_article, make_contact, make_mission, make_published

pytestmark = pytest.mark.django_db

LINE = "+41225550101"


def headquarters():
    return make_mission(slug="siege", name_fr="Siège", kind="headquarters", press_line_phone="+41225550100")


def test_the_person_of_the_release_answers():
    article, person = make_article(mission=make_mission(press_line_phone=LINE)), make_contact()
    ArticleContact.objects.create(article=article, person=person)
    assert who_answers(article).people == [person]


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_active": False, "verified_on": None}])
def test_a_person_out_of_service_or_to_check_does_not(fields):
    mission = make_mission(press_line_phone=LINE)
    article = make_article(mission=mission)
    ArticleContact.objects.create(article=article, person=make_contact(**fields))
    assert (who_answers(article).people, who_answers(article).office) == ([], mission)


def test_the_people_of_a_mission_without_a_line_answer_before_the_next_office():
    region = make_mission(slug="dakar", name_fr="Dakar", kind="regional", press_line_phone=LINE)
    mission = make_mission(parent=region)
    person, _stranger = make_contact(mission=mission), make_contact("Awa Sow", mission=mission, is_active=False)
    answer = who_answers(make_article(mission=mission))
    assert (answer.people, answer.office) == ([person], None)


def test_the_line_of_the_nearest_office_answers_for_a_mission_without_one():
    region = make_mission(slug="dakar", name_fr="Dakar", kind="regional", press_line_phone=LINE, parent=headquarters())
    assert who_answers(make_article(mission=make_mission(parent=region))).office == region


def test_an_office_that_nobody_has_checked_answers_for_itself_only():
    region = make_mission(
        slug="dakar", name_fr="Dakar", press_line_phone=LINE, parent=headquarters(), is_to_check=True
    )
    mission = make_mission(parent=region)
    assert who_answers(make_article(mission=mission)).office == region.parent
    assert who_answers(make_article(mission=region)).office == region
    Mission.objects.filter(kind="headquarters").update(is_to_check=True)
    mission.refresh_from_db()
    assert who_answers(make_article(mission=mission)).office is None


def test_a_page_names_no_office_that_nobody_has_checked(client):
    region = make_mission(slug="dakar", name_fr="Bureau de Dakar", press_line_phone=LINE, is_to_check=True)
    mission = make_mission(parent=region)
    for page in (make_published(mission=mission), mission):
        answer = client.get(page.get_absolute_url())
        assert answer.status_code == 200
        assert "Dakar" not in answer.text


def test_headquarters_answer_for_a_mission_that_answers_to_none():
    hq = headquarters()
    assert who_answers(make_article(mission=make_mission())).office == hq


def test_headquarters_answer_for_their_own_releases():
    hq = headquarters()
    assert who_answers(make_article()).office == hq


def test_nobody_answers_where_there_is_no_line():
    assert who_answers(make_article()).office is None

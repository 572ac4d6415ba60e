"""Who answers the press today about a release, however old it is."""

from dataclasses import dataclass

from contacts.models import Mission, PressContact

from .models import Article


@dataclass(frozen=True)
class Answer:
    """The people to call; where nobody is in service, the office whose press line answers (None: no line at all)."""

    people: list[PressContact]
    office: Mission | None


def who_answers(article: Article) -> Answer:
    """A person printed on it who is in service, else the mission's line, else its people, else the next line."""
    mission = article.mission
    in_service = PressContact.objects.confirmed().with_phones().order_by("name")
    people = list(in_service.filter(article_links__article=article).distinct())
    if not people and mission and not mission.has_press_line:
        people = list(in_service.filter(mission=mission))
    if people:
        return Answer(people, None)
    return Answer([], mission.press_office() if mission else Mission.press_office_of_headquarters())

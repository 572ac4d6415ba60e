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
    """A person printed on the release who is still in service, else the mission's press line, else the nearest one."""
    people = list(
        PressContact.objects.confirmed()
        .with_phones()
        .filter(article_links__article=article)
        .order_by("name")
        .distinct()
    )
    if people:
        return Answer(people, None)
    return Answer([], article.mission.press_office() if article.mission else _headquarters())


def _headquarters() -> Mission | None:
    return next((hq for hq in Mission.objects.filter(kind=Mission.Kind.HEADQUARTERS) if hq.has_press_line), None)

"""A new release as people begin one: from a mission's model, as a copy, as a translation.

Each is a draft with a working title. Its address is provisional as long as nobody has given it a title of its own, and
until then articles/workflow.py does not publish it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from articles import search, translations, versions
from articles.models import Article, ArticleVersion
from contacts.models import Mission, PressContact
from contacts.templatetags.contact import phone
from iomnews.accounts.reach import reach

ABOUT_HEADING = {"fr": "À propos de nous", "en": "About us", "es": "Sobre nosotros", "ar": "من نحن"}
COPIED = {
    "language", "title", "lead", "dateline", "body_html", "kind", "scope",
    "mission", "countries", "programmes", "themes", "organisations", "contacts", "quotes",
}  # fmt: skip
"""What a copy takes over: neither its day nor moments, addresses, corrections and files of its own.

Nor those who issue it together: they would see another mission's draft.
"""
PROVISIONAL = "draft-"


class CannotStart(Exception):
    """The message says why, and what to do; `article` is the one that is there already, if that is why."""

    def __init__(self, message: str, article: Article | None = None):
        super().__init__(message)
        self.article = article


def missions_of(user):
    """Those for which the user may begin a release."""
    return Mission.objects.within(reach(user, "articles.add_article"))


def usual_mission(user) -> Mission | None:
    """The mission of the user's first membership that allows it: the one proposed in forms."""
    joined = user.memberships.filter(mission__in=missions_of(user)).order_by("pk").select_related("mission").first()
    return joined and joined.mission


def has_working_title(article: Article) -> bool:
    return article.slug == _provisional_slug(article)


def give_address(article: Article) -> None:
    """Let the next save make the address from the title that the release now has."""
    article.slug = ""


def _provisional_slug(article: Article) -> str:
    return f"{PROVISIONAL}{article.uuid}"


@transaction.atomic
def from_model(mission: Mission, language: str, *, by) -> Article:
    """A draft as the mission's releases look: dateline, country, contacts, "about us" at the end.

    Without a day: the one on which it goes live is not known yet, and articles/workflow.py gives it that one.
    """
    content = {
        "language": language,
        "title": _("New release, %(mission)s") % {"mission": mission},
        "dateline": dateline(mission, language),
        "body_html": about_html(mission, language),
        "mission": mission.slug,
        "countries": [{"country_id": mission.country_id, "rank": "main"}] if mission.country_id else [],
        "contacts": contacts(mission, language),
    }
    return _begin(content, by=by, comment=_("From the model of %(mission)s") % {"mission": mission})


def dateline(mission: Mission, language: str) -> str:
    """« NIAMEY – »; where the town is not known, the country."""
    place = mission.city or mission.name_in(language)
    return f"{place.upper()} –"


def about_html(mission: Mission, language: str) -> str:
    """The paragraph of the mission, else of the offices above it, in that language and no other."""
    about = _about(mission, language)
    if not about:
        return ""
    return f"<p></p><h2>{ABOUT_HEADING[language]}</h2>" + linebreaks(about, autoescape=True)


def _about(mission: Mission, language: str) -> str:
    texts = (getattr(office, f"about_{language}").strip() for office in _offices_above(mission))
    return next(filter(None, texts), "")


def _offices_above(mission: Mission) -> list[Mission]:
    """The mission, the offices that it answers to, at last headquarters."""
    offices, office = [], mission
    while office and office not in offices:
        offices.append(office)
        office = office.parent
    return [*offices, *Mission.objects.filter(kind=Mission.Kind.HEADQUARTERS)]


def contacts(mission: Mission, language: str) -> list[dict]:
    """Who answers for the mission today, else its press line, its region's or headquarters', as a version has them."""
    people = PressContact.objects.confirmed().filter(mission=mission).with_phones()
    if people:
        return [_person(person, mission, language) for person in people]
    office = mission.press_office()
    return [_press_line(office, language)] if office else []


def _person(person: PressContact, mission: Mission, language: str) -> dict:
    return _contact(
        name=person.name,
        office=mission.name_in(language),
        role=getattr(person, f"role_{language}") or person.role,
        phones=[phone.number for phone in person.public_phones],
        email=person.email,
        person_id=person.pk,
    )


def _press_line(office: Mission, language: str) -> dict:
    numbers = [office.public_phone] if office.public_phone else []
    named = {"name": office.press_line_name, "office": office.name_in(language)}
    return _contact(**named, role="", phones=numbers, email=office.press_line_email, person_id=None)


def _contact(*, phones: list[str], **fields) -> dict:
    return fields | {"phones": phones, "phone_printed": " ; ".join(map(phone, phones))[:120]}


@transaction.atomic
def copy_of(article: Article, *, by) -> Article:
    """A draft of its own with the text and the classification of the article."""
    copied = versions.snapshot(article)
    content = {field: copied[field] for field in COPIED}
    content["title"] = (_("Copy of “%(title)s”") % {"title": article})[:300]
    content |= _owner(article, by)
    return _begin(content, by=by, comment=_("Copy of “%(title)s”") % {"title": article})


@transaction.atomic
def translation_of(original: Article, language: str, *, by) -> Article:
    """A draft in another language, joined to the original, whose text it bears until it is translated."""
    existing = language_version(original, language)
    if existing and Article.objects.visible_to(by, timezone.now()).filter(pk=existing.pk).exists():
        raise CannotStart(_("That release already has a version in this language:"), existing)
    if existing:
        raise CannotStart(_("That release already has a version in this language."))
    if _owner(original, by):
        raise CannotStart(_("You begin no releases for the mission that issued it. Make a copy instead."))
    copied = versions.snapshot(original)
    content = {field: copied[field] for field in COPIED} | {"language": language}
    article = _draft(content, by=by)
    comment = _("Translation of “%(title)s”, version %(number)d") % {"title": original, "number": original.version}
    translations.join(original, article, by=by, comment=comment[:300])
    search.index(article)
    return article


def language_version(article: Article, language: str) -> Article | None:
    """The version of the release in that language."""
    group = Article.objects.filter(revises=None, translation_group=article.translation_group)
    return group.filter(language=language).first()


def _owner(article: Article, user) -> dict:
    """Another mission for what the user begins, the user's own, where the article's is out of reach."""
    is_own = article.mission is None and article.created_by == user
    if is_own or reach(user, "articles.add_article").holds(article.mission_id):
        return {}
    mission = usual_mission(user)
    return {"mission": mission and mission.slug}


def _begin(content: dict, *, by, comment: str) -> Article:
    article = _draft(content, by=by)
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by, comment=comment[:300])
    search.index(article)
    return article


def _draft(content: dict, *, by) -> Article:
    article = Article(created_by=by)
    versions.restore(article, content | {"slug": _provisional_slug(article)})
    return article

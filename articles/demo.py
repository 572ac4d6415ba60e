"""A newsroom to try: the sample archive published, a few people confirmed, accounts for each role."""

import json
import secrets
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import transaction

from articles import pictures, tasks, translations, versions
from articles.models import Article, ArticleImage, ArticleVersion, Organisation, Programme
from contacts.models import Mission, PressContact
from iomnews.accounts.models import Membership

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
ARCHIVE = settings.BASE_DIR / "fixtures" / "pages"
CHECKED_ON = date(2026, 1, 15)
ACCOUNTS = {
    **{role: (role, "geneva") for role in Membership.Role.values},
    "contributor-niger": (Membership.Role.CONTRIBUTOR, "niger"),
    "editor-niger": (Membership.Role.EDITOR, "niger"),
}
"""(role, mission) of each: one for every role in headquarters, and two who work for a single mission."""


@transaction.atomic
def furnish() -> dict[str, str | None]:
    """Furnish offices and contacts, name programmes, join the language versions of a release.

    Once: what somebody has changed in the demo since stays as it is. Returns what `accounts` returns.
    """
    passwords = accounts()
    if None in passwords.values():
        return passwords
    by = get_user_model().objects.get(username=Membership.Role.ADMINISTRATOR)
    plan = json.loads((FOLDER / "newsroom.json").read_text(encoding="utf-8"))
    for slug, facts in [*plan["press_lines"].items(), *plan["about_us"].items()]:
        _correct(Mission.objects.get(slug=slug), **facts)
    for email, facts in plan["confirmed_contacts"].items():
        _correct(PressContact.objects.get(email=email), is_active=True, verified_on=CHECKED_ON, **facts)
    for facts in plan["programmes"]:
        _programme(by, **facts)
    for pages in plan["language_versions"]:
        original, *others = (Article.objects.get(sources__path=page) for page in pages)
        for article in others:
            translations.join(original, article, by=by)
    for facts in plan["pictures"]:
        _picture(by, **facts)
    return passwords


def _correct(record, **facts) -> None:
    vars(record).update(facts)
    record.save()


def _picture(by, *, page: str, file: str, **facts) -> None:
    article = Article.objects.get(sources__path=page)
    with (FOLDER / file).open("rb") as stream:
        kept = pictures.cleaned(File(stream, name=file))
    picture = ArticleImage.objects.create(article=article, image=kept, **facts)
    tasks.make_sizes.enqueue(picture.image.name, picture.focal_point)
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by)


def _programme(by, *, slug: str, funders: list[str], pages: list[str], **facts) -> None:
    programme = Programme.objects.create(slug=slug, **facts)
    programme.funders.set(Organisation.objects.filter(slug__in=funders))
    for article in Article.objects.filter(sources__path__in=pages):
        article.programmes.add(programme)
        versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by)


def accounts() -> dict[str, str | None]:
    """The new password of each account by its name, None where it was there before."""
    return {name: _account(name, *place) for name, place in ACCOUNTS.items()}


def _account(name: str, role: str, mission: str) -> str | None:
    users = get_user_model().objects
    if users.filter(username=name).exists():
        return None
    password = secrets.token_urlsafe(9)
    user = users.create_user(name, f"{name}@newsroom.example", password)
    user.memberships.create(role=role, mission=Mission.objects.get(slug=mission))
    return password

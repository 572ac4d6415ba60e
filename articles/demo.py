"""A newsroom to try: the sample archive published, a few people confirmed, an account for each role."""

import json
import secrets
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction

from articles import translations, versions
from articles.models import Article, ArticleVersion, Organisation, Programme
from contacts.models import Mission, PressContact
from iomnews.accounts.models import Membership

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
ARCHIVE = settings.BASE_DIR / "fixtures" / "pages"
CHECKED_ON = date(2026, 1, 15)
MAY_CHANGE = {
    Membership.Role.CONTRIBUTOR: ["articles"],
    Membership.Role.EDITOR: ["articles", "contacts"],
    Membership.Role.PUBLISHER: ["articles", "contacts"],
}


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
        Mission.objects.filter(slug=slug).update(**facts)
    for email, facts in plan["confirmed_contacts"].items():
        PressContact.objects.filter(email=email).update(is_active=True, verified_on=CHECKED_ON, **facts)
    for facts in plan["programmes"]:
        _programme(by, **facts)
    for pages in plan["language_versions"]:
        original, *others = (Article.objects.get(sources__path=page) for page in pages)
        for article in others:
            translations.join(original, article, by=by)
    return passwords


def _programme(by, *, slug: str, funders: list[str], pages: list[str], **facts) -> None:
    programme = Programme.objects.create(slug=slug, **facts)
    programme.funders.set(Organisation.objects.filter(slug__in=funders))
    for article in Article.objects.filter(sources__path__in=pages):
        article.programmes.add(programme)
        versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by)


def accounts() -> dict[str, str | None]:
    """An account for each role, named after it, with the new password of each, None where it was there before."""
    return {role: _account(role) for role in Membership.Role.values}


def _account(role: str) -> str | None:
    users = get_user_model().objects
    if users.filter(username=role).exists():
        return None
    password = secrets.token_urlsafe(9)
    is_administrator = role == Membership.Role.ADMINISTRATOR
    user = users.create_user(role, f"{role}@newsroom.example", password, is_staff=True, is_superuser=is_administrator)
    user.memberships.create(role=role, mission=Mission.objects.get(kind=Mission.Kind.HEADQUARTERS))
    user.user_permissions.set(_permissions(role))
    return password


def _permissions(role: str):
    ours = Permission.objects.filter(content_type__app_label__in=["articles", "contacts"])
    changes = ours.filter(content_type__app_label__in=MAY_CHANGE.get(role, []), codename__regex="^(add|change)_")
    publishing = ours.filter(codename="publish_article") if role == Membership.Role.PUBLISHER else ours.none()
    return [*ours.filter(codename__startswith="view_"), *changes, *publishing]

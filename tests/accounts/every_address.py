"""Chad's records, and every address of the site that leads to them: made from the URLconf."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from articles import versions
from articles.models import (
    ArticleImage,
    ArticleVersion,
    Attachment,
    ImportBatch,
    MenuLine,
    NearDuplicate,
    SourceContent,
    SourceDocument,
)
from tests.factories import (
    make_article,
    make_contact,
    make_country,
    make_member,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_region,
    make_theme,
)
from tests.photographs import picture_bytes

SECRET = "Zouar"
"""A word in the title, the text, the address and the files of all that Chad has not published."""

HIDDEN = ["draft", "review", "approved", "withdrawn", "scheduled", "embargoed"]


class Chad:
    """A mission with everything that a mission may have, and of what can be merged another one like it."""

    def __init__(self):
        self.mission = make_mission("chad", "Tchad", is_to_check=False)
        self.user = make_member("editor", self.mission, username="moussa")
        self.contact = make_contact("Moussa Deby", mission=self.mission)
        self.articles = {state: _article(self.mission, state) for state in HIDDEN}
        self.published = make_published(title="Ouvert", slug="ouvert", mission=self.mission)
        versions.keep(self.published, reason=ArticleVersion.Reason.EDIT)
        article = self.articles["draft"]
        self.picture = ArticleImage.objects.create(article=article, image=_file(".jpg", picture_bytes()), alt="")
        self.attachment = Attachment.objects.create(article=article, file=_file(".txt", b"texte"), title=SECRET)
        self.version = versions.keep(article, reason=ArticleVersion.Reason.EDIT)
        self.proposal = versions.propose(article, versions.snapshot(article))
        self.document = _source(article)
        self.menu_line = MenuLine.objects.create(
            batch=self.document.batch, site=f"{SECRET}/pages", line="Offres", page_count=9, example=self.document.path
        )
        self.pair = NearDuplicate.objects.create(
            first=article, second=self.articles["review"], is_translation=False, score=90, reasons=[["title", SECRET]]
        )
        self.common = {
            "country": make_country("TD", "Tchad"),
            "organisation": make_organisation(),
            "programme": make_programme(),
            "region": make_region(),
            "theme": make_theme(),
        }
        self.twins = {
            "mission": make_mission("faya", "Faya"),
            "presscontact": make_contact("M. Deby", mission=self.mission),
            "organisation": make_organisation("rouge", "Rouge"),
            "programme": make_programme("retour", "Retour"),
            "theme": make_theme("protections", "Protections"),
        }

    def records(self, article) -> dict:
        """The record that an address of each model leads to."""
        return self.common | {
            "article": article,
            "articleversion": article.versions.first(),
            "importbatch": self.document.batch,
            "membership": self.user.memberships.get(),
            "menuline": self.menu_line,
            "mission": self.mission,
            "nearduplicate": self.pair,
            "presscontact": self.contact,
            "sourcecontent": self.document.content,
            "sourcedocument": self.document,
            "user": self.user,
        }


def _article(mission, state):
    text = {"title": f"{SECRET} {state}", "slug": f"{SECRET.lower()}-{state}", "body_html": f"<p>{SECRET}</p>"}
    tomorrow = timezone.now() + timedelta(days=1)
    waits = {"scheduled": {"goes_live_at": tomorrow}, "embargoed": {"embargo_until": tomorrow}}.get(state)
    article = (make_published if waits else make_article)(mission=mission, **text, **waits or {"state": state})
    versions.keep(article, reason=ArticleVersion.Reason.EDIT)
    return article


def _file(extension, data):
    return ContentFile(data, name=f"{SECRET.lower()}{extension}")


def _source(article):
    batch = ImportBatch.objects.create(started_at=timezone.now(), parser_version="1", paths=[f"{SECRET}/pages"])
    content = SourceContent.objects.create(digest="0" * 64, data=SECRET.encode())
    return SourceDocument.objects.create(
        batch=batch, article=article, content=content, path=f"{SECRET}.txt", status=SourceDocument.Status.CREATED
    )


@dataclass(frozen=True)
class Address:
    name: str
    """As the table of expected answers has it."""
    route: str
    model: str = ""
    """Whose page of the admin it is."""

    @property
    def is_of_staff(self) -> bool:
        return self.route.startswith(("admin/", "media/"))


def addresses(resolver=None, before="") -> Iterator[Address]:
    """Every address but those that end the session."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif "logout" not in route:
            yield _address(entry.name or "", route)


def _address(name, route) -> Address:
    of_model = re.match(r"admin/(accounts|articles|contacts)/(\w+)/", route)
    if not of_model:
        return Address(name or route, route)
    app, model = of_model.groups()
    return Address(f"{model}: {name.removeprefix(f'{app}_{model}_') or 'record'}", route, model)


def _number(route, article) -> int:
    """Of the last version that the article had; of the last that waits, where one decides on it."""
    return (article.versions if "decide" in route else article.versions.kept()).first().number


PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


OF_READERS = {"mission": "chad", "programme": "retours", "api-mission": "chad", "api-contact": "moussa-deby"}


def filled_in(address, chad, article) -> str:
    """The address as one that leads to Chad's records."""
    route, record = address.route, chad.records(article).get(address.model)
    values = {
        "object_id": record and record.pk, "pk": record.pk if record else 1, "kept_id": record and record.pk,
        "merged_id": chad.twins[address.model].pk if "merged_id" in route else None,
        "number": record.history.first().pk if "/history/<" in route else _number(route, article),
        "document": chad.document.pk, "path": chad.picture.image.name, "app_label": "articles",
        "slug": OF_READERS.get(address.name, article.slug), "uidb36": "1", "key": "x-y", "url": "nowhere/",
        "uuid": article.uuid, "name": "articles.jsonl.gz", "parameter": "country",
    }  # fmt: skip
    query = "?app_label=articles&model_name=article&field_name=translated_from" if "autocomplete" in route else ""
    return "/" + re.sub(r"[\^$\\]", "", PART.sub(lambda part: str(values[part[1] or part[2]]), route)) + query

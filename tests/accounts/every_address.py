"""Chad's records, and every address of the site that leads to them: made from the URLconf."""

import re
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from articles import versions
from articles.models import (
    Article,
    ArticleImage,
    ArticleVersion,
    Attachment,
    ImportBatch,
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
    """A mission with everything that a mission may have; `keys` leads to each by its model's name."""

    def __init__(self):
        self.mission = make_mission("chad", "Tchad", is_to_check=False)
        self.user = make_member("editor", self.mission, username="moussa")
        self.contact = make_contact("Moussa Deby", mission=self.mission)
        self.contact.save()
        self.mission.save()
        self.articles = {state: _article(self.mission, state) for state in HIDDEN}
        self.published = make_published(title="Ouvert", slug="ouvert", mission=self.mission)
        versions.keep(self.published, reason=ArticleVersion.Reason.EDIT)
        article = self.articles["draft"]
        self.picture = ArticleImage.objects.create(article=article, image=_file(".jpg", picture_bytes()), alt="")
        self.attachment = Attachment.objects.create(article=article, file=_file(".txt", b"texte"), title=SECRET)
        self.version = versions.keep(article, reason=ArticleVersion.Reason.EDIT)
        self.proposal = versions.propose(article, versions.snapshot(article))
        self.document = _source(article)
        self.common = {
            "country": make_country("TD", "Tchad"),
            "organisation": make_organisation(),
            "programme": make_programme(),
            "region": make_region(),
            "theme": make_theme(),
        }

    def keys(self, article) -> dict:
        return {
            "article": article.pk,
            "articleversion": article.versions.first().pk,
            "country": self.common["country"].pk,
            "importbatch": self.document.batch.pk,
            "membership": self.user.memberships.get().pk,
            "mission": self.mission.pk,
            "organisation": self.common["organisation"].pk,
            "presscontact": self.contact.pk,
            "programme": self.common["programme"].pk,
            "region": self.common["region"].pk,
            "sourcecontent": self.document.content.pk,
            "sourcedocument": self.document.pk,
            "theme": self.common["theme"].pk,
            "user": self.user.pk,
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


def patterns(resolver=None, before="", namespace=""):
    """(name, route) of every address; those without a name go by their route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield (f"{namespace}{entry.name}" if entry.name else route), route


PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
MODEL = re.compile(r"admin/\w+/(\w+)/")


def filled_in(route, chad, article) -> str:
    """The route as an address that leads to Chad's records."""
    keys, model = chad.keys(article), MODEL.match(route)
    own = keys.get(model[1]) if model else None
    last = article.versions.first().number
    values = {
        "object_id": own, "pk": own or 1, "kept_id": own, "merged_id": own, "number": last,
        "document": chad.document.pk, "path": chad.picture.image.name, "slug": article.slug,
        "content_type_id": ContentType.objects.get_for_model(Article).pk, "app_label": "articles",
        "uidb36": "1", "key": "x-y", "url": "nowhere/",
    }  # fmt: skip
    if "content_type_id" in route:
        values["object_id"] = article.pk
    address = PART.sub(lambda part: str(values[part[1] or part[2]]), route)
    return "/" + re.sub(r"[\^$\\]", "", address)

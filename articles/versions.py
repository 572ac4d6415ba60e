"""The whole article as JSON, relations by natural key: made by `snapshot`, written back by `restore`, kept by `keep`.

The import writes through `restore` too, so that what it made and what a version holds can be compared.
"""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import (
    Article,
    ArticleContact,
    ArticleCountry,
    ArticleImage,
    ArticleOrganisation,
    ArticleVersion,
    Attachment,
    Correction,
    LegacyAddress,
    Organisation,
    Programme,
    Quote,
    Theme,
)
from contacts.merging import current_ids, current_keys
from contacts.models import Mission, PressContact

FIELDS = {"language", "title", "slug", "lead", "dateline", "body_html", "kind", "scope", "date_edtf"}
MOMENTS = {"goes_live_at", "embargo_until"}
NAMED = {"co_issuers": Mission, "programmes": Programme, "themes": Theme}
PARTS = {
    "quotes": (Quote, ("speaker", "role", "text")),
    "contacts": (ArticleContact, ("name", "office", "role", "phones", "phone_printed", "email", "person_id")),
    "images": (ArticleImage, ("image", "width", "height", "alt", "caption", "credit", "focal_point")),
    "attachments": (Attachment, ("file", "title")),
    "countries": (ArticleCountry, ("country_id", "rank")),
}
"""Parts that have an order, with the fields that a version holds of each."""


def snapshot(article: Article) -> dict:
    """The article as it is in the database, in values that JSON knows."""
    content = {field: getattr(article, field) for field in FIELDS}
    content |= {field: (moment := getattr(article, field)) and moment.isoformat() for field in MOMENTS}
    content |= {"state": article.state, "translation_group": str(article.translation_group)}
    content["mission"] = article.mission and article.mission.slug
    for relation in NAMED:
        content[relation] = sorted(getattr(article, relation).values_list("slug", flat=True))
    for part, (model, fields) in PARTS.items():
        content[part] = list(model.objects.filter(article=article).values(*fields))
    links = article.organisation_links.select_related("organisation")
    content["organisations"] = [
        {"slug": link.organisation.slug, "role": link.role, "funded": link.funded} for link in links
    ]
    content["corrections"] = [
        {"number": correction.number, "made_on": correction.made_on.isoformat(), "text": correction.text}
        for correction in article.corrections.all()
    ]
    content["legacy_addresses"] = sorted(article.legacy_addresses.values_list("address", flat=True))
    return content


@transaction.atomic
def restore(article: Article, content: dict) -> None:
    """Write the content into the article, saved or new; a field that the content does not hold stays.

    So do its state, which articles/workflow.py alone changes, and its language versions, which
    articles/translations.py joins. A record that is gone since (a mission, a person, a theme) is left out.
    """
    for field in FIELDS & content.keys():
        setattr(article, field, content[field])
    for field in MOMENTS & content.keys():
        setattr(article, field, content[field] and parse_datetime(content[field]))
    if "mission" in content:
        article.mission = Mission.objects.filter(slug__in=_today(Mission, [content["mission"]])).first()
    is_new = article._state.adding
    article.save()
    if not is_new:
        _clear(article, content)
    for relation in NAMED.keys() & content.keys():
        getattr(article, relation).set(_named(NAMED[relation], content[relation]))
    for part in PARTS.keys() & content.keys():
        model, fields = PARTS[part]
        rows = [{field: row[field] for field in fields} | {"order": n} for n, row in enumerate(content[part])]
        _add_rows(article, model, _without_the_gone(rows) if part == "contacts" else rows)
    if "organisations" in content:
        _add_rows(article, ArticleOrganisation, _organisation_rows(content["organisations"]))
    if "corrections" in content:
        _add_rows(article, Correction, content["corrections"])
    if "legacy_addresses" in content:
        _restore_addresses(article, content["legacy_addresses"])


def _named(model, slugs: list[str]):
    return model.objects.filter(slug__in=_today(model, slugs))


def _today(model, slugs: list[str | None]) -> set[str]:
    """What the slugs of a version are now that records were merged or renamed."""
    return set(current_keys(model, [slug for slug in slugs if slug]).values())


def _restore_addresses(article: Article, addresses: list[str]) -> None:
    """An address that another article has stays there."""
    article.legacy_addresses.exclude(address__in=addresses).delete()
    for address in addresses:
        LegacyAddress.objects.get_or_create(address=address, defaults={"article": article})


def _without_the_gone(rows: list[dict]) -> list[dict]:
    """The contacts as printed; a person who is no record any more is named all the same."""
    today = current_ids(PressContact, [row["person_id"] for row in rows if row["person_id"]])
    people = set(PressContact.objects.filter(pk__in=today.values()).values_list("pk", flat=True))
    known = {before: now for before, now in today.items() if now in people}
    return [row | {"person_id": known.get(row["person_id"])} for row in rows]


def _organisation_rows(links: list[dict]) -> list[dict]:
    today = current_keys(Organisation, [link["slug"] for link in links])
    known = {organisation.slug: organisation for organisation in _named(Organisation, today)}
    rows = {}
    for link in links:
        organisation = known.get(today[link["slug"]])
        if organisation:  # two that were merged since are one row
            row = rows.setdefault((organisation.slug, link["role"]), {"funded": "", "order": len(rows)})
            row |= {"organisation": organisation, "role": link["role"], "funded": row["funded"] or link["funded"]}
    return list(rows.values())


def _clear(article: Article, content: dict) -> None:
    """Away with the parts that the content brings anew."""
    models = {part: model for part, (model, _fields) in PARTS.items()}
    models |= {"organisations": ArticleOrganisation, "corrections": Correction}
    for part in models.keys() & content.keys():
        models[part].objects.filter(article=article).delete()


def _add_rows(article: Article, model, rows: list[dict]) -> None:
    model.objects.bulk_create(model(article=article, **row) for row in rows)


@transaction.atomic
def keep(article: Article, *, reason: str, by=None, source=None, comment: str = "", now=None) -> ArticleVersion:
    """Keep what the article is now, under the next number, and give the article that number."""
    version = _add(article, snapshot(article), reason=reason, by=by, source=source, comment=comment, made_at=now)
    article.version = version.number
    Article.objects.filter(pk=article.pk).update(version=version.number)
    return version


def propose(
    article: Article, content: dict, *, reason=ArticleVersion.Reason.PROPOSAL, by=None, source=None, now=None
) -> ArticleVersion:
    """Keep what an import, or a second saver, would write, for a person to decide; the article stays as it is."""
    return _add(article, content, reason=reason, by=by, source=source, made_at=now, awaits_decision=True)


def is_unchanged(article: Article) -> bool:
    """Whether the article still is what its own version holds."""
    kept = article.versions.filter(number=article.version).first()
    return kept is not None and kept.content == json.loads(json.dumps(snapshot(article), cls=DjangoJSONEncoder))


@transaction.atomic
def _add(article: Article, content: dict, *, made_at=None, **fields) -> ArticleVersion:
    Article.objects.select_for_update().get(pk=article.pk)
    last = article.versions.aggregate(last=Max("number"))["last"] or 0
    return article.versions.create(number=last + 1, content=content, made_at=made_at or timezone.now(), **fields)

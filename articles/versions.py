"""The whole article as JSON, relations by natural key: made by `snapshot`, written back by `restore`, kept by `keep`.

The import writes through `restore` too, so that what it made and what a version holds can be compared.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, Max, prefetch_related_objects
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import doubts
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
    return snapshots([article])[0]


def snapshots(articles: Sequence[Article]) -> list[dict]:
    """One for each of the articles, with as many queries for all as for one."""
    prefetch_related_objects(articles, "mission")
    of_these = {"article__in": articles}
    parts = {part: _grouped(model.objects.filter(**of_these), *fields) for part, (model, fields) in PARTS.items()}
    links = ArticleOrganisation.objects.filter(**of_these).annotate(slug=F("organisation__slug"))
    parts["organisations"] = _grouped(links, "slug", "role", "funded")
    corrections = _grouped(Correction.objects.filter(**of_these), "number", "made_on", "text")
    addresses = _addresses(articles)
    slugs = {relation: _slugs(relation, articles) for relation in NAMED}
    return [
        _own_fields(article)
        | {relation: sorted(slugs[relation][article.pk]) for relation in NAMED}
        | {part: rows[article.pk] for part, rows in parts.items()}
        | {"corrections": [row | {"made_on": row["made_on"].isoformat()} for row in corrections[article.pk]]}
        | {"legacy_addresses": addresses[article.pk]}
        for article in articles
    ]


def parts(article: Article, *names: str) -> dict[str, list[dict]]:
    """Some of the article's parts, as its snapshot has them."""
    read = {}
    for name in names:
        model, fields = PARTS[name]
        read[name] = _grouped(model.objects.filter(article=article), *fields)[article.pk]
    return read


def _own_fields(article: Article) -> dict:
    return (
        {field: getattr(article, field) for field in FIELDS}
        | {field: (moment := getattr(article, field)) and moment.isoformat() for field in MOMENTS}
        | {"state": article.state, "translation_group": str(article.translation_group)}
        | {"mission": article.mission and article.mission.slug}
    )


def _grouped(parts, *fields) -> dict[int, list[dict]]:
    """The fields of parts, in their order, by article."""
    grouped = defaultdict(list)
    for row in parts.values("article_id", *fields):
        grouped[row.pop("article_id")].append(row)
    return grouped


def _addresses(articles: Sequence[Article]) -> dict[int, list[str]]:
    rows = _grouped(LegacyAddress.objects.filter(article__in=articles).order_by("address"), "address")
    return defaultdict(list, {article: [row["address"] for row in those] for article, those in rows.items()})


def _slugs(relation: str, articles: Sequence[Article]) -> dict[int, list[str]]:
    through, record = _through(relation)
    grouped = defaultdict(list)
    for article, slug in through.objects.filter(article__in=articles).values_list("article_id", f"{record}__slug"):
        grouped[article].append(slug)
    return grouped


def _through(relation: str):
    """The model that joins articles to the records of the relation, and its field that leads there."""
    field = Article._meta.get_field(relation)
    return field.remote_field.through, field.m2m_reverse_field_name()


def restore(article: Article, content: dict) -> None:
    """Write the content into the article, saved or new; a field that the content does not hold stays.

    So do its state, which articles/workflow.py alone changes, and its language versions, which
    articles/translations.py joins. A record that is gone since (a mission, a person, a theme) is left out.
    """
    restore_all([(article, content)])


@transaction.atomic
def restore_all(contents: Sequence[tuple[Article, dict]]) -> None:
    """The same for many."""
    today = _Today([content for _article, content in contents])
    for article, content in contents:
        _set_fields(article, content, today)
        if not article._state.adding:
            article.save()
            _clear(article, content)
    Article.objects.add_all([article for article, _content in contents if article._state.adding])
    _add_rows(((article, today.content(content)) for article, content in contents), today)


@transaction.atomic
def begin_all(articles: Sequence[Article], contents: Sequence[dict]) -> list[dict]:
    """Save new articles with what they are to hold, each part of it; what `snapshots` would read of each, unread.

    The number of their first version, which the caller keeps, is theirs already.
    """
    today = _Today(contents)
    current = [today.content(content) for content in contents]
    for article, content in zip(articles, contents, strict=True):
        article.version = 1
        _set_fields(article, content, today)
    Article.objects.add_all(articles)
    _add_rows(zip(articles, current, strict=True), today)
    addresses = _addresses(articles) if _all_of(contents, "legacy_addresses") else defaultdict(list)
    return [
        content | _own_fields(article) | {"legacy_addresses": addresses[article.pk]}
        for article, content in zip(articles, current, strict=True)
    ]


class _Today:
    """What the slugs and keys of versions mean now that records were merged, renamed or deleted."""

    def __init__(self, contents: Sequence[dict]):
        slugs = {relation: _all_of(contents, relation) for relation in NAMED}
        slugs["mission"] = [content["mission"] for content in contents if content.get("mission")]
        slugs["organisations"] = [link["slug"] for link in _all_of(contents, "organisations")]
        models = NAMED | {"mission": Mission, "organisations": Organisation}
        self._records = {relation: _records(model, set(slugs[relation])) for relation, model in models.items()}
        self._people = _people({link["person_id"] for link in _all_of(contents, "contacts")} - {None})

    def record(self, relation: str, slug: str | None):
        return self._records[relation].get(slug)

    def content(self, content: dict) -> dict:
        """The content as the database will hold it: without what is gone, what was merged once. A contact stays as
        printed where its person is no record any more.
        """
        current = content | {relation: self._slugs(relation, content[relation]) for relation in NAMED & content.keys()}
        for part in PARTS.keys() & content.keys():
            current[part] = [{field: row[field] for field in PARTS[part][1]} for row in content[part]]
        for contact in current.get("contacts", ()):
            contact["person_id"] = self._people.get(contact["person_id"])
        if "organisations" in content:
            current["organisations"] = self._organisations(content["organisations"])
        return current

    def _slugs(self, relation: str, slugs: list[str]) -> list[str]:
        return sorted({record.slug for record in filter(None, map(self._records[relation].get, slugs))})

    def _organisations(self, links: list[dict]) -> list[dict]:
        """Two that were merged since are one row."""
        rows = {}
        for link in links:
            if organisation := self.record("organisations", link["slug"]):
                new = {"slug": organisation.slug, "role": link["role"], "funded": ""}
                row = rows.setdefault((organisation.pk, link["role"]), new)
                row["funded"] = row["funded"] or link["funded"]
        return list(rows.values())


def _all_of(contents: Sequence[dict], relation: str) -> list:
    return [value for content in contents for value in content.get(relation, ())]


def _records(model, slugs: set[str]) -> dict:
    records = model.objects.in_bulk(slugs, field_name="slug")
    gone = slugs - records.keys()
    keys = current_keys(model, gone) if gone else {}
    today = model.objects.in_bulk(set(keys.values()), field_name="slug")
    return records | today | {slug: today[key] for slug, key in keys.items() if key in today}


def _people(keys: set[int]) -> dict[int, int]:
    today = current_ids(PressContact, keys) if keys else {}
    known = set(PressContact.objects.filter(pk__in=today.values()).values_list("pk", flat=True))
    return {key: now for key, now in today.items() if now in known}


def _set_fields(article: Article, content: dict, today: _Today) -> None:
    for field in FIELDS & content.keys():
        setattr(article, field, content[field])
    for field in MOMENTS & content.keys():
        setattr(article, field, content[field] and parse_datetime(content[field]))
    if "mission" in content:
        article.mission = today.record("mission", content["mission"])


def _clear(article: Article, content: dict) -> None:
    """Away with the parts that the content brings anew."""
    models = {part: model for part, (model, _fields) in PARTS.items()}
    models |= {relation: _through(relation)[0] for relation in NAMED}
    models |= {"organisations": ArticleOrganisation, "corrections": Correction, "legacy_addresses": LegacyAddress}
    for part in models.keys() & content.keys():
        models[part].objects.filter(article=article).delete()


def _add_rows(contents: Iterable[tuple[Article, dict]], today: _Today) -> None:
    rows = defaultdict(list)
    for article, content in contents:
        for row in _rows(article, content, today):
            rows[type(row)].append(row)
    for model, parts in rows.items():
        model.objects.bulk_create(parts, ignore_conflicts=model is LegacyAddress)


def _rows(article: Article, content: dict, today: _Today) -> Iterator[models.Model]:
    """The rows of the parts; a legacy address that another article has stays there."""
    key = article.pk
    for relation in NAMED.keys() & content.keys():
        through, record = _through(relation)
        for slug in content[relation]:
            yield through(article_id=key, **{f"{record}_id": today.record(relation, slug).pk})
    for part in PARTS.keys() & content.keys():
        model, _fields = PARTS[part]
        yield from (model(article_id=key, order=order, **row) for order, row in enumerate(content[part]))
    for order, link in enumerate(content.get("organisations", ())):
        organisation = today.record("organisations", link["slug"]).pk
        facts = {"role": link["role"], "funded": link["funded"], "order": order}
        yield ArticleOrganisation(article_id=key, organisation_id=organisation, **facts)
    yield from (Correction(article_id=key, **correction) for correction in content.get("corrections", ()))
    yield from (LegacyAddress.of(article, address) for address in content.get("legacy_addresses", ()))


def keep(article: Article, *, reason: str, by=None, source=None, comment: str = "", now=None) -> ArticleVersion:
    """Keep what the article is now, under the next number, and give the article that number."""
    return keep_all([article], [source], reason=reason, by=by, comment=comment, now=now)[0]


def keep_first(articles: Sequence[Article], contents: Sequence[dict], sources, *, now, **fields) -> None:
    """The versions of articles that `begin_all` saved in this transaction, with the contents that it returned."""
    ArticleVersion.objects.bulk_create(
        ArticleVersion(article=article, number=article.version, content=content, source=source, made_at=now, **fields)
        for article, content, source in zip(articles, contents, sources, strict=True)
    )


@transaction.atomic
def keep_all(articles: Sequence[Article], sources=None, *, now=None, **fields) -> list[ArticleVersion]:
    """The same for many, each with its source page if `sources` are given; as many queries for all as for one."""
    versions = _add(articles, snapshots(articles), sources, made_at=now, **fields)
    by_number = defaultdict(list)
    for article, version in zip(articles, versions, strict=True):
        article.version = version.number
        by_number[version.number].append(article.pk)
    for number, keys in by_number.items():
        Article.objects.filter(pk__in=keys).update(version=number)
    if fields.get("by") and fields["reason"] != ArticleVersion.Reason.IMPORT:
        doubts.settle(articles, versions)
    return versions


def propose(
    article: Article,
    content: dict,
    *,
    reason=ArticleVersion.Reason.PROPOSAL,
    by=None,
    source=None,
    comment: str = "",
    now=None,
) -> ArticleVersion:
    """Keep what an import, or a second saver, would write, for a person to decide; the article stays as it is."""
    facts = {"reason": reason, "by": by, "comment": comment, "made_at": now, "awaits_decision": True}
    return _add([article], [content], [source], **facts)[0]


def is_unchanged(article: Article) -> bool:
    """Whether the article still is what its own version holds."""
    kept = article.versions.filter(number=article.version).first()
    return kept is not None and kept.content == json.loads(json.dumps(snapshot(article), cls=DjangoJSONEncoder))


@transaction.atomic
def _add(articles: Sequence[Article], contents, sources=None, *, made_at=None, **fields) -> list[ArticleVersion]:
    """A version of each article under its next number; the articles are held until the end of the transaction."""
    keys = [article.pk for article in articles]
    list(Article.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    numbers = ArticleVersion.objects.filter(article__in=keys).order_by().values_list("article").annotate(Max("number"))
    fields["made_at"], last = made_at or timezone.now(), dict(numbers)
    sources = sources or [None] * len(keys)
    return ArticleVersion.objects.bulk_create(
        ArticleVersion(article=article, number=last.get(article.pk, 0) + 1, content=content, source=source, **fields)
        for article, content, source in zip(articles, contents, sources, strict=True)
    )

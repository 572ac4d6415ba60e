"""A version as its readers saw it or would have: the public page, filled from what was kept, nothing written."""

from datetime import date

from django.core.files.storage import default_storage

from articles import edtf, html, versions
from articles.answering import who_answers
from articles.models import (
    Article,
    ArticleContact,
    ArticleCountry,
    ArticleImage,
    ArticleOrganisation,
    ArticleVersion,
    Attachment,
    Correction,
    Organisation,
    Programme,
    Quote,
    Theme,
)
from articles.versions import FIELDS, PARTS
from articles.views.article import page_of
from contacts.merging import current_keys
from contacts.models import Country, Mission


def as_it_read(article: Article, version: ArticleVersion) -> dict:
    """What the page of a release needs; of language versions and related ones it knows none."""
    content = versions.snapshot(article) | version.content
    shown = in_memory(article, content)
    context = page_of(shown, _pictures(shown, content))
    return context | {"version": version, "live": article, "answer": who_answers(article), "versions": {}}


def in_memory(article: Article, content: dict) -> Article:
    """An article with its parts that is never saved."""
    shown = Article(pk=article.pk, **{field: content[field] for field in FIELDS})
    shown.body_html = html.clean(shown.body_html)
    shown.listed_on = edtf.bounds(shown.date_edtf)[1] if edtf.is_dated(shown.date_edtf) else None
    shown.mission = next(iter(_records(Mission, [content["mission"]])), None)
    shown.browsed_programmes = list(_records(Programme, content["programmes"]).for_readers())
    shown._prefetched_objects_cache = _parts(shown, content)
    return shown


def _records(model, slugs):
    """In the order of the names that they have today."""
    return model.objects.filter(slug__in=current_keys(model, [slug for slug in slugs if slug]).values())


def _parts(shown: Article, content: dict) -> dict[str, list]:
    countries = Country.objects.select_related("region").in_bulk([row["country_id"] for row in content["countries"]])
    return {
        "co_issuers": list(_records(Mission, content["co_issuers"])),
        "themes": list(_records(Theme, content["themes"])),
        "quotes": _rows(Quote, shown, content["quotes"], PARTS["quotes"][1]),
        "contact_links": _rows(ArticleContact, shown, content["contacts"], PARTS["contacts"][1]),
        "attachments": _rows(Attachment, shown, content["attachments"], PARTS["attachments"][1]),
        "corrections": [
            Correction(article=shown, **row | {"made_on": date.fromisoformat(row["made_on"])})
            for row in content["corrections"]
        ],
        "country_links": [
            ArticleCountry(article=shown, country=countries[row["country_id"]], rank=row["rank"])
            for row in content["countries"]
            if row["country_id"] in countries
        ],
        "organisation_links": _organisations(shown, content["organisations"]),
    }


def _rows(model, shown: Article, rows: list[dict], fields: tuple[str, ...]) -> list:
    return [model(article=shown, **{field: row[field] for field in fields}) for row in rows]


def _organisations(shown: Article, links: list[dict]) -> list[ArticleOrganisation]:
    today = current_keys(Organisation, [link["slug"] for link in links])
    known = {organisation.slug: organisation for organisation in _records(Organisation, today)}
    return [
        ArticleOrganisation(
            article=shown, organisation=known[today[link["slug"]]], role=link["role"], funded=link["funded"]
        )
        for link in links
        if today[link["slug"]] in known
    ]


def _pictures(shown: Article, content: dict) -> list[ArticleImage]:
    """Those whose file is there still."""
    there = [row for row in content["images"] if row["image"] and default_storage.exists(row["image"])]
    return _rows(ArticleImage, shown, there, PARTS["images"][1])

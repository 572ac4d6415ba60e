"""A reading as the content of an article: the same JSON that articles/versions.py keeps and restores."""

from datetime import date
from itertools import chain

from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from articles.html import clean
from articles.importing.reading import Block, Reading
from articles.importing.records import Records, fit
from articles.models import Article, ArticleContact, ArticleImage, Quote


class NotFit(ValueError):
    """The title is longer than a title can be."""


def opening(reading: Reading) -> str:
    """The first words of the text, in place of a title that the page lacks."""
    return Truncator((reading.paragraphs or [" ".join(chain(*reading.lists))])[0]).words(12)


def html(blocks: list[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    if block.kind == "heading":
        return format_html("<h2>{}</h2>", block.text)
    if block.kind == "list":
        items = format_html_join("", "<li>{}</li>", ((item,) for item in block.items))
        return format_html("<ol>{}</ol>" if block.ordered else "<ul>{}</ul>", items)
    return format_html("<p>{}</p>", block.text)


def content(reading: Reading, records: Records, *, published: date | None = None, address: str = "") -> dict:
    """What the article is to hold; its slug and its moments stay out. Makes the records that the page names."""
    title = reading.title or opening(reading)
    if len(title) > Article._meta.get_field("title").max_length:
        raise NotFit(title)
    mission = records.offices.issuing(reading)
    return {
        "language": reading.language,
        "title": title,
        "lead": reading.subtitle or "",
        "dateline": fit(Article, "dateline", (reading.dateline.printed or "").strip()),
        "body_html": clean(html(reading.blocks)),
        "kind": reading.kind,
        "date_edtf": published.isoformat() if published else reading.date.edtf or "",
        "mission": mission and mission.slug,
        "co_issuers": [],
        "countries": _countries(reading),
        "programmes": sorted({records.programmes.get(name, reading.language).slug for name in reading.programmes}),
        "themes": sorted(records.theme_slugs.intersection(reading.themes)),
        "organisations": _organisations(reading, records),
        "contacts": [_contact(contact, records.people.get(contact, mission)) for contact in reading.contacts],
        "quotes": [_quote(quote) for quote in reading.quotes],
        "images": [_image(caption) for caption in reading.captions],
        "attachments": [],
        "corrections": [],
        "legacy_addresses": [address] if address else [],
    }


def _countries(reading: Reading) -> list[dict]:
    ranks = dict.fromkeys(reading.countries, "main")
    ranks |= dict.fromkeys((code for code in reading.countries_mentioned if code not in ranks), "mentioned")
    return [{"country_id": code, "rank": rank} for code, rank in ranks.items()]


def _organisations(reading: Reading, records) -> list[dict]:
    named = ((records.organisations.get(one.name, reading.language).slug, one.role) for one in reading.organisations)
    return [{"slug": slug, "role": role, "funded": ""} for slug, role in dict.fromkeys(named)]


def _contact(contact, person) -> dict:
    texts = {
        field: fit(ArticleContact, field, getattr(contact, field))
        for field in ("name", "office", "role", "phone_printed", "email")
    }
    return texts | {"phones": contact.phones, "person_id": person and person.pk}


def _quote(quote) -> dict:
    return {
        "speaker": fit(Quote, "speaker", quote.speaker),
        "role": fit(Quote, "role", quote.role),
        "text": quote.text,
    }


def _image(caption) -> dict:
    return {
        "image": "",
        "alt": "",
        "caption": fit(ArticleImage, "caption", caption.text),
        "credit": fit(ArticleImage, "credit", caption.credit),
        "focal_point": "0.5x0.5",
    }

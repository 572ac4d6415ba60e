"""A reading as the content of an article: the same JSON that articles/versions.py keeps and restores."""

from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import chain

from django.utils.text import Truncator

from articles.html import clean
from articles.importing.new_names import fit
from articles.importing.records import Records
from articles.models import Article, ArticleContact, ArticleImage, Quote
from articles.parsing.reading import Block, Reading

LONGEST_TITLE = Article._meta.get_field("title").max_length
OPENING = 1000  # characters in which twelve words are looked for


class NotFit(ValueError):
    """The title is longer than a title can be."""


def opening(reading: Reading) -> str:
    """The first words of the text, in place of a title that the page lacks."""
    texts = reading.paragraphs or [" ".join(chain(*reading.lists, reading.headings))]
    return Truncator(Truncator(texts[0][:OPENING]).words(12)).chars(LONGEST_TITLE)


def body_html(reading: Reading) -> str:
    return clean("\n".join(map(_block, reading.blocks)))


def _block(block: Block) -> str:
    if block.kind == "heading":
        return f"<h2>{escape(block.text)}</h2>"
    if block.kind == "list":
        items = "".join(f"<li>{escape(item)}</li>" for item in block.items)
        return f"<ol>{items}</ol>" if block.ordered else f"<ul>{items}</ul>"
    return f"<p>{escape(block.text)}</p>"


def content(
    reading: Reading,
    records: Records,
    article: Article | None = None,
    *,
    body_html: str,
    published: date | None = None,
    addresses: Iterable[str] = (),
) -> dict:
    """What the article, if it is there already, is to hold; its slug and its moments stay out.

    Makes the records that the page names.
    """
    title = reading.title or opening(reading)
    if len(title) > LONGEST_TITLE:
        raise NotFit(title)
    mission = records.offices.issuing(reading)
    return {
        "language": reading.language,
        "title": title,
        "lead": reading.subtitle or "",
        "dateline": fit(Article, "dateline", (reading.dateline.printed or "").strip()),
        "body_html": body_html,
        "kind": reading.kind,
        "date_edtf": published.isoformat() if published else reading.date.edtf or "",
        "mission": mission and mission.slug,
        "co_issuers": [],
        "countries": _countries(reading),
        "programmes": _programmes(reading, records),
        "themes": sorted(records.theme_slugs.intersection(reading.themes)),
        "organisations": _organisations(reading, records),
        "contacts": _contacts(reading, records.people, mission, article),
        "quotes": [_quote(quote) for quote in reading.quotes],
        "images": [_image(caption) for caption in reading.captions],
        "attachments": [],
        "corrections": [],
        "legacy_addresses": sorted(addresses),
    }


def _countries(reading: Reading) -> list[dict]:
    ranks = dict.fromkeys(reading.countries, "main")
    ranks |= dict.fromkeys((code for code in reading.countries_mentioned if code not in ranks), "mentioned")
    return [{"country_id": code, "rank": rank} for code, rank in ranks.items()]


def _programmes(reading: Reading, records: Records) -> list[str]:
    named = (records.programmes.get(name, reading.language) for name in reading.programmes)
    return sorted({programme.slug for programme in named if programme})


def _organisations(reading: Reading, records: Records) -> list[dict]:
    named = ((records.organisations.get(one.name, reading.language), one.role) for one in reading.organisations)
    once = dict.fromkeys((organisation.slug, role) for organisation, role in named if organisation)
    return [{"slug": slug, "role": role, "funded": ""} for slug, role in once]


def _contacts(reading: Reading, people, mission, article: Article | None) -> list[dict]:
    """A contact that the article printed alike before stays with its person, whatever staff made of that since."""
    links = article.contact_links.select_related("person") if article else ()
    before = {(link.name, link.email): link.person for link in links}
    contacts = []
    for contact in reading.contacts:
        texts = _contact_texts(contact)
        printed = (texts["name"], texts["email"])
        person = before[printed] if printed in before else people.get(contact, mission)
        contacts.append(texts | {"phones": contact.phones, "person_id": person and person.pk})
    return contacts


def _contact_texts(contact) -> dict:
    fields = ("name", "office", "role", "phone_printed", "email")
    return {field: fit(ArticleContact, field, getattr(contact, field)) for field in fields}


def _quote(quote) -> dict:
    return {
        "speaker": fit(Quote, "speaker", quote.speaker),
        "role": fit(Quote, "role", quote.role),
        "text": quote.text,
    }


def _image(caption) -> dict:
    return {
        "image": "",
        "width": None,
        "height": None,
        "alt": "",
        "caption": fit(ArticleImage, "caption", caption.text),
        "credit": fit(ArticleImage, "credit", caption.credit),
        "focal_point": "0.5x0.5",
    }

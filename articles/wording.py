"""What a version holds, in a reader's words: labels of fields, names of records, each part as lines of text."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.dates import day_label
from articles.models import Article, ArticleCountry, ArticleOrganisation, Organisation, Programme, Theme
from contacts.merging import current_ids, current_keys
from contacts.models import Country, Mission, PressContact

OF_PARTS = {
    "quotes": gettext_lazy("Quotes"),
    "contacts": gettext_lazy("Contacts"),
    "images": gettext_lazy("Pictures"),
    "attachments": gettext_lazy("Documents"),
    "corrections": gettext_lazy("Corrections"),
    "organisations": gettext_lazy("Organisations"),
    "countries": gettext_lazy("Countries"),
    "legacy_addresses": gettext_lazy("Legacy addresses"),
}
KEYED = {
    "mission": (Mission, "slug"),
    "co_issuers": (Mission, "slug"),
    "programmes": (Programme, "slug"),
    "themes": (Theme, "slug"),
    "organisations": (Organisation, "slug"),
    "countries": (Country, "code"),
    "contacts": (PressContact, "pk"),
}
Names = dict[tuple[type, str | int], str]


def label(field: str) -> str:
    return str(capfirst(OF_PARTS.get(field) or Article._meta.get_field(field).verbose_name))


def names_of(*contents: dict) -> Names:
    """Of every record that the contents name, in the reader's language, in a number of queries that does not grow."""
    wanted = defaultdict(set)
    for field, (model, attribute) in KEYED.items():
        for content in contents:
            wanted[model, attribute] |= {key for value in listed(content.get(field)) if (key := key_of(value))}
    names = {}
    for (model, attribute), keys in wanted.items():
        names |= _names_in(model, attribute, keys) if keys else {}
    return names


def _names_in(model, attribute: str, keys: set) -> Names:
    """A record that was merged into another bears the other's name."""
    today = {key: key for key in keys}
    if attribute != "code":
        today = (current_ids if attribute == "pk" else current_keys)(model, keys)
    found = model.objects.filter(**{f"{attribute}__in": set(today.values())})
    names = {getattr(record, attribute): record.name for record in found}
    return {(model, key): names[now] for key, now in today.items() if now in names}


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def key_of(value):
    """Of a record, as it is written in a list, in a part or by itself."""
    if not isinstance(value, dict):
        return value
    return value.get("slug") or value.get("country_id") or value.get("person_id")


def moment_in_words(moment: str | None) -> str:
    return date_format(timezone.localtime(parse_datetime(moment)), "DATETIME_FORMAT") if moment else ""


def _lines(*lines: str | None) -> str:
    return "\n".join(filter(None, lines))


def _labelled(row: dict, **labels: str) -> Iterator[str]:
    return (f"{label} {row[field]}" for field, label in labels.items() if row.get(field))


def _quote(row: dict, _names: Names) -> str:
    return _lines(row["text"], ", ".join(filter(None, (row["speaker"], row["role"]))))


def _contact(row: dict, names: Names) -> str:
    person = row.get("person_id")
    record = names.get((PressContact, person), _("deleted since")) if person else ""
    printed = (row["name"], row["role"], row["office"], row["phone_printed"], ", ".join(row["phones"]), row["email"])
    return _lines(*printed, record and _("Record: %(name)s") % {"name": record})


def _image(row: dict, _names: Names) -> str:
    shown = row | {"focal_point": "" if row.get("focal_point") == "0.5x0.5" else row.get("focal_point")}
    labels = {
        "alt": _("Description:"),
        "caption": _("Caption:"),
        "credit": _("Credit:"),
        "focal_point": _("Focal point:"),
    }
    return _lines(PurePath(row["image"] or "").name, *_labelled(shown, **labels)) or _("A picture without a file")


def _attachment(row: dict, _names: Names) -> str:
    return _lines(row["title"], PurePath(row["file"]).name)


def _correction(row: dict, _names: Names) -> str:
    values = {"number": row["number"], "day": day_label(date.fromisoformat(row["made_on"]))}
    return _lines(_("No. %(number)s, %(day)s") % values, row["text"])


def _country(row: dict, names: Names) -> str:
    rank = ArticleCountry.Rank(row["rank"]).label
    return f"{names.get((Country, row['country_id']), row['country_id'])} ({rank})"


def _organisation(row: dict, names: Names) -> str:
    role = ArticleOrganisation.Role(row["role"]).label
    return _lines(f"{names.get((Organisation, row['slug']), row['slug'])} ({role})", row["funded"])


ROWS = {
    "quotes": _quote,
    "contacts": _contact,
    "images": _image,
    "attachments": _attachment,
    "corrections": _correction,
    "countries": _country,
    "organisations": _organisation,
}

"""Two contents of an article, as articles/versions.py keeps them, field by field in the reader's words."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.differences import deleted, increasing, inserted, marked
from articles.html import outline
from articles.models import Article, Programme, Theme
from articles.wording import ROWS, Names, label, moment_in_words, names_of
from contacts.models import Mission

FIELDS = [
    *("title", "lead", "dateline", "body_html", "quotes", "contacts", "images", "attachments", "corrections"),
    *("kind", "scope", "date_edtf", "mission", "co_issuers", "countries", "programmes", "themes", "organisations"),
    *("language", "translation_group", "state", "goes_live_at", "embargo_until", "slug", "legacy_addresses"),
]
"""In the order of the article's page."""

IDENTITIES = {
    "quotes": ("text", "speaker"),
    "contacts": ("person_id", "name", "email", "office"),
    "images": ("image", "caption"),
    "attachments": ("file", "title"),
    "corrections": ("number",),
    "countries": ("country_id",),
    "organisations": ("slug",),
}
"""By what a part is known again when something else of it changed; the surest first."""


@dataclass(frozen=True)
class Change:
    """One field of both contents; `html` is the new value with its differences from the old one marked."""

    field: str
    label: str
    html: SafeString
    is_same: bool = False


def compare(old: dict, new: dict, names: Names | None = None) -> list[Change]:
    """What differs. A field that one of them does not hold is not compared. `names` are those of many comparisons."""
    return [change for change in side_by_side(old, new, names) if not change.is_same]


def changed_fields(old: dict, new: dict) -> list[str]:
    """The names of what differs, without reading how."""
    return [field for field in FIELDS if field in old and field in new and old[field] != new[field]]


def side_by_side(old: dict, new: dict, names: Names | None = None) -> list[Change]:
    """Every field that both hold, those that are the same without a mark."""
    names = names_of(old, new) if names is None else names
    shared = [field for field in FIELDS if field in old and field in new]
    return [_change(field, old[field], new[field], names) for field in shared]


def _change(field: str, old, new, names: Names) -> Change:
    render = RENDERERS.get(field, _text)
    return Change(field, label(field), render(old, new, names), old == new)


def _text(old: str, new: str, _names: Names) -> SafeString:
    return marked(old or "", new or "")


def _body(old: str, new: str, _names: Names) -> SafeString:
    before, after = outline(old), outline(new)
    if before == after and old != new:
        note = _("The words are the same; bold, italics or the form of the text differ.")
        return format_html('<em class="note">{}</em>\n{}', note, after)
    return marked(before, after)


def _swapped(old: str, new: str) -> SafeString:
    return format_html("{}", new) if old == new else format_html("{} {}", deleted(old), inserted(new))


def _choice(choices) -> Callable:
    labels = dict(choices)
    return lambda old, new, _names: _swapped(str(labels.get(old, old)), str(labels.get(new, new)))


def _moment(old: str | None, new: str | None, _names: Names) -> SafeString:
    return _swapped(*(moment_in_words(moment) for moment in (old, new)))


def _mission(old: str | None, new: str | None, names: Names) -> SafeString:
    return _swapped(*(names.get((Mission, slug), slug or "") for slug in (old, new)))


def _group(old: str, new: str, _names: Names) -> SafeString:
    return format_html("{}", "" if old == new else _("It belongs to another set of language versions."))


def _set_of(model) -> Callable:
    """Names in a list: those that stay, that came, that went."""

    def render(old: list, new: list, names: Names) -> SafeString:
        every = sorted({*old, *new}, key=lambda key: names.get((model, key), key))
        return _list(
            (_state(key in old, key in new), _whole(names.get((model, key), key), key in old, key in new))
            for key in every
        )

    return render


def _parts(field: str, old: list[dict], new: list[dict], names: Names) -> SafeString:
    """The parts in their new order, then those that went."""
    texts = ROWS[field]
    origin = _matched(old, new, IDENTITIES[field])
    staying = [n for n in range(len(new)) if n in origin]
    in_order = {staying[position] for position in increasing([origin[n] for n in staying])}
    rows = [
        _part(
            texts(old[origin[n]], names) if n in origin else "", texts(row, names), n in origin and n not in in_order
        )
        for n, row in enumerate(new)
    ]
    gone = [n for n in range(len(old)) if n not in origin.values()]
    return _list([*rows, *(("gone", deleted(texts(old[n], names))) for n in gone)])


def _part(old: str, new: str, has_moved: bool) -> tuple[str, SafeString]:
    text = marked(old, new) if old else inserted(new)
    if has_moved:
        text = format_html('<span class="moved">{}</span> {}', _("moved:"), text)
    return ("same" if old == new and not has_moved else "changed" if old else "new"), text


def _matched(old: list[dict], new: list[dict], identities: tuple[str, ...]) -> dict[int, int]:
    """Which old part each new one was, by position: the very same one first, then by what identifies it."""
    origin = {}
    for key in (_all_of, *(_one_of(field) for field in identities)):
        left = defaultdict(list)
        for n in range(len(old) - 1, -1, -1):
            if n not in origin.values():
                left[key(old[n])].append(n)
        for n, row in enumerate(new):
            if n not in origin and key(row) and left[key(row)]:
                origin[n] = left[key(row)].pop()
    return origin


def _all_of(row: dict) -> str:
    return json.dumps(row, sort_keys=True)


def _one_of(field: str) -> Callable[[dict], str]:
    return lambda row: str(row.get(field) or "")


def _state(was: bool, is_there: bool) -> str:
    return "same" if was and is_there else "new" if is_there else "gone"


def _whole(text: str, was: bool, is_there: bool) -> SafeString:
    return format_html("{}", text) if was and is_there else inserted(text) if is_there else deleted(text)


def _list(items) -> SafeString:
    rows = format_html_join("", '<li class="is-{}">{}</li>', items)
    return format_html("<ul>{}</ul>", rows) if rows else SafeString()


RENDERERS = {
    "body_html": _body,
    "kind": _choice(Article.Kind.choices),
    "scope": _choice(Article.Scope.choices),
    "state": _choice(Article.State.choices),
    "language": _choice(Article.Language.choices),
    "goes_live_at": _moment,
    "embargo_until": _moment,
    "mission": _mission,
    "translation_group": _group,
    "co_issuers": _set_of(Mission),
    "programmes": _set_of(Programme),
    "themes": _set_of(Theme),
    "legacy_addresses": _set_of(str),
    **{field: partial(_parts, field) for field in ROWS},
}

"""Two contents of an article compared in an editor's words."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from articles import versions
from articles.compare import FIELDS, compare, side_by_side
from articles.models import ArticleVersion
from articles.wording import label
from contacts.models import FormerKey
from tests.factories import (
    make_article,
    make_contact,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_theme,
)

pytestmark = pytest.mark.django_db


class Reader(HTMLParser):
    """The text of a comparison as one of both sides: without what the other has and without the hidden words."""

    def __init__(self, leaving_out):
        super().__init__()
        self.leaving_out, self.open, self.text = {leaving_out, "span"}, [], ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        if not self.leaving_out & set(self.open):
            self.text += data


def read(html, leaving_out):
    reader = Reader(leaving_out)
    reader.feed(html)
    return reader.text


def html_of(field, old, new):
    with override("en"):
        return next(change.html for change in compare({field: old}, {field: new}) if change.field == field)


def items(html):
    """(its class, its text) of each line of a list, the marks in brackets."""
    rows = re.findall(r'<li class="is-(\w+)">(.*?)</li>', html, re.S)
    return [(state, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()) for state, text in rows]


def test_every_field_of_a_version_is_compared():
    assert set(versions.snapshot(make_article())) == set(FIELDS)


def test_every_field_has_a_label():
    with override("fr"):
        assert all(label(field) for field in FIELDS)


def test_only_what_differs_is_named():
    content = versions.snapshot(make_article())
    changes = compare(content, content | {"title": "Autre", "kind": "story"})
    assert [change.field for change in changes] == ["title", "kind"]


def test_what_one_of_them_does_not_hold_is_not_compared():
    assert compare({"title": "Un", "slug": "un"}, {"title": "Un"}) == []


def test_both_texts_are_read_from_the_marked_one():
    old, new = "Le <puits> est ouvert à Agadez.", "Le <puits> & le bureau sont ouverts à Agadez."
    html = html_of("lead", old, new)
    assert read(html, leaving_out="ins") == old
    assert read(html, leaving_out="del") == new


def test_a_heading_made_of_a_paragraph_is_seen():
    html = html_of("body_html", "<p>Les puits</p>", "<h2>Les puits</h2>")
    assert "[Heading]" in read(html, leaving_out="del")
    assert "[Heading]" not in read(html, leaving_out="ins")


def test_a_list_made_numbered_is_seen():
    html = html_of("body_html", "<ul><li>Un</li></ul>", "<ol><li>Un</li></ol>")
    assert (read(html, "ins"), read(html, "del")) == ("• Un", "1. Un")


def test_another_address_of_a_link_is_seen():
    html = html_of(
        "body_html", '<p><a href="https://a.example">Ici</a></p>', '<p><a href="https://b.example">Ici</a></p>'
    )
    assert read(html, leaving_out="del") == "Ici <https://b.example>"


def test_bold_alone_is_said():
    assert "bold, italics" in html_of("body_html", "<p>Un puits</p>", "<p>Un <strong>puits</strong></p>")


def test_a_choice_is_shown_by_its_label():
    html = html_of("kind", "news", "story")
    assert read(html, leaving_out="ins").strip() == "Press release"
    assert read(html, leaving_out="del").strip() == "Story"


def test_missions_are_named_in_the_readers_language():
    make_mission("tchad", "Tchad", name_en="Chad")
    assert read(html_of("mission", None, "tchad"), leaving_out="del").strip() == "Chad"


def test_a_mission_merged_since_bears_the_name_of_the_one_kept():
    make_mission("tchad", "Tchad")
    FormerKey.objects.create(model="contacts.mission", key="ndjamena", kept_key="tchad")
    assert "Tchad" in html_of("mission", None, "ndjamena")


def test_a_record_deleted_since_is_named_by_its_code():
    assert items(html_of("themes", ["sante"], [])) == [("gone", "[deleted:] sante [end]")]


def test_a_list_of_names_says_what_came_and_went():
    make_theme("eau", "Eau")
    make_theme("sante", "Santé")
    make_theme("retour", "Retour")
    assert items(html_of("themes", ["eau", "sante"], ["eau", "retour"])) == [
        ("same", "Eau"),
        ("new", "[inserted:] Retour [end]"),
        ("gone", "[deleted:] Santé [end]"),
    ]


def quote(text, speaker="Aïssata Ouédraogo"):
    return {"text": text, "speaker": speaker, "role": ""}


def test_a_quote_is_known_by_its_speaker_when_its_text_changed():
    html = html_of("quotes", [quote("L’eau est là.")], [quote("L’eau est enfin là.")])
    assert items(html) == [("changed", "L’eau est [inserted:] enfin [end]là. Aïssata Ouédraogo")]


def test_parts_that_changed_places_are_said_to_be_moved():
    html = html_of(
        "quotes", [quote("Un"), quote("Deux"), quote("Trois")], [quote("Trois"), quote("Un"), quote("Deux")]
    )
    assert items(html) == [
        ("changed", "moved: Trois Aïssata Ouédraogo"),
        ("same", "Un Aïssata Ouédraogo"),
        ("same", "Deux Aïssata Ouédraogo"),
    ]


def test_a_country_that_becomes_only_named_is_changed_not_replaced():
    make_country()
    old, new = [{"country_id": "NE", "rank": "main"}], [{"country_id": "NE", "rank": "mentioned"}]
    assert [state for state, _text in items(html_of("countries", old, new))] == ["changed"]


@pytest.fixture
def full():
    """An article with something in every relation."""
    article = make_article(
        mission=make_mission(),
        countries=[make_country()],
        programmes=[make_programme()],
        themes=[make_theme()],
        embargo_until="2026-01-01T00:00+00:00",
    )
    article.refresh_from_db()
    article.co_issuers.add(make_mission("tchad", "Tchad"))
    article.quotes.create(speaker="Aïssata Ouédraogo", text="Une phrase.")
    article.contact_links.create(person=make_contact(), name="Ibrahim Maïga", phones=["+22720550140"])
    article.organisation_links.create(organisation=make_organisation(), role="funder", funded="les puits")
    article.images.create(caption="Un puits", credit="OIM", focal_point="0.1x0.1")
    article.attachments.create(file="attachments/2019/01/puits.pdf", title="Les puits")
    article.corrections.create(number=1, made_on="2019-02-25", text="148 et non 184.")
    article.legacy_addresses.create(address="https://old.example/un")
    return article


EMPTY = {
    **dict.fromkeys(("title", "lead", "dateline", "body_html", "date_edtf", "slug"), ""),
    **dict.fromkeys(("mission", "goes_live_at", "embargo_until")),
    **{"kind": "other", "scope": "local", "state": "review", "language": "es", "translation_group": "other"},
}


def test_every_field_tells_what_it_was(full):
    content = versions.keep(full, reason=ArticleVersion.Reason.EDIT).content
    emptied = {field: EMPTY.get(field, []) for field in content}
    with override("en"):
        shown = {change.field: change.html for change in compare(content, emptied)}
    held = {field for field in content if content[field] != emptied[field]}
    assert set(shown) == held
    for text in (
        "Niger",
        "Tchad",
        "Un puits",
        "OIM",
        "Ibrahim Maïga",
        "+22720550140",
        "les puits",
        "puits.pdf",
        "148",
    ):
        assert any(text in html for html in shown.values()), text


def count_queries(*contents):
    with CaptureQueriesContext(connection) as queries:
        side_by_side(*contents)
    return len(queries)


def test_a_comparison_costs_as_many_queries_however_much_differs(full):
    content = versions.snapshot(full)
    themes = [make_theme(f"theme-{n}", f"Thème {n}").slug for n in range(20)]
    assert count_queries(content, content | {"themes": themes}) == count_queries(content, content)

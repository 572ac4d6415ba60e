"""A row changes what its columns say, through the article's own rules, and is kept as a version."""

import pytest

from articles.models import Article, ArticleVersion
from articles.resources import ArticleResource
from contacts.models import FormerKey
from contacts.spreadsheets import Refused
from contacts.spreadsheets.reading import read
from contacts.spreadsheets.resource import ShownMeanwhileChanged
from tests import factories
from tests.factories import NOW
from tests.spreadsheets.conftest import as_csv, check, exported, refusals, write


@pytest.fixture
def article(db):
    return factories.make_article(title="Avant", mission=factories.make_mission())


def test_a_cell_changes_its_field(editor, article):
    write(editor, {"uuid": article.uuid, "title": "Après"})
    article.refresh_from_db()
    assert article.title == "Après"


def test_a_column_left_out_stays(editor, article):
    write(editor, {"uuid": article.uuid, "title": "Après"})
    article.refresh_from_db()
    assert article.date_edtf == "2019-02-22"


def test_an_empty_cell_empties_the_field(editor, article):
    write(editor, {"uuid": article.uuid, "date_edtf": ""})
    article.refresh_from_db()
    assert (article.date_edtf, article.listed_on) == ("", None)


def test_a_change_is_kept_as_a_version(editor, article):
    write(editor, {"uuid": article.uuid, "title": "Après"}, name="niger.xlsx")
    version = article.versions.get()
    assert (version.reason, version.by, version.comment) == ("spreadsheet", editor, "niger.xlsx")
    assert version.content["title"] == "Après"


def test_a_row_that_changes_nothing_makes_no_version(editor, article):
    result = write(editor, exported(editor, article))
    assert not result.changes
    assert not article.versions.exists()


def test_a_change_is_found_by_its_new_words(editor, article):
    write(editor, {"uuid": article.uuid, "title": "Évacuation"})
    article.search_text.refresh_from_db()
    assert "evacu" in article.search_text.title


def test_the_text_is_cleaned(editor, article):
    result = write(editor, {"uuid": article.uuid, "body_html": '<p onclick="x()">Un<script>x</script></p>'})
    assert result.changes[0].cells == [("body_html", "<p>Le texte.</p>", "<p>Un</p>")]


def test_relations_are_written_by_code(editor, article):
    factories.make_theme()
    factories.make_programme()
    factories.make_mission("tchad", "Tchad")
    write(editor, {"uuid": article.uuid, "themes": "protection", "programmes": "retours", "co_issuers": "tchad"})
    content = article.versions.get().content
    assert (content["themes"], content["programmes"], content["co_issuers"]) == (
        ["protection"],
        ["retours"],
        ["tchad"],
    )


def test_countries_keep_their_rank_and_order(editor, article):
    for code in ("NE", "TD", "ML"):
        factories.make_country(code)
    write(editor, {"uuid": article.uuid, "countries": "TD; NE", "countries_mentioned": "ml"})
    links = [(link.country_id, link.rank) for link in article.country_links.all()]
    assert links == [("TD", "main"), ("NE", "main"), ("ML", "mentioned")]


def test_countries_of_the_other_rank_stay(editor, article):
    niger, chad = factories.make_country("NE"), factories.make_country("TD")
    about = factories.make_article(slug="b", countries=[niger])
    write(editor, {"uuid": about.uuid, "countries_mentioned": chad.code})
    assert [link.country_id for link in about.country_links.all()] == ["NE", "TD"]


def test_organisations_have_roles(editor, article):
    factories.make_organisation()
    write(editor, {"uuid": article.uuid, "organisations": "croix-rouge:funder:l’eau; croix-rouge:partner"})
    links = [(link.organisation.slug, link.role, link.funded) for link in article.organisation_links.all()]
    assert links == [("croix-rouge", "funder", "l’eau"), ("croix-rouge", "partner", "")]


def test_what_is_printed_of_a_contact_stays(editor, article):
    person = factories.make_contact()
    article.contact_links.create(person=person, name="I. Maiga", phone_printed="20 00", order=0)
    article.contact_links.create(name="Nobody on record", order=1)
    factories.make_contact("Zeinabou Adamou")
    write(editor, {"uuid": article.uuid, "contacts": "zeinabou-adamou; ibrahim-maiga"})
    links = [(link.name, link.phone_printed) for link in article.contact_links.all()]
    assert links == [("Zeinabou Adamou", ""), ("I. Maiga", "20 00"), ("Nobody on record", "")]


def test_a_former_code_is_understood(editor, article):
    theme = factories.make_theme()
    FormerKey.objects.create(model="articles.theme", key="securite", kept_key="protection")
    write(editor, {"uuid": article.uuid, "themes": "securite"})
    assert list(article.themes.all()) == [theme]


def test_an_empty_uuid_is_a_new_draft(editor):
    write(editor, {"uuid": "", "language": "fr", "title": "Une nouvelle", "body_html": "<p>Un.</p>"})
    made = Article.objects.get()
    assert (made.state, made.slug, made.created_by) == ("draft", "une-nouvelle", editor)
    assert made.versions.get().reason == ArticleVersion.Reason.SPREADSHEET


def test_two_new_drafts_of_one_title_get_two_addresses(editor):
    row = {"uuid": "", "language": "fr", "title": "Une nouvelle"}
    write(editor, row, row)
    assert set(Article.objects.values_list("slug", flat=True)) == {"une-nouvelle", "une-nouvelle-2"}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("mission", "nigerr", "No mission has the code “nigerr”. Did you mean “niger”?"),
        ("countries", "XX", "No country has the code “XX”."),
        ("themes", "protecsion", "No theme has the code “protecsion”."),
        ("kind", "novel", "“novel” is none of these: news, statement, story, speech, media_advisory, "
         "briefing_note, other."),
        ("date_edtf", "05/11/2010",
         "“05/11/2010” is no date. Write for example 2010-11-05, 2010-11, 2010 or 2015-07-10/2015-10-15."),
        ("title", "x" * 301, "Ensure this value has at most 300 characters (it has 301)."),
        ("title", "", "This field cannot be blank."),
        ("goes_live_at", "2026-06-15 14:00",
         "“2026-06-15 14:00” is no moment. Write it with its distance from UTC: 2026-06-15T14:00+02:00."),
        ("state", "published", "A spreadsheet changes no state. Put “draft” back, or delete the column."),
        ("legacy_addresses", "not an address", "“not an address” is no web address."),
        ("organisations", "unicef",
         "“unicef”: write the organisation’s code and its role (issuer, partner, funder), code:role."),
        ("contacts", "nobody", "No press contact has the code “nobody”."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_row_and_column(editor, article, column, value, message):
    result = check(editor, {"uuid": article.uuid, column: value})
    assert refusals(result) == [(2, column, message)]


def test_every_wrong_cell_is_said_at_once(editor, article):
    result = check(
        editor,
        {"uuid": article.uuid, "language": "fr", "title": "", "mission": "x"},
        {"uuid": "", "language": "xx", "title": "Un", "mission": ""},
    )
    assert [(row, column) for row, column, _ in refusals(result)] == [(2, "mission"), (2, "title"), (3, "language")]


def test_an_unknown_column_is_refused(editor, article):
    with pytest.raises(Refused, match=r"Row 1: nothing is called “couleur” here\. The columns are: uuid, language"):
        check(editor, {"uuid": article.uuid, "couleur": "bleu"})


def test_a_file_without_the_key_is_refused(editor):
    with pytest.raises(Refused, match="Row 1: the column “uuid” is missing"):
        check(editor, {"title": "Un"})


def test_the_same_article_twice_is_refused(editor, article):
    row = {"uuid": article.uuid, "title": "Un"}
    assert refusals(check(editor, row, row)) == [(3, "uuid", "Row 2 is about the same. Keep one.")]


@pytest.mark.parametrize("uuid", ["6a7c1f9e-0000-4000-8000-000000000000", "12"])
def test_an_unknown_article_is_refused(editor, uuid):
    result = check(editor, {"uuid": uuid, "title": "Un"})
    message = "You see no article with this uuid. To write a new one, leave the cell empty."
    assert refusals(result) == [(2, "uuid", message)]


def test_a_row_of_an_older_version_is_refused(editor, article):
    row = exported(editor, article)
    write(editor, {"uuid": article.uuid, "title": "D’un autre"})
    message = check(editor, row | {"title": "Le mien"}).refusals[0].message
    assert message.startswith("Changed since this export by aminata, ")


def test_an_address_of_another_article_is_refused(editor, article):
    other = factories.make_article(slug="autre")
    other.legacy_addresses.create(address="https://old.example/1")
    result = check(editor, {"uuid": article.uuid, "legacy_addresses": "https://old.example/1"})
    assert refusals(result) == [(2, "legacy_addresses", "Another article has the address https://old.example/1.")]


FORBIDDEN = "You may see this record, but not change it. Delete its row."


def test_a_published_article_is_refused_without_the_permission(editor):
    article = factories.make_published()
    assert refusals(check(editor, {"uuid": article.uuid, "title": "Un"})) == [(2, "uuid", FORBIDDEN)]


def test_a_row_that_changes_nothing_needs_no_permission(editor):
    article = factories.make_published()
    assert check(editor, {"uuid": article.uuid, "title": article.title}).unchanged == 1


def test_a_publisher_writes_into_a_published_article_but_not_its_moment(publisher):
    article = factories.make_published()
    write(publisher, {"uuid": article.uuid, "title": "Corrigé"})
    moved = check(publisher, {"uuid": article.uuid, "goes_live_at": "2030-01-01T00:00+00:00"})
    assert refusals(moved) == [(2, "goes_live_at", "The article is public: its moment is past.")]


def test_a_draft_of_another_mission_is_as_unknown(in_niger):
    theirs = factories.make_article(mission=factories.make_mission("tchad", "Tchad"))
    assert refusals(check(in_niger, {"uuid": theirs.uuid, "title": "Un"}))[0][2].startswith("You see no article")


def test_an_article_is_not_given_to_another_mission(in_niger):
    factories.make_mission("tchad", "Tchad")
    own = factories.make_article(mission=in_niger.memberships.get().mission)
    assert refusals(check(in_niger, {"uuid": own.uuid, "mission": "tchad"})) == [
        (2, "mission", "You may not write for this mission.")
    ]


def test_nothing_is_written_when_something_changed_after_the_preview(editor, article):
    row = {"uuid": article.uuid, "title": "Après"}
    shown = check(editor, row)
    Article.objects.filter(pk=article.pk).update(title="D’un autre")
    with pytest.raises(ShownMeanwhileChanged):
        ArticleResource(editor, NOW).write(read(as_csv(row)), shown.fingerprint, "articles.csv")
    article.refresh_from_db()
    assert article.title == "D’un autre"

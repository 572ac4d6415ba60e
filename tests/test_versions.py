import pytest

from articles import versions
from articles.models import Article, ArticleVersion, LegacyAddress
from tests.factories import (
    NOW,
    make_article,
    make_contact,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """An article with something in every relation."""
    article = make_article(
        mission=make_mission(),
        countries=[make_country()],
        mentioned=[make_country("TD", "Tchad")],
        programmes=[make_programme()],
        themes=[make_theme()],
    )
    article.co_issuers.add(make_mission("tchad", "Tchad"))
    article.quotes.create(speaker="Aïssata Ouédraogo", text="Une phrase.")
    article.contact_links.create(person=make_contact(), name="Ibrahim Maïga", phones=["+22720550140"])
    article.organisation_links.create(organisation=make_organisation(), role="funder", funded="les puits")
    article.images.create(caption="Un puits", credit="OIM")
    article.corrections.create(number=1, made_on="2019-02-25", text="148 et non 184.")
    LegacyAddress.objects.create(article=article, address="https://old.example/un")
    return article


def test_what_a_version_holds_comes_back_whole(article):
    before = versions.snapshot(article)
    versions.restore(article, before | {"title": "Autre", "quotes": [], "contacts": [], "countries": [], "themes": []})
    assert versions.snapshot(article) != before
    versions.restore(article, before)
    assert versions.snapshot(Article.objects.get(pk=article.pk)) == before


def test_what_new_articles_hold_is_known_without_reading_it(article):
    """Names gone or merged since, and addresses that another article has, included."""
    whole = versions.snapshot(article)
    twice = [*whole["organisations"], *whole["organisations"]]
    lacking = {"contacts": [whole["contacts"][0] | {"person_id": 10**6}], "themes": ["gone"], "organisations": twice}
    contents = [
        whole | {"slug": "", "body_html": "<p onclick='x()'>Un « texte »</p>"},
        whole | {"slug": "", "legacy_addresses": ["https://old.example/b", "https://old.example/a"]},
        whole | {"slug": "", "legacy_addresses": []} | lacking,
    ]
    articles = [Article(), Article(), Article()]
    assert versions.begin_all(articles, contents) == versions.snapshots(
        Article.objects.filter(version=1).order_by("pk")
    )
    assert [one.legacy_addresses.count() for one in articles] == [0, 2, 0]


def test_what_is_gone_since_is_left_out_and_the_rest_comes_back(article):
    before = versions.snapshot(article)
    article.contact_links.get().person.delete()
    article.themes.get().delete()
    versions.restore(article, before)
    assert article.contact_links.get().name == "Ibrahim Maïga"
    assert article.contact_links.get().person is None
    assert not article.themes.exists()


def test_a_picture_whose_file_is_lost_does_not_stop_a_restore(article):
    article.images.update(image="images/lost.png", width=10, height=10)
    before = versions.snapshot(article)
    versions.restore(article, before)
    assert versions.snapshot(article) == before


def test_each_version_has_the_next_number(article):
    for expected in (1, 2, 3):
        assert versions.keep(article, reason=ArticleVersion.Reason.EDIT, now=NOW).number == expected
    article.refresh_from_db()
    assert article.version == 3


def test_a_proposal_changes_nothing(article):
    before = versions.snapshot(article)
    proposal = versions.propose(article, before | {"title": "Proposé"}, now=NOW)
    article.refresh_from_db()
    assert (proposal.awaits_decision, article.version, versions.snapshot(article)) == (True, 0, before)


def test_a_content_without_a_field_leaves_it(article):
    versions.restore(article, {name: value for name, value in versions.snapshot(article).items() if name != "slug"})
    assert article.slug == "un-article"

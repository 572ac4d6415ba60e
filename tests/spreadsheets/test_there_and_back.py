"""What goes out and comes back changes nothing: import(export(x)) is x."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import html
from articles.models import Article
from articles.resources import ArticleResource
from contacts.spreadsheets.reading import read
from contacts.spreadsheets.writing import csv_lines, xlsx_file
from tests import factories
from tests.factories import NOW

texts = st.text(
    st.sampled_from("'=+-@;:\\\",\t\r\n é<>&_x000D_") | st.characters(exclude_categories=["Cs"]), max_size=40
)
texts = texts.map(lambda text: text.replace("\0", ""))


def by_csv(rows) -> bytes:
    return "".join(csv_lines(rows)).encode()


def by_csv_with_semicolons(rows) -> bytes:
    return "".join(csv_lines(rows, ";")).encode()


def by_xlsx(rows) -> bytes:
    with xlsx_file(rows, "articles") as file:
        return file.read()


@pytest.mark.parametrize("way", [by_csv, by_xlsx])
@given(title=texts.filter(bool), lead=texts, dateline=texts, body=texts)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_article_with_any_text_comes_back_as_it_was(publisher, way, title, lead, dateline, body):
    with transaction.atomic():
        text = html.clean(f"<p>{body}</p>")
        article = factories.make_article(title=title, slug="x", lead=lead, dateline=dateline, body_html=text)
        resource = ArticleResource(publisher, NOW)
        check = resource.check(read(way(resource.rows([article.pk], resource.headings))))
        transaction.set_rollback(True)
    assert (check.changes, check.refusals, check.unchanged) == ([], [], 1)


@pytest.mark.parametrize("way", [by_csv, by_csv_with_semicolons, by_xlsx])
def test_an_article_with_every_part_comes_back_as_it_was(publisher, way):
    article = with_every_part()
    resource = ArticleResource(publisher, NOW)
    rows = list(resource.rows([article.pk], resource.headings))
    assert all(rows[1]), dict(zip(*rows, strict=True))
    check = resource.check(read(way(rows)))
    assert (check.changes, check.refusals, check.unchanged) == ([], [], 1)


def with_every_part() -> Article:
    niger, chad = factories.make_country(), factories.make_country("TD", "Tchad")
    article = factories.make_published(
        lead="Chapô", dateline="NIAMEY –", embargo_until=NOW, mission=factories.make_mission(), version=3,
        countries=[niger], mentioned=[chad], themes=[factories.make_theme()], programmes=[factories.make_programme()],
    )  # fmt: skip
    article.co_issuers.add(factories.make_mission("tchad", "Tchad"))
    article.organisation_links.create(organisation=factories.make_organisation(), role="funder", funded="l’eau : 3")
    article.contact_links.create(person=factories.make_contact(), name="I. Maiga")
    article.legacy_addresses.create(address="https://old.example/news;1?a=b,c")
    return article

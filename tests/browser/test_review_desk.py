"""The review desk by keyboard, and on a phone."""

import pytest
from playwright.sync_api import expect

from articles import html
from articles.models import Article
from tests.admin.records import address

pytestmark = pytest.mark.browser


@pytest.fixture
def article(newsroom) -> Article:
    """The most doubtful one of the demo, with two doubtful fields at least."""
    article = Article.objects.filter(doubt__gte=100).order_by("-doubt", "pk").first()
    yield article
    Article.objects.filter(pk=article.pk).update(doubts=article.doubts, doubt=article.doubt)


@pytest.fixture
def desk(open_page, article):
    return open_page(address(article, "review"), user="administrator")


def chosen(page):
    return page.locator(".card.is-chosen")


def test_keys_lead_from_field_to_field_and_light_each(desk):
    first = chosen(desk).get_attribute("data-field")
    desk.keyboard.press("n")
    second = chosen(desk).get_attribute("data-field")
    assert first != second
    expect(chosen(desk).locator(".choose")).to_be_focused()
    assert f"field={second}" in desk.url
    desk.keyboard.press("p")
    expect(chosen(desk)).to_have_attribute("data-field", first)


def test_a_chosen_field_is_lit_in_sight_and_said(desk):
    desk.click("#card-title .choose")
    expect(desk.locator("mark.lit").first).to_be_in_viewport()
    expect(desk.locator("#review-status")).to_contain_text("1")


def test_a_key_accepts_the_field_and_leads_to_the_next(desk, article):
    field = chosen(desk).get_attribute("data-field")
    desk.keyboard.press("a")
    desk.wait_for_selector(".messagelist")
    article.refresh_from_db(fields=["doubts"])
    assert field not in article.doubts
    expect(chosen(desk)).not_to_have_attribute("data-field", field)
    expect(chosen(desk).locator(".choose")).to_be_focused()


def test_a_key_opens_the_box_and_another_leaves_it(desk):
    desk.click("#card-title .choose")
    desk.keyboard.press("c")
    expect(desk.locator("#correction #id_title")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.wait_for_selector("#correction", state="detached")


def test_keys_can_be_turned_off(desk):
    first = chosen(desk).get_attribute("data-field")
    desk.click(".review-keys summary")
    desk.uncheck("#review-keys-on")
    desk.keyboard.press("n")
    expect(chosen(desk)).to_have_attribute("data-field", first)


def test_on_a_phone_the_passage_stands_under_its_field(open_page, article):
    page = open_page(f"{address(article, 'review')}?field=title", user="administrator", width=320)
    expect(page.locator("#card-title .reads q")).to_be_visible()
    expect(page.locator("#card-title .reads q")).to_have_text(article.title)


def test_the_text_is_corrected_beside_its_page_by_keyboard(desk, article):
    before = article.body_html
    desk.goto(f"{desk.url.partition('?')[0]}?field=body_html&edit=1")
    editor = desk.locator("#correction [contenteditable=true]").first
    editor.click()
    desk.keyboard.press("Control+Home")
    desk.keyboard.type("nap ")
    desk.keyboard.press("Escape")
    expect(editor).to_be_visible()
    desk.keyboard.press("Control+Enter")
    desk.wait_for_selector(".messagelist")
    article.refresh_from_db()
    assert html.plain(article.body_html) == f"nap {html.plain(before)}"

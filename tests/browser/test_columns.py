"""Columns of the admin's lists: what does not fit is scrolled to, or stands below, and no word is broken for it."""

import pytest

from articles.models import Article, Organisation
from contacts.models import Mission, PressContact
from iomnews.accounts.models import User
from tests.admin.records import listing

pytestmark = [pytest.mark.browser, pytest.mark.look]
BROKEN_WORDS = """() => [...document.querySelectorAll("#result_list :is(th, td):not(.field-title)")].flatMap(cell => {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
    while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].filter(line => line.width).map(line => line.top));
            if (lines.size > 1) broken.push(word[0]);
        }
    }
    return broken;
})"""


@pytest.mark.parametrize("width", [1280, 1024, 800, 320])
def test_no_column_of_a_list_breaks_a_word(open_page, newsroom, width):
    page = open_page("/admin/", user="administrator", width=width)
    for model in (Article, Mission, Organisation, PressContact, User):
        page.goto(newsroom + listing(model))
        assert page.locator("#result_list tbody tr").count()
        assert page.evaluate(BROKEN_WORDS) == []

"""A release begun in Chromium: from a mission's model, from a Word file, and out again as one for clearance."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.word_files import PROSE, word_file

pytestmark = pytest.mark.browser
START = "/admin/articles/article/start/"
FORM = re.compile(r"/admin/articles/article/\d+/change/$")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_mission_s_model_opens_as_a_draft(open_page):
    page = open_page(START, user="editor-niger")
    page.select_option("#id_model-language", "fr")
    page.click("button[value=model]")
    expect(page).to_have_url(FORM)
    assert page.locator("#id_dateline").input_value() == "NIAMEY –"
    assert page.locator(".messagelist .success").is_visible()


def test_a_word_file_opens_as_a_draft_and_goes_out_for_clearance(open_page):
    page = open_page(START, user="editor-niger")
    file = {"name": "vol.docx", "mimeType": DOCX, "buffer": word_file(PROSE, title="Un vol par Word")}
    page.set_input_files("#id_word-file", file)
    page.click("button[value=word]")
    expect(page).to_have_url(FORM)
    assert page.locator("#id_title").input_value() == "Un vol par Word"
    with page.expect_download() as download:
        page.click(".object-tools a[href$='/word/']")
    article = Article.objects.get(title="Un vol par Word")
    assert download.value.suggested_filename == f"{article.slug}-v{article.version}.docx"

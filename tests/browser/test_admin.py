"""The admin in Chromium, signed in: axe, the content policy, the width of a phone."""

import pytest

from articles.models import Article
from contacts.models import PressContact
from tests.browser.conftest import WIDTHS, assert_no_barrier

pytestmark = pytest.mark.browser
ADDRESSES = {
    "index": lambda: "/admin/",
    "articles": lambda: "/admin/articles/article/",
    "an article": lambda: f"/admin/articles/article/{Article.objects.get(slug='tout').pk}/change/",
    "missions": lambda: "/admin/contacts/mission/",
    "a press contact": lambda: f"/admin/contacts/presscontact/{PressContact.objects.first().pk}/change/",
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_of_the_admin_has_no_barrier_and_fits_its_window(open_page, newsroom, name, width):
    page = open_page(ADDRESSES[name](), width=width, user="administrator")
    assert page.url.endswith(ADDRESSES[name]())
    assert_no_barrier(page)

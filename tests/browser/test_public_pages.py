"""Every kind of public page in Chromium: axe, the content policy, the width of a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SCHEMES, WIDTHS

pytestmark = pytest.mark.browser
RELEASE = "un-dernier-vol-ramene-chez-eux-148-migrants-bloques-dans-le-desert"
ADDRESSES = [
    "/fr/",
    "/en/",
    "/es/",
    "/fr/news/",
    "/fr/news/?q=retour&country=NE&country=TD&year=2026",
    "/fr/news/?q=introuvable&country=NE",
    "/fr/news/?country=XX&couleur=bleu",
    "/fr/news/?page=999",
    "/es/news/?language=es",
    f"/fr/news/{RELEASE}",
    "/en/news/a-last-flight-takes-148-migrants-home-from-the-desert",
    "/fr/missions/",
    "/fr/missions/niger",
    "/fr/missions/geneva",
    "/fr/programmes/",
    "/fr/contacts/",
    "/fr/nulle-part",
    "/admin/login/",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_barrier_and_fits_its_window(open_page, address, scheme, width):
    page = open_page(address, width=width, scheme=scheme)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_facet_is_chosen_without_javascript(open_page):
    page = open_page("/fr/news/", java_script_enabled=False)
    count = page.locator("label:has(input[name=country][value=NE]) .n").inner_text()
    page.check("input[name=country][value=NE]")
    page.get_by_role("button", name="Filtrer").first.click()
    assert "country=NE" in page.url
    assert page.locator("ol.results > li").count() == int(count) > 1


def test_a_chip_takes_its_filter_away(open_page):
    page = open_page("/fr/news/?country=NE&q=agadez")
    page.locator(".chips a", has_text="Niger").click()
    assert page.url.endswith("/fr/news/?q=agadez")


def test_the_filters_of_a_phone_open_and_close_by_keyboard(open_page):
    page = open_page("/fr/news/", width=320)
    box = page.locator("input[name=country]").first
    assert not box.is_visible()
    page.locator(".filters > summary").focus()
    page.keyboard.press("Enter")
    assert box.is_visible()


def test_back_restores_the_list(open_page):
    page = open_page("/fr/news/?country=TD")
    page.locator("ol.results h3 a").first.click()
    page.go_back()
    assert page.url.endswith("?country=TD")
    assert page.locator("input[name=country][value=TD]").is_checked()

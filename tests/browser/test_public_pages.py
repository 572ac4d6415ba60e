"""Every kind of public page in Chromium: axe, the content policy, the width of a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, assert_no_barrier

pytestmark = pytest.mark.browser
RELEASE = "un-dernier-vol-ramene-chez-eux-148-migrants-bloques-dans-le-desert"
FILTERED = "/fr/news/?q=retour&country=NE&country=TD&year=2026"
ADDRESSES = [
    "/fr/",
    "/en/",
    "/es/",
    "/fr/news/",
    FILTERED,
    "/fr/news/?q=introuvable&country=NE",
    "/fr/news/?country=XX&couleur=bleu",
    "/fr/news/?page=999",
    "/es/news/?language=es",
    f"/fr/news/{RELEASE}",
    "/fr/news/tout",
    "/en/news/a-last-flight-takes-148-migrants-home-from-the-desert",
    "/fr/missions/",
    "/fr/missions/niger",
    "/fr/missions/geneva",
    "/fr/programmes/",
    "/fr/programmes/retours-accompagnes-du-sahel",
    "/fr/contacts/",
    "/fr/api/",
    "/fr/news/facets/country?country=NE",
    "/fr/news/facets/month",
    "/fr/nulle-part",
    "/admin/login/",
]
IN_THE_DARK = [
    "/fr/",
    FILTERED,
    "/fr/news/?country=XX&couleur=bleu",
    "/fr/news/tout",
    "/fr/missions/niger",
    "/fr/contacts/",
]


@pytest.mark.look
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("address", "scheme"),
    [(address, "light") for address in ADDRESSES] + [(address, "dark") for address in IN_THE_DARK],
)
def test_a_page_has_no_barrier_and_fits_its_window(open_page, address, scheme, width):
    assert_no_barrier(open_page(address, width=width, scheme=scheme))


@pytest.mark.look
@pytest.mark.parametrize("address", [FILTERED, "/fr/news/tout"])
def test_what_is_folded_has_no_barrier_either(open_page, address):
    page = open_page(address, width=320)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert_no_barrier(page)


def test_a_facet_is_chosen_without_javascript(open_page):
    page = open_page("/fr/news/", java_script_enabled=False)
    count = page.locator("label:has(input[name=country][value=NE]) .n").inner_text()
    page.check("input[name=country][value=NE]")
    page.get_by_role("button", name="Filtrer").first.click()
    assert "country=NE" in page.url
    assert page.locator("ol.results > li").count() == int(count) > 1


def test_values_are_ticked_and_looked_for_in_turn_without_javascript(open_page):
    page = open_page("/fr/news/facets/country?language=fr", java_script_enabled=False)
    page.check("input[value=NE]")
    page.get_by_role("searchbox").fill("tchad")
    page.keyboard.press("Enter")
    page.check("input[value=TD]")
    assert page.locator(".chips a", has_text="Niger").is_visible()
    page.get_by_role("button", name="Filtrer la liste").click()
    assert page.url.endswith("/fr/news/?country=NE&country=TD&language=fr")


def test_a_chip_takes_its_filter_away(open_page):
    page = open_page("/fr/news/?country=NE&q=agadez")
    page.locator(".chips a", has_text="Niger").click()
    page.wait_for_url("**/fr/news/?q=agadez")


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


@pytest.mark.parametrize("width", WIDTHS)
def test_a_filter_with_the_focus_is_never_under_the_button(open_page, width):
    page = open_page("/fr/news/", width=width)
    if width == 320:
        page.locator(".filters > summary").click()
    page.locator(".filters input").first.focus()
    for _press in range(40):
        page.keyboard.press("Tab")
        covered = "document.activeElement.getBoundingClientRect().bottom > {}.getBoundingClientRect().top"
        if page.evaluate("document.activeElement.matches('.filters input')"):
            assert not page.evaluate(covered.format("document.querySelector('.apply')"))


def test_nothing_behind_the_filters_of_a_phone_takes_the_focus(open_page):
    page = open_page("/fr/news/", width=320)
    page.locator(".filters > summary").click()
    page.keyboard.press("Shift+Tab")
    assert not page.evaluate("document.activeElement.matches('summary, header *, footer *')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.filters > summary')")


def test_the_skip_link_of_the_list_leads_to_the_results(open_page):
    page = open_page("/fr/news/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#results') !== null")


def test_a_box_exchanges_the_list_in_place_and_keeps_the_focus(open_page):
    page = open_page("/fr/news/")
    page.evaluate("window.same = true")
    page.locator("input[name=country][value=NE]").press("Space")
    page.wait_for_url("**/fr/news/?country=NE")
    page.locator("#announced:not(:empty)").wait_for(state="attached")
    assert page.evaluate("[window.same, document.activeElement.id]") == [True, "country-NE"]
    assert page.locator("#announced").inner_text() == page.locator("#heading").inner_text()
    assert page.locator(".languages a[hreflang=en]").get_attribute("href").endswith("/en/news/?country=NE")


def test_the_page_is_announced_with_the_count(open_page):
    page = open_page("/fr/news/")
    page.get_by_role("link", name="Page suivante").click()
    page.wait_for_url("**/fr/news/?page=2")
    page.locator("#announced:not(:empty)").wait_for(state="attached")
    assert re.fullmatch(r"\d+ communiqués, page 2 sur 2", page.locator("#announced").inner_text())


def test_back_restores_the_list_before_a_box_was_ticked(open_page):
    page = open_page("/fr/news/")
    before = page.locator("#heading").text_content()
    page.check("input[name=country][value=NE]")
    page.wait_for_url("**/fr/news/?country=NE")
    page.go_back()
    page.wait_for_url("**/fr/news/")
    page.locator("#heading", has_text=before).wait_for()
    assert not page.locator("input[name=country][value=NE]").is_checked()


def test_what_was_unfolded_stays_so(open_page):
    page = open_page("/fr/news/")
    page.locator("#more-country > summary").click()
    page.locator("#more-country input[type=checkbox]").first.check()
    page.wait_for_url("**/fr/news/?country=*")
    page.locator("#announced:not(:empty)").wait_for(state="attached")
    assert page.locator("#more-country").get_attribute("open") is not None


def _countries(page):
    return page.locator("fieldset:has(#more-country)")


def test_a_long_facet_is_narrowed_by_what_is_typed(open_page):
    page = open_page("/fr/news/")
    countries = _countries(page)
    countries.locator(".within").fill("zzz")
    assert countries.locator("li:visible").count() == 0
    assert countries.get_by_text("Aucune de ces valeurs ne porte ce nom.").is_visible()
    countries.locator(".within").fill("")
    assert countries.locator("li:visible").count() == countries.locator("li").count()
    assert not countries.locator(".none").is_visible()
    assert page.url.endswith("/fr/news/")


def test_what_is_typed_finds_open_values_and_folded_ones_and_is_counted(open_page):
    page = open_page("/fr/news/")
    countries = _countries(page)
    first, folded = (countries.locator(f"{part} bdi").first.text_content() for part in ("ul", "summary + ul"))
    for name in (first, folded):
        countries.locator(".within").fill(name)
        assert name in countries.locator("li:visible bdi").all_inner_texts()
        found = countries.locator("li:visible").count()
        assert page.locator("#announced").inner_text() == f"Résultats\u00a0: {found}"


def test_what_is_typed_is_looked_for_on_the_page_of_the_facet_too(open_page, monkeypatch):
    monkeypatch.setattr("articles.filters.ON_A_LIST", 20)
    page = open_page("/fr/news/?language=fr")
    countries = _countries(page)
    countries.locator(".within").fill("pérou")
    countries.locator(".beyond a").click()
    assert page.url.endswith("/fr/news/facets/country?language=fr&find=p%C3%A9rou")


def test_a_value_is_found_however_its_name_is_typed(open_page):
    page = open_page("/fr/news/")
    countries = _countries(page)
    countries.locator("bdi").first.evaluate("label => { label.textContent = 'Côte d’Ivoire, l’Œuvre'; }")
    countries.locator(".within").fill("cote d'ivoire, l’oeu")
    assert countries.locator("li:visible").count() == 1


def test_the_search_box_forgets_words_that_a_chip_took_away(open_page):
    page = open_page("/fr/news/?country=NE&q=agadez")
    box = page.locator("[data-suggest]")
    page.locator(".chips a:has-text('agadez')").click()
    expect(box).to_have_value("")


def _is_by_htmx(route):
    return route.request.resource_type == "xhr"


def test_a_lost_network_leaves_the_plain_form(open_page):
    page = open_page("/fr/news/")
    page.route("**/fr/news/?country=NE", lambda route: route.abort() if _is_by_htmx(route) else route.continue_())
    page.check("input[name=country][value=NE]")
    page.wait_for_url("**/fr/news/?country=NE")
    page.wait_for_load_state()
    assert page.locator("input[name=country][value=NE]").is_checked()


def _suggested(open_page, typed, address="/fr/", **options):
    """A page with words in its search box, and the box, once there are suggestions."""
    page = open_page(address, **options)
    box = page.get_by_role("combobox")
    box.press_sequentially(typed)
    page.locator("[role=option]").first.wait_for()
    return page, box


def test_suggestions_are_chosen_by_keyboard(open_page):
    page, box = _suggested(open_page, "nig")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert_no_barrier(page, "form:has([data-suggest])")  # beside it, links lie half under the suggestions
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == page.locator("[aria-selected=true]").get_attribute("id")
    expect(box).to_be_focused()
    box.press("Enter")
    page.wait_for_url("**/fr/news/?country=NE")


def test_arrows_go_round_the_suggestions(open_page):
    page, box = _suggested(open_page, "nig")
    box.press("ArrowUp")
    expect(page.locator("[role=option]").last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(page.locator("[role=option]").first).to_have_attribute("aria-selected", "true")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)


def test_enter_searches_for_the_words_where_no_suggestion_is_chosen(open_page):
    page, box = _suggested(open_page, "nig")
    box.press("Enter")
    page.wait_for_url("**/fr/news/?q=nig")


def test_typing_on_takes_the_choice_of_a_suggestion_back(open_page):
    _page, box = _suggested(open_page, "nig")
    box.press("ArrowDown")
    type_on = "box => { box.dispatchEvent(new Event('input')); return box.hasAttribute('aria-activedescendant'); }"
    assert not box.evaluate(type_on)


def test_keys_that_compose_a_word_choose_no_suggestion(open_page):
    page, box = _suggested(open_page, "nig")
    key = "new KeyboardEvent('keydown', {key: 'ArrowDown', isComposing: true})"
    box.evaluate(f"box => box.dispatchEvent({key})")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


@pytest.mark.parametrize("address", ["/fr/", "/fr/news/"])
def test_the_number_of_suggestions_is_announced(open_page, address):
    page, box = _suggested(open_page, "nig", address)
    number = page.locator("[role=option]").count()
    expect(page.locator("#announced")).to_have_text(f"{number} suggestions")
    box.press("Escape")
    expect(page.locator("#announced")).to_be_empty()


def test_suggestions_close_as_the_focus_goes_on(open_page):
    page, box = _suggested(open_page, "nig")
    box.press("Tab")
    expect(page.locator("[role=option]")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("button", name="Rechercher")).to_be_focused()


def test_a_long_suggestion_fits_a_phone(open_page):
    page, _box = _suggested(open_page, "migrants", width=320)
    page.locator("[role=option] bdi").first.evaluate("name => { name.textContent = 'https://' + 'x'.repeat(99); }")
    options = page.locator(".suggestions")
    assert options.evaluate("list => list.scrollWidth <= list.clientWidth")


def test_esc_closes_the_suggestions_and_keeps_what_was_typed(open_page):
    page, box = _suggested(open_page, "nig")
    box.press("Escape")
    assert page.locator("[role=option]").count() == 0
    assert (box.input_value(), box.get_attribute("aria-expanded")) == ("nig", "false")

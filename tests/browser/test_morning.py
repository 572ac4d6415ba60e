"""A press officer's morning, from the imported release that lacks a country to its page on the site."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from articles.models import Article
from contacts.models import Mission
from iomnews.accounts.models import User
from tests.browser.conftest import assert_no_barrier
from tests.photographs import upload

pytestmark = pytest.mark.browser
PASSWORD = "assez-long-pour-tous"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TITLE = "Un manuel de secourisme pour les chauffeurs"
MENDED = "Un manuel de secourisme pour les chauffeurs de bus"
PAGE = f"""{TITLE}
Genève - L’OIM publie aujourd’hui un manuel de 40 pages qui explique aux chauffeurs les premiers gestes.

Le manuel a été relu par douze secouristes. Il existe en anglais et en français.
"""


@pytest.fixture
def imported(newsroom, tmp_path):
    """The release as an import brought it: a draft about no country, with nobody to call."""
    (tmp_path / "manuel.txt").write_text(PAGE, encoding="utf-8")
    call_command("import_articles", str(tmp_path), verbosity=0)
    return Article.objects.get(title=TITLE)


@pytest.fixture
def press_officer(newsroom):
    user = User.objects.create_user("awa", "awa@newsroom.example", PASSWORD, language="fr")
    user.memberships.create(mission=Mission.objects.get(slug="geneva"), role="publisher")
    totp.TOTP.activate(user, SECRET)


def test_from_an_imported_page_to_the_site(open_page, newsroom, imported, press_officer, tmp_path):
    page = open_page("/admin/", locale="fr-FR")
    sign_in(page)
    find_what_has_no_country(page)
    classify(page)
    correct_the_paragraph(page)
    add_a_photo(page, tmp_path)
    add_a_contact(page)
    save(page, why="Pays, photo et contact")
    compare_with_the_imported_version(page)
    file = export(page, tmp_path)
    mend(file)
    bring_in(page, file)
    publish(page)
    see_it_on_the_site(page)


def sign_in(page: Page):
    page.get_by_label("Identifiant").fill("awa")
    page.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Code").fill(code_of_now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Toutes les listes")).to_be_visible()


def code_of_now() -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))


def find_what_has_no_country(page: Page):
    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_role("navigation", name="Manque").get_by_role("link", name="sans pays").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("textbox", name="Titre").first).to_have_value(TITLE)


def classify(page: Page):
    choose(add_to(page, "country_links"), "Niger", "Niger")
    choose(page.locator(".field-themes"), "sante", "Migration et santé")


def add_to(page: Page, part: str):
    """A new row of a part of the article, unfolded."""
    group = page.locator(f"#{part}-group")
    if not group.locator(".add-row a").is_visible():
        group.locator("summary").first.click()
    group.locator(".add-row a").click()
    return group.locator(".inline-related:not(.empty-form)").last


def choose(place, typed: str, offered: str):
    """By keyboard, in a field that completes what is typed."""
    place.get_by_role("combobox").first.click()
    place.page.keyboard.type(typed)
    place.page.get_by_role("option", name=offered).first.wait_for()
    place.page.keyboard.press("Enter")


def correct_the_paragraph(page: Page):
    text = page.get_by_role("textbox", name="Texte")
    text.locator("p", has_text="douze secouristes").click()
    page.keyboard.press("End")
    page.keyboard.type(" L’arabe suivra.")


def add_a_photo(page: Page, folder):
    photo = folder / "manuel.jpg"
    photo.write_bytes(upload().read())
    row = add_to(page, "images")
    row.locator("input[type=file]").set_input_files(photo)
    row.get_by_label("Description pour qui ne voit pas l’image").fill("Un chauffeur lit le manuel")


def add_a_contact(page: Page):
    choose(add_to(page, "contact_links"), "maig", "Ibrahim Maïga")


def save(page: Page, *, why: str):
    page.get_by_label("Qu’avez-vous changé, et pourquoi").fill(why)
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def compare_with_the_imported_version(page: Page):
    page.get_by_role("link", name="Versions (2)").click()
    page.get_by_role("button", name="Comparer").click()
    assert_no_barrier(page)
    expect(page.locator("ins", has_text="L’arabe suivra.")).to_be_visible()
    expect(page.locator("ins", has_text="Niger (pays concerné)")).to_be_visible()


def export(page: Page, folder):
    search_the_list(page)
    page.get_by_role("link", name="Exporter").click()
    with page.expect_download() as file:
        page.get_by_role("button", name="Exporter").click()
    file.value.save_as(folder / "articles.xlsx")
    return folder / "articles.xlsx"


def search_the_list(page: Page):
    page.get_by_role("link", name="Rédaction").click()
    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_role("searchbox", name="Rechercher").fill("secourisme chauffeurs")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(1)


def mend(file):
    book = load_workbook(file)
    headings, row = book.active.iter_rows(max_row=2)
    row[[cell.value for cell in headings].index("title")].value = MENDED
    book.save(file)


def bring_in(page: Page, file):
    search_the_list(page)
    page.get_by_role("link", name="Importer").click()
    page.get_by_role("button", name="Fichier").set_input_files(file)
    page.get_by_role("button", name="Aperçu").click()
    assert_no_barrier(page)
    page.get_by_role("button", name="Écrire 1 ligne").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def publish(page: Page):
    search_the_list(page)
    page.locator("tbody input[type=checkbox]").check()
    page.get_by_role("combobox", name="Action").select_option("Publier…")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def see_it_on_the_site(page: Page):
    page.get_by_role("link", name=MENDED).click()
    page.get_by_role("link", name="Voir sur le site").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MENDED)
    expect(page.get_by_text("L’arabe suivra.")).to_be_visible()
    expect(page.get_by_alt_text("Un chauffeur lit le manuel")).to_be_visible()
    expect(page.get_by_role("link", name="Niger", exact=True).first).to_be_visible()

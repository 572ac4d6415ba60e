"""Every page of the admin and of an account in Chromium, narrow and wide, light and dark: found by links, or done."""

import pytest

from articles import versions
from articles.importing.in_background import begin_again
from articles.models import Article, ImportBatch, NearDuplicate
from contacts.models import Mission, PressContact
from tests import crawl
from tests.admin.records import address, listing
from tests.admin.test_every_page import STARTS
from tests.background import work
from tests.browser.conftest import assert_no_barrier_however_looked_at, barriers_however_looked_at, client_of
from tests.factories import make_article, make_theme

pytestmark = [pytest.mark.browser, pytest.mark.look]
PARTS = 4
WAYS = []
"""Functions (page, go) that lead to a page, or a state of one, where no link leads."""


def way(function):
    WAYS.append(function)
    return function


@pytest.fixture(scope="package")
def found(newsroom) -> list[str]:
    """An address of each kind of page that links lead an administrator to."""
    return list(crawl.pages(client_of("administrator"), *STARTS, under=("/admin/", "/account/")).values())


@pytest.fixture
def page(open_page):
    """The first page of the admin, for an administrator with a phone who asks for little movement."""
    page = open_page("/admin/", user="administrator", width=320, reduced_motion="reduce")
    page.set_default_timeout(10_000)
    return page


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_that_a_link_leads_to_has_a_barrier(page, newsroom, found, part):
    assert len(found) > 90
    wrong = []
    for where in found[part::PARTS]:
        page.goto(newsroom + where)
        wrong += [f"{where}\n{barriers}" for barriers in [barriers_however_looked_at(page)] if barriers]
    assert not wrong, "\n".join(wrong)


@way
def an_article_saved_by_another_meanwhile(page, go):
    article = make_article(title="Le titre", lead="Le chapô.", body_html="<p>Un texte.</p>")
    go(address(article, "change"))
    Article.objects.filter(pk=article.pk).update(title="Le leur", lead="")
    article.refresh_from_db()
    versions.keep(article, reason="edit", comment="La mission a appelé")
    page.fill("#id_title", "Le mien")
    page.click("[name=_save]")
    page.wait_for_selector(".conflict")


@way
def a_record_saved_by_another_meanwhile(page, go):
    mission = Mission.objects.get(slug="tchad")
    go(address(mission, "change"))
    mission.acronym = "TD"
    mission.save()
    page.fill("#id_name_fr", "Bureau du Tchad")
    page.click("[name=_save]")
    page.wait_for_selector(".record-conflict")


@way
def an_article_without_a_title(page, go):
    go("/admin/articles/article/add/")
    page.click("[name=_save]")
    page.wait_for_selector(".errornote")


@way
def a_contact_with_errors(page, go):
    go(address(PressContact.objects.first(), "change"))
    page.fill("#id_email", "rien")
    page.fill("#id_verified_on", "jamais")
    page.click("[name=_save]")
    page.wait_for_selector(".errorlist")


@way
def deleting_an_article(page, go):
    article = make_article(title="Un brouillon")
    versions.keep(article, reason="edit")
    go(address(article, "delete"))


@way
def deleting_a_theme(page, go):
    go(address(make_theme("soif", "Soif"), "delete"))


@way
def deleting_several(page, go):
    make_theme("faim", "Faim")
    go(f"{listing(type(make_theme('froid', 'Froid')))}?q=f")
    choose_all(page, "delete_selected")


@way
def publishing_several(page, go):
    make_article(title="À publier")
    go(f"{listing(Article)}?state=draft")
    choose_all(page, "publish")


@way
def withdrawing_several(page, go):
    go(f"{listing(Article)}?q=agadez")
    choose_all(page, "withdraw")


@way
def filing_several(page, go):
    go(f"{listing(Article)}?q=agadez")
    choose_all(page, "file_under")


@way
def confirming_contacts(page, go):
    go(f"{listing(PressContact)}?to_check=yes")
    choose_all(page, "confirm")


def choose_all(page, action):
    page.check("#result_list #action-toggle")
    page.select_option("select[name=action]", action)
    page.click(".actions button")
    page.wait_for_selector("form input[type=submit], form [type=submit].default")


@way
def merging_two(page, go):
    one, other = PressContact.objects.all()[:2]
    go(address(one, "merge_with", other.pk))


@way
def a_proposal_to_decide_on(page, go):
    article = Article.objects.get(slug="tout")
    content = versions.snapshot(article) | {"title": "Un autre", "lead": "", "body_html": "<p>Une phrase.</p>"}
    go(f"{address(article, 'versions')}{versions.propose(article, content).number}/decide/")


@way
def two_versions(page, go):
    article = make_article(title="Un", body_html="<p>Un texte long.</p>")
    versions.keep(article, reason="edit")
    versions.restore(article, {"title": "Deux", "body_html": "<p>Un texte court.</p><p>Et un.</p>"})
    versions.keep(article, reason="edit")
    go(address(article, "compare"))


@way
def a_version_to_bring_back(page, go):
    article = Article.objects.filter(versions__number=5).first()
    go(address(article, "restore", 1))


@way
def a_version_that_is_not_there(page, go):
    go(address(Article.objects.get(slug="tout"), "restore", 99))


@way
def a_spreadsheet(page, go):
    send(page, go, "slug,name_fr,name_en\nprotection,Protéger,Protect\nneige,Neige,Snow\n")
    page.wait_for_selector(".row-change")


@way
def a_spreadsheet_refused(page, go):
    send(page, go, f"slug,name_fr\nun,{'Très' * 60}\nprotection,\n")
    page.wait_for_selector(".refusals")


@way
def a_spreadsheet_with_an_unknown_column(page, go):
    send(page, go, "slug,colour\nprotection,vert\n")
    page.wait_for_selector(".errorlist")


def send(page, go, rows):
    go("/admin/articles/theme/import/")
    page.set_input_files("input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.click("main [type=submit].default")


@way
def an_import_that_waits(page, go):
    choose_pages(page, go, "a.txt")
    page.wait_for_selector("#import-progress [data-under-way]")


@way
def an_import_that_is_done(page, go):
    choose_pages(page, go, "a.txt")
    page.wait_for_selector("#import-progress")
    work()
    page.wait_for_selector("#import-progress [data-state=done]")


@way
def what_a_newer_parser_would_change(page, go):
    batch = begin_again(ImportBatch.objects.all(), by=None, dry_run=True)
    work()
    changes = {"title": ["Un puits", "Deux puits"], "mission": [None, "tchad"]}
    batch.lines.update(document=None, line={"title": "Un puits", "language": "fr", "changes": changes})
    go(address(batch, "changes"))


@way
def two_that_may_be_one(page, go):
    one, other = Article.objects.order_by("pk")[:2]
    reasons = [["words", "90"], ["day", "2019-02-22"]]
    facts = {"is_translation": False, "score": 90, "reasons": reasons}
    go(address(NearDuplicate.objects.create(first=one, second=other, **facts), "change"))


@way
def pages_that_are_refused(page, go):
    choose_pages(page, go, "a.pdf")
    page.wait_for_selector(".errorlist")


def choose_pages(page, go, name):
    go("/admin/articles/importbatch/import/")
    page.set_input_files("[name=files]", {"name": name, "mimeType": "text/plain", "buffer": b"Un texte"})
    page.click(".way [type=submit]")


@way
def a_form_sent_after_the_session_ended(page, go):
    go(address(Article.objects.get(slug="tout"), "change"))
    page.context.clear_cookies()
    page.click("[name=_save]")
    page.wait_for_selector("main ol a")


@way
def a_form_too_large(page, go):
    go(address(Article.objects.get(slug="tout"), "change"))
    field = "Object.assign(document.createElement('input'), {type: 'hidden', name: 'a', value: 'a'.repeat(11 << 20)})"
    page.evaluate(f"document.querySelector('#article_form').append({field})")
    page.click("[name=_save]")
    page.wait_for_url("**/change/")
    page.wait_for_selector("main .lead")


@way
def no_page(page, go):
    go("/admin/nulle-part/")


@way
def no_record(page, go):
    go("/admin/contacts/mission/999999/change/")


@way
def a_contact_corrected_at_the_review_desk(page, go):
    article = Article.objects.exclude(doubt=None).exclude(contact_links=None).first()
    go(f"{address(article, 'review')}?field=contacts&edit=1")
    page.wait_for_selector("#correction")


@way
def a_calendar(page, go):
    go("/admin/articles/programme/add/")
    page.locator(".datetimeshortcuts a").last.click()
    page.locator(".calendarbox").last.get_by_role("link", name="15", exact=True).wait_for()


@way
def a_field_that_completes(page, go):
    go("/admin/articles/article/add/")
    page.locator(".field-mission .select2-selection").click()
    page.wait_for_selector("[role=option]:not(.loading-results)")


@way
def an_article_with_every_part_unfolded(page, go):
    go(address(Article.objects.get(slug="tout"), "change"))
    unfold(page)


@way
def every_filter_unfolded(page, go):
    go(f"{listing(Article)}?_facets=True")
    unfold(page)


@way
def the_columns_of_a_spreadsheet(page, go):
    go(f"{listing(Article)}export/")
    unfold(page)


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")


@way
def a_source_page_beside_its_article(page, go):
    page.set_viewport_size({"width": 1280, "height": 800})
    go(address(Article.objects.exclude(sources=None).first(), "change"))
    page.click(".object-tools a[href$='/source/']")
    page.wait_for_selector("#source-pane h2")


@pytest.mark.parametrize("lead", WAYS, ids=lambda lead: lead.__name__)
def test_no_page_that_something_done_leads_to_has_a_barrier(page, newsroom, lead):
    lead(page, lambda where: page.goto(newsroom + where))
    assert_no_barrier_however_looked_at(page)


def test_what_one_may_not_see_is_said_without_a_barrier(open_page):
    assert_no_barrier_however_looked_at(open_page("/admin/accounts/user/", user="contributor"))

"""Two people at one record, or at one spreadsheet, at the same moment; each pair several times."""

from functools import partial

import pytest

from articles import versions
from articles.models import Article
from contacts.models import PressContact
from contacts.record_pages.merging import MergeForm
from contacts.revisions import contents
from tests.admin.forms import unchanged
from tests.admin.records import address, text
from tests.at_once import TIMES, all_texts, assert_sound, at_once, signed_in
from tests.factories import make_article, make_contact, make_mission
from tests.spreadsheets.conftest import as_csv, upload

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = "/admin/articles/article/"


@pytest.fixture
def awa():
    return signed_in("awa")


@pytest.fixture
def moussa():
    return signed_in("moussa")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SPREADSHEET_DIR = tmp_path


def saving(browser, contact, **changes):
    page = address(contact, "change")
    form = unchanged(browser.get(page)) | changes
    return partial(browser.post, page, form)


def merging(browser, kept, merged):
    form = {field.html_name: field.value() for field in MergeForm(kept, merged)}
    return partial(browser.post, address(kept, "merge_with", merged.pk), form)


def statuses(answers) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_of_two_who_save_one_is_told_and_the_numbers_of_both_are_there(awa, moussa):
    for _time in range(TIMES):
        contact = make_contact()
        answers = at_once(saving(awa, contact, email="awa@oim.example"), saving(moussa, contact, note="Le matin"))
        assert statuses(answers) == [200, 302]
        told = next(answer for answer in answers if answer.status_code == 200)
        assert "while you were writing. Nothing of yours is lost" in text(told)


def test_two_merge_one_into_the_other_each_his_way(awa, moussa):
    for _time in range(TIMES):
        first, second = make_contact(), make_contact("Autre Nom", phone="+41225550141")
        answers = at_once(merging(awa, first, second), merging(moussa, second, first))
        assert statuses(answers) in ([200, 302], [302, 404])
        kept = PressContact.objects.get(pk__in=[first.pk, second.pk])
        assert kept.phones.count() == 2


def test_one_saves_what_another_merges_away(awa, moussa):
    for _time in range(TIMES):
        kept, merged = make_contact(), make_contact("Autre Nom", phone="+41225550141")
        saved, told = at_once(saving(awa, merged, note="Le matin"), merging(moussa, kept, merged))
        if saved.status_code == 302:
            assert "Somebody has changed one of the two meanwhile." in text(told)
        else:
            assert (saved.status_code, "Le matin" in text(saved)) == (409, True)


def test_one_goes_back_while_another_saves(awa, moussa):
    for _time in range(TIMES):
        contact = make_contact(note="Avant")
        contact.note = "Après"
        contact.save()
        page = address(contact, "revision", contact.history.earliest().pk)
        seen = {"seen": contact.history.first().pk}
        saved, gone_back = at_once(saving(awa, contact, note="Le matin"), partial(moussa.post, page, seen))
        notes = [content["note"] for content in contents(list(contact.history.all()))]
        assert (saved.status_code == 302) != (gone_back.url == address(contact, "change"))
        assert ("Le matin" in notes) == (saved.status_code == 302)


def previewed(browser, *rows) -> dict:
    shown = browser.post(f"{LISTS}import/", upload(as_csv(*rows))).context
    return {"token": shown["token"], "shown": shown["check"].fingerprint}


def test_a_spreadsheet_confirmed_twice_is_written_once(awa):
    for number in range(TIMES):
        button = previewed(awa, {"uuid": "", "title": f"Un {number}", "language": "fr", "kind": "news"})
        answers = at_once(*[partial(awa.post, f"{LISTS}import/decide/", button)] * 2)
        assert statuses(answers) == [302, 302]
        assert Article.objects.filter(title=f"Un {number}").count() == 1


def test_one_saves_while_another_confirms_a_spreadsheet(awa, moussa):
    for number in range(TIMES):
        article = make_article(title="Le titre", slug=f"le-titre-{number}")
        saving_it = saving(awa, article, title="Un")
        button = previewed(moussa, {"uuid": article.uuid, "title": "Deux"})
        saved, written = at_once(saving_it, partial(moussa.post, f"{LISTS}import/decide/", button))
        assert_sound(article)
        assert "Un" in all_texts(article)
        assert written.status_code == 200 or "Deux" in all_texts(article)
        assert 302 in (saved.status_code, written.status_code)


def test_an_article_is_filed_under_a_mission_that_another_merges_away(awa, moussa):
    for number in range(TIMES):
        kept, merged = make_mission(f"niger-{number}"), make_mission(f"niamey-{number}", "Niamey")
        article = make_article(title="Le titre", slug=f"le-titre-{number}")
        versions.keep(article, reason="edit")
        filing = saving(awa, article, mission=merged.pk, co_issuers=[merged.pk])
        filed, done = at_once(filing, merging(moussa, kept, merged))
        assert (filed.status_code in (200, 302), done.status_code) == (True, 302)
        article.refresh_from_db()
        assert article.mission in ([kept] if filed.status_code == 302 else [None])


def test_two_add_the_same_slug(awa, moussa):
    for number in range(TIMES):
        page = "/admin/articles/theme/add/"
        form = unchanged(awa.get(page)) | {"slug": f"eau-{number}", "name_fr": "Eau"}
        answers = at_once(partial(awa.post, page, form), partial(moussa.post, page, form))
        assert statuses(answers) == [200, 302]


@pytest.mark.parametrize(("note", "numbers"), [("", 0), ("le soir", 1)])
def test_a_number_that_the_first_deleted_is_made_anew_only_where_the_second_changed_it(awa, moussa, note, numbers):
    contact = make_contact()
    second = saving(moussa, contact, note="Le matin", **{"phones-0-note": note})
    saving(awa, contact, **{"phones-0-DELETE": "on"})()
    again = moussa.post(address(contact, "change"), unchanged(second()))
    contact.refresh_from_db()
    assert (again.status_code, contact.note, contact.phones.count()) == (302, "Le matin", numbers)

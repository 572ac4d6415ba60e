"""Missions, contacts, programmes, themes and organisations by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Organisation, Programme, Theme
from articles.resources import OrganisationResource, ProgrammeResource, ThemeResource
from contacts.models import FormerKey, Mission, PressContact
from contacts.resources import MissionResource, Phones, PressContactResource
from tests import factories
from tests.spreadsheets.conftest import check, exported, refusals, write


def test_a_known_code_changes_its_record(editor):
    factories.make_mission()
    write(editor, {"slug": "niger", "city": "Niamey", "press_line_phone": "'+22720000000"}, resource=MissionResource)
    mission = Mission.objects.get()
    assert (mission.name_fr, mission.city, mission.press_line_phone) == ("Niger", "Niamey", "+22720000000")


def test_an_unknown_code_is_a_new_record(editor):
    write(editor, {"slug": "eau", "name_fr": "L’eau", "keywords_fr": "eau; puits"}, resource=ThemeResource)
    assert Theme.objects.get().keywords == {"fr": ["eau", "puits"]}


def test_a_new_contact_gets_its_code_from_its_name(editor):
    write(editor, {"slug": "", "name": "Zeinabou Adamou"}, resource=PressContactResource)
    assert PressContact.objects.get().slug == "zeinabou-adamou"


def test_a_former_code_finds_the_record_that_was_kept(editor):
    factories.make_programme()
    FormerKey.objects.create(model="articles.programme", key="retour", kept_key="retours")
    write(editor, {"slug": "retour", "phase": "II"}, resource=ProgrammeResource)
    assert (Programme.objects.get().slug, Programme.objects.get().phase) == ("retours", "II")


def test_relations_are_written_by_code(editor):
    factories.make_programme()
    factories.make_organisation()
    write(editor, {"slug": "retours", "funders": "croix-rouge", "starts_on": "2020-01-01"}, resource=ProgrammeResource)
    assert list(Programme.objects.get().funders.all()) == [Organisation.objects.get()]


def test_history_tells_who_and_from_which_file(editor):
    factories.make_organisation()
    row = {"slug": "croix-rouge", "acronym": "CR"}
    write(editor, row, resource=OrganisationResource, name="partners.csv")
    assert Organisation.history.first().history_change_reason == "Spreadsheet partners.csv"


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ({"is_active": "perhaps"}, "is_active", "Write yes or no, not “perhaps”."),
        ({"verified_on": "1/2/2020"}, "verified_on", "“1/2/2020” is no day. Write it like 2010-11-05."),
        ({"mission": "tchad"}, "mission", "No mission has the code “tchad”."),
        ({"phones": "+227 20"}, "phones",
         "“+227 20”: Write the number with its country’s prefix and without spaces: +22720000000."),
        ({"phones": "+22720000000; +22720000000"}, "phones", "The same number is there twice. Delete one."),
        ({"is_active": "yes", "verified_on": ""}, "",
         "Say when this contact was checked before it goes into the directory."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_row_and_column(editor, row, column, message):
    factories.make_contact()
    result = check(editor, {"slug": "ibrahim-maiga"} | row, resource=PressContactResource)
    assert refusals(result) == [(2, column, message)]


def test_phones_are_written_with_their_rank(editor):
    contact = factories.make_contact(phone="+41225550140")
    cell = "+22720000000:private:WhatsApp, Signal:le soir\\: 18 h; +41225550140:public"
    write(editor, {"slug": contact.slug, "phones": cell}, resource=PressContactResource)
    phones = [(phone.number, phone.is_public, phone.apps, phone.note) for phone in contact.phones.all()]
    assert phones == [("+22720000000", False, ["WhatsApp", "Signal"], "le soir: 18 h"), ("+41225550140", True, [], "")]


def test_a_private_number_is_shown_to_those_who_may_change_the_contact(editor):
    contact = factories.make_contact()
    contact.phones.update(is_public=False)
    assert exported(editor, contact, PressContactResource)["phones"] == "+41225550140:private"


def test_a_private_number_is_hidden_from_others(in_niger):
    contact = factories.make_contact(mission=factories.make_mission("tchad", "Tchad"))
    contact.phones.update(is_public=False)
    assert exported(in_niger, contact, PressContactResource)["phones"] == "[private]"


def test_a_hidden_number_never_deletes_the_real_one(editor):
    contact = factories.make_contact()
    result = check(editor, {"slug": contact.slug, "phones": "[private]"}, resource=PressContactResource)
    assert [(refusal.column, refusal.row) for refusal in result.refusals] == [("phones", 2)]


def test_an_editor_of_one_mission_adds_no_theme(in_niger):
    result = check(in_niger, {"slug": "eau", "name_fr": "L’eau"}, resource=ThemeResource)
    assert refusals(result) == [(2, "slug", "You may not add records here.")]


def test_a_contact_of_another_mission_is_refused(in_niger):
    contact = factories.make_contact(mission=factories.make_mission("tchad", "Tchad"))
    result = check(in_niger, {"slug": contact.slug, "note": "x"}, resource=PressContactResource)
    assert refusals(result)[0][1:] == ("slug", "You may see this record, but not change it. Delete its row.")


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
phones = st.fixed_dictionaries(
    {
        "number": st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True),
        "is_public": st.booleans(),
        "apps": st.lists(texts.filter(bool), max_size=3),
        "note": texts,
    }
)


@given(st.lists(phones, max_size=3, unique_by=lambda phone: phone["number"]))
def test_a_cell_of_phones_is_read_as_it_was_written(written):
    assert Phones().clean(Phones().render(written)) == written

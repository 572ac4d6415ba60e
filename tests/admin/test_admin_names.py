import pytest
from django.urls import reverse

from articles.models import Theme
from contacts.merging import current_key
from contacts.models import Mission
from tests.admin.forms import unchanged
from tests.factories import (
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_theme,
)

MISSIONS = reverse("admin:contacts_mission_changelist")
COUNTRIES = reverse("admin:contacts_country_changelist")


def listed(client, address, **parameters):
    return [thing.name for thing in client.get(address, parameters).context["cl"].result_list]


def save(client, thing, **changes):
    address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    return client.post(address, unchanged(client.get(address)) | changes)


def test_search_finds_a_mission_by_its_alias(admin_client):
    make_mission("tchad", "Tchad")
    make_mission("cote-d-ivoire", "Côte d’Ivoire", aliases=["Bureau d’Abidjan-Évêché"])
    assert listed(admin_client, MISSIONS, q="abidjan eveche") == ["Côte d’Ivoire"]


def test_search_finds_a_country_in_any_language(admin_client):
    make_country(name_ar="النيجر")
    make_country("TD", "Tchad", name_es="Chad")
    assert listed(admin_client, COUNTRIES, q="النيجر") == ["Niger"]
    assert listed(admin_client, COUNTRIES, q="chad") == ["Tchad"]


def test_a_relation_is_completed_from_a_name_in_any_language(admin_client):
    make_country("TD", "Tchad", name_es="Chad")
    field = {"app_label": "articles", "model_name": "articlecountry", "field_name": "country"}
    response = admin_client.get(reverse("admin:autocomplete"), field | {"term": "chad"})
    assert response.json()["results"] == [{"id": "TD", "text": "Tchad"}]


def test_names_stand_in_the_order_of_the_alphabet(admin_client):
    for code, name in [("ZM", "Zambie"), ("EG", "Égypte"), ("BI", "Burundi"), ("BJ", "Bénin"), ("EC", "Équateur")]:
        make_country(code, name)
    assert listed(admin_client, COUNTRIES) == ["Bénin", "Burundi", "Égypte", "Équateur", "Zambie"]
    assert listed(admin_client, COUNTRIES, o="-1")[0] == "Zambie"


def test_names_stand_in_the_order_of_the_readers_language(admin_client):
    make_country("DE", "Allemagne", name_en="Germany")
    make_country("BE", "Belgique", name_en="Belgium")
    for language, codes in [("fr", ["DE", "BE"]), ("en", ["BE", "DE"])]:
        admin_client.cookies["django_language"] = language
        assert [country.code for country in admin_client.get(COUNTRIES).context["cl"].result_list] == codes


def test_aliases_are_written_one_per_line(admin_client):
    mission = make_mission()
    save(admin_client, mission, aliases="Bureau de Niamey\r\n\r\n Antenne d’Agadez ")
    assert Mission.objects.get().aliases == ["Bureau de Niamey", "Antenne d’Agadez"]


def test_aliases_may_be_emptied(admin_client):
    mission = make_mission(aliases=["Bureau de Niamey"])
    save(admin_client, mission, aliases="")
    assert Mission.objects.get().aliases == []


def test_a_theme_keeps_a_list_of_words_for_each_language(admin_client):
    theme = make_theme()
    response = save(admin_client, theme, keywords='["traite"]')
    assert "Write a list for each language" in response.content.decode()
    save(admin_client, theme, keywords='{"fr": ["traite"]}')
    assert Theme.objects.get().keywords == {"fr": ["traite"]}


def test_the_words_of_a_theme_may_be_emptied(admin_client):
    save(admin_client, make_theme(keywords={"fr": ["traite"]}), keywords="")
    assert Theme.objects.get().keywords == {}


def test_a_countrys_code_stays(admin_client):
    response = admin_client.get(reverse("admin:contacts_country_change", args=[make_country().pk]))
    assert "code" not in response.context["adminform"].form.fields


@pytest.mark.parametrize("name", ["mission", "programme", "organisation"])
def test_what_is_to_check_is_confirmed_in_the_list(admin_client, name):
    make = {"mission": make_mission, "programme": make_programme, "organisation": make_organisation}[name]
    record = make(is_to_check=True)
    address = reverse(f"admin:{record._meta.app_label}_{name}_changelist")
    fields = {"action": "confirm", "_selected_action": [record.pk]}
    assert "From now on readers see this:" in admin_client.post(address, fields).content.decode()
    admin_client.post(address, fields | {"confirmed": "Confirm"})
    record.refresh_from_db()
    assert not record.is_to_check
    assert record.history.first().history_change_reason == "Confirmed"


def test_an_office_does_not_answer_to_one_that_answers_to_it(admin_client):
    above = make_mission("sahel", "Sahel")
    below = make_mission(parent=above)
    assert "That office answers to this one." in save(admin_client, above, parent=below.pk).content.decode()
    assert "That office answers to this one." in save(admin_client, above, parent=above.pk).content.decode()


def test_an_organisation_is_no_part_of_its_own_part(admin_client):
    above = make_organisation()
    below = make_organisation("cr-niger", "Croix-Rouge du Niger", parent=above)
    assert "That organisation is a part of this one." in save(admin_client, above, parent=below.pk).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("latitude", "90.01", "A number between −90 and 90."),
        ("longitude", "-180.5", "A number between −180 and 180."),
        ("time_zone", "Africa/Agadez", "is no time zone."),
    ],
)
def test_a_place_that_is_none_is_refused(admin_client, field, value, said):
    assert said in save(admin_client, make_mission(), **{field: value}).content.decode()


def test_a_time_zone_is_chosen_from_those_that_there_are(admin_client):
    mission = make_mission()
    save(admin_client, mission, time_zone="Africa/Niamey")
    mission.refresh_from_db()
    assert mission.time_zone == "Africa/Niamey"


def test_a_slug_changed_while_the_record_is_to_check_still_leads_to_it(admin_client):
    save(admin_client, make_mission(is_to_check=True), slug="bureau-du-niger")
    assert current_key(Mission, "niger") == "bureau-du-niger"


def test_only_public_missions_and_programmes_lead_to_the_site(admin_client):
    hidden, public = make_mission(is_to_check=True), make_mission("tchad", "Tchad")
    named, unnamed = make_programme(), make_programme("fonds", "Fonds")
    make_published(programmes=[named])
    for record, leads in ((hidden, False), (public, True), (named, True), (unnamed, False)):
        address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
        assert (record.get_absolute_url() in admin_client.get(address).content.decode()) == leads

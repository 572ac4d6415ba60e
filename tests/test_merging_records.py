"""Two records made into one: what pointed at the second points at the first, and nothing is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import reference, versions
from articles.models import Article, Organisation, Programme, Theme
from contacts.merging import (
    MergeRefused,
    better_first,
    current_ids,
    current_key,
    merge,
    merged_into,
    renamed,
    revision_of,
)
from contacts.models import Mission, PressContact, PressContactPhone
from contacts.pointers import pointers_to
from iomnews.accounts.models import Membership, User
from tests.factories import (
    make_article,
    make_contact,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_region,
    make_theme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def niger():
    return make_mission(name_en="Niger", aliases=["Niamey"])


@pytest.fixture
def double():
    return make_mission("bureau-de-niamey", "Bureau de Niamey", is_to_check=True, acronym="BN")


def make_member(mission, role, username="aminata"):
    user, _ = User.objects.get_or_create(username=username, defaults={"email": f"{username}@migrations.example"})
    return Membership.objects.create(user=user, mission=mission, role=role)


def test_everything_that_points_at_a_mission_is_moved(niger, double):
    issued, together, office = (
        make_article(mission=double),
        make_article(title="Deux"),
        make_mission("agadez", "Agadez"),
    )
    together.co_issuers.add(double)
    Mission.objects.filter(pk=office.pk).update(parent=double)
    person, member = make_contact(mission=double), make_member(double, "editor")
    double.covers.add(make_country("TD", "Tchad"))
    double.regions.add(make_region())
    merge(niger, double)
    assert list(Article.objects.filter(mission=niger)) == [issued]
    assert list(niger.co_issued_articles.all()) == [together]
    assert [niger.offices.get(), niger.contacts.get(), niger.memberships.get()] == [office, person, member]
    assert [niger.covers.get().code, niger.regions.get().slug] == ["TD", "west-africa"]


@pytest.mark.parametrize("model", [Mission, PressContact, Programme, Theme, Organisation])
def test_no_column_of_the_database_that_points_at_a_record_is_forgotten(model):
    tables = connection.introspection
    with connection.cursor() as cursor:
        pointing = {
            (table, column)
            for table in tables.table_names(cursor)
            for column, (_, target) in tables.get_relations(cursor, table).items()
            if target == model._meta.db_table
        }
    assert {(column.model._meta.db_table, column.column) for column in pointers_to(model)} == pointing


def test_the_merged_record_is_gone_and_its_names_are_other_names(niger, double):
    kept = merge(niger, double)
    assert not Mission.objects.filter(pk=double.pk).exists()
    assert (kept.aliases, kept.acronym) == (["Niamey", "Bureau de Niamey"], "BN")


def test_an_empty_field_is_filled_from_the_other(niger, double):
    Mission.objects.filter(pk=double.pk).update(city="Niamey", press_line_phone="+22720550140")
    Mission.objects.filter(pk=niger.pk).update(press_line_phone="+22720000000")
    kept = merge(niger, double)
    assert (kept.city, kept.press_line_phone) == ("Niamey", "+22720000000")


def test_the_chosen_value_stays_and_the_name_not_chosen_is_an_other_name(niger, double):
    kept = merge(niger, double, take=["name_fr"])
    assert (kept.name_fr, kept.name_en) == ("Bureau de Niamey", "Niger")
    assert kept.aliases == ["Niamey", "BN"]


def test_a_record_is_checked_when_one_of_the_two_was(niger, double):
    assert not merge(niger, double).is_to_check


def test_of_two_roles_of_one_member_the_higher_stays(niger, double):
    make_member(niger, "contributor")
    make_member(double, "publisher")
    merge(niger, double)
    assert Membership.objects.get().role == "publisher"


def test_an_article_issued_by_both_is_issued_once(niger, double):
    article = make_article()
    article.co_issuers.set([niger, double])
    merge(niger, double)
    assert list(article.co_issuers.all()) == [niger]


def test_what_two_links_say_that_was_funded_is_joined():
    kept, other = make_organisation(), make_organisation("cr", "Croix Rouge")
    article = make_article()
    article.organisation_links.create(organisation=kept, role="funder", funded="les puits")
    article.organisation_links.create(organisation=other, role="funder", funded="les abris")
    article.organisation_links.create(organisation=other, role="partner")
    merge(kept, other)
    links = article.organisation_links.values_list("organisation", "role", "funded")
    assert set(links) == {(kept.pk, "funder", "les puits; les abris"), (kept.pk, "partner", "")}


def test_the_numbers_of_a_contact_are_joined():
    kept, other = make_contact(phone="+41225550140"), make_contact("I. Maïga", phone="+41225550140", aliases=["Ibro"])
    PressContactPhone.objects.create(contact=other, number="+22720550140", apps=["Signal"])
    PressContactPhone.objects.filter(contact=other, number="+41225550140").update(apps=["WhatsApp"], note="le soir")
    merge(kept, other)
    phones = {phone.number: (phone.apps, phone.note) for phone in kept.phones.all()}
    assert phones == {"+41225550140": (["WhatsApp"], "le soir"), "+22720550140": (["Signal"], "")}


def test_the_second_address_of_a_contact_goes_into_the_note():
    kept, other = make_contact(email="a@migrations.example"), make_contact("I. Maïga", email="b@migrations.example")
    kept = merge(kept, other)
    assert (kept.email, kept.aliases) == ("a@migrations.example", ["I. Maïga"])
    assert "b@migrations.example" in kept.note


def test_the_words_of_two_themes_are_joined():
    kept = make_theme(keywords={"fr": ["traite"]})
    other = make_theme("traite", "Traite", keywords={"fr": ["traite", "passeur"], "en": ["trafficking"]})
    assert merge(kept, other).keywords == {"fr": ["traite", "passeur"], "en": ["trafficking"]}


def test_the_programmes_of_an_organisation_are_moved_and_say_why():
    kept, other, programme = make_organisation(), make_organisation("cr", "Croix Rouge"), make_programme()
    programme.funders.add(other)
    programme.lead_agencies.set([kept, other])
    merge(kept, other)
    assert list(programme.funders.all()) == list(programme.lead_agencies.all()) == [kept]
    assert "Croix Rouge" in programme.history.first().history_change_reason


@pytest.mark.parametrize("kept_is_above", [True, False])
def test_an_office_merged_with_the_one_above_it_answers_to_the_next(kept_is_above):
    dakar = make_mission("dakar", "Dakar")
    above = make_mission("sahel", "Sahel", parent=dakar)
    below = make_mission("niger", parent=above)
    kept = merge(above, below) if kept_is_above else merge(below, above)
    kept.refresh_from_db()
    assert kept.parent == dakar


def test_an_office_merged_with_one_two_floors_above_makes_no_circle():
    top = make_mission("sahel", "Sahel")
    middle = make_mission("niger", parent=top)
    below = make_mission("agadez", "Agadez", parent=middle)
    kept = merge(below, top)
    middle.refresh_from_db()
    assert (middle.parent, kept.parent) == (kept, None)


def test_headquarters_is_never_merged_away(niger):
    headquarters = make_mission("siege", "Siège", kind="headquarters")
    assert better_first(niger, headquarters) == (headquarters, niger)
    with pytest.raises(MergeRefused, match="Headquarters stays"):
        merge(niger, headquarters)


def test_no_member_gains_the_whole_organisation_by_a_merge(niger):
    headquarters = make_mission("siege", "Siège", kind="headquarters")
    make_member(niger, "editor")
    with pytest.raises(MergeRefused):
        merge(headquarters, niger)
    assert Membership.objects.get().mission == niger


def test_the_checked_record_is_proposed_to_stay_else_the_older(double, niger):
    third = make_mission("tchad", "Tchad")
    assert better_first(double, niger) == (niger, double)
    assert better_first(third, niger) == (niger, third)


def test_a_record_is_not_merged_with_itself(niger):
    with pytest.raises(MergeRefused):
        merge(niger, niger)


def test_the_second_of_two_who_merge_is_told(niger, double):
    merge(niger, double)
    with pytest.raises(MergeRefused, match="Bureau de Niamey"):
        merge(niger, double)


def test_a_record_changed_since_it_was_seen_is_not_merged(niger, double):
    seen = (revision_of(niger), revision_of(double))
    double.save()
    with pytest.raises(MergeRefused):
        merge(niger, double, seen=seen)


def test_values_that_do_not_go_together_change_nothing():
    kept, other = make_contact(), make_contact("I. Maïga", is_active=False, verified_on=None)
    with pytest.raises(ValidationError):
        merge(kept, other, take=["verified_on"])
    assert PressContact.objects.count() == 2


def test_a_former_key_leads_to_the_record_through_any_number_of_merges(niger, double):
    third = make_mission("tchad", "Tchad")
    merge(niger, double)
    merge(third, niger)
    assert current_key(Mission, "bureau-de-niamey") == current_key(Mission, "niger") == "tchad"
    assert current_ids(Mission, [double.pk, third.pk]) == {double.pk: third.pk, third.pk: third.pk}
    assert set(merged_into(third)) == {niger.pk, double.pk}


def test_a_former_key_given_to_another_record_means_that_one(niger, double):
    merge(niger, double)
    make_mission("bureau-de-niamey", "Autre bureau")
    assert current_key(Mission, "bureau-de-niamey") == "bureau-de-niamey"


def test_a_version_finds_the_records_that_its_own_were_merged_into(niger, double):
    person, same = make_contact(mission=double), make_contact("I. Maïga")
    theme, organisation = make_theme(), make_organisation()
    article = make_article(mission=double, themes=[theme])
    article.contact_links.create(person=person, name="Ibrahim Maïga")
    article.organisation_links.create(organisation=organisation, role="partner")
    content = versions.snapshot(article)
    kept = make_theme("autre", "Autre"), make_organisation("autre", "Autre")
    for pair in ((niger, double), (same, person), (kept[0], theme), (kept[1], organisation)):
        merge(*pair)
    versions.restore(article, content)
    assert (article.mission, article.contact_links.get().person) == (niger, same)
    assert (article.themes.get(), article.organisations.get()) == kept


def test_a_slug_given_up_still_leads_to_the_record(niger):
    renamed(Mission, "niamey", "niger")
    renamed(Mission, "niger", "bureau-du-niger")
    Mission.objects.update(slug="bureau-du-niger")
    assert current_key(Mission, "niamey") == current_key(Mission, "niger") == "bureau-du-niger"
    renamed(Mission, "bureau-du-niger", "niger")
    Mission.objects.update(slug="niger")
    assert current_key(Mission, "bureau-du-niger") == "niger"


def test_a_merged_missions_public_address_redirects_as_long_as_it_is_merged(client, niger, double):
    merge(niger, double)
    response = client.get("/fr/missions/bureau-de-niamey")
    assert (response.status_code, response["Location"]) == (302, "/fr/missions/niger")


def test_a_merged_programmes_address_redirects_once_readers_may_see_it(client):
    kept, other = make_programme(), make_programme("retour", "Retour")
    merge(kept, other)
    assert client.get("/fr/programmes/retour").status_code == 404
    make_published(programmes=[kept])
    response = client.get("/fr/programmes/retour")
    assert (response.status_code, response["Location"]) == (302, "/fr/programmes/retours")


def test_reference_data_do_not_bring_a_merged_record_back(niger):
    reference.load()
    theme = Theme.objects.order_by("pk").first()
    merge(make_theme("la-notre", "La nôtre"), theme, take=[])
    count = Theme.objects.count()
    reference.load()
    assert Theme.objects.count() == count


def test_the_history_of_both_tells_how_it_was(niger, double):
    merge(niger, double)
    assert "Bureau de Niamey" in niger.history.first().history_change_reason
    last = Mission.history.filter(id=double.pk).first()
    assert (last.history_type, last.acronym) == ("-", "BN")
    assert "Niger" in last.history_change_reason


def test_a_merge_costs_as_many_queries_for_many_articles_as_for_one(niger, double):
    make_article(mission=double)
    with CaptureQueriesContext(connection) as few:
        merge(niger, double)
    other = make_mission("agadez", "Agadez", acronym="AG", is_to_check=True)
    for n in range(20):
        article = make_article(title=f"Article {n}", mission=other)
        article.co_issuers.set([other, niger])
    with CaptureQueriesContext(connection) as many:
        merge(niger, other)
    assert len(many) == len(few)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_numbers_of_an_unconfirmed_person_become_private(db, first, second):
    known = make_contact("Awa Diallo", phone="+22720550140")
    found = make_contact("A. Diallo", phone="+22720550141", is_active=False, verified_on=None)
    found.phones.create(number="+22720550140", is_public=True)
    people = [known, found]
    kept = merge(people[first], people[second])
    assert set(kept.phones.values_list("number", "is_public")) == {("+22720550140", True), ("+22720550141", False)}


def test_numbers_of_two_unconfirmed_people_stay_as_they_are(db):
    people = [make_contact(name, phone=f"+2272055014{name}", is_active=False, verified_on=None) for name in "12"]
    assert all(phone.is_public for phone in merge(*people).phones.all())

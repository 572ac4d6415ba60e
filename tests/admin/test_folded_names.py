"""What records are found by follows their names, whichever way they are saved."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Organisation
from contacts.merging import merge
from contacts.revisions import go_back
from tests.admin.records import listing
from tests.admin.test_admin_pages import MAKERS
from tests.factories import make_contact, make_mission, make_organisation

pytestmark = pytest.mark.django_db


def found(client, record, words) -> bool:
    return record in client.get(listing(type(record)), {"q": words}).context["cl"].result_list


def test_a_new_name_is_found_whichever_way_it_was_saved(admin_client):
    record = make_organisation()
    Organisation.objects.update_or_create(slug=record.slug, defaults={"name_en": "Évian Fund"})
    assert found(admin_client, record, "evian")
    record.name_es = "Fondo de Ñuble"
    record.save(update_fields=["name_es"])
    assert found(admin_client, record, "nuble")
    assert not found(admin_client, record, "evian lune")


def test_a_merged_record_is_found_by_the_names_of_both(admin_client):
    kept = merge(make_organisation(), make_organisation("lune", "Lune Bleue"))
    assert found(admin_client, kept, "lune")


def test_an_earlier_revision_brings_its_name_back(admin_client):
    record = make_organisation()
    record.name_fr = "Lune Bleue"
    record.save()
    go_back(record, record.history.last(), reason="")
    assert found(admin_client, record, "croix")
    assert not found(admin_client, record, "lune")


def test_a_person_is_found_by_the_mission_and_the_number(admin_client):
    mission = make_mission()
    person = make_contact(mission=mission, phone="+41225550177")
    mission.name_es = "Níger"
    mission.save()
    for words in ("50177", "ibrahim niger", person.email):
        assert found(admin_client, person, words)
    assert not found(admin_client, person, "tchad")


@pytest.mark.parametrize("app", ["articles", "contacts"])
def test_the_migration_folds_the_names_that_there_are(app):
    migration = import_module(f"{app}.migrations.0004_folded_names")
    for name in migration.FOUND_BY:
        model = apps.get_model(app, name)
        folded = MAKERS[model]().folded
        model.objects.update(folded="")
        migration.Migration.operations[-1].code(apps, None)
        assert model.objects.get(folded=folded)

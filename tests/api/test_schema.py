"""The schema tells the truth: whatever schemathesis asks by it is answered as it says."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from articles import workflow
from iomnews.wsgi import application
from tests.factories import (
    NOW,
    make_contact,
    make_country,
    make_mission,
    make_programme,
    make_published,
    make_region,
    make_theme,
)

pytestmark = pytest.mark.django_db

EXAMPLES = 1000 if os.environ.get("SOAK") else 15
OPERATIONS = ["root", "articles", "article", "missions", "mission", "programmes", "programme", "contacts", "contact"]
WITH_PARAMETERS = ["articles", "missions", "programmes", "contacts"]
UNPACKED = {"Accept-Encoding": "identity"}
WITH_RECORDS = {"article", "mission", "programme", "contact"}
VALUES_ARE_RECORDS = "articles"
"""Of this operation the schema does not say which values are valid: records that come and go."""


@pytest.fixture
def records():
    """A code for each operation with a record, and an article that is gone."""
    niger = make_country(region=make_region())
    mission, programme = make_mission(country=niger), make_programme()
    article = make_published(countries=[niger], mission=mission, programmes=[programme], themes=[make_theme()])
    contact = make_contact(mission=mission)
    gone = make_published(title="Retiré")
    workflow.withdraw(gone, now=NOW)
    return {
        "article": [{"uuid": str(article.uuid)}, {"uuid": str(gone.uuid)}],
        "mission": [{"slug": mission.slug}],
        "programme": [{"slug": programme.slug}],
        "contact": [{"slug": contact.slug}],
    }


@pytest.fixture
def connection_kept():
    """As Django's own client does: the end of a request would close the connection of the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations(connection_kept):
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema", application)
    return {operation.ok().definition.raw["operationId"]: operation.ok() for operation in schema.get_all_operations()}


def test_the_schema_has_every_operation_and_no_other(operations):
    assert set(operations) == set(OPERATIONS)


def asked(names, mode) -> list[tuple]:
    return [(name, mode) for name in names]


@pytest.mark.parametrize(
    ("name", "mode"), [*asked(OPERATIONS, GenerationMode.POSITIVE), *asked(WITH_PARAMETERS, GenerationMode.NEGATIVE)]
)
def test_every_answer_is_as_the_schema_says(records, operations, name, mode, caplog):
    caplog.set_level("ERROR", "django.request")
    excluded = [positive_data_acceptance] if name == VALUES_ARE_RECORDS else []

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def every_case(case):
        case.call_and_validate(excluded_checks=excluded, headers=UNPACKED)

    every_case()


@pytest.mark.parametrize("name", sorted(WITH_RECORDS))
def test_every_record_is_as_the_schema_says(records, operations, name):
    for path in records[name]:
        operations[name].Case(path_parameters=path).call_and_validate(headers=UNPACKED)

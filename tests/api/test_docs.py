"""The page that explains the API."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_operation_parameter_and_field_is_on_the_page(client):
    page = client.get("/en/api/").content.decode()
    schema = client.get("/api/v1/schema", headers={"accept-language": "en"}).json()
    for path, methods in schema["paths"].items():
        assert f"GET {path}</code>" in page
        for parameter in methods["get"].get("parameters", ()):
            assert f"<code>{parameter['name']}</code>" in page
    for name, component in schema["components"]["schemas"].items():
        assert f'id="{name}"' in page
        assert all(f"<code>{field}</code>" in page for field in component.get("properties", ()))


def test_every_link_within_the_page_leads_somewhere(client):
    page = client.get("/en/api/").content.decode()
    places = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert places
    assert all(f'id="{place}"' in page for place in places)


def test_the_use_of_the_releases_is_told_in_the_readers_language(client):
    assert "Usage des communiqués\u00a0: Tous droits réservés." in client.get("/fr/api/").content.decode()


def test_it_is_found_below_the_api_in_the_readers_language(client):
    answer = client.get("/api/v1/docs", headers={"accept-language": "es"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/es/api/")

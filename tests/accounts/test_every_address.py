"""Every address of the URLconf, filled in with what Chad has not published, asked by people of Niger and by nobody."""

import pytest

from tests.accounts.conftest import browser
from tests.accounts.every_address import SECRET, Chad, filled_in, patterns
from tests.factories import make_member

SIGNS_OUT = {"account_logout", "admin:logout"}


@pytest.fixture
def chad(settings, tmp_path, headquarters, niger):
    settings.MEDIA_ROOT = tmp_path
    return Chad()


@pytest.mark.parametrize("role", [None, "contributor", "administrator"])
def test_no_address_shows_a_draft_of_another_mission(chad, niger, role):
    client = browser()
    if role:
        client.force_login(make_member(role, niger))
    for name, route in patterns():
        address = filled_in(route, chad, chad.articles["draft"])
        for ask in [] if name in SIGNS_OUT else [client.get, client.post]:
            assert SECRET not in shown(ask(address)), (ask.__name__, name)


def shown(response) -> str:
    """What the answer says and where it leads; an answer that is no error of the program."""
    assert response.status_code < 500
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + response.headers.get("Location", "")

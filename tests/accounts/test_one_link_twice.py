"""An invitation that is accepted twice at the same moment, by a double click or in two tabs."""

from functools import partial

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from tests.accounts.conftest import browser, sign_in
from tests.at_once import at_once
from tests.factories import make_member

PASSWORDS = "assez-long-pour-tous", "assez-long-pour-moi"


def accepting(link, password):
    client = browser()
    form = client.get(link, follow=True).context["action_url"]
    return partial(client.post, form, {"password1": password, "password2": password}, follow=True)


@pytest.mark.django_db(transaction=True)
def test_one_of_the_passwords_holds(niger):
    moussa = make_member(username="moussa")
    link = f"/account/password/reset/{user_pk_to_url_str(moussa)}-{default_token_generator.make_token(moussa)}/"
    answers = at_once(*(accepting(link, password) for password in PASSWORDS))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [sign_in(browser(), "moussa", password).status_code for password in PASSWORDS].count(302) == 1

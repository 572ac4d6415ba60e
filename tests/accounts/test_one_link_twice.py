"""An invitation that is accepted twice at the same moment, by a double click or in two tabs."""

from functools import partial

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from tests.accounts.conftest import browser, sign_in
from tests.at_once import TIMES, at_once
from tests.factories import make_member

PASSWORDS = "assez-long-pour-tous", "assez-long-pour-moi"


def accepting(link, password):
    client = browser()
    form = client.get(link, follow=True).context["action_url"]
    return partial(client.post, form, {"password1": password, "password2": password}, follow=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(TIMES))
def test_the_first_chooses_and_the_second_is_told_that_the_link_was_used(niger, _time):
    moussa = make_member(username="moussa")
    link = f"/account/password/reset/{user_pk_to_url_str(moussa)}-{default_token_generator.make_token(moussa)}/"
    answers = at_once(*(accepting(link, password) for password in PASSWORDS))
    assert [answer.status_code for answer in answers] == [200, 200]
    chose = ["Bad Token" not in answer.text for answer in answers]
    assert sorted(chose) == [False, True]
    assert [sign_in(browser(), "moussa", password).status_code == 302 for password in PASSWORDS] == chose

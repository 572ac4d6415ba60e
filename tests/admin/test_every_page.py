"""Each kind of page of the admin and of an account, found by its links: it answers, in the reader's own language."""

import re

import pytest

from iomnews.accounts.models import User
from tests import crawl
from tests.admin.test_admin_pages import MAKERS
from tests.factories import make_headquarters, make_member
from tests.untranslated import untranslated_texts

INLINE = re.compile(r"<style|<script(?![^>]*(?: src=|type=\"application/(?:ld\+)?json\"))|<[^>]*\s(?:style|on[a-z]+)=")
STARTS = ["/admin/", "/account/second-factor/", "/account/password/", "/account/sessions/"]


def superuser():
    return User.objects.create(username="awa", email="awa@migrations.example", is_superuser=True)


@pytest.fixture
def every_record(db):
    for make in MAKERS.values():
        make()


def walk(client, user, language) -> dict[str, str]:
    """The address of a page of each kind that the user reaches."""
    User.objects.filter(pk=user.pk).update(language=language)
    client.force_login(user)
    return crawl.pages(client, *STARTS, under=("/admin/", "/account/"))


@pytest.mark.look
@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_text_lacks_a_translation(client, every_record, language):
    with untranslated_texts(language) as missing:
        found = walk(client, superuser(), language)
    assert len(found) > 30
    assert not missing


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "administrator"])
def test_every_link_opens_for_the_person_it_is_shown_to(client, every_record, role):
    assert len(walk(client, make_member(role, make_headquarters()), "fr")) > 30


@pytest.mark.look
def test_no_page_has_anything_inline(client, every_record):
    for address in walk(client, superuser(), "fr").values():
        assert not INLINE.findall(client.get(address).content.decode()), address

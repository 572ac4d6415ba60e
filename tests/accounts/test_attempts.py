"""What a member of staff of one mission may try by hand, beyond what the pages offer."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.urls import reverse

from articles import versions
from articles.models import Article
from articles.resources import ArticleResource
from contacts.models import Mission
from contacts.resources import MissionResource
from tests.accounts.conftest import browser
from tests.accounts.every_address import SECRET, Chad
from tests.admin.forms import unchanged
from tests.admin.records import address
from tests.factories import make_article, make_member
from tests.spreadsheets.conftest import check


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def chad(media, headquarters, niger):
    return Chad()


@pytest.fixture
def signed_in(niger):
    """A browser of somebody with the role in Niger."""

    def sign_in(role="contributor"):
        client = browser()
        client.user = make_member(role, niger)
        client.force_login(client.user)
        return client

    return sign_in


@pytest.fixture
def own(niger):
    article = make_article(mission=niger, language="en", title="Le nôtre")
    versions.keep(article, reason="edit")
    return article


def save(client, record, **changes):
    page = address(record, "change")
    return client.post(page, unchanged(client.get(page)) | changes)


def with_hidden_original(article, chad) -> Article:
    article.translated_from = chad.articles["draft"]
    article.save()
    return article


def test_an_address_names_no_draft_of_others_as_original(signed_in, chad):
    page = signed_in().get(reverse("admin:articles_article_add"), {"translated_from": chad.articles["draft"].pk})
    assert SECRET not in page.content.decode()


def test_a_draft_of_others_is_no_original(signed_in, chad, own):
    page = save(signed_in(), own, translated_from=chad.articles["draft"].pk)
    own.refresh_from_db()
    assert own.translated_from is None
    assert SECRET not in page.content.decode()


def test_an_original_that_became_hidden_is_not_named(signed_in, chad, own):
    page = signed_in().get(address(with_hidden_original(own, chad), "change"))
    assert page.status_code == 200
    assert SECRET not in page.content.decode()


def test_a_hidden_original_stays_when_the_article_is_saved(signed_in, chad, own):
    save(signed_in(), with_hidden_original(own, chad), title="Autre")
    own.refresh_from_db()
    assert (own.title, own.translated_from) == ("Autre", chad.articles["draft"])


def test_a_language_version_of_another_missions_release_is_not_given_away(signed_in, chad, own, niger):
    page = save(signed_in(), own, translated_from=chad.published.pk)
    assert "translated_from" in page.context["adminform"].form.errors
    own.refresh_from_db()
    assert own.mission == niger


def test_filing_names_no_hidden_language_version(signed_in, chad):
    draft = chad.articles["draft"]
    draft.language, draft.translation_group = "en", chad.published.translation_group
    draft.save()
    chosen = {"action": "file_under", "_selected_action": [chad.published.pk]}
    assert SECRET not in signed_in().post(reverse("admin:articles_article_changelist"), chosen).content.decode()


def test_no_address_of_the_admin_leads_to_the_address_of_a_draft(signed_in, chad):
    kind = ContentType.objects.get_for_model(Article).pk
    response = signed_in().get(f"/admin/r/{kind}/{chad.articles['draft'].pk}/")
    assert SECRET.lower() not in response.headers.get("Location", "")


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("accounts/user", "password__startswith=!"),
        ("articles/sourcedocument", "report__icontains=x"),
        ("accounts/membership", "user__password__startswith=!"),
    ],
)
def test_no_list_is_narrowed_by_what_it_does_not_show(signed_in, niger, model, lookup):
    assert signed_in("administrator").get(f"/admin/{model}/?{lookup}").status_code == 400


def issued_with(chad, niger) -> Article:
    chad.published.co_issuers.add(niger)
    draft = chad.articles["draft"]
    draft.co_issuers.add(niger)
    return draft


def test_who_issues_it_too_takes_no_article_over(signed_in, chad, niger):
    page = save(signed_in(), issued_with(chad, niger), mission=niger.pk)
    assert "mission" in page.context["adminform"].form.errors


def test_who_issues_it_too_takes_no_article_over_by_spreadsheet(signed_in, chad, niger):
    draft = issued_with(chad, niger)
    result = check(signed_in().user, {"uuid": draft.uuid, "mission": "niger"}, resource=ArticleResource)
    assert [refusal.column for refusal in result.refusals] == ["mission"]


def test_who_issues_it_too_takes_no_article_over_by_an_old_version(signed_in, chad, niger):
    draft = issued_with(chad, niger)
    old = versions.keep(draft, reason="edit")
    old.content["mission"] = "niger"
    old.save()
    signed_in().post(address(draft, "restore", old.number), {"seen_version": old.number})
    draft.refresh_from_db()
    assert draft.mission == chad.mission


def test_who_issues_it_too_deletes_nothing(signed_in, chad, niger):
    draft = issued_with(chad, niger)
    assert signed_in("administrator").post(address(draft, "delete"), {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=draft.pk).exists()


def test_a_spreadsheet_takes_no_article_of_a_colleague_out_of_its_mission(signed_in, own):
    result = check(signed_in().user, {"uuid": own.uuid, "mission": ""}, resource=ArticleResource)
    assert [refusal.column for refusal in result.refusals] == ["mission"]


def test_no_mission_makes_itself_headquarters(niger, signed_in):
    page = save(signed_in("publisher"), niger, kind="headquarters")
    assert "kind" in page.context["adminform"].form.errors
    assert not Mission.objects.filter(kind="headquarters").exists()


def test_no_mission_makes_itself_headquarters_by_spreadsheet(niger, signed_in):
    result = check(signed_in("publisher").user, {"slug": "niger", "kind": "headquarters"}, resource=MissionResource)
    assert [refusal.column for refusal in result.refusals] == ["kind"]


def test_files_of_drafts_wait_for_the_second_factor(settings, chad):
    client = browser()
    client.force_login(chad.user)
    assert client.get(f"/media/{chad.picture.image.name}").status_code == 200
    settings.TWO_FACTOR_ROLES = ["editor"]
    assert client.get(f"/media/{chad.picture.image.name}").status_code == 404


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "²", "-1", "abc", ""])
def test_a_version_token_that_is_no_number_is_an_old_one(signed_in, own, number):
    client = signed_in()
    restored = client.post(address(own, "restore", 1), {"seen_version": number}, follow=True)
    assert "Look again" in restored.content.decode()
    assert save(client, own, **{"seen_version": number, "quotes-TOTAL_FORMS": number}).status_code == 200


@pytest.mark.parametrize("key", ["9" * 30, "²", "abc", "%00", "-1"])
def test_a_key_that_cannot_be_is_no_error(signed_in, key, niger):
    client = signed_in("administrator")
    for page in ("history/", "delete/", "change/", "usage/"):
        assert client.get(f"/admin/contacts/mission/{key}/{page}").status_code in (302, 404)


def answers_to(client, key) -> list[int]:
    """Where Django itself looks a key up: an article to translate, one chosen in a list, one to copy."""
    chosen = {"action": "publish", "_selected_action": [key]}
    begun = {"way": "article", "article-article": key}
    return [
        client.get(reverse("admin:articles_article_add"), {"translated_from": key}).status_code,
        client.post(reverse("admin:articles_article_changelist"), chosen).status_code,
        client.post(reverse("admin:articles_article_start"), begun).status_code,
    ]


@pytest.mark.parametrize("key", ["²", "abc"])
def test_a_value_that_is_no_number_is_a_bad_request(signed_in, key):
    assert answers_to(signed_in("administrator"), key) == [400, 400, 400]


def test_a_number_too_large_is_a_bad_request_or_unknown(signed_in):
    """SQLite refuses to read it; PostgreSQL reads it, and has no such article."""
    expected = {"sqlite": [400, 400, 400], "postgresql": [200, 200, 200]}
    assert answers_to(signed_in("administrator"), "9" * 30) == expected[connection.vendor]

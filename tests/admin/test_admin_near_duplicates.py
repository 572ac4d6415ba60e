"""Two articles that may be one, side by side, and what a person does with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles import versions, workflow
from articles.models import Article, NearDuplicate
from contacts.models import Mission
from tests.factories import NOW, make_article, make_headquarters, make_member, make_mission

pytestmark = pytest.mark.django_db


@pytest.fixture
def niger():
    return make_mission()


def make_pair(niger, language="fr", **fields):
    articles = [
        make_article(title=title, mission=niger, body_html=f"<p>{title}</p>", language=tongue)
        for title, tongue in (("Un puits", "fr"), ("Deux puits", language))
    ]
    for article in articles:
        versions.keep(article, reason="edit")
    fields = {"is_translation": language != "fr", "score": 90, "reasons": [["words", "90"]]} | fields
    return NearDuplicate.objects.create(first=articles[0], second=articles[1], **fields)


def address(pair, page="change"):
    return reverse(f"admin:articles_nearduplicate_{page}", args=[pair.pk])


def decide(client, pair, deed, **fields):
    seen = {f"version-{article.pk}": article.version for article in Article.objects.all()}
    return client.post(address(pair, "decide"), seen | {"deed": deed} | fields, follow=True).content.decode()


def test_both_are_shown_with_the_reasons_and_what_differs(admin_client, niger):
    html = admin_client.get(address(make_pair(niger))).content.decode()
    assert ("90 % of the words are the same" in html, "Deux<span" in html) == (True, True)


def test_two_languages_are_linked(admin_client, niger):
    pair = make_pair(niger, "en")
    assert "language versions of one release now" in decide(admin_client, pair, "link")
    assert pair.first.translation_group == Article.objects.get(pk=pair.second_id).translation_group


def test_the_one_that_is_chosen_is_kept(admin_client, niger):
    pair = make_pair(niger)
    decide(admin_client, pair, f"keep-{pair.second_id}")
    assert [article.pk for article in Article.objects.all()] == [pair.second_id]


def test_one_that_is_published_goes_with_a_second_confirmation(admin_client, niger, client):
    pair = make_pair(niger)
    workflow.publish_all([pair.first, pair.second], now=NOW)
    assert "confirm that readers" in decide(admin_client, pair, f"keep-{pair.first_id}")
    decide(admin_client, pair, f"keep-{pair.first_id}", published="yes")
    assert Article.objects.get().legacy_addresses.get().path == pair.second.get_absolute_url()


def test_both_stay_and_are_not_shown_again(admin_client, niger):
    pair = make_pair(niger)
    decide(admin_client, pair, "keep")
    assert "Merge, keep" not in admin_client.get(address(pair)).content.decode()
    assert (Article.objects.count(), NearDuplicate.objects.get().state) == (2, "kept")


def test_nothing_is_done_without_a_choice(admin_client, niger):
    assert "Choose what is to be done." in decide(admin_client, make_pair(niger), "")


def test_what_somebody_saved_meanwhile_is_read_first(admin_client, niger):
    pair = make_pair(niger)
    versions.keep(pair.first, reason="edit")
    stale = {f"version-{pair.first_id}": 1, f"version-{pair.second_id}": 1, "deed": f"keep-{pair.first_id}"}
    html = admin_client.post(address(pair, "decide"), stale, follow=True).content.decode()
    assert ("meanwhile. Look again." in html, Article.objects.count()) == (True, 2)


def test_a_pair_is_seen_by_whose_both_articles_are(client, niger):
    pair = make_pair(niger)
    Article.objects.filter(pk=pair.second_id).update(mission=make_mission("tchad"))
    client.force_login(make_member("editor", niger))
    assert client.get(address(pair, "decide")).status_code == 405
    assert client.post(address(pair, "decide"), {"deed": "keep"}).status_code == 404


def test_who_may_not_change_both_reads_without_buttons(client, niger):
    pair = make_pair(niger)
    workflow.publish(pair.second, now=NOW)
    client.force_login(make_member("editor", niger))
    assert "formaction" not in client.get(address(pair)).content.decode()


def test_they_are_looked_for_in_the_background(admin_client, niger):
    make_pair(niger)
    where = reverse("admin:articles_nearduplicate_find")
    assert "2 articles are new" in admin_client.get(where).content.decode()
    admin_client.post(where)
    assert DBTaskResult.objects.get().task_path.endswith("find_some")


def test_a_second_click_begins_no_second_search(admin_client, niger):
    where = reverse("admin:articles_nearduplicate_find")
    admin_client.post(where)
    assert "They wait already." in admin_client.post(where, follow=True).content.decode()
    assert DBTaskResult.objects.count() == 1


def test_only_who_imports_has_them_looked_for(client):
    client.force_login(make_member("publisher", make_headquarters()))
    assert client.get(reverse("admin:articles_nearduplicate_find")).status_code == 403
    assert Mission.objects.exists()


def test_a_pair_costs_as_many_queries_however_much_it_holds(admin_client, niger):
    pair, costs = make_pair(niger), []
    admin_client.get(address(pair))  # the first page of a process learns what kinds of records there are
    for count in (1, 12):
        for number in range(count):
            pair.first.quotes.create(speaker=f"Une voix {number}", text="Oui", order=number)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address(pair))
        costs.append(len(queries))
    assert costs[0] == costs[1]

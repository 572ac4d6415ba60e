"""Two people save one article: the second is told, and nothing that either wrote is lost."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles import versions, workflow
from articles.models import Article, ArticleVersion, Correction, Quote
from iomnews.accounts.models import User
from tests.admin.forms import unchanged
from tests.factories import NOW, make_article, make_country, make_member, make_mission, make_published, make_theme

pytestmark = pytest.mark.django_db


def page(article):
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.fixture
def article(admin_client):
    article = make_article(title="Le titre", lead="Le chapô.")
    versions.keep(article, reason="edit")
    return article


def save_first(article, **changes):
    """Another person's save between the moment when the form was opened and the moment when it is sent."""
    Article.objects.filter(pk=article.pk).update(**changes)
    article.refresh_from_db()
    by = User.objects.get_or_create(username="moussa", email="moussa@migrations.example")[0]
    return versions.keep(article, reason="edit", by=by, comment="La mission a appelé")


def open_then_overtaken(client, article, **changes):
    form = unchanged(client.get(page(article)))
    save_first(article, **changes)
    return form


def test_the_second_of_two_savers_is_told_who_saved(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    shown = admin_client.post(page(article), form | {"title": "Le mien"}).content.decode()
    assert "moussa saved it on" in shown
    assert "La mission a appelé" in shown


def test_the_second_saver_changes_nothing_yet(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    admin_client.post(page(article), form | {"title": "Le mien"})
    article.refresh_from_db()
    assert (article.title, article.version) == ("Le leur", 2)


def test_both_texts_are_shown_field_by_field(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    response = admin_client.post(page(article), form | {"title": "Le mien", "lead": "Un autre."})
    changes = {change["label"]: change for change in response.context["conflict"]["changes"]}
    assert set(changes) == {"Title", "Lead"}
    assert "leur" in changes["Title"]["theirs"]
    assert "mien" in changes["Title"]["mine"]


def test_what_the_second_wrote_is_kept_at_once(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    admin_client.post(page(article), form | {"title": "Le mien"})
    kept = article.versions.get(reason=ArticleVersion.Reason.CONFLICT)
    assert (kept.content["title"], kept.by.username, kept.awaits_decision) == ("Le mien", "admin", True)


def test_the_form_comes_back_with_what_the_second_wrote(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    again = unchanged(admin_client.post(page(article), form | {"title": "Le mien"}))
    assert again["title"] == "Le mien"


def test_saving_once_more_is_a_decision(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    again = unchanged(admin_client.post(page(article), form | {"title": "Le mien"}))
    assert admin_client.post(page(article), again).status_code == 302
    article.refresh_from_db()
    assert article.title == "Le mien"
    assert not article.versions.filter(awaits_decision=True).exists()


def test_a_third_save_in_between_is_told_too(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    again = unchanged(admin_client.post(page(article), form | {"title": "Le mien"}))
    save_first(article, title="Encore un autre")
    assert admin_client.post(page(article), again).status_code == 200
    assert article.versions.filter(reason="conflict").count() == 2


def test_a_form_without_its_version_is_not_believed(admin_client, article):
    form = unchanged(admin_client.get(page(article)))
    del form["seen_version"]
    assert admin_client.post(page(article), form | {"title": "Le mien"}).status_code == 200
    article.refresh_from_db()
    assert article.title == "Le titre"


def test_nothing_else_is_kept_of_a_save_that_came_second(admin_client, article):
    form = open_then_overtaken(admin_client, article, title="Le leur")
    admin_client.post(page(article), form | {"title": "Le mien"})
    assert not article.versions.filter(reason="edit", content__title="Le mien").exists()


def test_a_row_that_the_first_deleted_is_made_anew(admin_client, article):
    Quote.objects.create(article=article, text="« Rien. »", order=0)
    form = unchanged(admin_client.get(page(article)))
    article.quotes.all().delete()
    save_first(article)
    again = unchanged(admin_client.post(page(article), form))
    admin_client.post(page(article), again)
    assert article.quotes.get().text == "« Rien. »"


def test_rows_that_the_first_made_again_are_known_again(admin_client, article):
    Quote.objects.create(article=article, text="« Rien. »", order=0)
    Correction.objects.create(article=article, number=1, made_on="2019-02-25", text="Lire 148.")
    form = unchanged(admin_client.get(page(article)))
    versions.restore(article, versions.snapshot(article))
    save_first(article)
    again = unchanged(admin_client.post(page(article), form | {"quotes-0-speaker": "Awa Sow"}))
    assert admin_client.post(page(article), again).status_code == 302
    assert [quote.speaker for quote in article.quotes.all()] == ["Awa Sow"]


def test_a_row_that_the_first_added_is_shown_to_the_second_and_stays(admin_client, article):
    form = unchanged(admin_client.get(page(article)))
    Quote.objects.create(article=article, text="« La leur. »", order=0)
    save_first(article)
    again = unchanged(admin_client.post(page(article), form))
    assert again["quotes-0-text"] == "« La leur. »"
    admin_client.post(page(article), again)
    assert article.quotes.count() == 1


def test_both_may_have_added_the_same_country(admin_client, article):
    niger = make_country()
    form = unchanged(admin_client.get(page(article))) | {"country_links-TOTAL_FORMS": 1}
    form |= {"country_links-0-country": "NE", "country_links-0-rank": "main", "country_links-0-order": 0}
    article.country_links.create(country=niger, rank="mentioned")
    save_first(article)
    again = unchanged(admin_client.post(page(article), form))
    assert admin_client.post(page(article), again).status_code == 302
    assert article.country_links.get().rank == "main"


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_told(admin_client):
    article = make_article(title="Le titre")
    form = unchanged(admin_client.get(page(article)))
    answers = []

    def send(title):
        browser = Client()
        browser.cookies = admin_client.cookies
        answers.append(browser.post(page(article), form | {"title": title}).status_code)
        connection.close()

    threads = [threading.Thread(target=send, args=[title]) for title in ("Un", "Deux")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = {version.reason: version.content["title"] for version in article.versions.all()}
    assert sorted(answers) == [200, 302]
    assert set(kept.values()) == {"Un", "Deux"}
    assert set(kept) == {"edit", "conflict"}


def test_what_is_written_in_an_article_deleted_meanwhile_becomes_a_new_one(admin_client, article):
    Quote.objects.create(article=article, text="« Rien. »", order=0)
    form = unchanged(admin_client.get(page(article))) | {"title": "Le mien"}
    Article.objects.get().delete()
    shown = admin_client.post(page(article), form)
    assert "Nothing that you wrote is lost: save it as a new article." in shown.content.decode()
    assert admin_client.post(reverse("admin:articles_article_add"), unchanged(shown)).status_code == 302
    assert (Article.objects.get().title, Quote.objects.get().text) == ("Le mien", "« Rien. »")


def test_what_an_editor_wrote_while_it_was_published_awaits_a_decision(client):
    niger = make_mission()
    article = make_article(mission=niger, title="Le titre")
    versions.keep(article, reason="edit")
    client.force_login(make_member("editor", niger))
    form = unchanged(client.get(page(article))) | {"title": "Le mien"}
    workflow.publish(article, now=NOW)
    assert client.post(page(article), form).url == page(article)
    article.refresh_from_db()
    kept = article.versions.get(awaits_decision=True)
    assert (article.title, article.version, kept.content["title"]) == ("Le titre", 2, "Le mien")


def test_who_opened_it_when_it_was_public_changes_nothing(client):
    niger = make_mission()
    article = make_published(mission=niger)
    versions.keep(article, reason="edit")
    versions.keep(article, reason="edit")
    client.force_login(make_member("editor", niger))
    assert client.post(page(article), {"seen_version": 1, "title": "Le mien"}).status_code == 403


def test_what_was_changed_since_is_not_deleted_unread(admin_client, article):
    form = {"post": "yes", "seen_version": article.version}
    save_first(article, title="Le leur")
    admin_client.post(reverse("admin:articles_article_delete", args=[article.pk]), form)
    assert Article.objects.get().title == "Le leur"


def test_what_was_changed_since_is_not_published_unread(admin_client, article):
    form = {"confirmed": "yes", f"seen-{article.pk}": article.version}
    save_first(article, title="Le leur")
    told = admin_client.post(reverse("admin:articles_article_publish", args=[article.pk]), form, follow=True)
    assert "Somebody saved it meanwhile." in told.content.decode()
    assert Article.objects.get().state == "draft"


def test_a_form_opened_while_it_was_public_is_whole_when_it_was_withdrawn(admin_client, article):
    workflow.publish(article, now=NOW)
    form = unchanged(admin_client.get(page(article)))
    workflow.withdraw(article, now=NOW)
    again = admin_client.post(page(article), form | {"title": "Le mien"})
    assert admin_client.post(page(article), unchanged(again)).status_code == 302
    assert (Article.objects.get().title, Article.objects.get().language) == ("Le mien", "fr")


def test_what_the_second_had_not_touched_stays_as_the_first_saved_it(admin_client, article):
    theme = make_theme()
    form = unchanged(admin_client.get(page(article)))
    article.themes.add(theme)
    save_first(article, title="Le leur", embargo_until=NOW)
    shown = admin_client.post(page(article), form | {"lead": "Le mien."})
    assert "You had not changed it: the form has what was saved." in shown.content.decode()
    admin_client.post(page(article), unchanged(shown))
    article.refresh_from_db()
    assert (article.title, article.lead, article.embargo_until) == ("Le leur", "Le mien.", NOW)
    assert list(article.themes.all()) == [theme]

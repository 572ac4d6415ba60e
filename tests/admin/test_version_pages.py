"""The versions of an article in the admin: who sees them, what they say, what brings them back."""

import threading

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import restoring, search, versions
from articles.models import Article, ArticleVersion, LegacyAddress
from iomnews.accounts.models import Membership, User
from tests.factories import NOW, make_article, make_country, make_mission, make_published, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def page(name, article, *numbers, **query):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *numbers], query=query or None)


def write(article, by=None, **content):
    """The article with this content, and the version kept of it."""
    versions.restore(article, content)
    search.index(article)
    return versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by, now=NOW)


def propose(article, **content):
    return versions.propose(article, versions.snapshot(article) | content, now=NOW)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def article(db):
    """Three versions: the second changed the title, the third the lead."""
    article = make_article(title="Un", mission=make_mission("geneve", "Genève"))
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, comment="Saisie", now=NOW)
    write(article, title="Deux")
    write(article, lead="Un chapô")
    return article


@pytest.fixture
def niger(db):
    return make_mission()


@pytest.fixture
def colleague(client, niger):
    """An editor of the mission in Niger, signed in."""
    user = User.objects.create(username="aminata", email="aminata@migrations.example", is_staff=True)
    Membership.objects.create(user=user, mission=niger, role=Membership.Role.EDITOR)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


# Who sees them

PAGES = [("versions", ()), ("compare", ()), ("version", (1,)), ("restore", (1,)), ("decide", (1,))]


@pytest.mark.parametrize(("name", "numbers"), PAGES)
def test_the_versions_of_another_missions_draft_are_unknown(colleague, article, name, numbers):
    assert colleague.get(page(name, article, *numbers)).status_code == 404


@pytest.mark.parametrize(("name", "numbers"), PAGES)
def test_what_was_before_another_mission_published_it_stays_its_own(colleague, article, name, numbers):
    Article.objects.update(state="published", goes_live_at=NOW, visible_from=NOW)
    assert colleague.get(page(name, article, *numbers)).status_code == 404
    change = colleague.get(page("change", article)).content.decode()
    assert page("versions", article) not in change


def test_the_versions_of_ones_own_mission_are_linked_from_its_article(colleague, niger, article):
    Article.objects.update(mission=niger)
    change = colleague.get(page("change", article)).content.decode()
    assert f'<a href="{page("versions", article)}">Versions (3)</a>' in change
    assert colleague.get(page("versions", article)).status_code == 200


def test_a_version_in_its_own_admin_is_scoped_alike(colleague, niger, article):
    version = article.versions.first()
    address = reverse("admin:articles_articleversion_change", args=[version.pk])
    Article.objects.update(state="published", goes_live_at=NOW, visible_from=NOW)
    assert colleague.get(address).status_code == 302
    assert "Deux" not in colleague.get(reverse("admin:articles_articleversion_changelist")).content.decode()
    Article.objects.update(mission=niger)
    assert colleague.get(address).status_code == 200


def test_who_may_not_change_the_article_brings_nothing_back(client_who_may, article):
    client = client_who_may("view_article")
    assert client.get(page("versions", article)).status_code == 200
    client.post(page("restore", article, 1), {"seen_version": 3})
    article.refresh_from_db()
    assert (article.title, article.version) == ("Deux", 3)


# What they say


def test_each_version_says_what_it_changed(admin_client, article):
    html = admin_client.get(page("versions", article)).content.decode()
    assert html.count("Changed: Lead") == html.count("Changed: Title") == html.count("The first one") == 1
    assert "<q>Saisie</q>" in html


def test_the_list_of_versions_costs_as_many_queries_however_long(admin_client, article):
    def count():
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(page("versions", article))
        return len(queries)

    few = count()
    for n in range(15):
        write(article, title=f"Titre {n}")
    assert count() == few


def test_any_two_versions_are_compared(admin_client, article):
    response = admin_client.get(page("compare", article, **{"from": 1, "to": 3}))
    assert [change.field for change in response.context["changes"]] == ["title", "lead"]
    assert "title" not in [change.field for change in response.context["same"]]


def test_a_comparison_leads_to_its_neighbours_and_back(admin_client, article):
    html = admin_client.get(page("compare", article, **{"from": 2, "to": 3})).content.decode()
    assert "?from=1&amp;to=2" in html
    assert "?from=3&amp;to=2" in html


@pytest.mark.parametrize("asked", [{"from": 1, "to": 9}, {"from": "x"}, {"to": "9" * 30}, {"to": "²"}, {"from": "-1"}])
def test_an_unknown_version_is_a_page_with_a_way_back(admin_client, article, asked):
    response = admin_client.get(page("compare", article, **asked))
    assert response.status_code == 404
    assert page("versions", article) in response.content.decode()


def test_a_version_is_shown_as_it_read_and_marked_as_such(admin_client, article):
    make_country()
    write(article, countries=[{"country_id": "NE", "rank": "main"}], body_html="<p>Le <b>puits</b></p>")
    write(article, title="Quatre", countries=[], body_html="<p>Rien</p>")
    response = admin_client.get(page("version", article, 4))
    html = response.content.decode()
    assert "<h1>Deux</h1>" in html
    assert "Niger" in html
    assert "Version 4" in html
    assert response["X-Robots-Tag"] == "noindex"


def test_what_is_shown_as_it_read_is_cleaned(admin_client, article):
    proposal = propose(article, body_html="<p>Un</p><script>alert(1)</script>")
    assert "alert(1)" not in admin_client.get(page("version", article, proposal.number)).content.decode()


def test_reading_a_version_writes_nothing(admin_client, article):
    before = versions.snapshot(article)
    admin_client.get(page("version", article, 1))
    assert versions.snapshot(Article.objects.get(pk=article.pk)) == before


# Bringing back


def test_a_version_is_brought_back_as_a_new_one(admin_client, article):
    admin_client.post(page("restore", article, 1), {"seen_version": 3})
    article.refresh_from_db()
    kept = article.versions.first()
    assert (article.title, article.lead, article.version) == ("Un", "", 4)
    assert (kept.reason, kept.by.username, kept.comment) == ("restoration", "admin", "Version 1 brought back")
    assert "un" in article.search_text.title


def test_who_saw_an_older_article_is_told_and_nothing_changes(admin_client, article):
    response = admin_client.post(page("restore", article, 1), {"seen_version": 2})
    assert said(response) == ["Somebody saved this article meanwhile: it is at version 3. Look again."]
    article.refresh_from_db()
    assert (article.title, article.version) == ("Deux", 3)


def test_a_published_article_keeps_its_state_address_and_moment(admin_client, article):
    write(article, slug="autre", title="Trois")
    Article.objects.update(state="published", goes_live_at=NOW, visible_from=NOW)
    versions.keep(article, reason=ArticleVersion.Reason.PUBLICATION)
    admin_client.post(page("restore", article, 1), {"seen_version": 5})
    article.refresh_from_db()
    assert (article.title, article.slug, article.state, article.goes_live_at) == ("Un", "autre", "published", NOW)


def test_a_published_article_is_brought_back_by_publishers_only(colleague, niger, article):
    Article.objects.update(state="published", goes_live_at=NOW, visible_from=NOW, mission=niger)
    colleague.post(page("restore", article, 1), {"seen_version": 3})
    article.refresh_from_db()
    assert article.title == "Deux"


def test_nobody_gives_an_article_to_a_mission_that_is_not_theirs(colleague, niger, article):
    Article.objects.update(mission=niger)
    response = colleague.post(page("restore", article, 1), {"seen_version": 3})
    assert said(response) == ["This would give the article to a mission that you do not write for."]
    article.refresh_from_db()
    assert (article.mission, article.title, article.version) == (niger, "Deux", 3)


def test_what_cannot_come_back_is_named_before_and_after(admin_client, article):
    theme = make_theme("eau", "Eau")
    kept = write(article, themes=["eau"], slug="ancien", legacy_addresses=["https://old.example/un"])
    write(article, themes=[], slug="nouveau", legacy_addresses=[])
    theme.delete()
    other = make_article(slug="ancien")
    LegacyAddress.objects.create(article=other, address="https://old.example/un")
    away = [
        "Themes: “eau” was deleted since.",
        "Address: “ancien” is another article’s by now.",
        "Legacy address: https://old.example/un leads to another article by now.",
    ]
    assert admin_client.get(page("restore", article, kept.number)).context["away"] == away
    response = admin_client.post(page("restore", article, kept.number), {"seen_version": 5})
    assert set(away) < set(said(response))
    article.refresh_from_db()
    assert article.slug == "nouveau"


def test_a_lost_picture_is_named(article):
    kept = write(article, images=[versions_image("images/lost.png")])
    _content, away = restoring.possible(article, kept.content)
    assert away == ["Pictures: the file “images/lost.png” is lost."]


def versions_image(name):
    texts = {"alt": "", "caption": "", "credit": "", "focal_point": "0.5x0.5"}
    return {"image": name, "width": 1, "height": 1} | texts


def test_a_language_taken_since_stays_as_it_is(article):
    make_article(title="Uno", language="es", translation_group=article.translation_group)
    content, away = restoring.possible(article, {"language": "es"})
    assert content == {}
    assert away == ["Language: this release has a version in that language by now."]


# Proposals


def test_what_waits_is_said_above_the_form(admin_client, article):
    proposal = propose(article, title="Proposé")
    html = admin_client.get(page("change", article)).content.decode()
    assert page("decide", article, proposal.number) in html
    assert "proposed by an import, awaits a decision" in html


def decide(client, article, proposal, **data):
    return client.post(page("decide", article, proposal.number), {"seen_version": article.version} | data)


def test_the_fields_ticked_are_taken_and_the_others_stay(admin_client, article):
    proposal = propose(article, title="Proposé", lead="Proposé aussi")
    decide(admin_client, article, proposal, field=["lead"])
    article.refresh_from_db()
    proposal.refresh_from_db()
    assert (article.title, article.lead, article.version) == ("Deux", "Proposé aussi", 5)
    assert article.versions.first().comment == "Taken from version 4: Lead"
    assert not proposal.awaits_decision


def test_everything_is_taken_with_one_button(admin_client, article):
    decide(admin_client, article, propose(article, title="Proposé", lead="Proposé aussi"), all="1")
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Proposé", "Proposé aussi")


def test_what_is_set_aside_changes_nothing_and_is_recorded(admin_client, article):
    proposal = propose(article, title="Proposé")
    decide(admin_client, article, proposal, none="1", field=["title"])
    article.refresh_from_db()
    kept = article.versions.kept().first()
    assert article.title == "Deux"
    assert (kept.comment, kept.is_of_an_import) == ("Version 4 set aside", False)


def test_the_second_of_two_who_decide_is_told(admin_client, article):
    proposal = propose(article, title="Proposé")
    decide(admin_client, article, proposal, all="1")
    response = decide(admin_client, article, proposal, none="1")
    assert "Somebody has decided on this proposal already." in said(response)
    assert article.versions.count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_refused(article):
    proposal = propose(article, title="Proposé")
    users = [
        User.objects.create(username=name, email=f"{name}@x.example", is_superuser=True) for name in ("un", "deux")
    ]
    ready, outcomes = threading.Barrier(2), []

    def act(user):
        ready.wait()
        try:
            restoring.decide(ArticleVersion.objects.get(pk=proposal.pk), {"title"}, by=user, seen=3, now=NOW)
            outcomes.append("done")
        except restoring.Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[user]) for user in users]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["done", "refused"]
    assert article.versions.count() == 5


def test_a_decided_proposal_is_not_what_the_article_was(article):
    proposal = propose(article, title="Proposé")
    article.versions.filter(pk=proposal.pk).update(awaits_decision=False)
    assert article.versions.kept().first().number == 3


def test_a_public_page_knows_nothing_of_what_waits(client):
    article = make_published(title="Public")
    propose(article, title="Secret")
    assert "Secret" not in client.get(article.get_absolute_url()).content.decode()

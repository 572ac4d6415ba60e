"""What is done with many articles at once."""

from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from iomnews.accounts.models import Membership, User
from tests.factories import make_article, make_country, make_mission, make_published, make_theme

LIST = reverse("admin:articles_article_changelist")


def act(client, action, *articles, **fields):
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, chosen | fields, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_publication_asks_first_and_names_what_is_left_out(admin_client):
    draft, public = make_article(), make_published(title="Déjà public")
    response = act(admin_client, "publish", draft, public)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert [article for article, _lacking in response.context["ready"]] == [draft]
    assert response.context["refused"] == [(public, "This article is published already.")]


def test_adding_keeps_what_was_there_and_a_version(admin_client):
    protection, health = make_theme(), make_theme("sante", "Santé")
    article = make_article(themes=[health])
    act(admin_client, "file_under", article, confirmed="yes", themes=[protection.pk], country=make_country().pk)
    assert set(article.themes.all()) == {protection, health}
    assert [country.code for country in article.main_countries] == ["NE"]
    assert article.versions.get().by == User.objects.get()


def test_a_country_that_was_only_named_is_what_it_is_about(admin_client):
    article = make_article(mentioned=[make_country()])
    act(admin_client, "file_under", article, confirmed="yes", country="NE")
    assert article.country_links.get().is_main


def test_the_other_languages_are_filed_with_it(admin_client):
    french = make_article()
    english = make_article(title="An article", language="en", translation_group=french.translation_group)
    act(admin_client, "file_under", french, confirmed="yes", themes=[make_theme().pk])
    assert english.themes.exists()


def test_what_has_everything_already_gets_no_version(admin_client):
    theme = make_theme()
    article = make_article(themes=[theme])
    response = act(admin_client, "file_under", article, confirmed="yes", themes=[theme.pk])
    assert told(response) == ["Nothing had to be changed."]
    assert not article.versions.exists()


def test_nothing_chosen_is_said_and_changes_nothing(admin_client):
    response = act(admin_client, "file_under", make_article(), confirmed="yes")
    assert response.context["form"].non_field_errors() == ["Choose a theme, a country or a programme."]


def test_what_is_not_the_users_is_named_and_left(client_who_may):
    client = client_who_may()
    role = Group.objects.get_or_create(name="editor")[0]
    role.permissions.set(Permission.objects.filter(codename__in=["view_article", "change_article"]))
    mission = make_mission()
    Membership.objects.create(user=User.objects.get(), mission=mission, role="editor")
    ours, public = make_article(mission=mission), make_published(title="Public", mission=mission)
    response = act(client, "file_under", ours, public, confirmed="yes", themes=[make_theme().pk])
    assert told(response) == ["1 article changed.", "Public: It is not yours to change as it is."]
    assert not public.themes.exists()


def test_more_than_a_person_can_read_is_refused(admin_client, monkeypatch):
    monkeypatch.setattr("articles.admin.article_actions.AT_ONCE", 1)
    response = act(admin_client, "publish", make_article(), make_article())
    assert told(response) == ["These are 2 articles. Choose 1 at most, for example by a filter."]

"""What each role sees and changes of the articles of each place, from one table; asked of the admin's own pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from tests.accounts.conftest import browser
from tests.factories import make_article, make_member, make_published

STATES = ["draft", "review", "approved", "withdrawn", "published"]
PLACES = ["niger", "chad", "geneva"]
CHANGES = {
    "contributor": {"draft"},
    "editor": {"draft", "review", "approved", "withdrawn"},
    "publisher": set(STATES),
    "administrator": set(STATES),
}
"""The states in which each role changes an article of its own mission; elsewhere it changes none."""
DELETES = {
    "contributor": set(),
    **dict.fromkeys(["editor", "publisher", "administrator"], set(STATES) - {"published"}),
}

every_role = pytest.mark.parametrize("role", CHANGES)
every_home = pytest.mark.parametrize("home", ["niger", "geneva"])


@pytest.fixture
def articles(niger, chad, headquarters):
    """One in each place and state."""
    places = dict(zip(PLACES, (niger, chad, headquarters), strict=True))
    return {
        (place, state): (make_published if state == "published" else make_article)(
            mission=mission, state=state, title=f"{place} {state}", slug=f"{place}-{state}"
        )
        for place, mission in places.items()
        for state in STATES
    }


@pytest.fixture
def client_of(niger, headquarters):
    def sign_in(role, home):
        client = browser()
        client.force_login(make_member(role, {"niger": niger, "geneva": headquarters}[home]))
        return client

    return sign_in


def is_seen(home, place, state) -> bool:
    return home in ("geneva", place) or state == "published"


def may(table, role, home, place, state) -> bool:
    return home in ("geneva", place) and state in table[role]


@every_home
@every_role
def test_the_list_and_the_choices_hold_what_is_seen(articles, client_of, role, home):
    client = client_of(role, home)
    expected = {f"{place} {state}" for place, state in articles if is_seen(home, place, state)}
    shown = client.get(reverse("admin:articles_article_changelist")).context["cl"].result_list
    assert {article.title for article in shown} == expected
    field = {"app_label": "articles", "model_name": "article", "field_name": "translated_from"}
    offered = client.get(reverse("admin:autocomplete"), field).json()["results"]
    assert {choice["text"].split(" · ")[0] for choice in offered} == expected


@pytest.mark.parametrize(
    "roles",
    [
        {"niger": "contributor"},
        {"niger": "publisher", "chad": "contributor"},
        {"geneva": "contributor", "niger": "publisher"},
        {"geneva": "editor", "chad": "publisher"},
        {"geneva": "publisher"},
    ],
    ids=str,
)
def test_roles_add_up_over_what_is_issued_alone_with_others_or_by_nobody_yet(
    articles, niger, chad, headquarters, roles
):
    missions = {"niger": niger, "chad": chad, "geneva": headquarters}
    (home, role), *more = roles.items()
    user = make_member(role, missions[home])
    for home, role in more:
        user.memberships.create(role=role, mission=missions[home])
    for state in STATES:
        make = make_published if state == "published" else make_article
        make(title=f"chad {state}", slug=f"together-{state}", state=state).co_issuers.add(chad)
    make_article(title="begun", created_by=user)
    make_article(title="of nobody", slug="of-nobody")
    expected = ["begun", *["of nobody"][: "geneva" in roles]]
    for place, state in articles:
        is_changed = any(may(CHANGES, role, home, place, state) for home, role in roles.items())
        expected += [f"{place} {state}"] * is_changed * (2 if place == "chad" else 1)
    assert sorted(article.title for article in Article.objects.changeable_by(user)) == sorted(expected)


@every_home
@every_role
def test_pages_open_for_what_is_seen_forms_for_what_may_be_changed_and_history_for_ones_own(
    articles, client_of, role, home
):
    client = client_of(role, home)
    for (place, state), article in articles.items():
        form, history = (
            client.get(reverse(f"admin:articles_article_{page}", args=[article.pk])) for page in ("change", "history")
        )
        is_seen_and_own = is_seen(home, place, state), home in ("geneva", place)
        assert (form.status_code == 200, history.status_code == 200) == is_seen_and_own, (place, state)
        past = reverse("admin:articles_article_versions", args=[article.pk])
        assert (f'href="{past}"' in form.content.decode()) is (home in ("geneva", place)), (place, state)
        is_open = form.status_code == 200 and form.context["has_change_permission"]
        assert is_open is may(CHANGES, role, home, place, state), (place, state)


@every_home
@every_role
def test_what_may_not_be_changed_refuses_a_form_sent_by_hand(articles, client_of, role, home):
    client = client_of(role, home)
    for (place, state), article in articles.items():
        if not may(CHANGES, role, home, place, state):
            answer = client.post(reverse("admin:articles_article_change", args=[article.pk]), {"title": "Pris"})
            assert answer.status_code in (302, 403), (place, state)
    assert not Article.objects.filter(title="Pris").exists()


@every_home
@every_role
def test_what_may_be_deleted_is_deleted_and_nothing_else(articles, client_of, role, home):
    client = client_of(role, home)
    for article in articles.values():
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    left = set(Article.objects.values_list("title", flat=True))
    gone = {f"{place} {state}" for place, state in articles if may(DELETES, role, home, place, state)}
    assert left == {article.title for article in articles.values()} - gone


@every_role
def test_publishing_is_for_publishers_of_the_mission(articles, client_of, role):
    client = client_of(role, "niger")
    chosen = [articles[place, "draft"].pk for place in PLACES]
    client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish", "_selected_action": chosen, "confirmed": "yes"},
    )
    published = Article.objects.published(timezone.now()).filter(pk__in=chosen)
    is_publisher = role in ("publisher", "administrator")
    assert [article.mission.slug for article in published] == (["niger"] if is_publisher else [])


@every_role
def test_an_article_is_not_moved_to_a_mission_out_of_reach(articles, client_of, chad, role):
    client, article = client_of(role, "niger"), articles["niger", "draft"]
    address = reverse("admin:articles_article_change", args=[article.pk])
    errors = client.post(address, {"title": "Un titre", "mission": chad.pk}).context["adminform"].form.errors
    assert "mission" in errors


@every_role
def test_an_article_is_not_begun_for_a_mission_out_of_reach(client_of, chad, role):
    client = client_of(role, "niger")
    page = client.post(reverse("admin:articles_article_add"), {"title": "Un titre", "mission": chad.pk})
    assert "mission" in page.context["adminform"].form.errors


@pytest.mark.parametrize("model", ["theme", "country", "region", "mission"])
def test_what_belongs_to_the_whole_organisation_is_added_from_headquarters(client_of, model):
    app = "articles" if model == "theme" else "contacts"
    address = reverse(f"admin:{app}_{model}_add")
    assert client_of("administrator", "niger").get(address).status_code == 403


def test_headquarters_adds_what_belongs_to_the_whole_organisation(client_of):
    assert client_of("administrator", "geneva").get(reverse("admin:articles_theme_add")).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("editor", 200)])
def test_editors_propose_programmes_and_organisations(client_of, role, status):
    assert client_of(role, "niger").get(reverse("admin:articles_programme_add")).status_code == status

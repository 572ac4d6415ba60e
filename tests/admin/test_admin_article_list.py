"""The list of articles: what its filters find, what they count, and whom they tell what."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import versions
from articles.models import ArticleContact, ImportBatch, SourceDocument
from contacts.models import Mission
from iomnews.accounts.models import Membership, User
from tests.factories import NOW, make_article, make_country, make_mission, make_programme, make_published, make_theme

LIST = reverse("admin:articles_article_changelist")


def listed(client, **parameters):
    return {article.title for article in client.get(LIST, parameters).context["cl"].result_list}


def choices(client, name, **parameters):
    """{value: count} of one filter, as the page offers it."""
    changelist = client.get(LIST, parameters).context["cl"]
    spec = next(spec for spec in changelist.filter_specs if spec.parameter_name == name)
    return {choice["value"]: choice["count"] for choice in spec.choices(changelist)}


def chips(client, **parameters):
    return [(str(title), str(label)) for title, label, _rest in client.get(LIST, parameters).context["cl"].chips]


def imported(article):
    batch = ImportBatch.objects.create(started_at=NOW, paths=["pages"], parser_version="1")
    SourceDocument.objects.create(batch=batch, article=article, path="1.txt", status="created")
    versions.keep(article, reason="import")
    return batch


@pytest.fixture
def editor_in_niger(client_who_may):
    """Signed in with a role in one mission only."""
    client = client_who_may()
    user = User.objects.get(username="aminata")
    mission = make_mission()
    role = Group.objects.get_or_create(name="editor")[0]
    role.permissions.set(Permission.objects.filter(codename__in=["view_article", "change_article"]))
    Membership.objects.create(user=user, mission=mission, role="editor")
    return client


def test_records_filter_by_what_addresses_call_them(admin_client):
    filed = {
        "mission": make_mission(),
        "programmes": [make_programme()],
        "themes": [make_theme()],
        "countries": [make_country()],
    }
    make_article(title="Classé", **filed)
    make_article(title="Autre")
    chosen = {"mission": "niger", "programme": "retours", "theme": "protection", "country": "NE"}
    for name, value in chosen.items():
        assert listed(admin_client, **{name: value}) == {"Classé"}


def test_a_year_finds_every_release_whose_date_touches_it(admin_client):
    make_article(title="Deux ans", date_edtf="2014-12/2015-02")
    make_article(title="Sans date", date_edtf="")
    assert listed(admin_client, year="2014") == listed(admin_client, year="2015") == {"Deux ans"}
    assert listed(admin_client, year="undated") == {"Sans date"}
    assert choices(admin_client, "year") == {"2015": 1, "2014": 1, "undated": 1}


def test_lacks_takes_several_answers(admin_client):
    make_article(title="Rien", date_edtf="", mission=None)
    complete = make_article(title="Tout", lead="Chapô", mission=make_mission(), countries=[make_country()])
    ArticleContact.objects.create(article=complete, name="Aminata Diallo")
    make_article(title="Sans pays", mission=Mission.objects.get())
    assert listed(admin_client, lacks="country") == {"Rien", "Sans pays"}
    assert listed(admin_client, lacks=["country", "date"]) == {"Rien"}
    assert choices(admin_client, "lacks") == {"contact": 2, "country": 2, "date": 1, "lead": 2, "mission": 1}
    assert choices(admin_client, "lacks", lacks="country")["date"] == 1


def test_a_row_says_what_its_article_lacks_but_a_lead(admin_client):
    make_article(lead="", mission=make_mission(), countries=[make_country()])
    page = admin_client.get(LIST).content.decode()
    assert '<span class="gap">no contact</span>' in page
    assert '<span class="gap">no country</span>' not in page
    assert '<span class="gap">no lead</span>' not in page


def test_a_batch_finds_what_it_brought(admin_client):
    batch = imported(make_article(title="Importé"))
    make_article(title="Écrit ici")
    assert listed(admin_client, batch=batch.pk) == {"Importé"}
    assert choices(admin_client, "batch") == {str(batch.pk): 1}


def test_to_check_ends_when_a_person_has_saved(admin_client):
    article = make_article(title="Importé")
    imported(article)
    assert listed(admin_client, waits="check") == {"Importé"}
    versions.keep(article, reason="edit", by=User.objects.get())
    assert listed(admin_client, waits="check") == set()


def test_a_proposal_waits_for_a_decision(admin_client):
    article = make_article(title="Proposé")
    make_article(title="Autre")
    versions.propose(article, {})
    assert listed(admin_client, waits="decision") == {"Proposé"}


def test_a_filters_own_choice_does_not_change_its_counts(admin_client):
    make_article()
    make_published(language="en")
    assert choices(admin_client, "state", state="draft")["published"] == 1
    assert choices(admin_client, "language", state="draft") == {"fr": 1, "en": 0, "es": 0, "ar": 0}


def test_counts_are_of_what_was_searched(admin_client):
    make_article(title="Sécheresse")
    make_article(title="Inondation")
    assert choices(admin_client, "state", q="sécher")["draft"] == 1


def test_everything_that_narrows_shows_and_can_be_taken_off(admin_client):
    make_article(mission=make_mission())
    assert chips(admin_client, state="draft", mission="niger", q="article") == [
        ("search", "article"),
        ("state", "Draft"),
        ("mission", "Niger"),
    ]
    rests = [rest for *_words, rest in admin_client.get(LIST, {"state": "draft", "o": "1"}).context["cl"].chips]
    assert rests == ["?o=1"]


def test_an_address_without_the_empty_fields_of_the_form(admin_client):
    response = admin_client.get(LIST, {"state": "draft", "mission": "", "q": ""})
    assert response.url == f"{LIST}?state=draft"


@pytest.mark.parametrize("name", ["state", "lacks", "waits", "mission", "country", "year", "batch", "whose"])
def test_a_value_that_means_nothing_finds_nothing(admin_client, name):
    make_article()
    assert listed(admin_client, **{name: "²x"}) == set()


def test_no_filter_betrays_the_draft_of_another_mission(editor_in_niger):
    chad = make_country("TD", "Tchad")
    theme, programme = make_theme(), make_programme()
    secret = make_article(
        title="Secret", mission=make_mission("tchad"), countries=[chad], themes=[theme], programmes=[programme]
    )
    imported(secret)
    make_article(title="À nous", mission=Mission.objects.get(slug="niger"), date_edtf="")
    assert listed(editor_in_niger) == {"À nous"}
    for name in ("country", "theme", "programme", "batch"):
        assert choices(editor_in_niger, name) == {}
    assert choices(editor_in_niger, "mission") == {"niger": 1}
    assert choices(editor_in_niger, "year") == {"undated": 1}
    assert choices(editor_in_niger, "state")["draft"] == choices(editor_in_niger, "lacks")["lead"] == 1
    assert listed(editor_in_niger, country="TD") == listed(editor_in_niger, q="secret") == set()


def test_those_that_i_may_change_leave_out_the_published(editor_in_niger):
    niger = Mission.objects.get()
    make_published(title="Public", mission=niger)
    make_article(title="Brouillon", mission=niger)
    assert listed(editor_in_niger, whose="changeable") == {"Brouillon"}


def test_mine_are_those_that_i_began(admin_client):
    make_article(title="De moi", created_by=User.objects.get())
    make_article(title="D’autrui")
    assert listed(admin_client, whose="mine") == {"De moi"}


@pytest.mark.parametrize("parameters", [{}, {"q": "article"}, {"state": "draft", "lacks": "contact", "year": "2019"}])
def test_counts_cost_the_same_queries_for_many_as_for_few(admin_client, parameters):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(LIST, parameters)
        return len(captured)

    def make(number):
        mission = make_mission(f"m{number}")
        filed = {"themes": [make_theme(f"t{number}")], "programmes": [make_programme(f"p{number}")]}
        imported(make_article(mission=mission, countries=[make_country(f"A{number}")], **filed))

    make(1)
    make(2)
    few = queries()
    for number in range(3, 9):
        make(number)
    assert queries() == few


def test_counts_of_a_large_newsroom_are_shown_when_asked_for(admin_client, monkeypatch):
    monkeypatch.setattr("articles.admin.article_list.FEW", 1)
    make_article()
    make_article()
    assert choices(admin_client, "state")["draft"] is None
    assert choices(admin_client, "state", _facets="True")["draft"] == 2


def test_the_list_is_sorted_by_a_column_and_keeps_its_filters(admin_client):
    for title in "BA":
        make_article(title=title)
    make_published(title="C")
    shown = admin_client.get(LIST, {"state": "draft", "o": "1"}).context["cl"].result_list
    assert [article.title for article in shown] == ["A", "B"]


def test_the_months_of_a_chosen_year(admin_client):
    make_article(title="Mai", date_edtf="2019-05-03")
    make_article(title="Juin", date_edtf="2019-06-03")
    assert admin_client.get(LIST, {"year": "2019"}).context["cl"].months == "?listed_on__year=2019"
    assert listed(admin_client, listed_on__year="2019", listed_on__month="5") == {"Mai"}

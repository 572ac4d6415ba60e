"""The vocabulary desk in the admin: names pooled, one decided, who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles import workflow
from articles.admin import vocabulary
from articles.models import Article, NameDecision, Organisation
from articles.vocabulary import deciding, following
from tests.factories import NOW, make_article, make_member, make_organisation
from tests.import_pages import A, B, C, run, write
from tests.vocabulary.conftest import Kind, Meaning, funders

AZUR = {"kind": "organisation", "key": "fondation azur"}
DESK, NAME = (f"admin:articles_namedecision_{page}" for page in ("desk", "name"))


@pytest.fixture
def desk(client, awa):
    client.force_login(awa)
    return client


def say(client, choice, **more):
    return client.post(reverse(NAME, query=AZUR), {"choice": choice} | more, follow=True)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_name_stands_with_its_count_its_passage_and_the_nearest(desk, imported, azur):
    page = text_of(desk.get(reverse(DESK, query={"kind": "organisation"})))
    assert "<q>" in page
    assert "<mark>Fondation Azur</mark>" in page
    assert "Fondation pour l’azur" in page
    assert f"choice=articles.organisation%3A{azur.pk}" in page


@pytest.mark.parametrize("kind", [*Kind.values, "", "x"])
def test_each_kind_has_its_list(desk, imported, kind):
    assert desk.get(reverse(DESK, query={"kind": kind})).status_code == 200


def test_a_list_costs_the_same_however_many_names_wait(desk, imported):
    address = reverse(DESK, query={"kind": "organisation"})
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    for number in range(20):
        organisation = make_organisation(f"o{number}", f"Fondation numéro {number}", is_to_check=True)
        make_article(title=f"T{number}").organisation_links.create(organisation=organisation)
    with CaptureQueriesContext(connection) as many:
        desk.get(address)
    assert len(many) == len(few)


def test_the_nearest_is_chosen_and_the_articles_follow(desk, imported, azur):
    response = say(desk, f"articles.organisation:{azur.pk}")
    assert "“Fondation Azur”: decided. 2 articles follow." in text_of(response)
    assert funders() == {A: ["azur"], B: ["azur"]}


def test_another_record_is_looked_for(desk, imported):
    other = make_organisation("autre", "Un autre nom")
    say(desk, "", organisation=other.pk)
    assert funders()[A] == ["autre"]


@pytest.mark.parametrize(("choice", "left"), [("new", False), ("nothing", None)])
def test_a_name_is_new_or_none(desk, imported, choice, left):
    say(desk, choice)
    found = Organisation.objects.filter(slug="fondation-azur").values_list("is_to_check", flat=True).first()
    assert found is left


def test_nothing_chosen_is_said(desk, imported):
    response = desk.post(reverse(NAME, query=AZUR), {"choice": ""})
    assert response.context["form"].non_field_errors()
    assert not NameDecision.objects.exists()


def test_a_refusal_is_shown_on_the_page(desk, imported):
    unchecked = make_organisation("autre", "Autre", is_to_check=True)
    response = desk.post(reverse(NAME, query=AZUR), {"choice": "other", "organisation": unchecked.pk})
    assert response.context["form"].non_field_errors()


def test_a_name_that_was_decided_meanwhile_leads_back(desk, db):
    assert reverse(DESK) in desk.get(reverse(NAME, query=AZUR)).url


def test_many_articles_follow_in_the_background(desk, imported, azur, monkeypatch):
    monkeypatch.setattr(vocabulary, "AT_ONCE", 1)
    say(desk, f"articles.organisation:{azur.pk}")
    assert funders()[A] == ["fondation-azur"]
    [task] = DBTaskResult.objects.all()
    following.follow_in_background.call(*task.args_kwargs["args"])
    assert funders()[A] == ["azur"]


def test_published_articles_follow_once_that_is_confirmed(desk, imported, azur, awa):
    workflow.publish(Article.objects.get(title=A), by=awa, now=NOW)
    say(desk, f"articles.organisation:{azur.pk}")
    assert funders()[A] == ["fondation-azur"]
    decision = NameDecision.objects.get()
    page = desk.get(reverse("admin:articles_namedecision_change", args=[decision.pk]))
    assert A in page.content.decode()
    desk.post(reverse("admin:articles_namedecision_apply", args=[decision.pk]), {"published": "yes"})
    assert funders()[A] == ["azur"]


def test_what_was_no_name_is_one_again(desk, imported):
    say(desk, "nothing")
    desk.post(reverse("admin:articles_namedecision_apply", args=[NameDecision.objects.get().pk]), {"bring_back": "1"})
    assert not NameDecision.objects.exists()


@pytest.mark.parametrize("page", ["desk", "name", "changelist"])
@pytest.mark.parametrize("role", ["editor", "contributor"])
def test_others_may_not_even_look(client, newsroom, page, role):
    client.force_login(make_member(role, newsroom, username="paul"))
    assert client.get(reverse(f"admin:articles_namedecision_{page}", query=AZUR)).status_code == 403


def test_a_publisher_of_one_mission_decides_nothing_for_all(client, imported):
    client.force_login(make_member("publisher", username="paul"))
    assert client.post(reverse(NAME, query=AZUR), {"choice": "nothing"}).status_code == 403


def test_a_correction_is_remembered_and_others_are_offered(imported, awa, azur):
    offer = deciding.remember("organisation", "Fondation Azur", azur, by=awa)
    assert (offer.waiting, offer.is_suggestion) == (2, False)
    azur.refresh_from_db()
    assert azur.aliases == ["Fondation Azur"]
    assert funders()[A] == ["fondation-azur"]
    following.follow(offer.decision)
    assert funders() == {A: ["azur"], B: ["azur"]}


def test_who_may_not_decide_suggests(desk, imported, azur):
    paul = make_member("editor", username="paul")
    offer = deciding.remember(Kind.ORGANISATION, "Fondation Azur", azur, by=paul)
    azur.refresh_from_db()
    assert offer.is_suggestion
    assert azur.aliases == []
    page = desk.get(reverse(NAME, query=AZUR))
    assert page.context["form"].fields["choice"].initial == f"articles.organisation:{azur.pk}"


def test_what_is_known_already_is_not_remembered(db, awa, azur):
    assert deciding.remember(Kind.ORGANISATION, "Fondation pour l'Azur", azur, by=awa) is None


def test_a_suggestion_does_not_undo_a_decision(imported, awa, azur):
    deciding.decide(Kind.ORGANISATION, "Fondation Azur", Meaning.NOTHING, by=awa, now=NOW)
    paul = make_member("editor", username="paul")
    assert deciding.remember(Kind.ORGANISATION, "Fondation Azur", azur, by=paul) is None
    assert NameDecision.objects.get().meaning == Meaning.NOTHING


ZINDER = "fondation zinder"


@pytest.fixture
def zinder(imported):
    """Another name that waits, of a third article."""
    write(imported / "c.txt", C, "Le centre est financé par Fondation Zinder.")
    run(imported)
    return Organisation.objects.get(slug="fondation-zinder")


def together(client, *keys, **said):
    page = reverse(NAME, query={"kind": "organisation"})
    return client.post(page, {"key": [AZUR["key"], ZINDER, *keys]} | (said or {"together": "1"}), follow=True)


def test_names_that_are_ticked_stand_together_with_the_drafts_that_follow(desk, zinder):
    Article.objects.get(title=A).organisation_links.create(organisation=zinder, role="partner")
    page = text_of(together(desk))
    assert "Decide on 2 names" in page
    assert "Together: 3 drafts wait." in page
    assert not NameDecision.objects.exists()


def test_names_that_are_ticked_become_one_record(desk, zinder, azur):
    page = text_of(together(desk, choice=f"articles.organisation:{azur.pk}"))
    assert "“Fondation Azur”, “Fondation Zinder”: decided. 3 articles follow." in page
    azur.refresh_from_db()
    assert sorted(azur.aliases) == ["Fondation Azur", "Fondation Zinder"]


@pytest.mark.parametrize(("choice", "left"), [("new", 2), ("nothing", 0)])
def test_names_that_are_ticked_are_new_or_none(desk, zinder, choice, left):
    together(desk, choice=choice)
    assert Organisation.objects.filter(is_to_check=False).count() == left
    assert not Organisation.objects.filter(is_to_check=True).exists()


def test_of_names_that_are_ticked_those_refused_are_shown_again(desk, zinder, azur):
    make_organisation("autre", "Fondation Zinder")
    response = together(desk, choice=f"articles.organisation:{azur.pk}")
    assert "Fondation Zinder – “Fondation Zinder” is a name of" in text_of(response)
    assert [pool.printed for pool, _records in response.context["pools"]] == ["Fondation Zinder"]
    assert NameDecision.objects.get(decided_at__isnull=False).printed == "Fondation Azur"


def test_a_name_that_another_decided_meanwhile_is_said(desk, zinder, awa):
    deciding.decide(Kind.ORGANISATION, "Fondation Azur", Meaning.NEW, by=awa, now=NOW)
    Article.objects.update(state="review")
    page = text_of(together(desk, choice="nothing"))
    assert "1 name does not wait any more." in page
    assert "“Fondation Zinder”: decided." in page


def test_many_articles_of_several_names_follow_in_the_background(desk, zinder, azur, monkeypatch):
    monkeypatch.setattr(vocabulary, "AT_ONCE", 2)
    assert "3 articles follow in the background" in text_of(together(desk, choice=f"articles.organisation:{azur.pk}"))
    assert DBTaskResult.objects.count() == 2


def test_no_name_ticked_is_said(desk, imported):
    page = desk.post(reverse(NAME, query={"kind": "organisation"}), {"together": "1"}, follow=True)
    assert "Tick the names that are to be decided on." in text_of(page)


@pytest.mark.parametrize("choice", ["contacts.country:", "contacts.mission:x", "articles.organisation:9", "x:1", ":"])
@pytest.mark.parametrize("kind", ["organisation", "place"])
def test_a_proposed_record_that_is_none_is_no_choice(desk, imported, choice, kind):
    response = desk.get(reverse(NAME, query=AZUR | {"choice": choice, "kind": kind}), follow=True)
    assert response.status_code == 200
    sent = desk.post(reverse(NAME, query=AZUR | {"choice": choice}), {"choice": choice})
    assert sent.context["form"].errors


def test_a_name_that_no_article_bears_has_no_count(desk, imported):
    make_organisation("seule", "Fondation seule", is_to_check=True)
    page = text_of(desk.get(reverse(DESK, query={"kind": "organisation", "q": "seule"})))
    assert "0 draft" not in page


@pytest.mark.parametrize("key", ["", "\0", "x" * 5000, "é"])
@pytest.mark.parametrize("kind", ["place", "organisation", "person", "\0"])
def test_names_that_nobody_knows_are_no_error(desk, imported, key, kind):
    page = reverse(NAME, query={"kind": kind, "key": key, "choice": key})
    sent = {"key": [key] * 60, "choice": key, "organisation": key, "country": key}
    answers = [desk.get(page), desk.post(page, sent), desk.post(page, {"key": key, "together": "1"})]
    assert {answer.status_code for answer in answers} <= {200, 302, 400}


def test_names_of_another_kind_are_not_decided_by_a_mission(client, imported):
    client.force_login(make_member("administrator", username="paul"))
    assert together(client, choice="nothing").status_code == 403

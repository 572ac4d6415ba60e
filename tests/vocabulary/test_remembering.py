"""A name corrected on one article: remembered at once, offered for the others, or suggested."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.html import escape
from django_tasks_db.models import DBTaskResult

from articles.models import Article, NameDecision, Organisation, PrintedPlace
from articles.vocabulary import following
from articles.vocabulary.corrections import corrections
from contacts.models import Country, Mission
from tests.admin.forms import unchanged
from tests.factories import make_contact, make_member, make_mission, make_organisation, make_programme
from tests.import_pages import A, B, run, write
from tests.vocabulary.conftest import Kind, funders


def correct(client, article, **fields) -> str:
    """Send the article's form with these fields instead; what the editor is told."""
    page = reverse("admin:articles_article_change", args=[Article.objects.get(title=article).pk])
    response = client.post(page, unchanged(client.get(page)) | fields)
    assert response.status_code == 302, response.context["errors"]
    return " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.fixture
def signed_in(client, awa):
    client.force_login(awa)
    return client


def test_a_corrected_organisation_is_offered_for_the_others(signed_in, imported, azur):
    told = correct(signed_in, A, **{"organisation_links-0-organisation": azur.pk})
    assert "is known as Fondation pour l’azur from now on. 1 other article says this" in told
    assert funders() == {A: ["azur"], B: ["fondation-azur"]}
    decision = NameDecision.objects.get()
    assert reverse("admin:articles_namedecision_change", args=[decision.pk]) in told
    signed_in.post(reverse("admin:articles_namedecision_apply", args=[decision.pk]))
    assert funders() == {A: ["azur"], B: ["azur"]}


def test_a_correction_of_the_last_one_leaves_no_record_behind(signed_in, imported, azur):
    Article.objects.get(title=B).delete()
    told = correct(signed_in, A, **{"organisation_links-0-organisation": azur.pk})
    assert "is known as Fondation pour l’azur from now on." in told
    following.follow_in_background.call(*DBTaskResult.objects.get().args_kwargs["args"])
    assert not Organisation.objects.filter(is_to_check=True).exists()


def test_a_corrected_mission_and_person_are_remembered(signed_in, imported):
    Mission.objects.filter(slug="niger").update(is_to_check=True)
    person, mission = make_contact("Ibrahim M."), make_mission("sahel", "Sahel")
    correct(signed_in, A, mission=mission.pk, **{"contact_links-0-person": person.pk})
    mission.refresh_from_db()
    person.refresh_from_db()
    assert mission.aliases == ["Niger"]
    assert person.aliases == ["Ibrahim Maïga", "im@oim.example"]


def test_who_may_not_decide_only_suggests(client, imported, azur):
    client.force_login(make_member("editor", username="paul", language="en"))
    told = correct(client, A, **{"organisation_links-0-organisation": azur.pk})
    assert "is suggested to headquarters for other articles" in told
    azur.refresh_from_db()
    assert azur.aliases == []


def test_what_is_another_records_name_is_changed_here_only(signed_in, imported, azur):
    make_organisation("autre", "Fondation Azur")
    told = correct(signed_in, A, **{"organisation_links-0-organisation": azur.pk})
    assert "Changed here only. “Fondation Azur” is a name of Fondation Azur" in told
    assert funders()[A] == ["azur"]


def test_a_save_that_corrects_no_name_says_nothing(signed_in, imported):
    assert "known as" not in correct(signed_in, A, title="Un autre titre")
    assert not NameDecision.objects.exists()


def test_two_that_go_and_come_at_once_teach_nothing(db):
    for slug in ("a", "b"):
        make_organisation(slug, slug, is_to_check=True)
    make_organisation("c", "c")
    before, after = ({"organisations": [{"slug": slug} for slug in slugs]} for slugs in (["a", "b"], ["c"]))
    assert list(corrections(before, after)) == []


def test_one_known_record_for_another_teaches_nothing(db):
    make_organisation("a", "a")
    make_organisation("c", "c")
    before, after = ({"organisations": [{"slug": slug}]} for slug in ("a", "c"))
    assert list(corrections(before, after)) == []


def test_a_programme_is_learnt_too(db):
    make_programme("a", "a", is_to_check=True)
    known = make_programme("c", "c")
    [found] = corrections({"programmes": ["a", "d"]}, {"programmes": ["c", "d"]})
    assert (found.kind, found.printed, found.record) == (Kind.PROGRAMME, "a", known)


@pytest.fixture
def tamesna(pages) -> Article:
    """Its dateline names a place that nobody knows, as another draft's does."""
    for name, title in (("a.txt", A), ("b.txt", B)):
        page = write(pages / name, title)
        page.write_text(page.read_text().replace("Niger - ", "Tamesna - ").replace("OIM Niger", "OIM Tchad"))
    run(pages)
    return Article.objects.get(title=A)


def with_country(article, code) -> dict:
    count = article.country_links.count()
    return {
        "country_links-TOTAL_FORMS": count + 1,
        f"country_links-{count}-country": code,
        f"country_links-{count}-rank": "main",
        f"country_links-{count}-order": count,
    }


def name_of(place, choice) -> str:
    return reverse("admin:articles_namedecision_name", query={"kind": "place", "key": place, "choice": choice})


def test_a_corrected_country_asks_what_the_unknown_place_means(signed_in, tamesna):
    told = correct(signed_in, A, **with_country(tamesna, "NE"))
    assert "Nobody knows the place “Tamesna”. If it means Niger, 1 other article that waits follows." in told
    page = name_of("tamesna", "contacts.country:NE")
    assert escape(page) in told
    form = signed_in.get(page).context["form"]
    assert form.fields["choice"].initial == form.fields["choice"].choices[0][0] == "contacts.country:NE"
    assert not NameDecision.objects.filter(decided_at__isnull=False).exists()
    signed_in.post(page, {"choice": "contacts.country:NE"})
    assert "Tamesna" in Country.objects.get(code="NE").cities
    assert not PrintedPlace.objects.exists()


def test_a_corrected_mission_means_a_town_of_its_country(signed_in, tamesna):
    told = correct(signed_in, A, mission=Mission.objects.get(slug="niger").pk)
    assert "If it means Niger" in told
    assert "contacts.country%3ANE" in told


def test_a_corrected_dateline_means_the_place_written_instead(signed_in, tamesna):
    sahel = make_mission("sahel", "Sahel")
    assert f"contacts.mission%3A{sahel.pk}" in correct(signed_in, A, dateline="SAHEL –")


def test_corrections_that_lead_to_two_places_ask_nothing(signed_in, tamesna):
    told = correct(signed_in, A, mission=Mission.objects.get(slug="dakar").pk, **with_country(tamesna, "NE"))
    assert "Tamesna" not in told


def test_who_may_not_decide_suggests_what_a_place_means(client, tamesna, newsroom):
    client.force_login(make_member("editor", newsroom, username="paul", language="en"))
    assert "“Tamesna” as Niger is suggested to headquarters" in correct(client, A, **with_country(tamesna, "NE"))
    assert Country.objects.get(code="NE").cities == []


def test_the_last_article_with_a_place_asks_for_the_next_import(signed_in, tamesna):
    Article.objects.exclude(pk=tamesna.pk).delete()
    assert "the next import reads it so" in correct(signed_in, A, **with_country(tamesna, "NE"))

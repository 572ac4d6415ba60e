"""A name decided once: which articles follow, which do not, and what the next import reads."""

import pytest

from articles import versions, workflow
from articles.models import Article, ArticleVersion, NameDecision, Organisation, PrintedPlace, Programme
from articles.vocabulary import deciding, following
from articles.vocabulary.pools import find, pools
from contacts.models import Country, Mission, PressContact
from tests.factories import NOW, make_contact, make_mission, make_organisation
from tests.import_pages import A, B, run, statuses, write
from tests.test_undo_import import undo
from tests.vocabulary.conftest import FUNDED, Kind, Meaning, decide, funders

NAME = "Fondation Azur"


def edit(title, by, **fields):
    article = Article.objects.get(title=title)
    for field, value in fields.items():
        setattr(article, field, value)
    article.save()
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by, now=NOW)
    return article


def test_every_draft_follows_and_its_version_says_why(imported, awa, azur, in_english):
    outcome = decide(Kind.ORGANISATION, NAME, azur, by=awa)
    assert outcome.followed == 2
    assert funders() == {A: ["azur"], B: ["azur"]}
    version = Article.objects.get(title=A).versions.first()
    assert (version.reason, version.comment) == ("vocabulary", "“Fondation Azur” is Fondation pour l’azur")


def test_the_record_of_the_import_becomes_a_part_of_the_known_one(imported, awa, azur):
    decide(Kind.ORGANISATION, NAME, azur, by=awa)
    azur.refresh_from_db()
    assert azur.aliases == [NAME]
    assert not Organisation.objects.filter(is_to_check=True).exists()


def test_the_same_pages_read_the_mapped_record(imported, awa, azur):
    decide(Kind.ORGANISATION, NAME, azur, by=awa)
    assert statuses(imported) == ["unchanged", "unchanged"]
    write(imported / "a.txt", A, f"{FUNDED} Il ouvre demain.")
    assert statuses(imported) == ["updated", "unchanged"]
    assert funders() == {A: ["azur"], B: ["azur"]}


def test_an_article_whose_text_a_person_edited_follows_as_that_persons(imported, awa, azur):
    edit(A, awa, lead="Un chapô.")
    decide(Kind.ORGANISATION, NAME, azur, by=awa)
    article = Article.objects.get(title=A)
    assert funders()[A] == ["azur"]
    assert article.lead == "Un chapô."
    assert article.versions.first().by == awa


def test_what_a_person_said_of_the_field_waits_as_a_proposal(imported, awa, azur):
    article = Article.objects.get(title=A)
    article.organisation_links.update(role="partner")
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=awa, now=NOW)
    outcome = decide(Kind.ORGANISATION, NAME, azur, by=awa)
    assert (outcome.followed, outcome.proposed) == (1, 1)
    assert funders()[A] == ["fondation-azur"]
    [proposal] = article.versions.filter(awaits_decision=True)
    assert proposal.content == {"organisations": [{"slug": "azur", "role": "partner", "funded": ""}]}


def test_a_proposal_is_made_once(imported, awa, azur):
    article = Article.objects.get(title=A)
    article.organisation_links.update(role="partner")
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=awa, now=NOW)
    decide(Kind.ORGANISATION, NAME, azur, by=awa)
    assert following.follow(NameDecision.objects.get()).proposed == 0


def test_what_is_published_stays_until_that_is_confirmed_too(imported, awa, azur):
    workflow.publish(Article.objects.get(title=A), by=awa, now=NOW)
    assert decide(Kind.ORGANISATION, NAME, azur, by=awa).published == 1
    assert funders() == {A: ["fondation-azur"], B: ["azur"]}
    assert NameDecision.objects.get().finished_at is None
    assert decide(Kind.ORGANISATION, NAME, azur, by=awa, with_published=True).followed == 1
    assert funders()[A] == ["azur"]
    assert NameDecision.objects.get().finished_at == NOW


def test_an_interrupted_decision_goes_on(imported, awa, azur, monkeypatch):
    monkeypatch.setattr(following, "TOGETHER", 1)
    decision = deciding.decide(Kind.ORGANISATION, NAME, Meaning.RECORD, azur, by=awa, now=NOW)
    one = following._OfRecords(decision)
    one.piece([one.articles().earliest("pk").pk], NOW)
    assert following.follow(decision).followed == 1
    decision.refresh_from_db()
    assert decision.followed == 2
    assert funders() == {A: ["azur"], B: ["azur"]}


def test_an_undo_takes_back_what_followed(imported, awa, azur):
    decide(Kind.ORGANISATION, NAME, azur, by=awa)
    assert "kept" not in undo()
    assert not Article.objects.exists()
    assert Organisation.objects.filter(slug="azur").exists()


def test_what_is_no_name_goes_and_does_not_come_again(imported, awa):
    decide(Kind.ORGANISATION, NAME, by=awa)
    assert funders() == {A: [], B: []}
    assert not Organisation.objects.filter(is_to_check=True).exists()
    write(imported / "c.txt", "Un puits", FUNDED)
    run(imported)
    assert funders()["Un puits"] == []


def test_what_was_set_aside_can_be_brought_back(imported, awa):
    decide(Kind.ORGANISATION, NAME, by=awa)
    deciding.bring_back(NameDecision.objects.get())
    write(imported / "c.txt", "Un puits", FUNDED)
    run(imported)
    assert funders()["Un puits"] == ["fondation-azur"]


def test_a_new_record_is_confirmed(imported, awa):
    decide(Kind.ORGANISATION, NAME, by=awa, meaning=Meaning.NEW)
    assert not Organisation.objects.get(slug="fondation-azur").is_to_check
    assert not find(Kind.ORGANISATION, "fondation azur")
    assert NameDecision.objects.get().finished_at == NOW


def test_a_mission_is_mapped(pages, awa):
    page = pages / "a.txt"
    page.write_text(page.read_text().replace("OIM Niger", "Bureau de Tamesna"))
    run(page)
    assert Article.objects.get().mission.slug == "tamesna"
    decide(Kind.MISSION, "Tamesna", Mission.objects.get(slug="dakar"), by=awa)
    assert Article.objects.get().mission.slug == "dakar"
    assert statuses(page) == ["unchanged"]


def test_a_programme_is_mapped(pages, awa):
    write(pages / "a.txt", A, "C’est le Programme Oasis vertes qui commence.")
    run(pages / "a.txt")
    oasis = Programme.objects.create(slug="oasis", name_fr="Oasis")
    decide(Kind.PROGRAMME, "Programme Oasis vertes", oasis, by=awa)
    assert [one.slug for one in Article.objects.get().programmes.all()] == ["oasis"]
    assert statuses(pages / "a.txt") == ["unchanged"]


def test_a_person_is_mapped_and_no_old_number_becomes_public(imported, awa):
    person = make_contact("I. Maïga", email="today@oim.example", phone="+41225550141")
    decide(Kind.PERSON, "Ibrahim Maïga", person, by=awa)
    assert {link.person for article in Article.objects.all() for link in article.contact_links.all()} == {person}
    assert PressContact.objects.get() == person
    assert list(person.phones.filter(is_public=True).values_list("number", flat=True)) == ["+41225550141"]
    write(imported / "c.txt", "Un puits")
    run(imported)
    assert PressContact.objects.get() == person


def test_a_place_becomes_a_town_and_its_country_counts(pages, awa):
    write(pages / "a.txt", "Un centre à Tamesna", "À Tamesna, tout est prêt.\n\nTamesna attend.")
    page = pages / "a.txt"
    page.write_text(page.read_text().replace("OIM Niger", "OIM Tchad").replace("Niger - ", "Tamesna - "))
    run(page)
    assert PrintedPlace.objects.get().printed == "Tamesna"
    assert "NE" not in Article.objects.get().countries.values_list("code", flat=True)
    decide(Kind.PLACE, "Tamesna", Country.objects.get(code="NE"), by=awa)
    assert Article.objects.get().country_links.first().country_id == "NE"
    assert not PrintedPlace.objects.exists()
    assert statuses(page) == ["unchanged"]


def test_a_name_of_another_record_is_not_taught(imported, awa, azur, in_english):
    make_organisation("autre", "Fondation Azur")
    with pytest.raises(deciding.NotDecided, match="is a name of Fondation Azur: take it away there first"):
        decide(Kind.ORGANISATION, NAME, azur, by=awa)


def test_a_record_to_check_is_not_what_a_name_stands_for(imported, awa, in_english):
    unchecked = make_organisation("autre", "Autre", is_to_check=True)
    with pytest.raises(deciding.NotDecided, match="confirm it first"):
        decide(Kind.ORGANISATION, NAME, unchecked, by=awa)


def test_spellings_are_pooled_and_counted(imported):
    make_organisation("zinder", "Comité de Zinder", is_to_check=True)
    found = [(pool.printed, pool.waiting) for pool in pools(Kind.ORGANISATION)]
    assert found == [(NAME, 2), ("Comité de Zinder", 0)]
    assert [pool.printed for pool in pools(Kind.ORGANISATION, "ZINDER comite")] == ["Comité de Zinder"]


def test_people_of_one_spelling_are_one_pool(db):
    for mission in (make_mission(), make_mission("chad", "Tchad")):
        PressContact.objects.create(name="Awa DIALLO" if mission.slug == "chad" else "Awa Diallo", mission=mission)
    assert [(pool.key, len(pool.records)) for pool in pools(Kind.PERSON)] == [("awa diallo", 2)]

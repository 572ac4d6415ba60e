"""A new release from a mission's model, as a copy, as a translation."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles import starting, versions, workflow
from articles.models import Article
from contacts.models import PressContactPhone
from iomnews.accounts.models import User
from tests.admin.forms import unchanged
from tests.factories import NOW, make_article, make_contact, make_country, make_mission, make_published, make_theme
from tests.word_files import PROSE, word_file

START = reverse("admin:articles_article_start")
LIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def niger(db):
    return make_mission(city="Niamey", country=make_country(), about_fr="L’OIM au Niger.")


@pytest.fixture
def editor(niger):
    """Of the mission in Niger, and of no other."""
    user = User.objects.create(username="aissata", email="aissata@migrations.example", is_staff=True)
    may = Permission.objects.filter(codename__in=["view_article", "add_article", "change_article"])
    Group.objects.get_or_create(name="editor")[0].permissions.add(*may)
    user.memberships.create(mission=niger, role="editor")
    return user


@pytest.fixture
def editors_client(client, editor):
    client.force_login(editor)
    client.cookies["django_language"] = "en"
    return client


def begin(client, way, **fields):
    return client.post(START, {"way": way} | {f"{way}-{name}": value for name, value in fields.items()})


def printed(article):
    return [link.name for link in article.contact_links.all()]


def test_two_clicks_begin_a_release_from_the_model(editors_client, niger, editor):
    assert START in editors_client.get(LIST).content.decode()
    form = editors_client.get(START).context["forms"]["model"]
    response = begin(editors_client, "model", mission=form["mission"].value(), language=form["language"].value())
    article = Article.objects.get()
    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.mission, article.state, article.created_by) == (niger, "draft", editor)


def test_the_model_gives_dateline_and_country(niger, editor):
    article = starting.from_model(niger, "fr", by=editor)
    assert article.dateline == "NIAMEY –"
    assert [country.code for country in article.main_countries] == ["NE"]


def test_a_mission_without_a_town_gives_its_country_in_the_language_of_the_release(niger, editor):
    niger.city, niger.name_es = "", "Níger"
    assert starting.from_model(niger, "es", by=editor).dateline == "NÍGER –"


def test_the_model_gives_the_confirmed_contacts_of_the_mission(niger, editor):
    person = make_contact(mission=niger, role_fr="Porte-parole", role_en="Spokesperson")
    PressContactPhone.objects.create(contact=person, number="+22720550140", is_public=False)
    make_contact("Pas encore vérifiée", mission=niger, is_active=False, verified_on=None)
    make_contact("D’ailleurs", mission=make_mission("tchad", "Tchad"))
    link = starting.from_model(niger, "en", by=editor).contact_links.get()
    assert (link.person, link.role, link.office) == (person, "Spokesperson", "Niger")
    assert (link.phones, link.phone_printed) == (["+41225550140"], "+41 22 555 01 40")


def test_without_a_person_the_press_line_answers_or_that_of_the_office_above(niger, editor):
    niger.parent = make_mission("dakar", press_line_name="Presse, Dakar", press_line_email="dakar@migrations.example")
    assert printed(starting.from_model(niger, "fr", by=editor)) == ["Presse, Dakar"]


def test_the_about_paragraph_stands_last_under_a_heading(niger, editor):
    body = starting.from_model(niger, "fr", by=editor).body_html
    assert body.endswith("<h2>À propos de nous</h2><p>L’OIM au Niger.</p>")


def test_the_about_paragraph_of_the_office_above_stands_in(niger, editor):
    niger.parent = make_mission("dakar", "Dakar", about_es="La OIM en el Sahel.")
    make_mission("geneva", "Siège", kind="headquarters", about_es="La OIM.", about_en="IOM <worldwide>.")
    assert "La OIM en el Sahel." in starting.from_model(niger, "es", by=editor).body_html
    assert "<p>IOM &lt;worldwide&gt;.</p>" in starting.from_model(niger, "en", by=editor).body_html


def test_the_about_paragraph_is_never_in_another_language(niger, editor):
    assert starting.from_model(niger, "ar", by=editor).body_html == ""


@override("en")
def test_one_version_says_where_the_draft_comes_from(niger, editor):
    version = starting.from_model(niger, "fr", by=editor).versions.get()
    assert (version.reason, version.by, version.content["dateline"]) == ("edit", editor, "NIAMEY –")
    assert version.comment == "From the model of Niger"


def test_a_mission_out_of_reach_is_no_choice(editors_client):
    chad = make_mission("tchad", "Tchad")
    response = begin(editors_client, "model", mission=chad.pk, language="fr")
    assert list(response.context["forms"]["model"].errors) == ["mission"]
    assert not Article.objects.exists()


def test_who_may_add_nothing_begins_nothing(client_who_may):
    client = client_who_may("view_article", "change_article")
    assert client.get(START).status_code == 403
    assert START not in client.get(LIST).content.decode()


def test_the_first_title_makes_the_address(editors_client, niger, editor):
    article = starting.from_model(niger, "fr", by=editor)
    page = reverse("admin:articles_article_change", args=[article.pk])
    editors_client.post(page, unchanged(editors_client.get(page)) | {"title": "Un puits à Arlit"})
    article.refresh_from_db()
    assert article.slug == "un-puits-a-arlit"


def test_a_working_title_is_not_published(niger, editor):
    article = starting.from_model(niger, "fr", by=editor)
    with pytest.raises(workflow.NotAllowed):
        workflow.publish(article, now=NOW)


def test_what_began_here_bears_the_day_on_which_it_goes_live(niger, editor):
    article = starting.from_model(niger, "fr", by=editor)
    assert article.date_edtf == ""
    article.slug = "un-puits"
    article.save()
    workflow.publish(article, now=NOW)
    assert article.date_edtf == "2026-06-15"


@pytest.mark.django_db
def test_what_an_import_brought_without_a_day_stays_undated():
    article = make_article(date_edtf="")
    versions.keep(article, reason="import")
    workflow.publish(article, now=NOW)
    assert article.date_edtf == ""


def test_a_copy_is_a_draft_of_its_own_with_text_and_classification(editor, niger):
    original = make_published(title="Un puits", mission=niger, themes=[make_theme()], countries=[make_country()])
    original.contact_links.create(name="Ibrahim Maïga")
    copy = starting.copy_of(original, by=editor)
    assert (copy.state, copy.body_html, printed(copy)) == ("draft", original.body_html, ["Ibrahim Maïga"])
    assert [theme.slug for theme in copy.themes.all()] == ["protection"]
    assert copy.uuid != original.uuid
    assert copy.translation_group != original.translation_group


def test_a_copy_leaves_day_moments_addresses_and_corrections(editor, niger):
    original = make_published(mission=niger, embargo_until=NOW)
    original.legacy_addresses.create(address="https://old.example/1")
    original.corrections.create(number=1, made_on=NOW.date(), text="Lire 148.")
    original.co_issuers.add(make_mission("tchad", "Tchad"))
    copy = starting.copy_of(original, by=editor)
    assert (copy.date_edtf, copy.goes_live_at, copy.embargo_until) == ("", None, None)
    for parts in (copy.legacy_addresses, copy.corrections, copy.co_issuers):
        assert not parts.exists()


def test_a_copy_of_another_missions_release_is_for_ones_own(editor, niger):
    copy = starting.copy_of(make_published(mission=make_mission("tchad", "Tchad")), by=editor)
    assert copy.mission == niger


def test_what_one_may_not_see_is_not_copied(editors_client):
    secret = make_article(title="Secret", mission=make_mission("tchad", "Tchad"))
    response = begin(editors_client, "article", article=secret.pk)
    assert list(response.context["forms"]["article"].errors) == ["article"]
    assert "Secret" not in editors_client.get(START, {"article": secret.pk}).content.decode()


def test_an_articles_page_offers_it_for_copying(editors_client, niger):
    article = make_article(title="Un puits", mission=niger)
    page = reverse("admin:articles_article_change", args=[article.pk])
    assert f"{START}?article={article.pk}" in editors_client.get(page).content.decode()
    assert "Un puits" in editors_client.get(START, {"article": article.pk}).content.decode()


def test_a_translation_joins_the_release(editors_client, niger):
    original = make_published(mission=niger, countries=[make_country()], version=3)
    begin(editors_client, "article", article=original.pk, into="en")
    article = Article.objects.get(language="en")
    assert article.translation_group == original.translation_group
    assert (article.translated_from, article.translated_from_version) == (original, 3)
    assert article.body_html == original.body_html
    assert article.versions.count() == 1


def test_a_second_translation_is_refused_and_leads_to_the_first(editors_client, niger):
    original = make_published(mission=niger)
    english = make_article(language="en", translation_group=original.translation_group, mission=niger)
    response = begin(editors_client, "article", article=original.pk, into="en")
    assert reverse("admin:articles_article_change", args=[english.pk]) in response.content.decode()
    assert Article.objects.count() == 2


def test_another_missions_release_is_not_translated(editor):
    original = make_published(mission=make_mission("tchad", "Tchad"))
    with pytest.raises(starting.CannotStart):
        starting.translation_of(original, "en", by=editor)


def test_a_headquarters_release_needs_no_reach_of_its_own(admin_client):
    original = make_published(mission=make_mission("geneva", "Siège", kind="headquarters"))
    begin(admin_client, "article", article=original.pk)
    assert Article.objects.exclude(pk=original.pk).get().mission == original.mission


def test_a_draft_shows_to_nobody_outside(niger, editor):
    starting.from_model(niger, "fr", by=editor)
    assert not Article.objects.published(timezone.now()).exists()


def word(article):
    return reverse("admin:articles_article_word", args=[article.pk])


def test_an_articles_page_gives_its_word_file(editors_client, niger):
    article = make_article(title="Un puits", mission=niger, version=2)
    response = editors_client.get(word(article))
    assert response.headers["Content-Disposition"] == 'attachment; filename="un-puits-v2.docx"'
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_another_missions_draft_gives_no_word_file(editors_client):
    assert editors_client.get(word(make_article(mission=make_mission("tchad", "Tchad")))).status_code == 404


def test_a_word_file_handed_in_opens_its_draft(editors_client, niger):
    file = SimpleUploadedFile("vol.docx", word_file(PROSE))
    response = begin(editors_client, "word", file=file, mission=niger.pk)
    article = Article.objects.get()
    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.title, article.mission) == ("Un dernier vol", niger)

"""The form of an article: what it keeps, refuses, fills in and offers."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleContact, Quote
from contacts.models import Mission
from iomnews.accounts.models import Membership, User
from tests.admin.forms import unchanged
from tests.factories import make_article, make_contact, make_mission, make_published

ADD = reverse("admin:articles_article_add")


def page(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    return client.post(page(article), unchanged(client.get(page(article))) | changes)


def errors(response):
    return response.context["adminform"].form.errors


MAY = {
    "contributor": ["view_article", "add_article", "change_article"],
    "publisher": ["view_article", "add_article", "change_article", "publish_article"],
}


def join(user, mission, role):
    group = Group.objects.get_or_create(name=role)[0]
    group.permissions.add(*Permission.objects.filter(codename__in=MAY[role]))
    Membership.objects.create(user=user, mission=mission, role=role)


@pytest.fixture
def writes_in(client, db):
    """A browser signed in as a contributor of the missions given."""

    def sign_in(*missions, role="contributor"):
        user = User.objects.create(username="aminata", email="aminata@migrations.example", is_staff=True)
        for mission in missions:
            join(user, mission, role)
        client.force_login(user, backend="iomnews.accounts.backends.MembershipBackend")
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def test_a_version_says_why(admin_client):
    article = make_article()
    save(admin_client, article, title="Un autre titre", why="La mission a appelé")
    assert article.versions.get().comment == "La mission a appelé"


def test_a_save_that_changes_nothing_keeps_no_version(admin_client):
    article = make_article(lead="Une ligne.\nUne autre.")
    Quote.objects.create(article=article, text="« Un.\nDeux. »")
    save(admin_client, article, title="Un autre titre")
    sent = unchanged(admin_client.get(page(article)))
    as_browsers_send = {n: v.replace("\n", "\r\n") if isinstance(v, str) else v for n, v in sent.items()}
    admin_client.post(page(article), as_browsers_send)
    assert article.versions.count() == 1


def test_a_part_that_changes_is_a_change_of_the_article(admin_client):
    article = make_article()
    quote = Quote.objects.create(article=article, text="« Un. »")
    save(admin_client, article, title="Un autre titre")
    before = Article.objects.get(pk=article.pk).updated_at
    save(admin_client, article, **{"quotes-0-id": quote.pk, "quotes-0-text": "« Deux. »"})
    assert article.versions.count() == 2
    assert Article.objects.get(pk=article.pk).updated_at > before


def test_a_title_too_long_is_refused_with_its_length(admin_client):
    response = save(admin_client, make_article(), title="a" * 301)
    assert errors(response)["title"] == ["The title has 301 characters. 300 is the most."]


def test_a_moment_says_its_time_zone(admin_client):
    assert "In the time of Europe/Zurich." in admin_client.get(page(make_article())).content.decode()


@pytest.mark.parametrize("fixed", ["slug", "language"])
def test_what_makes_a_public_address_stays_once_published(admin_client, fixed):
    assert fixed in admin_client.get(page(make_article())).context["adminform"].form.fields
    assert fixed not in admin_client.get(page(make_published(title="Public"))).context["adminform"].form.fields


def test_the_address_stays_after_a_withdrawal(admin_client):
    withdrawn = make_article(state="withdrawn")
    assert "slug" not in admin_client.get(page(withdrawn)).context["adminform"].form.fields


def test_a_person_newly_chosen_brings_name_office_and_address(admin_client):
    article = make_article()
    person = make_contact(mission=make_mission(), email="ibrahim@migrations.example")
    row = {"contact_links-TOTAL_FORMS": 1, "contact_links-0-person": person.pk, "contact_links-0-order": 0}
    save(admin_client, article, **row)
    contact = article.contact_links.get()
    assert (contact.name, contact.office, contact.email) == ("Ibrahim Maïga", "Niger", "ibrahim@migrations.example")


def test_a_contact_as_printed_stays_as_printed(admin_client):
    article = make_article()
    ArticleContact.objects.create(article=article, person=make_contact(mission=make_mission()), name="I. Maïga")
    save(admin_client, article, title="Un autre titre")
    contact = article.contact_links.get()
    assert (contact.name, contact.office, contact.email) == ("I. Maïga", "", "")


def test_who_writes_for_one_mission_has_it_chosen(writes_in):
    mission = make_mission()
    form = writes_in(mission).get(ADD).context["adminform"].form
    assert form.initial["mission"] == mission.pk


def test_the_missions_offered_are_those_where_one_may_write(writes_in):
    niger, tchad = make_mission(), make_mission("tchad", "Tchad")
    make_mission("mali", "Mali")
    form = writes_in(niger, tchad).get(ADD).context["adminform"].form
    assert set(form.fields["mission"].queryset) == {niger, tchad}


def test_another_mission_is_refused_whatever_is_sent(writes_in):
    client, mali = writes_in(make_mission()), make_mission("mali", "Mali")
    fields = unchanged(client.get(ADD)) | {"title": "Un article", "language": "fr", "mission": mali.pk}
    assert list(errors(client.post(ADD, fields))) == ["mission"]


def test_a_publisher_elsewhere_cannot_take_what_is_published_there(writes_in):
    niger, tchad = make_mission(), make_mission("tchad", "Tchad")
    client = writes_in(niger, role="publisher")
    join(User.objects.get(username="aminata"), tchad, "contributor")
    response = save(client, make_published(mission=niger), mission=tchad.pk)
    assert list(errors(response)) == ["mission"]


def test_a_mission_is_not_taken_from_an_article_of_somebody_else(writes_in):
    niger = make_mission()
    response = save(writes_in(niger), make_article(mission=niger), mission="")
    assert errors(response)["mission"] == ["Choose one of your own missions."]


def test_an_article_issued_together_keeps_its_own_mission(writes_in):
    niger, tchad = make_mission(), make_mission("tchad", "Tchad")
    article = make_article(mission=tchad)
    article.co_issuers.add(niger)
    assert save(writes_in(niger), article, title="Un autre titre").status_code == 302
    article.refresh_from_db()
    assert (article.mission, article.title) == (tchad, "Un autre titre")


def test_headquarters_writes_for_every_mission(writes_in):
    headquarters = Mission.objects.create(slug="siege", name_fr="Siège", kind="headquarters")
    client, mali = writes_in(headquarters), make_mission("mali", "Mali")
    fields = unchanged(client.get(ADD)) | {"title": "Un article", "language": "fr", "mission": mali.pk}
    client.post(ADD, fields)
    assert Article.objects.get().mission == mali


def test_rows_can_be_added_without_a_script(admin_client):
    response = admin_client.get(page(make_article()) + "?more=quote")
    assert response.context["inline_admin_formsets"][0].formset.total_form_count() == 3


def test_an_article_of_a_hundred_quotes_is_saved(admin_client):
    article = make_article()
    Quote.objects.bulk_create(Quote(article=article, text=f"« {n} »", order=n) for n in range(200))
    assert save(admin_client, article, title="Un autre titre").status_code == 302
    assert article.versions.get().content["quotes"][199]["text"] == "« 199 »"


def test_a_text_of_three_megabytes_is_saved(admin_client):
    article = make_article()
    save(admin_client, article, body_html=f"<p>{'mot ' * 800_000}</p>")
    article.refresh_from_db()
    assert len(article.body_html) > 3_000_000


def test_what_is_too_large_is_refused_with_a_page_that_says_so(admin_client):
    response = admin_client.post(page(make_article()), {"body_html": "a" * 11_000_000})
    assert response.status_code == 413
    assert "This form is too large." in response.content.decode()


def test_the_text_of_an_arabic_article_runs_from_the_right(admin_client):
    form = admin_client.get(page(make_article(language="ar"))).context["adminform"].form
    assert form["body_html"].field.widget.attrs["dir"] == "rtl"


def test_a_published_article_still_reads_the_same_after_a_save(admin_client):
    article = make_published()
    save(admin_client, article, lead="Un chapô.")
    article.refresh_from_db()
    assert article.is_public(timezone.now())

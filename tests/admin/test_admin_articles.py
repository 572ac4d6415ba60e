import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import search, versions
from articles.models import Article, LegacyAddress
from tests.admin.forms import unchanged
from tests.factories import make_article, make_country, make_published, make_theme

LIST = reverse("admin:articles_article_changelist")


def page(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    """Send the article's form with the changes and nothing else changed."""
    return client.post(page(article), unchanged(client.get(page(article))) | changes)


def act(client, action, *articles):
    fields = {"action": action, "confirmed": "yes", "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, fields, follow=True)


def listed(client, **parameters):
    return {article.title for article in client.get(LIST, parameters).context["cl"].result_list}


def test_a_save_keeps_a_version(admin_client):
    article = make_article()
    save(admin_client, article, title="Un autre titre")
    version = article.versions.get()
    assert (version.reason, version.content["title"]) == ("edit", "Un autre titre")
    assert version.by.username == "admin"


def test_naming_the_original_joins_the_language_versions(admin_client):
    original = make_published(countries=[make_country()])
    article = make_article(title="An article", language="en")
    save(admin_client, article, translated_from=original.pk)
    article.refresh_from_db()
    assert article.translation_group == original.translation_group
    assert [country.code for country in article.main_countries] == ["NE"]


def test_a_second_version_in_one_language_is_refused(admin_client):
    original, article = make_published(), make_article(title="Deux")
    response = save(admin_client, article, translated_from=original.pk)
    assert list(response.context["adminform"].form.errors) == ["translated_from"]


def test_a_version_holds_the_parts_saved_with_it(admin_client):
    article, country = make_article(), make_country()
    row = {"country": country.pk, "rank": "main", "order": 0}
    added = {f"country_links-0-{name}": value for name, value in row.items()}
    save(admin_client, article, **added, **{"country_links-TOTAL_FORMS": 1})
    assert article.versions.get().content["countries"] == [{"country_id": "NE", "rank": "main"}]


def test_a_save_is_found_by_search(admin_client):
    article = make_article()
    save(admin_client, article, body_html="<p>Une caravane.</p>")
    assert search.matching(Article.objects.all(), "caravanes").get() == article


def test_who_adds_an_article_is_kept(admin_client):
    add = reverse("admin:articles_article_add")
    fields = unchanged(admin_client.get(add)) | {"title": "L’été à Agadez", "language": "fr"}
    admin_client.post(add, fields)
    assert Article.objects.get().created_by.username == "admin"


def test_an_empty_address_is_made_from_the_title(admin_client):
    article = make_article()
    save(admin_client, article, title="L’œuvre d’Agadez", slug="")
    article.refresh_from_db()
    assert article.slug == "l-oeuvre-d-agadez"


def test_an_address_that_another_has_is_refused(admin_client):
    make_article(slug="agadez")
    response = save(admin_client, make_article(), slug="agadez")
    assert "Another article of this language has this address." in response.content.decode()


def test_a_second_version_in_a_language_is_refused(admin_client):
    french = make_article()
    english = make_article(language="en", translation_group=french.translation_group)
    response = save(admin_client, english, language="fr")
    assert "This release already has a version in this language." in response.content.decode()


def test_a_date_that_is_none_is_refused(admin_client):
    response = save(admin_client, make_article(), date_edtf="hier")
    assert response.context["adminform"].form.errors["date_edtf"][0].startswith("“hier” is no date.")


def test_a_moment_is_kept_as_typed(admin_client):
    article = make_article()
    save(admin_client, article, goes_live_at="2030-05-01T10:30")
    article.refresh_from_db()
    assert timezone.localtime(article.goes_live_at).isoformat() == "2030-05-01T10:30:00+02:00"


def test_only_public_articles_lead_to_the_site(admin_client):
    public, draft = make_published(), make_article()
    assert public.get_absolute_url() in admin_client.get(page(public)).content.decode()
    assert draft.get_absolute_url() not in admin_client.get(page(draft)).content.decode()


def test_publish_makes_articles_public(admin_client):
    article = make_article()
    act(admin_client, "publish", article)
    article.refresh_from_db()
    assert article.is_public(timezone.now())
    assert article.versions.get().by.username == "admin"


def test_withdraw_takes_articles_from_the_public(admin_client):
    article = make_published()
    act(admin_client, "withdraw", article)
    article.refresh_from_db()
    assert article.state == "withdrawn"


def test_a_refusal_names_the_article_and_lets_the_others_through(admin_client):
    public, draft = make_published(title="Déjà public"), make_article()
    response = act(admin_client, "publish", public, draft)
    messages = [str(message) for message in response.context["messages"]]
    assert "Déjà public: This article is published already." in messages
    assert "1 article changed." in messages


def test_publish_and_withdraw_are_for_publishers(client_who_may):
    make_article()
    client = client_who_may("view_article", "change_article", "delete_article")
    actions = dict(client.get(LIST).context["action_form"].fields["action"].choices)
    assert not {"publish", "withdraw"} & set(actions)


def test_what_is_published_is_changed_by_publishers_only(client_who_may):
    client = client_who_may("view_article", "change_article")
    assert client.post(page(make_published()), {}).status_code == 403


def test_what_is_published_is_not_deleted(admin_client):
    assert admin_client.get(reverse("admin:articles_article_delete", args=[make_published().pk])).status_code == 403


def test_before_an_article_is_deleted_what_it_holds_is_counted(admin_client):
    article = make_article(title="Un brouillon", themes=[make_theme()])
    versions.keep(article, reason="edit")
    search.index(article)
    page = admin_client.get(reverse("admin:articles_article_delete", args=[article.pk]))
    assert [(str(name), count) for name, count in page.context["parts"]] == [("versions", 1)]


def test_a_draft_is_deleted_with_its_versions(admin_client):
    article = make_article()
    versions.keep(article, reason="edit")
    admin_client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.exists()


@pytest.mark.parametrize("query", ["sécheresses", "pluie agadez", "/actualites/412", "Sécher"])
def test_an_article_is_found_by_word_title_and_old_address(admin_client, query):
    make_article(title="Autre")
    article = make_article(title="Sécheresse", body_html="<p>Les pluies d’Agadez.</p>")
    LegacyAddress.objects.create(article=article, address="https://old.example/actualites/412")
    assert listed(admin_client, q=query) == {"Sécheresse"}


def test_the_country_filter_leaves_out_what_only_names_it(admin_client):
    niger = make_country()
    make_article(title="Du Niger", countries=[niger])
    make_article(title="Nomme le Niger", mentioned=[niger])
    assert listed(admin_client, country="NE") == {"Du Niger"}


def test_the_state_is_shown_and_not_edited(admin_client):
    response = admin_client.get(page(make_article()))
    assert re.search(r'field-state.*?<div class="readonly">Draft<', response.content.decode(), re.DOTALL)
    assert "state" not in response.context["adminform"].form.fields

"""The page of a release."""

from datetime import date

import pytest
from django.urls import reverse

from articles.models import ArticleContact, ArticleImage, ArticleOrganisation, Correction, Quote
from tests.factories import (
    make_contact,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_theme,
)

pytestmark = pytest.mark.django_db


def page(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_an_article_answers_at_its_own_address(client):
    response = client.get(make_published(slug="un-vol").get_absolute_url())
    assert (response.status_code, response.request["PATH_INFO"]) == (200, "/fr/news/un-vol")


def test_an_english_article_answers_only_in_english(client):
    make_published(language="en", slug="a-flight")
    assert client.get("/en/news/a-flight").status_code == 200
    assert client.get("/fr/news/a-flight").headers["Location"] == "/en/news/a-flight"


def test_an_arabic_article_sits_at_the_french_address(client):
    html = page(client, make_published(language="ar", slug="rihla", title="رحلة"))
    assert '<html lang="fr" dir="ltr">' in html
    assert '<div lang="ar" dir="rtl">\n<h1>رحلة</h1>' in html


def test_a_slug_of_two_languages_gives_each_its_own(client):
    make_published(slug="migration", title="En français")
    make_published(slug="migration", title="In English", language="en")
    assert "<h1>In English</h1>" in client.get("/en/news/migration").content.decode()
    assert "<h1>En français</h1>" in client.get("/fr/news/migration").content.decode()


def test_versions_announce_each_other(client):
    french = make_published(slug="un-vol")
    english = make_published(slug="a-flight", language="en", translation_group=french.translation_group)
    links = [f'hreflang="{code}" href="http://testserver{url}"' for code, url in
             [("fr", "/fr/news/un-vol"), ("en", "/en/news/a-flight"), ("x-default", "/fr/news/un-vol")]]  # fmt: skip
    for article in (french, english):
        assert all(link in page(client, article) for link in links)


def test_a_version_in_a_language_that_the_site_does_not_speak_is_announced_too(client):
    french = make_published(slug="un-vol")
    arabic = make_published(slug="rihla", language="ar", translation_group=french.translation_group)
    for article in (french, arabic):
        assert 'hreflang="ar" href="http://testserver/fr/news/rihla"' in page(client, article)
        assert 'hreflang="x-default" href="http://testserver/fr/news/un-vol"' in page(client, article)


def test_a_language_without_a_version_leads_to_its_news(client):
    html = page(client, make_published())
    assert '<a href="/es/news/" lang="es" hreflang="es">' in html
    assert 'rel="alternate" hreflang="es"' not in html


def test_the_dateline_stands_in_the_first_paragraph(client):
    html = page(client, make_published(dateline="NIAMEY –", body_html="<p>Un avion</p><p>Deux</p>"))
    assert '<p><span class="dateline">NIAMEY –</span> Un avion</p><p>Deux</p>' in html


def test_a_wide_table_is_scrolled_by_keyboard_too(client):
    html = page(client, make_published(body_html="<table><tbody><tr><td>1</td></tr></tbody></table><p>Un</p>"))
    assert '<div class="table" role="group" aria-label="Tableau" tabindex="0"><table>' in html
    assert "</table></div><p>Un</p>" in html


def test_a_dateline_is_escaped(client):
    assert "<script>alert" not in page(client, make_published(dateline="<script>alert(1)</script>"))


def test_corrections_come_before_the_text(client):
    article = make_published(body_html="<p>Le texte du jour.</p>")
    Correction.objects.create(article=article, number=1, made_on=date(2019, 2, 25), text="Lire 148.")
    html = page(client, article)
    assert html.index("Lire 148.") < html.index("<p>Le texte du jour.")


def test_a_printed_contact_is_plain_text(client):
    article = make_published()
    ArticleContact.objects.create(
        article=article, name="Awa Sow", phones=["+41225550177"], email="awa@migrations.example"
    )
    html = page(client, article)
    assert "awa@migrations.example" in html
    assert "mailto:awa@" not in html
    assert "tel:+41225550177" not in html


def test_only_public_numbers_of_a_living_contact_show(client):
    article, contact = make_published(), make_contact(phone="+41225550140")
    contact.phones.create(number="+41225550199", is_public=False)
    ArticleContact.objects.create(article=article, person=contact)
    html = page(client, article)
    assert 'href="tel:+41225550140"' in html
    assert "199" not in html


def test_quotes_have_their_speakers(client):
    article = make_published()
    Quote.objects.create(article=article, speaker="Aïssata Sow", role="cheffe de mission", text="« Rien. »")
    assert "Aïssata Sow" in page(client, article)


def test_a_picture_without_file_is_left_out(client):
    article = make_published()
    ArticleImage.objects.create(article=article, caption="Une légende seule")
    assert "<img" not in page(client, article)


def test_a_funder_says_what_it_funded(client):
    article = make_published()
    funder = make_organisation(name_fr="Fonds des routes")
    ArticleOrganisation.objects.create(article=article, organisation=funder, role="funder", funded="les vols")
    assert "Fonds des routes" in page(client, article)
    assert "les vols" in page(client, article)


def test_funders_are_announced_in_their_number(client):
    article = make_published()
    for slug in ("un", "deux"):
        ArticleOrganisation.objects.create(article=article, organisation=make_organisation(slug, slug), role="funder")
    ArticleOrganisation.objects.create(article=article, organisation=make_organisation(), role="partner")
    html = page(client, article)
    assert "<h2>Bailleurs</h2>" in html
    assert "<h2>Partenaire</h2>" in html


def test_a_release_without_a_lead_is_described_by_how_it_begins(client):
    html = page(client, make_published(body_html="<p>Un avion a quitté Agadez.</p>"))
    assert '<meta name="description" content="Un avion a quitté Agadez.">' in html


def test_what_belongs_to_the_text_is_in_the_language_of_the_text(client):
    article = make_published(language="ar")
    Correction.objects.create(article=article, number=1, made_on=date(2019, 2, 25), text="تصحيح")
    assert '<span lang="ar">تصحيح</span>' in page(client, article)


def test_countries_and_themes_lead_to_the_list(client):
    html = page(client, make_published(countries=[make_country()], themes=[make_theme()]))
    assert 'href="/fr/news/?country=NE"' in html
    assert 'href="/fr/news/?theme=protection"' in html


def test_a_country_only_named_is_no_link(client):
    html = page(client, make_published(mentioned=[make_country()]))
    assert "<bdi>Niger</bdi>" in html
    assert "country=NE" not in html


def test_related_releases_share_a_country_or_a_programme(client):
    niger, programme = make_country(), make_programme()
    article = make_published(countries=[niger], programmes=[programme])
    make_published(title="Même pays", countries=[niger])
    make_published(title="Même programme", programmes=[programme])
    make_published(title="Ailleurs", countries=[make_country("PE", "Pérou")])
    related = client.get(article.get_absolute_url()).context["related"]
    assert {other.title for other in related} == {"Même pays", "Même programme"}


def test_related_releases_are_listed_once_a_group(client):
    niger = make_country()
    article, other = make_published(countries=[niger]), make_published(title="Autre", countries=[niger])
    make_published(title="Other", language="en", countries=[niger], translation_group=other.translation_group)
    assert [one.title for one in client.get(article.get_absolute_url()).context["related"]] == ["Autre"]


def test_an_unknown_article_is_a_404(client):
    assert client.get(reverse("article", args=["rien"])).status_code == 404


def test_co_issuers_are_named(client):
    article = make_published(mission=make_mission())
    article.co_issuers.add(make_mission(slug="tchad", name_fr="Tchad"))
    assert 'href="/fr/missions/tchad"' in page(client, article)


def test_a_release_of_no_known_mission_names_none(client):
    make_mission("siege", "Siège", kind="headquarters")
    assert "Siège" not in page(client, make_published())


def test_a_picture_lost_from_the_disk_does_not_take_the_page_with_it(client):
    article = make_published()
    ArticleImage.objects.bulk_create([ArticleImage(article=article)])
    ArticleImage.objects.update(image="images/perdue.jpg")
    assert '<img src="/media/images/perdue.jpg"' in page(client, article)

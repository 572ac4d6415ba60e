"""The review desk: what waits, and an article beside its page, field by field."""

import pytest
from django.urls import reverse

from articles import doubts, versions
from articles.admin import review
from articles.admin.articles import ArticleAdmin
from articles.admin.review_words import RULES
from articles.models import Article, ArticleVersion, SourceDocument
from articles.parsing.dates import FINDERS
from articles.parsing.evidence import CONFIDENCE
from articles.review import Queue
from contacts.models import Country, Mission
from tests.factories import make_article, make_member, make_mission
from tests.import_pages import A, B, run, write

pytestmark = pytest.mark.django_db
NAMED = "L’UNICEF l’a visité le jour même."
QUEUE = "/admin/articles/article/review/"


@pytest.fixture
def reviewer(folder):
    """Somebody who may publish everywhere."""
    return make_member("publisher", Mission.objects.get(kind=Mission.Kind.HEADQUARTERS))


@pytest.fixture
def client(client, reviewer):
    client.force_login(reviewer)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def article(folder) -> Article:
    """Imported; whether the organisation that it names is a partner is doubtful."""
    return Article.objects.get(pk=run(write(folder / "a.txt", A, NAMED))[0]["article"])


def test_every_rule_of_the_parser_is_said_in_words():
    rules = {(doubts.article_field(field), rule) for field, rules in CONFIDENCE.items() for rule in rules}
    rules |= {("date_edtf", rule) for rule in ("published", "date_line", *FINDERS, "none")}
    assert rules == {(field, rule) for field, words in RULES.items() for rule in words}


def desk(article) -> str:
    return reverse("admin:articles_article_review", args=[article.pk])


def text(response) -> str:
    return response.content.decode()


def send(client, article, **data):
    return client.post(desk(article), {"seen_version": article.version} | data)


def test_each_field_says_what_it_was_read_from(client, article):
    html = text(client.get(desk(article)))
    assert "the first line of the text" in html
    assert "a known name" in html
    assert "50% sure" in html


def test_the_doubtful_field_comes_first(client, article):
    html = text(client.get(desk(article)))
    assert html.index('id="card-organisations"') < html.index('id="card-title"')


def test_the_chosen_field_is_lit_without_a_script(client, article):
    html = text(client.get(desk(article), {"field": "title"}))
    assert f' class="lit">{A}</mark>' in html
    assert html.count('class="lit"') == 1


def test_an_unknown_field_is_the_first_one(client, article):
    assert client.get(desk(article), {"field": "nonsense"}).context["chosen"] == "organisations"


def test_what_is_accepted_is_doubtful_no_more_and_no_import_changes_it(client, article, reviewer):
    send(client, article, accept="organisations")
    article.refresh_from_db()
    version = article.versions.first()
    assert article.doubt is None
    assert (version.by, version.comment) == (reviewer, "Accepted: Organisations")


def test_a_second_acceptance_keeps_no_second_version(client, article):
    Article.objects.update(doubts={"organisations": 50, "title": 80}, doubt=130)
    send(client, article, accept="title")
    article.refresh_from_db()
    send(client, article, accept="organisations")
    assert article.versions.count() == 2


def test_an_article_is_accepted_as_a_whole(client, article):
    Article.objects.update(doubts={"organisations": 50, "title": 80}, doubt=130)
    send(client, article, accept_all="1")
    article.refresh_from_db()
    assert article.doubts == {}


def test_nothing_is_accepted_unread(client, article):
    versions.keep(article, reason=ArticleVersion.Reason.EDIT)
    response = client.post(desk(article), {"accept": "organisations", "seen_version": 1}, follow=True)
    article.refresh_from_db()
    assert article.doubt == 50
    assert "Somebody saved this article meanwhile" in text(response)


def test_a_correction_is_a_version_with_its_reason(client, article):
    send(client, article, correct="title", title="Un centre ouvre à Agadez")
    article.refresh_from_db()
    assert article.title == "Un centre ouvre à Agadez"
    assert article.versions.first().comment == "Corrected: Title"


def test_a_corrected_field_is_doubtful_no_more(client, article):
    Article.objects.update(doubts={"title": 80}, doubt=80)
    send(client, article, correct="title", title="Un centre ouvre à Agadez")
    article.refresh_from_db()
    assert article.doubt is None


def test_a_correction_that_is_refused_is_shown_again(client, article):
    response = send(client, article, correct="date_edtf", date_edtf="hier")
    assert "“hier” is no date" in text(response)
    assert 'value="hier"' in text(response)


def test_a_correction_made_on_an_older_version_is_asked_for_again(client, article):
    Article.objects.filter(pk=article.pk).update(title="Le leur")
    article.refresh_from_db()
    versions.keep(article, reason=ArticleVersion.Reason.EDIT)
    response = client.post(desk(article), {"correct": "title", "title": "Le mien", "seen_version": 1})
    assert "Somebody saved this article while you wrote" in text(response)
    assert 'value="Le mien"' in text(response)
    assert Article.objects.get().title == "Le leur"


def box(client, article, field) -> dict:
    """What the box of a field sends when nothing is changed in it."""
    correction = client.get(desk(article), {"field": field, "edit": "1"}).context["correction"]
    forms = [correction.form]
    for part in correction.formsets:
        forms += [part.management_form, *part.forms]
    values = {one.html_name: one.value() for form in forms for one in form}
    return {"correct": field} | {name: value for name, value in values.items() if value is not None}


def test_a_contact_is_corrected_in_its_own_lines(client, article):
    sent = box(client, article, "contacts")
    client.post(desk(article), sent | {"contact_links-0-role": "porte-parole"})
    assert article.contact_links.get().role == "porte-parole"


def test_a_main_country_becomes_one_only_named(client, article):
    sent = box(client, article, "countries")
    client.post(desk(article), sent | {"country_links-0-rank": "mentioned"})
    assert not article.country_links.get(country=Country.objects.get(code="NE")).is_main


@pytest.mark.parametrize(
    "field", ["title", "lead", "body_html", "language", "mission", "programmes", "themes", "organisations", "quotes"]
)
def test_every_field_has_a_box(client, article, field):
    Article.objects.update(doubts={field: 50}, doubt=50)
    assert client.get(desk(article), {"field": field, "edit": "1"}).context["correction"]


def test_the_text_is_corrected_in_its_editor_and_the_queue_goes_on(client, article, folder):
    following = Article.objects.get(pk=run(write(folder / "b.txt", B, NAMED))[0]["article"])
    Article.objects.filter(pk=article.pk).update(doubts={"body_html": 80}, doubt=80)
    assert "data-text-editor" in text(client.get(desk(article), {"field": "body_html", "edit": "1"}))
    sent = {"correct": "body_html", "body_html": "<p>Le texte <script>x</script>juste.</p>", "seen_version": 1}
    response = client.post(f"{desk(article)}?at=80", sent)
    article.refresh_from_db()
    assert (article.body_html, article.doubts) == ("<p>Le texte juste.</p>", {})
    assert response["Location"] == f"{desk(following)}?at=50"


def test_a_lead_is_written_where_there_was_none(client, article):
    assert 'id="card-lead"' in text(client.get(desk(article)))
    send(client, article, correct="lead", lead="Un chapô")
    article.refresh_from_db()
    assert article.lead == "Un chapô"


def test_after_a_field_comes_the_next_doubtful_one(client, article):
    Article.objects.update(doubts={"organisations": 50, "title": 80}, doubt=130)
    response = send(client, article, accept="title")
    assert response["Location"] == f"{desk(article)}?at=130&field=organisations#card-organisations"


def test_after_the_last_field_comes_the_next_article(client, article, folder):
    following = Article.objects.get(pk=run(write(folder / "b.txt", B, NAMED))[0]["article"])
    response = send(client, article, accept="organisations")
    assert response["Location"] == f"{desk(following)}?at=50"


def test_the_next_article_is_of_the_same_mission(client, article, folder):
    make_article(doubts={"title": 50})
    following = make_article(doubts={"title": 20}, mission=article.mission)
    response = client.post(
        f"{desk(article)}?mission={article.mission_id}", {"seen_version": 1, "accept": "organisations"}
    )
    assert response["Location"] == f"{desk(following)}?mission={article.mission_id}&at=20"


def test_after_the_last_article_comes_the_queue(client, article):
    response = send(client, article, accept="organisations")
    assert response["Location"] == QUEUE


def test_the_queue_begins_with_the_most_doubtful(client, article):
    make_article(title="Très douteux", doubts={"title": 80, "contacts": 50})
    assert [row.title for row, _labels in client.get(QUEUE).context["rows"]] == ["Très douteux", A]


def test_the_queue_is_narrowed_to_an_import(client, article):
    make_article(doubts={"title": 80})
    batch = SourceDocument.objects.get().batch_id
    assert [row for row, _labels in client.get(QUEUE, {"batch": batch}).context["rows"]] == [article]


def test_the_queue_counts_by_mission(client, article, reviewer):
    make_article(doubts={"title": 80}, mission=article.mission)
    assert Queue(reviewer).missions() == [(article.mission, 2)]


def test_the_queue_costs_the_same_however_long(client, article, django_assert_max_num_queries):
    for number in range(30):
        make_article(title=f"No {number}", doubts={"title": 50}, mission=article.mission)
    with django_assert_max_num_queries(13):
        client.get(QUEUE)


def test_a_mission_reviews_its_own_articles_only(client, article):
    editor = make_member("editor", make_mission("tchad", "Tchad"), username="awa")
    assert not Queue(editor).articles.exists()
    client.force_login(editor)
    assert client.get(desk(article)).status_code == 404


def test_whoever_may_not_change_it_reads_only(client, article):
    Article.objects.update(state=Article.State.REVIEW)
    client.force_login(make_member("contributor", article.mission, username="awa"))
    html = text(client.get(desk(article)))
    assert 'name="accept"' not in html
    assert client.post(desk(article), {"accept": "organisations"}).status_code == 403


def test_a_sealed_page_shows_neither_its_text_nor_what_was_read(client, article):
    SourceDocument.objects.update(is_sealed=True)
    html = text(client.get(desk(article)))
    assert "This page is sealed" in html
    assert "<mark" not in html
    assert "a known name" not in html


def test_what_is_deleted_while_it_is_corrected_is_not_found(client, article, monkeypatch):
    monkeypatch.setattr(review, "own_article", lambda _user, _pk: article)
    monkeypatch.setattr(ArticleAdmin, "has_change_permission", lambda *_asked: True)
    Article.objects.filter(pk=article.pk).delete()
    assert send(client, article, correct="title").status_code == 404

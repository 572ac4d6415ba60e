import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import search
from articles.models import Article
from articles.search.tokens import Words, words
from tests.factories import make_published


def article(title="Un article", text="", **fields):
    return Article(**{"title": title, "language": "fr", "body_html": f"<p>{text}</p>"} | fields)


@pytest.mark.parametrize(
    ("title", "typed", "marked"),
    [
        ("L’œuvre des réfugiées", "oeuvre refugie", "L’<mark>œuvre</mark> des <mark>réfugiées</mark>"),
        ("La main-d'œuvre", "MAIN-D’OEUVRE", "La <mark>main</mark>-d&#x27;<mark>œuvre</mark>"),
        ("Le re\u0301fugie\u0301, ici", "réfugiés", "Le <mark>re\u0301fugie\u0301</mark>, ici"),
        ("Un retour volontaire", '"retours volontaires"', "Un <mark>retour volontaire</mark>"),
        ("Un retour volontaire", 'retour "retour volontaire"', "Un <mark>retour volontaire</mark>"),
        ("Retours et détours", "retour", "<mark>Retours</mark> et détours"),
        ("Le Tchad – et le Niger", "-tchad niger", "Le Tchad – et le <mark>Niger</mark>"),
        ("1 < 2 & « paix »", "paix", "1 &lt; 2 &amp; « <mark>paix</mark> »"),
        ("½ tarif", "1", "<mark>½</mark> tarif"),
        ("À N’Djamena, hier", "ndjamena", "À <mark>N’Djamena</mark>, hier"),
        ("À Sana’a, l’O.I.M. aide", "OIM sanaa", "À <mark>Sana’a</mark>, l’<mark>O.I.M</mark>. aide"),
        ("La ré\u00adinser\u200btion ici", "réinsertion", "La <mark>ré\u00adinser\u200btion</mark> ici"),
        ("Rien", "zzz", "Rien"),
        ("Rien", "…", "Rien"),
    ],
)
def test_what_was_found_is_marked_in_the_title_as_it_is_written(title, typed, marked):
    assert search.marked_title(article(title), typed) == marked


def test_arabic_is_marked_by_its_words():
    title = search.marked_title(article("عودة المُهَاجِرِين إلى النيجر", language="ar"), "المهاجرين")
    assert title == "عودة <mark>المُهَاجِرِين</mark> إلى النيجر"


def test_the_passage_is_the_one_that_says_most():
    filling = "Mot. " * 60
    found = search.excerpt(article(text=f"Le retour. {filling} Un retour au Niger. {filling}"), "retour niger")
    assert "Un <mark>retour</mark> au <mark>Niger</mark>." in found
    assert found.startswith("… Mot.")
    assert found.endswith("Mot. …")
    assert 30 <= len(found.split()) <= 42


def test_a_lead_that_says_as_much_comes_before_the_text():
    found = search.excerpt(article(lead="Un retour & plus.", text="Le retour."), "retour")
    assert found == "Un <mark>retour</mark> &amp; plus."


def test_a_short_text_is_shown_whole():
    assert search.excerpt(article(text="Le retour, hier."), "retour") == "Le <mark>retour</mark>, hier."


def test_what_is_found_in_the_title_only_leaves_the_usual_excerpt():
    assert search.excerpt(article("Retour", text="Le <b>texte</b> &amp; rien."), "retour") == "Le texte &amp; rien."


def test_a_very_long_text_is_read_to_its_first_hundred_thousand_letters():
    found = search.excerpt(article(text="mot " * 500_000 + "retour"), "mot retour")
    assert found.count("<mark>") == 36


@pytest.mark.django_db
def test_a_list_is_marked_with_one_query(django_assert_num_queries):
    for number in range(3):
        make_published(title=f"Retour {number}", body_html="<p>Un retour.</p>")
    rows = list(Article.objects.newest_first())
    with django_assert_num_queries(1):
        search.mark(rows, "retour")
    assert rows[0].marked_title == "<mark>Retour</mark> 2"
    assert rows[0].marked_excerpt == "Un <mark>retour</mark>."


ODD = "anBÉœſﬁ½ℌ’'´.-« \u00ad\u200d\u0301\u064b\u200f\u202eكم\x00<&"
LETTERS = st.text(alphabet=ODD, max_size=40) | st.text(max_size=40)


@given(LETTERS)
def test_words_in_a_text_are_the_words_of_the_index(text):
    found = Words(text)
    assert [word.folded for word in found] == words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)


@given(LETTERS, LETTERS)
def test_marking_changes_no_letter_and_lets_no_html_through(title, typed):
    marked = search.marked_title(article(title), typed)
    assert marked.count("<") == 2 * marked.count("<mark>")
    plain = marked.replace("<mark>", "").replace("</mark>", "")
    assert plain == search.marked_title(article(title), "")

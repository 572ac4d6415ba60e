import pytest

from articles import html
from tests.factories import make_article


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p onclick=x>Un</p>", "<p>Un</p>"),
        ("<p style='color:red' class=x>Un</p>", "<p>Un</p>"),
        ("<script>alert(1)</script><p>Un</p>", "<p>Un</p>"),
        ("<img src=x onerror=alert(1)>", ""),
        ('<a href="javascript:alert(1)">Un</a>', '<a rel="noopener noreferrer">Un</a>'),
        ("<h1>Un</h1>", "Un"),
        ('<p lang="ar" dir="rtl">نص</p>', '<p lang="ar" dir="rtl">نص</p>'),
    ],
)
def test_only_semantic_html_stays(dirty, clean):
    assert html.clean(dirty) == clean


def test_plain_text_has_a_line_a_block():
    assert (
        html.plain("<p>Un &amp; <em>deux</em></p><ul><li>trois</li><li>&lt;quatre&gt;</li></ul>")
        == "Un & deux\ntrois\n<quatre>"
    )


@pytest.mark.django_db
def test_every_save_cleans_the_text():
    assert make_article(body_html="<p>Un</p><script>x</script>").body_html == "<p>Un</p>"


@pytest.mark.django_db
def test_the_excerpt_is_the_lead_else_the_first_words():
    assert make_article(lead="Le chapô.").excerpt == "Le chapô."
    assert make_article(title="Deux", body_html=f"<p>{'mot ' * 50}</p>").excerpt == "mot " * 35 + "mot…"
    assert make_article(title="Trois", body_html=f"<p>{'mot. ' * 50}</p>").excerpt.endswith("mot. …")

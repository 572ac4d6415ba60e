"""The editor of an article in Chromium: a paste from Word, a text that it cannot hold, the order of the parts."""

import pytest

from articles.models import Article

pytestmark = pytest.mark.browser
WORD = """<html><head><style>p.MsoNormal {margin:0}</style></head><body lang=FR><!--StartFragment-->
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'><span
style='color:red'>NIAMEY</span></b> <span style='mso-bidi-font-weight:bold'>–</span> Un<img src=x onerror=alert(1)>
texte.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;
</span></span>Un</p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Deux</p><script>alert(1)</script>
<table class=MsoTable border=1><tr><td width=100><p class=MsoNormal>Pays</p></td></tr></table>
<!--EndFragment--></body></html>"""
PASTE = """(field, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def form_of(open_page, body):
    article = Article.objects.filter(state="published").exclude(slug="tout").first()
    Article.objects.filter(pk=article.pk).update(body_html=body)
    return open_page(f"/admin/articles/article/{article.pk}/change/", user="administrator")


def test_a_paste_from_word_gives_clean_paragraphs_lists_and_tables(open_page, newsroom):
    page = form_of(open_page, "")
    page.locator(".text-editor-text").evaluate(PASTE, WORD)
    text = page.locator("#id_body_html").input_value()
    assert "<p><strong>NIAMEY</strong> – Un texte.</p>" in text
    assert "<ul><li>Un</li><li>Deux</li></ul>" in text
    assert "<td>Pays</td>" in text.replace(' colspan="1" rowspan="1"', "")
    assert not any(word in text for word in ("style", "class", "script", "Mso"))


@pytest.mark.parametrize(
    "body",
    [
        '<p lang="ar" dir="rtl">نص</p>',
        "<h2>Un</h2><ul><li>un<ul><li>deux</li></ul></li></ul><blockquote><p>« Rien. »</p></blockquote>",
        '<table><thead><tr><th scope="col">Pays</th></tr></thead><tbody><tr><td>Niger</td></tr></tbody></table>',
        '<p>CO<sub>2</sub> <a href="https://a.example" hreflang="en"><em>un <strong>lien</strong></em></a><br>fin</p>',
    ],
)
def test_what_the_editor_holds_is_edited_and_stays_as_it_was(open_page, newsroom, body):
    page = form_of(open_page, body)
    page.locator(".text-editor-bar").wait_for()
    assert page.locator("#id_body_html").input_value() == body


def test_what_the_editor_cannot_hold_is_shown_as_it_is(open_page, newsroom):
    body = "<table><caption>Retours</caption><tbody><tr><td>1</td></tr></tbody></table>"
    page = form_of(open_page, body)
    page.locator(".text-editor-note").wait_for()
    assert page.locator("#id_body_html").is_visible()
    assert page.locator("#id_body_html").input_value() == body

"""Where the article is on a saved web page, and what the page says of itself."""

from datetime import date

import pytest

from articles.inputs.decoding import decode
from articles.web import NotWeb, is_web_page, plain_text, read

PROSE = "L’OIM a ouvert lundi à Agadez un centre d’accueil de deux cents places pour les migrants secourus."
MORE = "Le centre offre un toit, des repas et des soins à ceux qui reviennent du désert, jour et nuit."
MENU = '<ul><li><a href="/">Accueil</a></li><li><a href="/travail">Notre travail</a></li></ul>'
TITLE = "L’OIM ouvre un centre"
TEASERS = "".join(
    f'<div><a href="/{n}">Un convoi numéro {n} est arrivé à Faya avec cent personnes</a></div>' for n in range(9)
)


def page(body, head="", attributes='lang="fr"'):
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def texts(read_page):
    return [block.text for block in read_page.blocks]


@pytest.mark.parametrize(
    "body",
    [
        f"<nav>{MENU}</nav><main><h1>{TITLE}</h1><article><p>{PROSE}</p><p>{MORE}</p></article></main>",
        f'<div><h1>{TITLE}</h1><div class="field--name-body"><p>{PROSE}</p><p>{MORE}</p></div></div>',
        f"<div>{MENU}</div><div><h1>{TITLE}</h1><div>{PROSE}</div><div>{MORE}</div></div><div>{TEASERS}</div>",
        f"<table><tr><td>{MENU}</td><td><h1>{TITLE}</h1><p>{PROSE}<p>{MORE}</td></tr></table>",
        f'<form id="aspnet"><div class="menu">{MENU}</div><h1>{TITLE}</h1>{PROSE}<br><br>{MORE}</form>',
        f"<header><h1>{TITLE}</h1></header><p>{PROSE}</p><p>{MORE}</p><footer>{MENU}</footer>",
    ],
    ids=["html5", "drupal", "unknown", "table", "form", "header"],
)
def test_the_article_is_found_in_every_template(body):
    found = read(page(body))
    assert [line for text in texts(found) for line in text.split("\n") if line] == [TITLE, PROSE, MORE]


def test_a_page_without_a_single_mark_of_a_template_gives_its_text():
    assert texts(read(f"<p>{PROSE}<p>{MORE}")) == [PROSE, MORE]


def test_every_word_that_is_left_out_is_named():
    found = read(page(f"<nav>{MENU}</nav><aside>Aussi</aside><h1>{TITLE}</h1><p>{PROSE}</p><form>Chercher</form>"))
    named = [(text, reason) for text, reason in found.left_out if text]
    assert named == [("Accueil\nNotre travail", "menu"), ("Aussi", "beside the text"), ("Chercher", "form")]


def test_what_stands_beside_the_article_is_named():
    body = f"<div>{TEASERS}</div><article><h1>{TITLE}</h1><p>{PROSE}</p></article><p>Fin</p>"
    pieces = [text for text, _reason in read(page(body)).left_out]
    assert pieces[0].count("convoi") == 9
    assert pieces[1] == "Fin"


def test_scripts_and_styles_are_no_words():
    text = page(f"<style>p {{}}</style><p>{PROSE}</p><script>alert('non')</script>")
    found = read(text)
    assert texts(found) == [PROSE]
    assert found.left_out == []
    assert plain_text(text) == PROSE


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f"<title>{TITLE} | Organisation</title>", "", TITLE),
        (f'<meta property="og:title" content="{TITLE}"><title>Autre</title>', "", TITLE),
        (f"<title>Organisation - {TITLE}</title>", f"<h1>Organisation</h1><h2>{TITLE}</h2>", TITLE),
        ("<title>News</title>", f"<h1>{TITLE}</h1>", TITLE),
        ("", "", PROSE),
    ],
)
def test_the_title_is_that_of_the_page_without_the_site(head, body, title):
    assert texts(read(page(f"{body}<p>{PROSE}</p><p>{MORE}</p>", head)))[0] == title


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://old.example/fr/centre">', "https://old.example/fr/centre"),
        ('<meta property="og:url" content="https://old.example/node?id=4">', "https://old.example/node?id=4"),
        ("<!-- saved from url=(0029)https://old.example/fr/centre -->", "https://old.example/fr/centre"),
        ('<link rel="canonical" href="https://old.example/fr">', ""),
        ('<link rel="canonical" href="https://[">', ""),
        ('<link rel="canonical" href="file:///C:/centre.html">', ""),
    ],
)
def test_the_address_is_the_one_that_the_page_gives(head, address):
    assert read(page(f"<p>{PROSE}</p>", head)).address == address


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2015-06-19T23:30:00+02:00">', ""),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2015-06-19"}]}</script>', ""),
        ("", '<time datetime="2015-06-19">19 juin</time>'),
    ],
)
def test_the_day_is_the_one_that_the_page_declares(head, body):
    assert read(page(f"<article><h1>{TITLE}</h1>{body}<p>{PROSE}</p></article>", head)).published == date(2015, 6, 19)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="hier">',
        '<script type="application/ld+json">{"datePublished": 2015}</script>',
        '<script type="application/ld+json">{"@graph": 3}</script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
    ],
)
def test_a_day_that_is_none_is_not_taken(head):
    assert read(page(f"<p>{PROSE}</p>", head)).published is None


def test_two_days_on_a_page_decide_nothing():
    body = '<article><time datetime="2015-06-19"></time><time datetime="2016-06-19"></time>'
    assert read(page(f"{body}<p>{PROSE}</p></article>")).published is None


def test_captions_are_taken_out_of_the_text_each_once():
    body = (
        '<figure><img src="a.jpg" alt="Un centre"><figcaption>Le centre. © OIM</figcaption></figure>'
        '<div class="photo-caption">Le centre. © OIM</div><img src="b.jpg" alt="Une cour ombragée"><img alt="b 2.jpg">'
    )
    found = read(page(f"<article><h1>{TITLE}</h1>{body}<p>{PROSE}</p></article>"))
    assert found.captions == ["Le centre. © OIM", "Une cour ombragée"]
    assert ("b 2.jpg", "picture") in found.left_out
    assert texts(found) == [TITLE, PROSE]


def test_links_lead_where_they_led_on_the_old_site():
    head = '<link rel="canonical" href="https://old.example/fr/centre">'
    body = f'<p>{PROSE} <a href="desert">Lire</a> <a href="#haut">Haut</a> <a href="javascript:x()">Non</a></p>'
    [block] = read(page(body, head)).blocks
    assert [run.href for run in block.runs if run.href] == ["https://old.example/fr/desert"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("<div>" * 100_000, "deep"), ("<p>x" * 300_000, "tags"), (f'<p title="{"x" * 11_000_000}">', "long")],
)
def test_a_page_beyond_every_measure_is_refused(text, reason):
    with pytest.raises(NotWeb, match=reason):
        read(text)


def test_nested_looks_are_no_crash():
    with pytest.raises(NotWeb, match="deep"):
        read(page("<blockquote>" * 150 + PROSE))


def test_entities_of_the_page_itself_stay_words():
    text = f'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>{PROSE} &a; &b;</p>'
    assert "&b;" in texts(read(text))[-1]
    assert "root:" not in plain_text(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("\n<!-- x --><!DOCTYPE HTML><p>", True),
        ("<html>", True),
        ("<htmlx>", False),
        ("Un <html> ici", False),
        ("", False),
    ],
)
def test_only_a_document_is_a_web_page(text, answer):
    assert is_web_page(text) is answer


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1256", "cp1256"), ("iso-8859-15", "iso8859-15"), ("iso-8859-1", "cp1252"), ("rot13", "cp1252")],
)
def test_a_declared_encoding_is_believed_where_the_bytes_are_not_utf_8(declared, encoding):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    assert decode(head.encode() + b"\xe9") == (head + b"\xe9".decode(encoding), encoding)


def test_utf_8_is_utf_8_whatever_is_declared():
    assert decode('<meta charset="iso-8859-1">é'.encode())[1] == "utf-8"


BOX = "<h3>Contact presse</h3><p>Aminata Diop</p><p>Tél. : +222 45 00 00 12</p><p>adiop@iom.example</p>"
HOUSE = "<h3>Contact</h3><p>OIM</p><p>Tél. : +222 45 00 00 12</p><p>info@iom.example</p>"
ALSO = "<h3>Chiffres</h3><p>2 000 retours</p>"


def with_box(box, prose=PROSE):
    return read(page(f"<div><h1>{TITLE}</h1><p>{prose}</p><p>{MORE}</p></div><div>{box}{ALSO}</div>"))


def test_the_press_contacts_in_a_box_beside_the_text_are_the_releases():
    found = with_box(BOX)
    assert texts(found)[3:] == ["Contact presse", "Aminata Diop", "Tél. : +222 45 00 00 12", "adiop@iom.example"]
    assert ("Chiffres\n2 000 retours", "beside the text") in found.left_out


def test_the_contacts_of_the_site_stay_beside_the_text():
    assert "info@iom.example" not in texts(with_box(HOUSE))


def test_a_release_with_contacts_of_its_own_keeps_those_alone():
    own = "Contact presse : Moussa Kane, +222 45 00 00 13, mkane@iom.example"
    assert "adiop@iom.example" not in texts(with_box(BOX, own))


def test_a_title_that_every_page_bears_is_none():
    found = read(page(f"<p><b>{TITLE}</b></p><p>{PROSE}</p>", "<title>OIM - Communiqué de presse</title>"))
    assert texts(found)[0] == TITLE


@pytest.mark.parametrize("name", ["sharedaddy", "jp-relatedposts", "entry-footer", "sr-only", "visually-hidden"])
def test_what_themes_and_plugins_add_to_the_text_is_left_out(name):
    found = read(page(f'<article><h1>{TITLE}</h1><p>{PROSE}</p><div class="{name}">Ajouté</div></article>'))
    assert ("Ajouté" in texts(found), [text for text, _reason in found.left_out if text]) == (False, ["Ajouté"])


def test_a_list_of_links_before_the_text_is_a_menu():
    found = read(page(f"<div>{MENU}</div><div><b>{TITLE}</b></div><p>{PROSE}</p><p>{MORE}</p>"))
    assert texts(found) == [TITLE, PROSE, MORE]
    assert ("Accueil\nNotre travail", "menu") in found.left_out


def test_a_list_of_links_after_the_text_is_text():
    found = read(page(f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p>{MENU}"))
    assert texts(found)[-1] == "Notre travail"


NOTE = "<dl class='article-info'><dt>Détails</dt><dd>Écrit par Presse</dd><dd>Publié : 3 mars 2014</dd></dl>"


def test_the_day_in_the_notes_under_the_title_is_the_releases():
    body = f"<div><h2>{TITLE}</h2>{NOTE}<div><p>{PROSE}</p><p>{MORE}</p></div></div>"
    found = read(page(body, f"<title>{TITLE}</title>"))
    assert (found.published, texts(found)) == (date(2014, 3, 3), [TITLE, PROSE, MORE])


def test_several_days_in_notes_are_of_several_pages():
    older = NOTE.replace("2014", "2012")
    assert read(page(f"<div><h2>{TITLE}</h2>{NOTE}<p>{PROSE}</p></div><div>{older}</div>")).published is None


def test_a_sentence_set_large_beside_the_text_is_there_once():
    large = f'<div class="pull-quote">« {PROSE[:40]} »</div>'
    assert texts(read(page(f"<h1>{TITLE}</h1><p>{PROSE}</p>{large}<p>{MORE}</p>"))) == [TITLE, PROSE, MORE]


def test_what_is_printed_only_large_stays():
    found = read(page(f'<h1>{TITLE}</h1><p>{PROSE}</p><div class="pullquote">Nulle part ailleurs</div><p>{MORE}</p>'))
    assert "Nulle part ailleurs" in texts(found)


LETTER = """
Juba - Some 340 families who had sheltered in a school since the
August floods moved back to Bor this week on barges chartered by
IOM, which had mended the landing of the town and the road that
leads to it.

"We slept on desks," said Nyandeng Deng.
"""


def test_a_release_typed_in_lines_has_paragraphs():
    first, second = texts(read(page(f"<pre>{LETTER}</pre>")))
    assert (first.startswith("Juba - Some"), first.endswith("leads to it."), second[:9]) == (True, True, '"We slept')


@pytest.mark.parametrize("name", ["release.htm", "Untitled Document", "Nouvelle page 1", "OIM"])
def test_a_name_that_says_nothing_is_no_title(name):
    assert texts(read(page(f"<p><b>{TITLE}</b></p><p>{PROSE}</p>", f"<title>{name}</title>")))[0] == TITLE


def test_a_picture_of_the_title_has_no_caption():
    found = read(page(f'<img src="t.gif" alt="{TITLE}"><p>{PROSE}</p>', f"<title>{TITLE}</title>"))
    assert found.captions == []


def test_a_printed_caption_stands_for_the_description():
    found = read(
        page(f'<p>{PROSE}</p><div><img src="a.jpg" alt="Un bateau bleu"><p class="caption">Le port</p></div>')
    )
    assert found.captions == ["Le port"]


def test_notes_within_notes_are_taken_out_once():
    body = '<div class="byline"><div class="pullquote">' * 40 + "x" * 10 + "</div></div>" * 40
    found = read(page(body * 500 + f"<p>{PROSE}</p>"))
    assert (texts(found), [text for text, _reason in found.left_out].count("x" * 10)) == ([PROSE], 500)

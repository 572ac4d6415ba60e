"""Word files read and written: what is kept, what is left out and named, what is refused."""

import re
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import html
from articles.word import NotWord, Origin, Sheet, opening, read, write
from articles.word.markup import blocks_of, html_of
from tests.word_files import PROSE, W, part, with_part, word_file

ORIGIN = Origin(UUID(int=5), 3)


def sheet(body="", **fields):
    facts = {"title": "Un titre", "language": "fr", "organisation": "Organisation", "origin": ORIGIN}
    return Sheet(**facts | {"blocks": blocks_of(body)} | fields)


def there_and_back(body):
    return html.clean(html_of(read(write(sheet(body))).blocks))


def body(*paragraphs, **options):
    return html_of(read(word_file(*paragraphs, title="", **options)).blocks)


def left_out(*paragraphs, **options):
    return read(word_file(*paragraphs, title="", **options)).left_out


# HTML as an article has it: words of one look beside those of another, lists within lists, tables.
words = st.text("aé’ &<œ\xa0ع", min_size=1, max_size=6).map(lambda text: " ".join(re.split(" +", f"x{text}y")))
escaped = words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
looks = [
    "{}",
    "<strong>{}</strong>",
    "<em>{}</em>",
    "<strong><em>{}</em></strong>",
    "<sub>{}</sub>",
    "<sup>{}</sup>",
    '<a href="https://x.example/?a=1&amp;b=2">{}</a>',
    '<a href="mailto:a@x.example"><strong>{}</strong></a>',
]
runs = st.lists(st.tuples(escaped, st.sampled_from(looks)), min_size=1, max_size=4).map(
    lambda pairs: "<br>".join(look.format(text) for text, look in pairs)
)
simple = st.tuples(st.sampled_from(["p", "h2", "h3"]), runs).map(lambda pair: "<{0}>{1}</{0}>".format(*pair))
lists = st.recursive(
    st.tuples(st.sampled_from(["ul", "ol"]), st.lists(runs, min_size=1, max_size=3)).map(
        lambda pair: "<{0}>{1}</{0}>".format(pair[0], "".join(f"<li>{item}</li>" for item in pair[1]))
    ),
    lambda inner: st.tuples(st.sampled_from(["ul", "ol"]), runs, inner).map(
        lambda triple: "<{0}><li>{1}{2}</li><li>fin</li></{0}>".format(*triple)
    ),
    max_leaves=3,
)
quotes = st.lists(runs, min_size=1, max_size=2).map(
    lambda items: f"<blockquote>{''.join(f'<p>{item}</p>' for item in items)}</blockquote><p>entre</p>"
)
tables = st.tuples(runs, runs, runs, runs).map(
    lambda cells: (
        '<table><caption>{0}</caption><thead><tr><th scope="col">{0}</th><th scope="col">{1}</th></tr></thead><tbody>'
        '<tr><th scope="row" rowspan="2">{2}</th><td>{3}</td></tr><tr><td>{1}</td></tr>'
        '<tr><td colspan="2"><p>{0}</p><ul><li>{1}</li></ul></td></tr></tbody></table>'.format(*cells)
    )
)
bodies = st.lists(st.one_of(simple, lists, quotes, tables), min_size=1, max_size=6).map("".join)


@given(bodies)
@settings(max_examples=60)
def test_a_text_comes_back_from_word_as_it_went(body):
    assert there_and_back(body) == html.clean(body)


def test_the_editors_paragraphs_in_items_come_back_as_items():
    assert there_and_back("<ul><li><p>un</p></li></ul>") == "<ul><li>un</li></ul>"
    two = "<ol><li><p>un</p><p>suite</p></li></ol>"
    assert there_and_back(two) == two


def test_neighbouring_lists_stay_apart():
    body = "<ol><li>un</li></ol><ol><li>encore un</li></ol><ul><li>a</li></ul><ul><li>b</li></ul>"
    assert there_and_back(body) == body


def test_what_xml_cannot_hold_is_left_away():
    assert there_and_back("<p>a\x0bb\ufffec</p>").replace("\x0b", "") == "<p>abc</p>"


def test_a_text_of_a_megabyte_and_a_table_of_thousands_of_cells_go_and_come():
    row = "<tr>" + "<td>une cellule</td>" * 10 + "</tr>"
    body = f"<p>{'mot ' * 250_000}fin</p><table><tbody>{row * 1_000}</tbody></table>"
    assert there_and_back(body) == body


def test_title_lead_and_dateline_have_styles_of_their_own():
    blocks = read(write(sheet("<p>Un avion.</p>", lead="Un chapô.", dateline="NIAMEY –"))).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("title", "Un titre"),
        ("subtitle", "Un chapô."),
        ("paragraph", "NIAMEY – Un avion."),
    ]
    assert [run.text for run in blocks[2].runs if run.is_dateline] == ["NIAMEY – "]


def test_the_file_names_nobody_but_the_organisation():
    data = write(sheet())
    facts = docx.Document(BytesIO(data)).core_properties
    assert (facts.author, facts.last_modified_by, facts.comments) == ("Organisation", "", "")
    assert "python-docx" not in part(data, "docProps/core.xml")


def test_every_page_says_what_may_be_done_with_it():
    header = docx.Document(BytesIO(write(sheet(notices=["Ne pas diffuser", "Niger"])))).sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == ["Ne pas diffuser", "Niger"]


@pytest.mark.parametrize(("language", "attribute"), [("fr", 'w:val="fr-FR"'), ("ar", 'w:bidi="ar-SA"')])
def test_the_file_says_its_language(language, attribute):
    assert attribute in part(write(sheet(language=language)), "word/styles.xml")


def test_arabic_runs_from_right_to_left():
    document = part(write(sheet("<p>نص</p>", language="ar")), "word/document.xml")
    assert "<w:bidi/>" in document
    assert "<w:rtl/>" in document


def test_the_file_is_known_again_after_python_docx_saved_it():
    stream = BytesIO()
    docx.Document(BytesIO(write(sheet()))).save(stream)
    assert read(stream.getvalue()).origin == ORIGIN


def test_any_other_file_comes_from_nowhere():
    assert read(word_file(PROSE)).origin is None


def test_tracked_changes_are_accepted_and_deletions_named():
    changed = (
        "<w:p><w:ins><w:r><w:t>neuf</w:t></w:r></w:ins><w:del><w:r><w:delText>vieux</w:delText></w:r></w:del></w:p>"
    )
    assert body(changed) == "<p>neuf</p>"
    assert left_out(changed) == [("vieux", "deleted in Word")]


def test_a_deleted_end_of_paragraph_joins_two():
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>un </w:t></w:r></w:p>"
    assert body(first, "deux") == "<p>un deux</p>"


def test_comments_are_left_out_and_named():
    def comment(document):
        document.add_comment(document.paragraphs[0].runs, "Vérifier le chiffre.", author="Awa")

    assert left_out(PROSE, make=comment) == [("Awa: Vérifier le chiffre.", "comment")]
    assert body(PROSE, make=comment) == f"<p>{PROSE}</p>"


def test_headers_and_footers_are_left_out_and_named():
    def edges(document):
        document.sections[0].header.paragraphs[0].text = "Papier à en-tête"
        document.sections[0].footer.paragraphs[0].text = "Page 1"

    assert left_out(PROSE, make=edges) == [("Papier à en-tête", "header"), ("Page 1", "footer")]


def test_hidden_text_is_left_out_and_named():
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r></w:p>"
    assert (body(hidden), left_out(hidden)) == ("", [("caché", "hidden text")])


def test_a_text_box_stands_after_the_paragraph_that_it_hangs_on():
    inside = "<w:txbxContent><w:p><w:r><w:t>encadré</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:t>avant</w:t></w:r><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    assert (body(box, "après"), left_out(box)) == ("<p>avant</p><p>encadré</p><p>après</p>", [])


def test_a_drawing_without_text_or_picture_is_named():
    chart = "<w:p><w:r><w:drawing/></w:r></w:p>"
    assert left_out(chart) == [("1", "picture")]


def test_a_footnote_stands_after_the_text_under_its_number():
    data = word_file("<w:p><w:r><w:t>mot</w:t><w:footnoteReference w:id='2'/></w:r></w:p>", "fin", title="")
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>Source : OIM.</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = part(data, "word/_rels/document.xml.rels").replace(
        "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    data = with_part(
        with_part(data, "word/footnotes.xml", notes.encode()), "word/_rels/document.xml.rels", rels.encode()
    )
    assert html_of(read(data).blocks) == "<p>mot<sup>[1]</sup></p><p>fin</p><p>[1] Source : OIM.</p>"


def test_a_field_shows_its_result_and_a_link_leads_on():
    steps = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = '<w:r><w:instrText>HYPERLINK "https://x.example/"</w:instrText></w:r>'
    shown = "<w:r><w:t>ici</w:t></w:r>"
    field = f"<w:p>{steps('begin')}{code}{steps('separate')}{shown}{steps('end')}</w:p>"
    assert body(field) == '<p><a href="https://x.example/">ici</a></p>'


def test_a_link_to_a_script_is_only_its_words():
    code = '<w:r><w:instrText>HYPERLINK "javascript:x"</w:instrText></w:r>'
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}'
    assert body(f'{field}<w:r><w:fldChar w:fldCharType="separate"/><w:t>ici</w:t></w:r></w:p>') == "<p>ici</p>"


def test_words_own_styles_and_lists_are_understood():
    def styled(document):
        for text, style in (
            ("Inter", "Heading 1"),
            ("Sous", "Heading 3"),
            ("un", "List Bullet"),
            ("deux", "List Number"),
        ):
            document.add_paragraph(text, style=style)

    assert body(make=styled) == "<h2>Inter</h2><h3>Sous</h3><ul><li>un</li></ul><ol><li>deux</li></ol>"


def test_cells_that_are_merged_downwards_lose_no_words():
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    rows = [cell('<w:vMerge w:val="restart"/>', "a") + cell("", "b"), cell("<w:vMerge/>", "c") + cell("", "d")]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert '<td rowspan="2"><p>a</p><p>c</p></td><td>b</td>' in body(table)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word 97", "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"%PDF-1.7", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"GIF89a", "other"),
        (b"PK\x03\x04 cut off", "corrupt"),
        (word_file(PROSE)[:-500], "corrupt"),
    ],
)
def test_what_is_no_word_file_is_named(data, reason):
    with pytest.raises(NotWord) as caught:
        read(data)
    assert caught.value.reason == reason


def zipped(**parts):
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def test_an_open_document_is_named():
    with pytest.raises(NotWord, match="odt"):
        read(zipped(mimetype="application/vnd.oasis.opendocument.text"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_definitions_of_entities_are_refused_before_they_are_read(encoding):
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(NotWord, match="unsafe"):
        read(with_part(word_file(PROSE), "word/document.xml", bomb.encode(encoding)))


def test_a_file_that_unpacks_to_very_much_is_refused():
    with pytest.raises(NotWord, match="bomb"):
        read(with_part(word_file(PROSE), "word/media/image1.png", bytes(opening.LARGE * 4)))


def test_a_file_of_more_xml_than_a_release_needs_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "MOST_XML", 1000)
    with pytest.raises(NotWord, match="bomb"):
        read(word_file(PROSE))


def test_nothing_outside_the_file_is_read():
    linked = parse_xml(f"<w:p {W}><w:r><w:t>mot</w:t></w:r></w:p>")

    def link(document):
        document.part.relate_to("http://127.0.0.1:1/x.dotx", "http://x/attachedTemplate", is_external=True)
        document.element.body.sectPr.addprevious(linked)

    assert body(make=link) == "<p>mot</p>"

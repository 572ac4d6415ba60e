import pytest

from articles.parsing.blocks import blocks_of, paragraphs_of, take_boxes, take_captions, take_marks
from articles.parsing.reading import Block, Caption

TEXT = "Un paragraphe assez long pour en être un, avec un point à la fin."


def test_items_after_dashes_are_a_list():
    assert blocks_of(["Il faut :", "- un toit ;", "- une école.", TEXT])[0] == [
        Block("paragraph", "Il faut :"),
        Block("list", items=["un toit ;", "une école."]),
        Block("paragraph", TEXT),
    ]


def test_numbered_items_are_an_ordered_list_and_their_numbers_are_handed_back():
    blocks, markers = blocks_of(["Il faut :", "1. Un toit.", "2. Une école."])
    assert (blocks[1], markers) == (Block("list", items=["Un toit.", "Une école."], ordered=True), ["1.", "2."])


def test_a_short_line_without_an_end_mark_is_a_heading():
    assert [block.kind for block in blocks_of([TEXT, "Construire pour revenir", TEXT])[0]] == [
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_last_line_or_a_sentence_is_no_heading():
    assert [block.kind for block in blocks_of(["Une phrase.", TEXT, "Une signature"])[0]] == ["paragraph"] * 3


def test_paragraphs_glued_without_a_space_are_parted():
    assert paragraphs_of(["Elle est rentrée chez elle.Chaque équipe a un médecin."], wrapped=False) == [
        "Elle est rentrée chez elle.",
        "Chaque équipe a un médecin.",
    ]


def test_addresses_are_not_parted():
    line = "Voir www.exemple.Org ou ecrire.Awa@oim.example aujourd'hui."
    assert paragraphs_of([line], wrapped=False) == [line]


def test_captions_are_kept_once_and_handed_back_as_often_as_printed():
    caption = "Une école de Kharkiv. Photo : OIM 2022/Awa Diallo"
    texts, captions, printed = take_captions([caption, caption, TEXT])
    assert (texts, captions, printed) == ([TEXT], [Caption(caption, "OIM 2022/Awa Diallo")], [caption, caption])


def test_a_box_that_lost_its_tags_is_no_paragraph():
    lines = [TEXT, '"border-style: none;">Télécharger', 'class="lien" href=', '"/docs/rapport.pdf"', TEXT]
    kept, boxes = take_boxes(lines, wrapped=False)
    assert ([line for line in kept if line], boxes) == ([TEXT, TEXT], ["\n".join(lines[1:4])])


def test_a_short_line_over_a_list_is_its_heading():
    kinds = [block.kind for block in blocks_of([TEXT, "Cinq pas", "- un contrat", "- un salaire"])[0]]
    assert kinds == ["paragraph", "heading", "list"]


def test_a_bullet_of_a_word_processor_opens_an_item_among_others():
    blocks, markers = blocks_of(["Results:", "o 41 villages", "o 12 markets", TEXT])
    assert (blocks[1], markers) == (Block("list", items=["41 villages", "12 markets"]), ["o", "o"])


@pytest.mark.parametrize("mark", ["-30-", "(FIN)", "Page 2 of 3", "page 2/3", "2/3", "- 4 -", "ENDS"])
def test_marks_of_a_printed_page_are_taken_out(mark):
    assert take_marks([TEXT, mark, "Fin"]) == ([TEXT, "Fin"], [mark])

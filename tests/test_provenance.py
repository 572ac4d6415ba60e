"""The page as it came, with the passages marked that each field was read from."""

from articles.provenance import Passage, marked_page


def marked(text, read, discarded=(), repairs=()) -> list[Passage]:
    return [one for one in marked_page(text, list(discarded), read, repairs).passages if one.of]


def test_a_passage_is_marked_over_the_lines_it_was_wrapped_in():
    assert marked("Un\ncentre ouvre.", {"title.0": ["Un centre"]}) == [Passage("Un\ncentre", "", ("title.0",))]


def test_where_two_passages_overlap_both_are_named():
    read = {"body_html.0": ["Un centre au Niger."], "countries.0": ["Niger"]}
    assert [(one.text, one.of) for one in marked("Un centre au Niger.", read)] == [
        ("Un centre au ", ("body_html.0",)),
        ("Niger", ("body_html.0", "countries.0")),
        (".", ("body_html.0",)),
    ]


def test_a_name_is_marked_in_the_text_and_not_in_the_menu():
    page = marked_page("Niger\nUn centre au Niger.", [{"text": "Niger", "reason": "menu"}], {"countries.0": ["Niger"]})
    assert [(one.reason, one.of) for one in page.passages if one.text == "Niger"] == [
        ("menu", ()),
        ("", ("countries.0",)),
    ]


def test_a_label_that_tells_something_is_marked_though_it_is_left_out():
    [label] = marked("Histoires\nTexte", {"kind.0": ["Histoires"]}, [{"text": "Histoires", "reason": "label"}])
    assert label == Passage("Histoires", "label", ("kind.0",))


def test_a_repaired_word_is_marked_as_it_is_printed():
    repairs = [{"printed": "main-d'uvre", "repaired": "main-d'œuvre"}]
    [passage] = marked("La main-d'uvre manque.", {"title.0": ["La main-d'œuvre manque."]}, repairs=repairs)
    assert passage.text == "La main-d'uvre manque."


def test_what_the_page_does_not_hold_is_marked_nowhere():
    assert marked("Un centre.", {"title.0": ["Un puits"]}) == []

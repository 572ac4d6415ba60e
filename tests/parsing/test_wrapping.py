from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.wrapping import PARAGRAPH_TAG, WIDTH, is_wrapped, room, source_width, unwrap


def wrap(paragraph: str) -> list[str]:
    """Lines of a paragraph as the old system cut them."""
    lines: list[str] = []
    for word in paragraph.split():
        room_left = room(lines[-1], first=len(lines) == 1) if lines else -1
        if lines and room_left >= 1 + source_width(word):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def test_a_letter_counts_as_its_entity():
    assert [source_width(letter) for letter in "eé’«–œ&"] == [1, 8, 7, 7, 7, 7, 5]


def test_a_letter_without_a_named_entity_counts_as_its_number():
    assert source_width("ł") == len("&#322;")


def test_a_line_that_could_have_taken_the_next_word_ends_a_paragraph():
    assert unwrap(["Une première ligne courte.", "Une seconde."]) == ["Une première ligne courte.", "Une seconde."]


def test_a_full_line_goes_on():
    lines = ["Les élèves réfugiés préparés à l’été dernier", "sont rentrés."]
    assert unwrap(lines) == [" ".join(lines)]


def test_a_short_line_goes_on_before_a_small_letter():
    assert unwrap(["Un mot en italique", "prenait de la place."]) == ["Un mot en italique prenait de la place."]


def test_a_full_line_too_wide_for_a_first_line_begins_no_paragraph():
    wide = "a" * (WIDTH - PARAGRAPH_TAG)
    assert len(unwrap([f"{'b' * 65}.", f"A{wide}", "fin."])) == 1


def test_a_wrapped_list_item_stays_one_and_begins_anew_at_its_dash():
    lines = [
        "Le texte dit :",
        "- une longue entrée de la liste qui va bien jusqu'au bout de",
        "la ligne ;",
        "- une autre.",
    ]
    assert unwrap(lines) == ["Le texte dit :", " ".join(lines[1:3]), "- une autre."]


def test_long_lines_are_not_wrapped():
    assert not is_wrapped(["Un paragraphe entier. " * 10, "Un autre paragraphe. " * 10])


WORDS = st.lists(st.sampled_from("de la les migrants été réfugiés à l’OIM où œuvre d'accueil".split()), min_size=6)


@given(st.lists(WORDS.map(lambda words: f"Le {' '.join(words)}."), min_size=1, max_size=6))
def test_paragraphs_wrapped_by_the_old_rule_come_back(paragraphs):
    """Those whose last line is short: a full one leaves no trace."""
    paragraphs = [p for p in paragraphs if room(wrap(p)[-1], first=len(wrap(p)) == 1) > source_width("Le")]
    assert unwrap([line for paragraph in paragraphs for line in wrap(paragraph)]) == paragraphs

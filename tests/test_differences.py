"""What a comparison of two texts promises, on texts that nobody would write too."""

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import marked, pieces

pytestmark = pytest.mark.usefixtures("in_english")

words = st.lists(st.sampled_from(["le", "la", "puits", "eau", "Agadez", ",", ".", "\n", " ", "«", "<b>"]), max_size=60)
texts = st.one_of(st.text(max_size=200), words.map("".join), words.map(" ".join))


@given(texts, texts)
def test_the_pieces_give_both_texts_back(old, new):
    cut = pieces(old, new)
    assert "".join(piece.old for piece in cut) == old
    assert "".join(piece.new for piece in cut) == new


@given(texts)
def test_a_text_is_the_same_as_itself(text):
    assert all(piece.is_same for piece in pieces(text, text))


def changes(old, new):
    return [(piece.old, piece.new) for piece in pieces(old, new) if not piece.is_same]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Le puits de Tahoua est ouvert.", "Le puits d’Agadez est ouvert.", [("de Tahoua", "d’Agadez")]),
        ("Il y a 184 puits.\nFin.", "Il y a 148 puits.\nFin.", [("184", "148")]),
        ("Un.\nDeux.\nTrois.\n", "Un.\nTrois.\n", [("Deux.\n", "")]),
        ("Un.\nTrois.\n", "Un.\nDeux.\nTrois.\n", [("", "Deux.\n")]),
        ("La mission ouvre un bureau", "La mission ferme le bureau", [("ouvre un", "ferme le")]),
    ],
)
def test_what_changed_is_as_small_as_a_person_would_say(old, new, expected):
    assert changes(old, new) == expected


def test_a_paragraph_written_anew_is_shown_whole():
    old, new = "Le puits de la ville est ouvert depuis hier.", "Une école accueille de nombreux enfants au Tchad."
    assert changes(old, new) == [(old, new)]


def test_a_mark_is_seen_and_heard_and_its_text_escaped():
    html = marked("un <b>", "un <i>")
    assert '<del><span class="visually-hidden">[deleted:] </span>b<span' in html
    assert '<ins><span class="visually-hidden">[inserted:] </span>i<span' in html
    assert html.startswith("un &lt;")


def prose(words, seed):
    """French-like: few words make most of the text."""
    chance = random.Random(seed)
    known = ["".join(chance.choices("aeilnorstu", k=chance.randint(2, 9))) for _ in range(6000)]
    return " ".join(chance.choices(known, [1 / (n + 1) for n in range(6000)], k=words))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (prose(20_000, 1), prose(20_000, 2)),
        (prose(20_000, 1), prose(20_000, 1).replace("a", "e", 20_000)),
        ("a b " * 30_000, "b c a " * 20_000),
        ("\n".join("abc" * 20_000), "\n".join("cab" * 20_000)),
    ],
    ids=["nothing in common", "every word touched", "two words", "lines of a letter"],
)
def test_a_long_text_takes_no_longer_for_being_another(old, new):
    """Each word looked at with each word, as difflib does, would take minutes."""
    start = process_time()
    pieces(old, new)
    assert process_time() - start < 10

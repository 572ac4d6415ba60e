import pytest

from articles.parsing.reading import Repair
from articles.parsing.repair import has_markup, mend_letters, restore_oe, strip_links


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("la main-d'uvre", "la main-d'œuvre"),
        ("mettre en uvre", "mettre en œuvre"),
        ("ils uvrent", "ils œuvrent"),
        ("au cur des manuvres", "au cœur des manœuvres"),
        ("les surs de la mission", "les sœurs de la mission"),
        ("un nud, des vux, un uf", "un nœud, des vœux, un œuf"),
    ],
)
def test_a_lost_oe_comes_back_in_the_words_that_have_one(printed, mended):
    assert restore_oe([printed])[0] == [mended]


@pytest.mark.parametrize("text", ["sur la route", "des lieux surs", "plus surs", "le manœuvre", "un curé", "ouvre"])
def test_words_without_a_lost_oe_stay(text):
    assert restore_oe([text]) == ([text], [])


def test_a_repair_is_counted():
    assert restore_oe(["main-d'uvre et main-d'uvre"])[1] == [Repair("main-d'uvre", "main-d'œuvre", 2)]


def test_a_bare_uvre_is_reported_with_its_phrase():
    assert restore_oe(["mis en uvre"])[1] == [Repair("uvre (in « mis en uvre »)", "œuvre", 1)]


def test_text_read_as_windows_1252_is_read_again():
    mended, repairs = mend_letters(["RÃ©unions Ã\xa0 AbÃ©chÃ©"])
    assert mended == ["Réunions à Abéché"]
    assert Repair("RÃ©unions", "Réunions") in repairs


def test_stray_marks_become_apostrophes_and_hyphens():
    assert mend_letters(["l`été à Saint?Jérôme ?", "quatre?vingt?dix"])[0] == [
        "l'été à Saint-Jérôme ?",
        "quatre-vingt-dix",
    ]


@pytest.mark.parametrize("text", ["favorble", "Âge, Île, Être", "https://oim.example/page?id=trois"])
def test_what_is_no_damage_stays(text):
    assert mend_letters([text]) == ([text], [])


@pytest.mark.parametrize(
    "text",
    ['"mailto:a@oim.example">a@oim.example', '"mailto:a@oim.example" target="_blank" title=\n"">a@oim.example'],
)
def test_a_broken_link_leaves_its_text(text):
    left, residues = strip_links(text)
    assert left == "a@oim.example"
    assert left + "".join(residues) != text or residues


def test_attributes_of_a_lost_tag_are_markup_and_quotation_marks_are_not():
    assert has_markup('"border-style: none; width: 100%;">Télécharger')
    assert not has_markup('La banque "Dnipro-Crédit" a signé : x = 3.')


@pytest.mark.parametrize(("printed", "mended"), [("c'est un vu que", "c'est un vœu que"), ("vu que", "vu que")])
def test_a_vow_is_mended_after_a_determiner_only(printed, mended):
    assert restore_oe([printed])[0] == [mended]


def test_a_question_mark_after_an_elided_word_was_an_apostrophe():
    lines, repairs = mend_letters(["Aujourd?hui, l?OIM n?a qu?une école, d?où l?appel?"])
    assert lines == ["Aujourd’hui, l’OIM n’a qu’une école, d’où l’appel?"]
    assert Repair("l?OIM", "l’OIM", 1) in repairs


def test_a_repair_is_of_the_word_without_the_marks_after_it():
    assert mend_letters(["l?OIM, l?OIM."])[1] == [Repair("l?OIM", "l’OIM", 2)]


@pytest.mark.parametrize(("printed", "mended"), [("ma sur attend", "ma sœur attend"), ("une sur dix", "une sur dix")])
def test_a_sister_is_one_who_is_somebodys(printed, mended):
    assert restore_oe([printed])[0] == [mended]

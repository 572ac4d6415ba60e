import pytest

from articles.parsing.quotes import read_quotes

SAID = "Nous avons tout perdu cette nuit"
ATTRIBUTIONS = [
    (f"« {SAID} », a déclaré Awa Diallo, cheffe de mission de l’OIM.", "Awa Diallo", "cheffe de mission de l’OIM"),
    (f"« {SAID} » affirme Awa Diallo, institutrice.", "Awa Diallo", "institutrice"),
    (f"« {SAID}, » explique le rédacteur en chef, Ali Issa.", "Ali Issa", "rédacteur en chef"),
    (f"«{SAID}», confie une électrice, Zara Ba.", "Zara Ba", "électrice"),
    (f"« {SAID} », a déclaré le professeur Ali Issa, doyen de l’école.", "Ali Issa", "professeur, doyen de l’école"),
    (f"« {SAID} », déclare le Directeur général adjoint de l’OIM.", None, "Directeur général adjoint de l’OIM"),
    (f"« {SAID} », raconte Fati, 31 ans.", "Fati", None),
    (f"« {SAID} », plaisante Ali ag Issa, 44 ans, ancien passeur.", "Ali ag Issa", "ancien passeur"),
    (f"« {SAID} », a tweeté Awa Diallo, porte-parole, lors de la visite.", "Awa Diallo", "porte-parole"),
    (f"« {SAID} », a fait remarquer Awa Diallo, juriste, qui participe à la visite.", "Awa Diallo", "juriste"),
    (f"« {SAID} », raconte en riant Dil Maya Rai.", "Dil Maya Rai", None),
    (f"« {SAID} », a dit Mme Awa Diallo, ministre de la Santé.", "Awa Diallo", "ministre de la Santé"),
    (f"“{SAID},” said Awa Diallo, IOM Chief of Mission in Niger.", "Awa Diallo", "IOM Chief of Mission in Niger"),
    (f"“{SAID},” said Operator Awa Diallo, 26.", "Awa Diallo", "Operator"),
    (f"“{SAID},” said Awa Diallo, of the Ministry of Health.", "Awa Diallo", "Ministry of Health"),
    (f"“{SAID},” Awa Diallo said.", "Awa Diallo", None),
    (f"“{SAID},” IOM Chief of Mission Awa Diallo said on Friday.", "Awa Diallo", "IOM Chief of Mission"),
    (f"« {SAID} », selon Awa Diallo, juriste.", "Awa Diallo", "juriste"),
    (f'"{SAID}," explique Awa Diallo, directrice.', "Awa Diallo", "directrice"),
    (f"“{SAID}”, dijo Awa Diallo, representante adjunta del ACNUR.", "Awa Diallo", "representante adjunta del ACNUR"),
    (f"La Dra. Awa Diallo, Viceministra de Salud, declaró: “{SAID}.”", "Awa Diallo", "Viceministra de Salud"),
    (f"Awa Diallo, juriste, a déclaré : « {SAID}. »", "Awa Diallo", "juriste"),
]


@pytest.mark.parametrize(("paragraph", "speaker", "role"), ATTRIBUTIONS)
def test_the_words_round_a_quotation_name_its_speaker(paragraph, speaker, role):
    [quote] = read_quotes([paragraph])
    assert (quote.speaker, quote.role, quote.text.strip(".")) == (speaker, role, SAID)


@pytest.mark.parametrize(
    "paragraph",
    [
        "L’étude intitulée « Les flux migratoires en Afrique de l’Ouest » sera publiée.",
        'Le numéro "527" et la banque "Crédit de l\'Atlantique" restent ouverts.',
        "Selon Awa Diallo, juriste, les consulats sont appelés les premiers.",
        "Une campagne nommée « N’y va pas ! Reste avec nous. » a commencé.",
    ],
)
def test_titles_slogans_and_indirect_speech_are_no_quotations(paragraph):
    assert read_quotes([paragraph]) == []


def test_a_quotation_resumed_after_its_attribution_is_another():
    quotes = read_quotes([f"« {SAID} », a déclaré Awa Diallo, juriste. « Nous reviendrons malgré tout. »"])
    assert [(quote.speaker, quote.role) for quote in quotes] == [("Awa Diallo", "juriste")] * 2


def test_a_quotation_going_on_in_the_same_sentence_is_one():
    [quote] = read_quotes([f"« {SAID} », a déclaré Awa Diallo, juriste, et « nous reviendrons malgré tout. »"])
    assert quote.text == f"{SAID} nous reviendrons malgré tout."


def test_and_adding_goes_back_to_the_speaker_before():
    quotes = read_quotes([f"« {SAID} », a déclaré Awa Diallo.", "Et d’ajouter : « nous reviendrons malgré tout. »"])
    assert [quote.speaker for quote in quotes] == ["Awa Diallo", "Awa Diallo"]


def test_a_pronoun_goes_back_to_the_speaker_before():
    quotes = read_quotes([f"« {SAID} », a déclaré Awa Diallo. « Nous reviendrons tous », ajoute-t-elle."])
    assert [quote.speaker for quote in quotes] == ["Awa Diallo", "Awa Diallo"]


def test_paragraphs_that_go_on_with_a_quotation_are_added_to_it():
    [quote] = read_quotes(
        [f"« {SAID} », déclare Awa Diallo.", "« Les filets aussi sont perdus.", "« Rien ne reste. »"]
    )
    assert quote.text == f"{SAID}\nLes filets aussi sont perdus.\nRien ne reste."


@pytest.mark.parametrize("said", ["a-t-elle ajouté", "poursuit-elle"])
def test_who_speaks_may_be_said_within_the_quotation(said):
    quotes = read_quotes([f"« {SAID} », a déclaré Awa Diallo.", f"« Il en reste quatre, {said}. Nous cherchons. »"])
    assert [quote.speaker for quote in quotes] == ["Awa Diallo", "Awa Diallo"]


def test_who_speaks_may_be_named_within_the_quotation():
    [quote] = read_quotes(["« Il reste quatre ponts, explique Awa Diallo, juriste. Nous cherchons l’argent. »"])
    assert (quote.speaker, quote.role) == ("Awa Diallo", "juriste")


def test_a_pronoun_before_any_name_is_nobody():
    [quote] = read_quotes([f"« {SAID} », affirme-t-elle."])
    assert (quote.speaker, quote.role) == (None, None)


def test_whom_somebody_speaks_to_is_no_role():
    [quote] = read_quotes([f"« {SAID} », a dit Yacouba, 19 ans, aux élèves."])
    assert (quote.speaker, quote.role) == ("Yacouba", None)


def test_single_quotation_marks_open_and_close():
    [quote] = read_quotes(["‘There is a roof but there are no windows,’ said Edin Mujic, a volunteer."])
    assert (quote.speaker, quote.role) == ("Edin Mujic", "volunteer")


@pytest.mark.parametrize("role", ["juge à Diffa", "observateur électoral", "rapporteuse spéciale"])
def test_a_role_that_resembles_a_verb_of_saying_is_a_role(role):
    [quote] = read_quotes([f"Awa Diallo, {role}, a déclaré : « {SAID} »."])
    assert (quote.speaker, quote.role) == ("Awa Diallo", role)


def test_a_pronoun_between_two_parts_of_a_sentence_begins_no_quotation():
    [_, second] = read_quotes([f"“{SAID},” said Awa Diallo.", "“We will go on,” she added, “because we must.”"])
    assert (second.speaker, second.text) == ("Awa Diallo", "We will go on because we must.")


def test_a_pronoun_before_a_colon_goes_back_to_the_speaker_before():
    quotes = read_quotes([f"« {SAID} », a déclaré Awa Diallo.", "Elle a ajouté : « Nous reviendrons tous demain. »"])
    assert [quote.speaker for quote in quotes] == ["Awa Diallo", "Awa Diallo"]


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("Le maire de Gao, M. Omar Touré, a ouvert la séance.", ("Omar Touré", "maire de Gao")),
        ("Omar Touré, maire de Gao, a ouvert la séance.", ("Omar Touré", "maire de Gao")),
        ("Omar Touré a ouvert la séance.", ("Omar Touré", None)),
        ("La séance est ouverte.", ("Touré", None)),
    ],
)
def test_a_surname_alone_is_that_of_whom_the_text_named(before, named):
    [quote] = read_quotes([before, f"« {SAID} », a résumé M. Touré."])
    assert (quote.speaker, quote.role) == named


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("When Esperance Nyira left Goma, she took an oven.", "Esperance Nyira"),
        ("Esperance Nyira and Aline Uwase left Goma.", None),
        ("People left for Port Sudan.", None),
    ],
)
def test_she_is_the_only_person_named(before, speaker):
    [quote] = read_quotes([before, "“People forget the taste of fear,” she says."])
    assert quote.speaker == speaker


def test_what_somebody_is_according_to_is_said_where_it_is_quoted():
    [quote] = read_quotes([f"Selon Awa Diallo, juriste, « {SAID} »."])
    assert (quote.speaker, quote.role) == ("Awa Diallo", "juriste")


def test_a_part_of_a_sentence_is_said_by_whom_praises_it():
    [quote] = read_quotes(["Awa Diallo, juriste, a salué « un accord qui sauvera des vies »."])
    assert (quote.speaker, quote.role) == ("Awa Diallo", "juriste")


@pytest.mark.parametrize("called", ["intitulée", "baptisée", "titled", "titulada"])
def test_a_title_is_no_quotation_whatever_verb_follows(called):
    assert read_quotes([f"La pièce, {called} « Qui garde la clé ? », raconte une maison."]) == []


@pytest.mark.parametrize("state", ["enceinte de sept mois", "interrogée par l’agence"])
def test_what_somebody_undergoes_is_no_role(state):
    [quote] = read_quotes([f"« {SAID} », témoigne Awa Diallo, 27 ans, {state}."])
    assert (quote.speaker, quote.role) == ("Awa Diallo", None)


def test_the_service_of_an_officer_is_no_name():
    [quote] = read_quotes(
        ["“There is a roof but there are no windows,” joked Captain Levan Beridze of the Coast Patrol."]
    )
    assert quote.speaker == "Levan Beridze"


def test_a_surname_alone_has_the_role_of_an_earlier_quotation():
    quotes = read_quotes(
        [f"« {SAID} », confie l’inspecteur Hery Rakoto. M. Rakoto est ici.", f"« {SAID} », note M. Rakoto."]
    )
    assert [(quote.speaker, quote.role) for quote in quotes] == [("Hery Rakoto", "inspecteur")] * 2


@pytest.mark.parametrize(
    "text",
    ["Le projet « Un outil pour tous » commence, note Awa Diallo.", "« Un outil pour tous », lancé par Awa Diallo."],
)
def test_what_somebody_launches_is_no_quotation(text):
    assert read_quotes([text]) == []

"""What people type for what they mean: other accents, apostrophes, numbers, genders and ligatures."""

import pytest

from articles import search
from articles.models import Article
from articles.search.tokens import stems
from tests.factories import make_published

MEANT = {
    "Les réfugiées soudanaises accueillies à Adré": """
        refugiees soudanaises|réfugiés soudanais|refugie soudanais|REFUGIÉES SOUDANAISES|réfugié soudanaise
        réfugiées d'adre|refugies adré|accueillis adre|accueillie adré|soudanaises adré""",
    "L’œuvre d’un été : la main-d’œuvre étrangère": """
        l'oeuvre d'un ete|oeuvre été|œuvre ete|main d'oeuvre|main-d’oeuvre|main-d'œuvre étranger|ŒUVRE ÉTRANGÈRE
        oeuvres etrangeres|« main d'oeuvre »|"main-d’œuvre étrangère"|main d œuvre|étés œuvres""",
    "Des migrants secourus près de l’île de Djerba": """
        migrante secourue djerba|migrantes secourues|MIGRANT SECOURU|ile de djerba|l'ile|île djerba|l’ile de Djerba
        iles djerba|secourus pres djerba|près d'une île""",
    "Retour volontaire de Maliens bloqués en Libye": """
        retours volontaires|retour volontaire malien|maliens bloques|malienne bloquée|Libye retours
        retour maliennes Libye|volontaires bloqués|"retours volontaires"|maliennes libye|RETOUR LIBYE""",
    "L’Équateur forme ses garde-côtes": """
        equateur|l'equateur|l’équateur|Équateur garde-cotes|garde cotes|gardes-côtes|garde côte|gardes côtes équateur
        forme équateur|EQUATEUR""",
    "Une école pour les filles déplacées d’Haïti": """
        ecole haiti|école Haïti|écoles filles|fille déplacée|filles deplacees|ecoles d'haiti|d’haiti|deplace haïti
        HAÏTI|fille ecole""",
    "Traite des êtres humains : des juges engagés": """
        etre humain|êtres humains|etres humains|être humaine|traite humaine|juge traite|juge engagée|juges engages
        traites des êtres""",
    "Women and children displaced by the floods": """
        woman child|women children|displaced woman|flood|flooded|displacing floods|children's flood|WOMEN FLOODS
        displace|displaced by flood""",
    "Los niños y las niñas migrantes del Darién": """
        ninos|niños|niñas|niña migrante|nino migrante|darien|Darién|NIÑOS DEL DARIEN|migrante darién|"niñas migrantes"
        niños migrantes""",
    "المهاجرون العائدون إلى النيجر": """
        المهاجرين|مهاجرون|المُهَاجِرُون|النيجر|نيجر|العائدين|عائدون|المهاجرون النيجر""",
}
TYPED = [
    (typed, title)
    for title, lines in MEANT.items()
    for line in lines.split("\n")
    for typed in line.strip().split("|")
    if typed
]
ONE_WORD = {
    "fr": """
        irrégulière irréguliers|infirmières infirmiers infirmier|premières premiers|frontalières frontalier
        travailleuses travailleurs|demandeurs demandeuse|chercheuse chercheurs|lieux lieu|jeux jeu|feux feu
        milieux milieu|travaux travail|directrices directeur|ambassadeurs ambassadrice|formatrice formateurs
        enquêteur enquêtrices
        publiques public publics|turques turc|grecque grecs|actives actif|administrative administratifs
        nouvelles nouveau nouvel nouveaux|heureuse heureux|dangereux dangereuses|frontière frontières|cultive cultiver
        arrive arrivées""",
    "en": "life lives|crisis crises|women woman|children child",
    "es": "voz voces|vez veces|luces luz|capaces capaz|avance avances|alcances alcance",
    "ar": """
        اللاجئين للاجئين لاجئون لاجئة وللاجئين|السودان سودان والسودان بالسودان|المهاجرين والمهاجرين للمهاجرون مهاجر
        لجنة للجنة اللجنة|ليبيا لليبيا|لبنان للبنان|وزارة الوزارة والوزارة|اليمن لليمن واليمن""",
}
OTHER_WORDS = {
    "fr": """
        heureuse heure|direction directeur|formation formateur|demande demandeur|travail travailleur|frontière front
        matières mat|rivière rives|actif activité|motif motivation|publique république""",
    "en": "crisis cries|life live",
    "es": "vez vecino|paz pasar",
    "ar": "الله له|جنة لجنة|السودان سود",
}
LANGUAGES = {"Women": "en", "Los": "es", "المهاجرون": "ar"}
LEAST = 0.95


def groups(of: dict[str, str]) -> list[tuple[str, list[str]]]:
    lines = ((language, line) for language, lines in of.items() for line in lines.split("\n"))
    return [(language, words.split()) for language, line in lines for words in line.split("|") if words.strip()]


@pytest.mark.parametrize(("language", "forms"), groups(ONE_WORD))
def test_forms_of_one_word_are_one(language, forms):
    assert len({stems(form, language) for form in forms}) == 1


@pytest.mark.parametrize(("language", "words"), groups(OTHER_WORDS))
def test_other_words_stay_apart(language, words):
    assert len({stems(word, language) for word in words}) == len(words)


@pytest.mark.django_db
def test_of_a_hundred_variants_ninety_five_find_what_was_meant_among_the_first_five():
    for number in range(20):
        make_published(title=f"Communiqué {number}", body_html="<p>Migrants, réfugiés, retour, école, île, été.</p>")
    for title in MEANT:
        language = LANGUAGES.get(title.split()[0], "fr")
        make_published(title=title, language=language, date_edtf="2001")
    keys = list(Article.objects.newest_first().values_list("pk", flat=True))
    titles = dict(Article.objects.values_list("pk", "title"))

    def first_five(typed):
        found = set(search.hits(typed))
        return [titles[key] for key in search.ranked(typed, [key for key in keys if key in found])[:5]]

    missed = [typed for typed, title in TYPED if title not in first_five(typed)]
    assert len(TYPED) >= 100

    assert len(missed) <= (1 - LEAST) * len(TYPED), missed

"""What Snowball leaves apart where accents are gone: feminines, irregular plurals, the article of Arabic.

A rule names its words, or those that it is not for, wherever a general one would join others too: « courageuse » is
of no trade, and what is at a « frontière » is not at the « front ».
"""

import re

TRADES = (
    "achet|accouch|brod|chant|chass|cherch|chom|coiff|cour|cueill|dans|demand|elev|employ|entrepren|football|jou|nag|"
    "patin|pech|port|programm|recrut|serv|soign|tiss|transport|travaill|vend|voyag"
)
NO_PEOPLE = "bann|barr|b|carr|clair|crois|fil|front|lis|lum|man|mat|pouss|pr|riv"
AFTER_LAM = "اجي(?!ال)|بنان|جان$|جنة|غات|غة|قاء|قاح|يبي"  # in words that begin with this letter themselves
RULES = {
    "fr": [
        (r"(?<=..[iu])s$", ""),  # secourus
        (rf"^(?!(?:{NO_PEOPLE})ieres?$)(.+i)eres?$", r"\1er"),  # infirmières
        (r"(?<=[td])rices?$", "eur"),  # directrice, ambassadrice
        (rf"^({TRADES})euses?$", r"\1eur"),  # travailleuses
        (r"(?<!^cult)(?<=[ts])ives?$", "if"),  # actives
        (r"^(publi|tur|gre)c?ques?$", r"\1c"),
        (r"^(aveu|cheveu|enjeu|feu|jeu|lieu|milieu|neveu|voeu)x$", r"\1"),
        (r"^nouvel(?:les?)?$", "nouveau"),
        (r"^travaux$", "travail"),
    ],
    "en": [(r"^children$", "child"), (r"^(wo)?men$", r"\1man"), (r"^(li|wi)ves$", r"\1fe"), (r"^crises$", "crisis")],
    "es": [(r"(?<=..)z$", "c")],  # voz, voces
    "ar": [(rf"^[وف]?ل(?=ل(?:{AFTER_LAM}))|^(?:[وفبك]?ال|[وف]?لل)(?=\w{{3}})", "")],
}
ENDINGS = {language: [(re.compile(rule), other) for rule, other in rules] for language, rules in RULES.items()}


def plain(word: str, language: str) -> str:
    """The word as its stemmer knows it: « travailleuses » is « travailleur »; of several rules the first counts."""
    for ending, other in ENDINGS[language]:
        if ending.search(word):
            return ending.sub(other, word)
    return word

"""The verbs that say that somebody speaks, in French, English and Spanish, and where they stand by a quotation."""

import re

_FRENCH_STEMS = """
    déclar expliqu affirm ajout soulign indiqu précis racont confi témoign tweet rappel plaisant estim comment
    observ insist répèt répét regrett annonc assur lanc avanc renchéri répond répliqu résum soupir avert préven
    prévien remarqu constat espèr espér jug martel martèl nuanc confirm détaill relat plaid signal murmur exclam
    indign inquièt inquiét interrog réjoui félicit désol dénonc conclu poursui continu reconnaî reconnu admet
    souvien souvenu rapporte rapporté écrit écrivait complèt argument considèr considér préconis recommand note
    noté notait dit disait disent ironis sourit insurg décri promet promis lâch glisse souffl enthousias défend relev
    amus émerveill enflamm impatient pointe reprend reprit tranch prédi implor exhort déplor salué salue avou rétorqu
    alarm étonn chuchot analys scand
""".split()
# "observateur", "rapporteuse", "juge à Diffa" are who speaks, not that they speak.
_NO_NOUN = r"(?!(?:at|t|a)?(?:eurs?|euses?|rices?)\b|urs?\b|uses?\b|ations?\b|ements?\b|es?\s+(?:à|au|du|de|d[’']))"
_ENGLISH_VERBS = """
    said says added adds explained explains told noted notes stated stressed commented remarked declared
    emphasized emphasised recalled recalls concluded warned continued observed underlined affirmed announced
    tweeted wrote recounted recounts confirmed confirms insisted insists argued argues replied replies remembered
    remembers described describes promised hopes hoped urged pleaded reflected warns notes stresses reported observes
    asked laughs laughed smiles smiled jokes joked writes sighs sighed whispers whispered shouts shouted quips quipped
    answers answered exclaims exclaimed
""".split()
_SPANISH_VERBS = """
    dijo dice declaró explicó explica afirmó afirma señaló señala indicó indica precisó sostuvo sostiene agregó
    añadió añade expresó expresa manifestó destacó subrayó comentó comenta aseguró recordó recalcó puntualizó
    relató relata cuenta contó concluyó confesó confiesa advirtió advierte resaltó reconoció reconoce lamentó insistió
    apuntó aclaró detalló recuerda celebró enfatizó reiteró respondió narró narra mencionó opinó opina destaca resalta
    bromea bromeó suspira suspiró exclama exclamó escribe escribió denunció pidió confía confió
""".split()
_FRENCH = rf"""(?:l[’'])?(?:a|ont|avait|s[’']est|se|s[’']|a-t-(?:il|elle))?\s*
    (?:également\s+|aussi\s+|encore\s+|fait\s+|tenu\s+à\s+|notamment\s+)*
    (?:{"|".join(_FRENCH_STEMS)}){_NO_NOUN}\w{{0,7}}(?:-t-(?:il|elle|on)|-(?:il|elle)s?)?"""
_ENGLISH = rf"(?:(?:has|also|later)\s+)*(?:{'|'.join(_ENGLISH_VERBS)}|pointed\s+out)"
_SPANISH = rf"(?:{'|'.join(_SPANISH_VERBS)})"
_VERB = rf"(?:{_FRENCH}|{_ENGLISH}|{_SPANISH})"
_FLAGS = re.VERBOSE | re.IGNORECASE

# « … », a déclaré NAME; “…,” said NAME; "…", according to NAME
AFTER = re.compile(
    rf"\s*[,.]?\s*(?:[-–—]\s*)?(?P<verb>{_VERB}|selon|according\s+to|según)(?!\w)(?P<rest>.*)", _FLAGS | re.DOTALL
)
# « … », affirme-t-elle; “…,” he said
PRONOUN = re.compile(
    rf"\s*,?\s*(?:\w+-(?:t-)?(?:il|elle)s?\b|(?:he|she|they)\s+{_ENGLISH}|{_ENGLISH}\s+(?:he|she)\b|{_SPANISH}\s*\.)",
    _FLAGS,
)
# “…,” NAME said
SUBJECT_FIRST = re.compile(
    rf"\s*,?\s*(?P<subject>[^«“\".]{{3,150}}?),?\s+(?P<verb>{_ENGLISH}|{_SPANISH})(?!\w)", _FLAGS
)
# “…” --NAME, ROLE
BYLINE = re.compile(r"\s*--?\s*(?P<rest>[A-ZÀ-Þ].*)", re.DOTALL)
# NAME, ROLE, a déclaré : « … »
BEFORE = re.compile(
    rf"(?P<subject>[^«“\"]{{3,220}}?),?\s+(?P<verb>{_VERB})(?:\s+[^«“\".:]{{0,80}})?\s*[:,]\s*$", _FLAGS
)
# Selon NAME, ROLE, « … »
ACCORDING_TO = re.compile(
    r"(?:^|[.!?»”\"]\s)(?:Selon|D[’']après|Pour|According\s+to|Según|Para)\s+(?P<subject>[^«“\".:]{3,200}?),\s*$"
)
# NAME, ROLE, a salué « … »
ABOUT = re.compile(
    r"""(?P<subject>[^«“".]{3,220}?),?\s+(?:a\s+(?:salué|dénoncé|évoqué|déploré|regretté|réclamé|promis)|s[’']est\s+(?:félicitée?|réjouie?)
      \s+d(?:e|[’']une?)|(?:praised|denounced|deplored|welcomed)|(?:elogió|denunció|lamentó|pidió))\s*$""",
    re.VERBOSE,
)
# « … » after these is a title
TITLED = re.compile(
    r"""\b(?:intitulée?s?|dénommée?s?|baptisée?s?|appelée?s?|entitled|titled|called|named|titulad[oa]s?|denominad[oa]s?|llamad[oa]s?
      |programme|projet|campagne|rapport|programa|proyecto|campaña|informe|project|campaign|report
      |thème|slogan|devise|theme|motto|lema)\s*:?\s*(?:de\s|of\s)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
# Et d'ajouter : « … »
AND_ADDING = re.compile(
    r"""(?:^|[.!?»”"]\s)\s*(?:Et|Puis|And|Y)?\s*
        (?:d[’']ajouter|de\s+(?:conclure|poursuivre|préciser)|adding|agregó|añadió)[^.«“"]{0,40}:?\s*$
      | \w+-t-(?:il|elle)\s*:\s*$""",
    _FLAGS,
)
# « …, a-t-elle ajouté. … »; « …, explique NAME. … »: said within the quotation marks
WITHIN = re.compile(
    rf""",\s+(?:(?P<pronoun>a-t-(?:il|elle)\s+\w+|\w+-t-(?:il|elle)|(?:poursui|di)t-(?:il|elle))(?!\w)
        |{_FRENCH}\s+(?P<rest>(?-i:[A-ZÀ-Þ])[^.«»“”]{{3,160}})[.:])""",
    _FLAGS,
)

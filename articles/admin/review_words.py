"""The rules of the parser in an archivist's words: what each field was read from, and why."""

from django.utils.translation import gettext_lazy as _

RULES = {
    "title": {
        "first_line": _("the first line of the text"),
        "capitals": _("the first line, all in capitals"),
        "web_address": _("the first line, a web address"),
        "none": _("no line reads like a title: the first words of the text stand for it"),
    },
    "lead": {
        "before_dateline": _("the line before the dateline"),
        "subtitle_style": _("the subtitle of the Word file"),
    },
    "language": {
        "little_words": _("the little words of the text"),
        "letters": _("the letters of the text"),
        "few_words": _("the little words of the text, nearly as many of another language"),
        "declared": _("what the web page says of itself"),
        "none": _("the text shows none: the newsroom’s own"),
    },
    "kind": {
        "title": _("a word of the title"),
        "label": _("a label of the page"),
        "usual": _("the usual kind: nothing says otherwise"),
    },
    "dateline": {
        "known_place": _("a known place before a dash"),
        "looks_like_a_place": _("a name before a dash, no known place"),
    },
    "date_edtf": {
        "published": _("the manifest, or the page’s own head"),
        "date_line": _("a date line with its year"),
        "today": _("a day that the text calls today, yesterday or tomorrow"),
        "weekday_of_event": _("a weekday and a day that fit one year"),
        "announced_year": _("a day of the year before one that is announced"),
        "none": _("nothing on the page proves a day"),
    },
    "mission": {
        "contact": _("the office of the contact"),
        "dateline": _("the place of the dateline"),
        "other_agency": _("another agency issued it"),
        "none": _("neither a contact nor a dateline names an office"),
    },
    "body_html": {
        "blank_lines": _("the lines of the page"),
        "wrapped": _("lines put together again, by the width at which the page was wrapped"),
        "short": _("so short that a part may be missing"),
        "several": _("perhaps several releases: split the file to have them apart"),
    },
    "countries": {
        "title": _("named in the title"),
        "lead": _("named in the first paragraph that names one"),
        "text": _("named again and again in the text"),
        "office": _("the country of the contact’s office"),
        "mentioned": _("mentioned"),
        "none": _("the page names none"),
    },
    "programmes": {
        "known_name": _("a known name"),
        "capital_name": _("a name with a capital after the word programme"),
    },
    "organisations": {
        "known_contributor": _("a known name that the text says to have paid or worked along"),
        "known_name": _("a known name"),
        "named_after": _("the name after words such as “funded by”"),
    },
    "themes": {
        "title": _("a keyword in the title"),
        "keywords": _("keywords in the text"),
    },
    "quotes": {
        "attributed": _("quotation marks, and who is said to speak"),
        "role_only": _("quotation marks, and a speaker without a name"),
        "pronoun": _("quotation marks, and a pronoun for who spoke before"),
        "resumed": _("quotation marks; the speaker of the quotation before"),
    },
    "contacts": {
        "heading": _("under the heading of the contacts"),
        "no_heading": _("the last line, without a heading"),
        "incomplete": _("a name, a telephone or an e-mail is missing"),
        "none": _("no contact on the page"),
    },
}
"""By the article's field, then the rule."""


def rule_in_words(field: str, rule: str) -> str:
    """The code itself, of a rule that nobody has described here."""
    return str(RULES.get(field, {}).get(rule, rule))

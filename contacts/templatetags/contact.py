"""How a contact is written: numbers in groups, languages by name."""

import phonenumbers
from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

SPOKEN = {
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "bn": _("Bengali"),
    "bs": _("Bosnian"),
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "fa": _("Persian"),
    "ff": _("Fula"),
    "fr": _("French"),
    "ha": _("Hausa"),
    "hi": _("Hindi"),
    "ht": _("Haitian Creole"),
    "hy": _("Armenian"),
    "id": _("Indonesian"),
    "it": _("Italian"),
    "ka": _("Georgian"),
    "ku": _("Kurdish"),
    "ln": _("Lingala"),
    "mg": _("Malagasy"),
    "my": _("Burmese"),
    "ne": _("Nepali"),
    "nl": _("Dutch"),
    "pl": _("Polish"),
    "ps": _("Pashto"),
    "pt": _("Portuguese"),
    "qu": _("Quechua"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "rw": _("Kinyarwanda"),
    "so": _("Somali"),
    "sq": _("Albanian"),
    "sr": _("Serbian"),
    "sw": _("Swahili"),
    "ta": _("Tamil"),
    "th": _("Thai"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "wo": _("Wolof"),
    "zh": _("Chinese"),
}


@register.filter
def phone(number):
    """+41225550140 as +41 22 555 01 40."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@register.filter
def spoken(codes):
    """The languages of a contact in a row: French, English, Hausa."""
    return ", ".join(str(SPOKEN.get(code, code)) for code in codes)

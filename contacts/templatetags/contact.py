"""How a contact is written: numbers in groups, languages by name."""

import phonenumbers
from django import template
from django.utils.translation import pgettext_lazy

register = template.Library()

SPOKEN = {
    "am": pgettext_lazy("language spoken", "Amharic"),
    "ar": pgettext_lazy("language spoken", "Arabic"),
    "bn": pgettext_lazy("language spoken", "Bengali"),
    "bs": pgettext_lazy("language spoken", "Bosnian"),
    "de": pgettext_lazy("language spoken", "German"),
    "en": pgettext_lazy("language spoken", "English"),
    "es": pgettext_lazy("language spoken", "Spanish"),
    "fa": pgettext_lazy("language spoken", "Persian"),
    "ff": pgettext_lazy("language spoken", "Fula"),
    "fr": pgettext_lazy("language spoken", "French"),
    "ha": pgettext_lazy("language spoken", "Hausa"),
    "hi": pgettext_lazy("language spoken", "Hindi"),
    "ht": pgettext_lazy("language spoken", "Haitian Creole"),
    "hy": pgettext_lazy("language spoken", "Armenian"),
    "id": pgettext_lazy("language spoken", "Indonesian"),
    "it": pgettext_lazy("language spoken", "Italian"),
    "ka": pgettext_lazy("language spoken", "Georgian"),
    "ku": pgettext_lazy("language spoken", "Kurdish"),
    "ln": pgettext_lazy("language spoken", "Lingala"),
    "mg": pgettext_lazy("language spoken", "Malagasy"),
    "my": pgettext_lazy("language spoken", "Burmese"),
    "ne": pgettext_lazy("language spoken", "Nepali"),
    "nl": pgettext_lazy("language spoken", "Dutch"),
    "pl": pgettext_lazy("language spoken", "Polish"),
    "ps": pgettext_lazy("language spoken", "Pashto"),
    "pt": pgettext_lazy("language spoken", "Portuguese"),
    "qu": pgettext_lazy("language spoken", "Quechua"),
    "ro": pgettext_lazy("language spoken", "Romanian"),
    "ru": pgettext_lazy("language spoken", "Russian"),
    "rw": pgettext_lazy("language spoken", "Kinyarwanda"),
    "so": pgettext_lazy("language spoken", "Somali"),
    "sq": pgettext_lazy("language spoken", "Albanian"),
    "sr": pgettext_lazy("language spoken", "Serbian"),
    "sw": pgettext_lazy("language spoken", "Swahili"),
    "ta": pgettext_lazy("language spoken", "Tamil"),
    "th": pgettext_lazy("language spoken", "Thai"),
    "ti": pgettext_lazy("language spoken", "Tigrinya"),
    "tr": pgettext_lazy("language spoken", "Turkish"),
    "uk": pgettext_lazy("language spoken", "Ukrainian"),
    "ur": pgettext_lazy("language spoken", "Urdu"),
    "vi": pgettext_lazy("language spoken", "Vietnamese"),
    "wo": pgettext_lazy("language spoken", "Wolof"),
    "zh": pgettext_lazy("language spoken", "Chinese"),
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

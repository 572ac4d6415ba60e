"""Notes each text that a page asks for in a language and that no catalogue of that language has."""

from contextlib import contextmanager

from django.utils.translation import override, trans_real


@contextmanager
def untranslated_texts(language: str):
    """The set fills with what the block asks for in vain; Django would show the site’s own language."""
    missing = set()
    with override(language):
        catalogue = trans_real.translation(language)
    gettext, ngettext = catalogue.gettext, catalogue.ngettext

    def noting(message):
        if message and catalogue._catalog.get(message, catalogue._catalog.get((message, catalogue.plural(1)))) is None:
            missing.add(message)
        return gettext(message)

    def noting_plural(singular, plural, number):
        if catalogue._catalog.get((singular, catalogue.plural(number))) is None:
            missing.add(singular)
        return ngettext(singular, plural, number)

    catalogue.gettext, catalogue.ngettext = noting, noting_plural
    try:
        yield missing
    finally:
        del catalogue.gettext, catalogue.ngettext

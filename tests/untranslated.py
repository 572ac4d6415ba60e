"""Notes each text that a page asks for in a language and that no catalogue of that language has."""

from contextlib import contextmanager

from django.utils.translation import override, trans_real


@contextmanager
def untranslated_texts(language: str):
    """The set fills with what the block asks for in vain; Django would show the site’s own language."""
    missing = set()
    with override(language):
        catalogue = trans_real.translation(language)
    translations = {text for _key, text in catalogue._catalog.items()}  # the admin translates some names a second time
    gettext, ngettext = catalogue.gettext, catalogue.ngettext

    def has(message, number):
        """Each catalogue has its own rule for plurals."""
        try:
            return catalogue._catalog.plural(message, number)
        except KeyError:
            return None

    def noting(message):
        is_known = catalogue._catalog.get(message) is not None or message in translations
        if message and not is_known:
            missing.add(message)
        return gettext(message)

    def noting_plural(singular, plural, number):
        if not has(singular, number):
            missing.add(singular)
        return ngettext(singular, plural, number)

    catalogue.gettext, catalogue.ngettext = noting, noting_plural
    try:
        yield missing
    finally:
        del catalogue.gettext, catalogue.ngettext

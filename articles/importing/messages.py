"""What an import says of a page that it could not read or that is no article: what is wrong, where, what to do."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from articles.importing.content import NotFit
from articles.importing.decoding import Unreadable


class TooLarge(OSError):
    """A page of more bytes than IMPORT_MAX_BYTES."""

    def __init__(self, size: int):
        super().__init__(size)
        self.size = size


def remedy(source: str, error: Exception) -> str:
    """The sentence for a page that failed."""
    facts = {"source": source}
    match error:
        case Unreadable(reason="empty"):
            return _("%(source)s: the file is empty. Save the page again.") % facts
        case Unreadable():
            text = _("%(source)s: this is no text (byte %(position)s). Give the page as text, UTF-8 or Windows-1252.")
            return text % (facts | {"position": error.position})
        case NotFit():
            text = _("%(source)s: the title has %(length)d characters, more than 300. Is this one page? Split it.")
            return text % (facts | {"length": len(str(error))})
        case TooLarge():
            sizes = {"size": filesizeformat(error.size), "most": filesizeformat(settings.IMPORT_MAX_BYTES)}
            return _("%(source)s: %(size)s, more than %(most)s. Split it, or raise IMPORT_MAX_BYTES.") % (
                facts | sizes
            )
    return _("%(source)s: cannot be read (%(error)s).") % (facts | {"error": error})


def why_not(source: str, code: str | None) -> str:
    """The sentence for a page that holds no article."""
    sentences = {
        "empty": _("the page is empty"),
        "menu_only": _("there is only a menu"),
        "list": _("this is a list of releases; give the releases themselves"),
        "no_text": _("there is a title but no text"),
    }
    reason = sentences.get(code) or _("no article was found")
    return _("%(source)s: %(reason)s.") % {"source": source, "reason": reason}


def untitled(source: str) -> str:
    """The sentence for an article whose page has no title: it came in, as a draft."""
    text = _("%(source)s: the page has no title. The article bears its first words and stays a draft: give it one.")
    return text % {"source": source}

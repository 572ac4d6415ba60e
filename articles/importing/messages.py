"""What an import says of a page that it could not read or that is no article: what is wrong, where, what to do."""

from django.conf import settings
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from articles.importing.content import NotFit
from articles.inputs.archives import BadArchive
from articles.inputs.decoding import Unreadable
from articles.inputs.manifest import BadManifest
from articles.inputs.pages import SUFFIXES
from articles.inputs.parts import TooMany
from articles.inputs.warc import BadWarc
from articles.web import MOST_TAGS, NotWeb
from articles.word import NotWord

LONGEST_ERROR = 200  # characters


class TooLarge(OSError):
    """A page of more bytes than IMPORT_MAX_BYTES."""

    def __init__(self, size: int):
        super().__init__(size)
        self.size = size


class TooLong(ValueError):
    """A page of more words than IMPORT_MAX_CHARACTERS."""


class NoFile(OSError):
    """A pipe, a device, or a folder that cannot be listed."""


class PathTooLong(ValueError):
    """The page stands deeper than a path can be kept."""


def remedy(source: str, error: Exception) -> str:
    """The sentence for a page that failed."""
    facts = _limits() | {"source": source, "error": _first_line(error)}
    match error:
        case Unreadable(reason="empty"):
            text = _("%(source)s: the file is empty. Save the page again.")
        case Unreadable():
            text = _("%(source)s: this is no text (byte %(position)s). Give the page as text, UTF-8 or Windows-1252.")
            facts["position"] = error.position
        case NotWord():
            text = _("%(source)s: %(reason)s")
            facts["reason"] = not_word(error.reason)
        case BadArchive():
            text = bad_archive(error.reason)
        case BadWarc():
            text = bad_warc(error.reason)
        case TooLong():
            text = not_web("words")
        case NotWeb():
            text = not_web(error.reason)
        case TooMany():
            text = _("%(source)s: more than %(members)d pages in one file. Split it, or raise IMPORT_MAX_MEMBERS.")
        case NotFit():
            text = _("%(source)s: the title has %(length)d characters, more than 300. Is this one page? Split it.")
            facts["length"] = len(str(error))
        case TooLarge():
            text = _("%(source)s: %(size)s, more than %(most)s. Split it, or raise IMPORT_MAX_BYTES.")
            facts["size"] = filesizeformat(error.size)
        case NoFile():
            text = _("%(source)s: no file, or a folder that may not be opened. Check what it is and who may.")
        case PathTooLong():
            text = _("%(source)s: the path is longer than 500 characters. Move the page nearer to the root.")
        case OSError():
            text = _("%(source)s: cannot be read (%(error)s). Check that it is there and that you may read it.")
            facts["error"] = error.strerror or error
        case DatabaseError():
            text = _("%(source)s: the database refuses it (%(error)s). Correct the page, or report it as a fault.")
        case _unforeseen:
            text = _(
                "%(source)s: the program stumbled over it (%(error)s). Report it as a fault; the other pages came in."
            )
            facts["error"] = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    return text % facts


def _limits() -> dict:
    return {
        "members": settings.IMPORT_MAX_MEMBERS,
        "characters": settings.IMPORT_MAX_CHARACTERS,
        "tags": MOST_TAGS,
        "ratio": settings.IMPORT_MAX_RATIO,
        "most": filesizeformat(settings.IMPORT_MAX_BYTES),
        "unpacked": filesizeformat(settings.IMPORT_MAX_UNPACKED_BYTES),
        "suffixes": ", ".join(SUFFIXES),
    }


def not_word(code: str) -> str:
    """What the file is instead of a Word file that can be read, and what to do."""
    sentences = {
        "old_word": _("this is the format of Word before 2007 (.doc). Open it in Word and save it as .docx."),
        "encrypted": _("it is locked with a password. Take the password off in Word (File, Info) and save it."),
        "pdf": _("this is a PDF. Give the Word file that it was made from."),
        "rtf": _("this is a rich text file (.rtf). Open it in Word and save it as .docx."),
        "odt": _("this is an OpenDocument file (.odt). Save it as .docx in LibreOffice."),
        "bomb": _("it unpacks to far more than a release needs. Take the pictures out, or split it."),
        "unsafe": _("it holds definitions that Word never writes. Copy its text into a new Word file."),
        "corrupt": _("the file is damaged. Open it in Word, which repairs what it can, and save it again."),
    }
    return sentences.get(code) or _("this is no Word file. Save it in Word as .docx.")


def not_web(code: str) -> str:
    """What keeps a web page or a feed from being read, and what to do."""
    sentences = {
        "words": _(
            "%(source)s: more than %(characters)d characters of text. Is this one page? Split it, or raise "
            "IMPORT_MAX_CHARACTERS."
        ),
        "tags": _("%(source)s: more than %(tags)d tags. Is this one page? Save the release alone."),
        "deep": _("%(source)s: its tags stand too deep in one another. Copy the text into a text file."),
        "package": _("%(source)s: there is no page in this package. Save the page again, as HTML."),
        "entities": _("%(source)s: it declares entities, which may be a trap. Save the page or the feed anew."),
        "feed": _("%(source)s: no feed can be read here. Save it again."),
        "cut": _("%(source)s: the feed ends within this entry. Save the feed again."),
    }
    return sentences.get(code) or _(
        "%(source)s: a text or an attribute in it is longer than 10 MB. Save the release alone."
    )


def bad_archive(code: str) -> str:
    """What is wrong with an archive or a page in it, and what to do."""
    sentences = {
        "members": _("%(source)s: more than %(members)d files in one archive. Split it, or raise IMPORT_MAX_MEMBERS."),
        "unpacked": _(
            "%(source)s: it unpacks to more than %(unpacked)s. Split it, or raise IMPORT_MAX_UNPACKED_BYTES."
        ),
        "twice": _("%(source)s: two files in it have one name. Unpack it and give the folder."),
        "empty": _("%(source)s: there is no page in this archive. Pages end in %(suffixes)s."),
        "outside": _("%(source)s: its path leads out of the archive. Pack the folder of the pages anew."),
        "link": _("%(source)s: this is a link to another file. Put the page itself into the archive."),
        "encrypted": _("%(source)s: it is locked with a password. Unpack the archive and give the folder."),
        "nested": _("%(source)s: an archive within an archive. Unpack the outer one and give the folder."),
        "large": _("%(source)s: more than %(most)s unpacked. Split it, or raise IMPORT_MAX_BYTES."),
        "ratio": _(
            "%(source)s: it unpacks to more than %(ratio)d times its size. If it is a page, raise IMPORT_MAX_RATIO."
        ),
    }
    return sentences.get(code) or _("%(source)s: the archive is damaged. Pack its pages anew.")


def bad_warc(code: str) -> str:
    """What is wrong with a web archive or a page in it, and what to do."""
    sentences = {
        "members": _("%(source)s: more than %(members)d pages in one archive. Split it, or raise IMPORT_MAX_MEMBERS."),
        "unpacked": _(
            "%(source)s: it unpacks to more than %(unpacked)s. Split it, or raise IMPORT_MAX_UNPACKED_BYTES."
        ),
        "empty": _("%(source)s: no page was captured in this web archive. Give the one that holds the site's pages."),
        "large": _("%(source)s: more than %(most)s unpacked. Split it, or raise IMPORT_MAX_BYTES."),
        "cut": _("%(source)s: the page is cut off in the archive. Fetch the archive again."),
        "packed": _("%(source)s: the page is packed in a way that is not known here. Save it with a browser."),
    }
    return sentences.get(code) or _("%(source)s: the web archive is damaged here; its other pages came in.")


def bad_manifest(error: BadManifest, file: str) -> str:
    """The sentence for a manifest that cannot be believed."""
    sentences = {
        "unreadable": _("%(file)s cannot be read: %(value)s. Save it as CSV in UTF-8."),
        "columns": _("%(file)s, line 1: the columns are path, address, captured and published. Not known: %(value)s."),
        "column_twice": _("%(file)s, line 1: a column stands there twice (%(value)s). Keep one of the two."),
        "no_path": _("%(file)s, line 1: the column path is missing. It names the page of each line."),
        "cells": _("%(file)s, line %(line)d: “%(value)s” is in no column. Put a text with a comma in quotes."),
        "date": _("%(file)s, line %(line)d: “%(value)s” is no day. Write 2010-11-05."),
        "address": _("%(file)s, line %(line)d: “%(value)s” is no address. It begins with https:// or http://."),
        "address_twice": _(
            "%(file)s, line %(line)d: another page has the address “%(value)s” already. Keep one of them."
        ),
        "unknown_path": _("%(file)s, line %(line)d: “%(value)s” is not among the pages to import."),
        "several": _("%(file)s, line %(line)d: several pages are called “%(value)s”. Write the folder before it."),
        "twice": _("%(file)s, line %(line)d: “%(value)s” stands in the manifest twice."),
    }
    return sentences[error.reason] % {"file": file, "line": error.line, "value": error.value}


def why_not(source: str, code: str | None) -> str:
    """The sentence for a page that holds no article."""
    sentences = {
        "empty": _("the page is empty"),
        "menu_only": _("there is only a menu"),
        "list": _("this is a list of releases; give the releases themselves"),
        "no_text": _("there is a title but no text"),
        "summary": _("the feed gives only a summary; save the page itself"),
        "no_entry": _("there is no entry in this feed"),
        "no_feed": _("this is neither a news feed (RSS or Atom) nor a web page"),
        "elsewhere": _("the crawler found it unchanged; the page is in the web archive of an earlier crawl"),
        "refused": _("the old site answered with an error; look for the page in another crawl"),
        "language": _("its text is in none of the newsroom’s languages (French, English, Spanish, Arabic)"),
    }
    reason = sentences.get(code) or _("no article was found")
    return _("%(source)s: %(reason)s.") % {"source": source, "reason": reason}


def untitled(source: str) -> str:
    """The sentence for an article whose page has no title: it came in, as a draft."""
    text = _("%(source)s: the page has no title. The article bears its first words and stays a draft: give it one.")
    return text % {"source": source}


def was_file(source: str) -> str:
    """The sentence for the first release of a file that was taken for one article before."""
    text = _("%(source)s: its whole file was one article, which is this release now. If edited, see its proposal.")
    return text % {"source": source}


def deleted(source: str) -> str:
    """The sentence for a page whose article somebody has deleted."""
    text = _("%(source)s: its article was deleted and is not made again. To have it back, rename the page.")
    return text % {"source": source}


def database_failed(error: Exception) -> str:
    """The sentence for a database that does not answer, or that lacks its tables."""
    text = _("The database failed: %(error)s. Does it answer, and was manage.py migrate run?")
    return text % {"error": _first_line(error)}


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)

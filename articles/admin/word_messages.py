"""What a person is told once a Word file has been read: what became of it, and what of it is in no field."""

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import SourceDocument

MOST_SHOWN = 12
LEFT_OUT = {
    "comment": gettext_lazy("comment"),
    "deleted in Word": gettext_lazy("deleted in tracked changes"),
    "hidden text": gettext_lazy("hidden text"),
    "picture": gettext_lazy("picture"),
    "header": gettext_lazy("header"),
    "footer": gettext_lazy("footer"),
    "changed under the text": gettext_lazy("changed under the text: correct it in the form"),
}
Status = SourceDocument.Status


def outcome(report: dict) -> tuple[int, str]:
    """(level, text) of the message."""
    level, sentence = _sentence(report)
    left_out = [piece for piece in report["discarded"] if piece["reason"] in LEFT_OUT]
    if not left_out:
        return level, sentence
    pieces = [(LEFT_OUT[piece["reason"]], Truncator(piece["text"]).chars(90)) for piece in left_out[:MOST_SHOWN]]
    items = format_html_join("", "<li>{}: {}</li>", pieces)
    more = len(left_out) - len(pieces)
    rest = format_html("<li>{}</li>", _("and %(count)d more") % {"count": more}) if more else ""
    heading = _("Left out, as it is no part of the text:")
    return messages.WARNING, format_html("{} {}<ul>{}{}</ul>", sentence, heading, items, rest)


def _sentence(report: dict) -> tuple[int, str]:
    match report["status"]:
        case Status.UPDATED:
            return messages.SUCCESS, _("The text of the Word file is the article’s now, as a version of its own.")
        case Status.KEPT:
            text = _(
                "The article has changed since, or is no draft now: the text of the file waits among its versions."
            )
            return messages.WARNING, text
        case Status.UNCHANGED:
            return messages.INFO, _("This file came in before: here is its article. Nothing was changed.")
    return messages.SUCCESS, _("The Word file was read: %(parts)s. Check each.") % {"parts": _parts(report)}


def _parts(report: dict) -> str:
    """What was found, in the words of the form."""
    found = {
        _("title"): bool(report["title"]),
        _("lead"): bool(report["subtitle"]),
        _("dateline"): bool(report["dateline"]["printed"]),
        _("date"): bool(report["date"]["edtf"]),
        _("countries"): len(report["countries"]),
        _("quotes"): len(report["quotes"]),
        _("contacts"): len(report["contacts"]),
    }
    return ", ".join(name if count is True else f"{name} ({count})" for name, count in found.items() if count)

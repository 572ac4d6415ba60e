"""An article as a Word file, to be cleared by e-mail."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from articles.models import Article
from articles.word import Origin, Sheet, write
from articles.word.markup import blocks_of
from contacts.models import Mission

LONGEST_NAME = 80


def file_name(article: Article) -> str:
    return f"{article.slug[:LONGEST_NAME].strip('-')}-v{article.version}.docx"


def word_file(article: Article, now) -> bytes:
    """In the article's language, as far as the site speaks it."""
    headquarters = Mission.objects.filter(kind=Mission.Kind.HEADQUARTERS).first()
    with _its_language(article):
        sheet = Sheet(
            title=article.title,
            language=article.language,
            organisation=str(headquarters or ""),
            origin=Origin(article.uuid, article.version),
            lead=article.lead,
            dateline=article.dateline,
            blocks=blocks_of(article.body_html),
            notices=_notices(article, now),
            asides=_asides(article),
            made_at=article.updated_at,
        )
    return write(sheet)


def _its_language(article: Article):
    return override(article.language if article.language in dict(settings.LANGUAGES) else get_language())


def lines_under_the_text(article: Article) -> set[str]:
    """What a file of the article has there."""
    with _its_language(article):
        return {line for heading, lines in _asides(article) for line in (heading, *lines)}


def _notices(article: Article, now) -> list[str]:
    """What may be done with it; then what it is."""
    facts = [
        article.mission and str(article.mission),
        article.get_language_display(),
        _("version %(number)d") % {"number": article.version},
        date_format(timezone.localtime(article.updated_at), "DATE_FORMAT"),
    ]
    return [*_state(article, now), " · ".join(map(str, filter(None, facts)))]


def _state(article: Article, now) -> list[str]:
    if article.is_public(now):
        return [_("Published")]
    state = {"state": article.get_state_display()}
    notices = [_("%(state)s – do not distribute") % state]
    if article.embargo_until and article.embargo_until > now:
        moment = timezone.localtime(article.embargo_until)
        facts = {"moment": date_format(moment, "DATETIME_FORMAT"), "zone": moment.tzname()}
        notices.append(_("Embargo until %(moment)s (%(zone)s)") % facts)
    return notices


def _asides(article: Article) -> list[tuple[str, list[str]]]:
    """What stands under the text: the contacts as printed, the corrections."""
    contacts = [_contact(link) for link in article.contact_links.all()]
    corrections = [f"{one.number}. {one.text}" for one in article.corrections.all()]
    parts = [(_("Press contacts"), contacts), (_("Corrections"), corrections)]
    return [(heading, lines) for heading, lines in parts if lines]


def _contact(link) -> str:
    parts = (link.name, link.role, link.office, link.phone_printed or ", ".join(link.phones), link.email)
    return ", ".join(filter(None, parts))

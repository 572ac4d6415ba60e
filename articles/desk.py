"""What awaits a member of staff: for each kind of work how much there is, the first few, and where the rest is."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.gaps import LACKING, WAITING, Gap, Wait
from articles.models import Article, Organisation, Programme
from articles.review import Queue
from contacts.models import Mission, PressContact

SHOWN = 5
MOST_COUNTED = 1_000
"""Beyond so many, “more than 1,000” says enough, and a count of an archive of any size stays quick."""
TITLES = {
    Gap.COUNTRY: _("Articles without a country"),
    Gap.CONTACT: _("Articles without a contact"),
    Gap.DATE: _("Articles without a date"),
}


@dataclass(frozen=True)
class Box:
    title: str
    records: list
    count: int
    address: str  # of the list with all of them
    page: str = ""  # the name of the page on which one is worked at, if that is not its form

    @property
    def is_more(self) -> bool:
        return self.count > MOST_COUNTED

    @property
    def most(self) -> int:
        return MOST_COUNTED


def boxes(user) -> list[Box]:
    """Those with something in them, of what the user may change; two queries each."""
    found = [_to_review(user), *_of_articles(user), *_to_confirm(user)]
    return [box for box in found if box.records]


def _to_review(user) -> Box:
    articles = Queue(user).articles.only("title", "language")
    return _counted(
        _("To review"), articles, reverse("admin:articles_article_review_queue"), "admin:articles_article_review"
    )


def _of_articles(user):
    theirs = Article.objects.changeable_by(user)
    newest = theirs.order_by("-updated_at", "-pk").only("title", "language")
    mine = Q(state=Article.State.DRAFT, created_by=user)
    yield _articles(_("My drafts"), newest.filter(mine), whose="mine", state="draft")
    yield _articles(_("Waiting for a decision"), newest.filter(WAITING[Wait.DECISION]), waits="decision")
    yield _articles(_("Imported, to check"), newest.filter(WAITING[Wait.CHECK]), waits="check")
    for gap, title in TITLES.items():
        yield _articles(title, newest.filter(LACKING[gap]), lacks=gap.value)


def _articles(title, articles, **parameters) -> Box:
    return _box(title, articles, "articles_article", **{"whose": "changeable"} | parameters)


def _to_confirm(user):
    contacts = PressContact.objects.changeable_by(user).to_check().order_by("-pk")
    yield _box(_("Contacts to confirm"), contacts, "contacts_presscontact", to_check="yes")
    for title, model in (
        (_("Missions to check"), Mission),
        (_("Programmes to check"), Programme),
        (_("Organisations to check"), Organisation),
    ):
        records = model.objects.changeable_by(user).filter(is_to_check=True).order_by("-pk")
        yield _box(title, records, model._meta.label_lower.replace(".", "_"), is_to_check__exact="1")


def _box(title, records, admin_of, **parameters) -> Box:
    address = reverse(f"admin:{admin_of}_changelist", query=parameters)
    return _counted(title, records, address)


def _counted(title, records, address: str, page: str = "") -> Box:
    """Looked for once: the first of what is counted is shown."""
    keys = list(records.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    return Box(title, _rows(records, keys[:SHOWN]), len(keys), address, page)


def published_last(now):
    """What the public saw last, in chronological order of its going live."""
    seen = Article.objects.published(now).order_by("-visible_from", "-pk").only("title", "language", "visible_from")
    return _rows(seen, seen.values_list("pk", flat=True)[:SHOWN])


def _rows(records, keys) -> list:
    """Read once their keys are in order: many of one moment would carry all their rows along."""
    rows = records.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def is_empty(user, now) -> bool:
    return not Article.objects.visible_to(user, now).exists()

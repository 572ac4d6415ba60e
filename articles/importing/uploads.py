"""A Word file that somebody hands in: through the importer, as the pages of a folder are."""

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing.loading import Import
from articles.importing.messages import remedy
from articles.inputs.pages import Page
from articles.models import Article, SourceDocument
from articles.starting import CannotStart
from articles.word import NotWord
from articles.word import read as read_word
from contacts.models import Mission

ROOT = "upload"  # stands for the folder; below it a file's place is its content and its name
LONGEST_NAME = 120


def from_word(name: str, data: bytes, *, by, mission: Mission | None) -> tuple[Article, dict]:
    """The article and the import's report on the file; the same file leads to the same article.

    A file that was written from an article changes that one. Raises CannotStart.
    """
    name, digest = name[-LONGEST_NAME:], sha256(data).hexdigest()
    _check_origin(name, data, by)
    if before := _made_before(digest, by):
        return before, {"status": SourceDocument.Status.UNCHANGED, "discarded": []}
    line = _imported(name, data, digest, by=by, mission=mission)
    article = Article.objects.filter(pk=line["article"]).first()
    if article is None:
        raise CannotStart(line["error"] or _("%(source)s: no article was found.") % {"source": name})
    return article, line


def _check_origin(name: str, data: bytes, user) -> None:
    """Whoever may not change the article may not hand in its text."""
    try:
        origin = read_word(data).origin
    except NotWord as error:
        raise CannotStart(remedy(name, error)) from error
    article = origin and Article.objects.filter(uuid=origin.article, revises=None).first()
    if article and not Article.objects.changeable_by(user).filter(pk=article.pk).exists():
        text = _("%(source)s: it was written from an article that you may not change. Send it to those who may.")
        raise CannotStart(text % {"source": name})


def _made_before(digest: str, user) -> Article | None:
    """What the same file became, unless it is an article's own file, which may say something new again."""
    created = SourceDocument.objects.filter(content_id=digest, status=SourceDocument.Status.CREATED)
    document = created.filter(article__isnull=False).select_related("article").order_by("-pk").first()
    if document is None:
        return None
    if not Article.objects.visible_to(user, timezone.now()).filter(pk=document.article_id).exists():
        raise CannotStart(_("This file has become an article that you may not see. Ask who sent it to you."))
    return document.article


def _imported(name: str, data: bytes, digest: str, *, by, mission: Mission | None) -> dict:
    with TemporaryDirectory() as folder:
        file = Path(folder, "upload.docx")
        file.write_bytes(data)
        page = Page(name, str(file), ROOT, f"{digest[:16]}/{name}", is_whole=True)
        [line] = Import([page], by=by, mission=mission).run()
    return line

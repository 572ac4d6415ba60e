"""A page known again: by its legacy address, else by its place, else by its content."""

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from pathlib import Path, PurePosixPath

from django.db.models import Q

from articles.importing.inputs import Page
from articles.importing.manifest import Facts
from articles.models import Article, LegacyAddress, SourceDocument

Status = SourceDocument.Status
INTO_AN_ARTICLE = (Status.CREATED, Status.UPDATED, Status.UNCHANGED, Status.KEPT)


@dataclass(frozen=True)
class Known:
    """`here` is what was last read at the page's place, `source` what was read elsewhere with the same content."""

    article: Article | None = None
    here: SourceDocument | None = None
    source: SourceDocument | None = None
    was_deleted: bool = False

    @property
    def is_back(self) -> bool:
        """The article stands at a new place, or something else was read here in between: worth a note."""
        if self.here:
            return self.here.status not in INTO_AN_ARTICLE
        return self.source is None or not Path(self.source.root, self.source.path).exists()


def recall(page: Page, digest: str, address: str, taken: Container[int]) -> Known:
    """What earlier imports know of the page; an article that is `taken` by another page of this run is not its own."""
    documents = list(_here(page).select_related("article").defer("report"))
    known = Known(here=next(iter(documents), None))
    by_address = LegacyAddress.objects.filter(address=address).first() if address else None
    if by_address and by_address.article_id not in taken:
        return replace(known, article=by_address.article)
    by_place = next((document for document in documents if document.status in INTO_AN_ARTICLE), None)
    if by_place and by_place.article_id not in taken:
        return replace(known, article=by_place.article, was_deleted=by_place.article is None)
    source = _original(digest)
    return replace(known, source=source, article=source.article) if source else known


def _original(digest: str) -> SourceDocument | None:
    """The page of an article that still is what this content made."""
    read = SourceDocument.objects.filter(status__in=INTO_AN_ARTICLE).defer("report").order_by("-pk")
    document = read.filter(content_id=digest, article__isnull=False).select_related("article").first()
    is_current = document and not read.filter(article=document.article, pk__gt=document.pk).exists()
    return document if is_current else None


def last_read(page: Page) -> SourceDocument | None:
    return _here(page).first()


def facts_before(page: Page) -> Facts:
    """What a manifest once said of the page; it holds until another says something else."""
    before = last_read(page)
    return Facts(before.address, before.captured_on, before.published_on) if before else Facts()


def place(root: str, path: str) -> PurePosixPath:
    return PurePosixPath(root, path)


def _here(page: Page):
    """What was read at the page's place, the last first, whichever folder above it was given then."""
    here = place(page.root, page.path)
    places = (Q(root=str(folder), path=str(here.relative_to(folder))) for folder in here.parents)
    return SourceDocument.objects.filter(reduce(or_, places)).order_by("-pk")

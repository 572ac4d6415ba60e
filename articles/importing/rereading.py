"""Pages that were read before, to be read again from the bytes that were kept of them: the parser knows more today."""

from collections.abc import Iterable

from django.db.models import Exists, Max, OuterRef, Q

from articles.importing.known import INTO_AN_ARTICLE
from articles.inputs import word
from articles.inputs.pages import Page
from articles.models import ImportBatch, SourceDocument
from contacts.models import Mission

GUESSED = {"utf-8", "cp1252", word.ENCODING, ""}
"""Encodings that the bytes show by themselves; of any other, somebody else than the page may have told."""


def last() -> int:
    """Up to here documents are there: what a reading adds is not read again by it."""
    return SourceDocument.objects.aggregate(last=Max("pk"))["last"] or 0


def pages(batches: Iterable[int], until: int) -> list[Page]:
    """Those from which the articles are as they are, and those that were none, where one of the batches read them."""
    documents = _current(until).filter(batch__in=batches).order_by("pk")
    found = documents.values_list("root", "path", "content", "encoding").iterator()
    return [
        Page(path, "", root, path, content=digest, charset="" if encoding in GUESSED else encoding)
        for root, path, digest, encoding in found
    ]


def missions(batches: Iterable[int], pages: Iterable[Page], until: int) -> dict[Page, Mission]:
    """The mission that was chosen for a page when it came in, whatever it says."""
    chosen = dict(ImportBatch.objects.filter(pk__in=batches).values_list("pk", "options__mission"))
    missions = Mission.objects.in_bulk(filter(None, chosen.values()))
    if not missions:
        return {}
    documents = _current(until).filter(batch__in=[key for key, mission in chosen.items() if mission in missions])
    found = {(root, path): chosen[batch] for root, path, batch in documents.values_list("root", "path", "batch")}
    return {page: missions[found[page.root, page.path]] for page in pages if (page.root, page.path) in found}


def _current(until: int):
    """Nothing later was read into the article, or at the place of what is no article."""
    known = SourceDocument.objects.filter(pk__lte=until, is_undone=False)
    later = known.filter(pk__gt=OuterRef("pk"))
    of_the_article = later.filter(article=OuterRef("article"), status__in=INTO_AN_ARTICLE)
    at_the_place = later.filter(root=OuterRef("root"), path=OuterRef("path"))
    makes_the_article = Q(status__in=INTO_AN_ARTICLE, article__isnull=False) & ~Exists(of_the_article)
    is_none = Q(status=SourceDocument.Status.NOT_AN_ARTICLE) & ~Exists(at_the_place)
    return known.filter(makes_the_article | is_none, content__isnull=False)

"""Pages known again: by their legacy address, else by their place, else by their content.

Looked up for many pages at once, since an import writes many within one transaction.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from operator import or_
from pathlib import Path, PurePosixPath

from django.db.models import Exists, Q

from articles.inputs.manifest import Facts
from articles.inputs.pages import FIRST, Page
from articles.models import Article, ImportBatch, LegacyAddress, SourceDocument
from articles.web import FEED_SUFFIXES

Status = SourceDocument.Status
INTO_AN_ARTICLE = (Status.CREATED, Status.UPDATED, Status.UNCHANGED, Status.KEPT)
OF_AN_ARTICLE = (*INTO_AN_ARTICLE, Status.MERGED)


@dataclass(frozen=True)
class Known:
    """`here` is what was last read at the page's place, `source` what was read elsewhere with the same content.
    `was_file`: the article held all releases of the file of which the page is the first.
    """

    article: Article | None = None
    here: SourceDocument | None = None
    source: SourceDocument | None = None
    was_deleted: bool = False
    was_file: bool = False

    @property
    def is_back(self) -> bool:
        """The article stands at a new place, or something else was read here in between: worth a note."""
        if self.here:
            return self.here.status not in INTO_AN_ARTICLE
        return self.source is None or not Path(self.source.root, self.source.path).exists()

    def is_of_another_parser(self, version: str) -> bool:
        """What it saw on the page, and how surely, is worth a note although the article stays as it is."""
        return self.here is not None and self.here.parser_version != version


class Recollection:
    """What earlier imports know of some pages, of their addresses and of their contents."""

    def __init__(self, pages: Iterable[Page], addresses: Iterable[str], digests: Iterable[str]):
        files = [replace(page, path=page.path_of_file) for page in pages if page.path_of_file]
        self._here = read_at([*pages, *files])
        known = LegacyAddress.objects.filter(address__in=filter(None, addresses)).select_related("article")
        self._by_address = {one.address: one.article for one in known}
        documents = _into_articles().filter(content__in=digests, article__isnull=False)
        self._by_content = {one.content_id: one for one in documents.select_related("article").order_by("pk")}

    def of(self, page: Page, digest: str, address: str, taken: Container[int]) -> Known:
        """An article that is `taken` by another page of this run is not the page's own."""
        documents, was_file = self._here[place(page.root, page.path)], False
        if not documents and page.path_of_file:
            documents = [one for one in self._here[place(page.root, page.path_of_file)] if one.article_id]
            was_file = bool(documents)
        known = Known(here=next(iter(documents), None), was_file=was_file)
        if known.here and known.here.status == Status.MERGED and known.here.content_id == digest:
            return replace(known, source=known.here, article=known.here.article)
        article = self._by_address.get(address)
        if article and article.pk not in taken:
            return replace(known, article=article)
        by_place = next((document for document in documents if document.status in OF_AN_ARTICLE), None)
        if by_place and by_place.article_id not in taken:
            return replace(known, article=by_place.article, was_deleted=by_place.article is None)
        source = self._by_content.get(digest)
        return replace(known, source=source, article=source.article) if source and _is_current(source) else known

    def is_of_another(self, address: str, article: Article | None) -> bool:
        """Whether the legacy address is another article's."""
        return self._by_address.get(address, article) != article


def _into_articles():
    return SourceDocument.objects.filter(status__in=INTO_AN_ARTICLE).defer("report")


def _is_current(document: SourceDocument) -> bool:
    """Whether the article still is what this content made."""
    return not _into_articles().filter(article=document.article, pk__gt=document.pk).exists()


def read_at(pages: Iterable[Page]) -> dict[str, list[SourceDocument]]:
    """What was read at each page's place, the last first, whichever folder above it was given then.

    What was undone is not remembered: the page is read as a new one.
    """
    paths = defaultdict(set)
    for page in pages:
        for root, path in _spellings(place(page.root, page.path)):
            paths[root].add(path)
    here = Q()
    for root in _known_roots(paths):
        here |= Q(root=root, path__in=paths[root])
    documents = SourceDocument.objects.filter(here, is_undone=False) if here else SourceDocument.objects.none()
    found = defaultdict(list)
    for document in documents.select_related("article").defer("report").order_by("-pk"):
        found[place(document.root, document.path)].append(document)
    return found


def _spellings(place: str) -> Iterator[tuple[str, str]]:
    """The place as each folder above it and the path from there."""
    ends = [at for at, letter in enumerate(place) if letter == "/"]
    if not place.startswith("/"):
        yield ".", place
    yield from ((place[:end] or "/", place[end + 1 :]) for end in ends)


def _known_roots(roots: Iterable[str]) -> list[str]:
    """Those under which anything was read: mostly one, so that a page is looked for once and not in each folder."""
    roots = list(roots)
    is_known = [Exists(SourceDocument.objects.filter(root=root)) for root in roots]
    known = ImportBatch.objects.order_by().values_list(*is_known)[:1] if roots else ()
    return [root for row in known for root, is_root in zip(roots, row, strict=True) if is_root]


def last_read(page: Page) -> SourceDocument | None:
    return next(iter(read_at([page])[place(page.root, page.path)]), None)


def facts_before(pages: Sequence[Page]) -> dict[Page, Facts]:
    """What a manifest once said of each page, or of those in it; it holds until another says something else."""
    firsts = {page: replace(page, path=f"{page.path}{FIRST}") for page in pages}
    documents = read_at([*pages, *firsts.values()])
    facts = {}
    for page, first in firsts.items():
        read = documents[place(page.root, page.path)] or documents[place(first.root, first.path)]
        facts[page] = _facts(read[0] if read else _of_an_entry(page))
    return facts


def _facts(before: SourceDocument | None) -> Facts:
    return Facts(before.address, before.captured_on, before.published_on) if before else Facts()


def _of_an_entry(page: Page) -> SourceDocument | None:
    """Of a feed, what was last read of any entry in it."""
    if not page.path.lower().endswith(FEED_SUFFIXES):
        return None
    here = PurePosixPath(page.root, page.path)
    paths = {str(folder): f"{here.relative_to(folder)}#" for folder in here.parents}
    places = (Q(root=root, path__startswith=path) for root, path in paths.items())
    return SourceDocument.objects.filter(reduce(or_, places), is_undone=False).defer("report").order_by("-pk").first()


@lru_cache(maxsize=5000)  # asked several times of each page
def place(root: str, path: str) -> str:
    return str(PurePosixPath(root, path))

"""An import: each page read, known again or new, written in a transaction of its own, and reported.

A page is known again by its legacy address, else by its place (root folder and path), else by its content.
What an editor has changed since is never overwritten: the new reading waits as a proposal.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DataError, transaction
from django.utils import timezone

from articles import search, versions, workflow
from articles.importing.content import NotFit, content
from articles.importing.decoding import Unreadable, decode
from articles.importing.inputs import Page
from articles.importing.manifest import Facts
from articles.importing.messages import TooLarge, remedy, untitled, why_not
from articles.importing.names import KnownNames
from articles.importing.page import PARSER_VERSION, read_page
from articles.importing.places import Gazetteer
from articles.importing.records import Records
from articles.importing.report import entry
from articles.models import (
    Article,
    ArticleVersion,
    ImportBatch,
    Organisation,
    Programme,
    SourceContent,
    SourceDocument,
    Theme,
)
from contacts.models import Country

Status = SourceDocument.Status


class Import:
    """One run over the pages; `facts` are what a manifest knows of them, by file."""

    def __init__(
        self,
        pages: list[Page],
        facts: dict[Path, Facts] | None = None,
        *,
        publish: bool = False,
        dry_run: bool = False,
        now: datetime | None = None,
    ):
        self.pages, self.facts, self.publish, self.dry_run = pages, facts or {}, publish, dry_run
        self.now = now or timezone.now()
        self.counts = Counter()
        self.digests = set()
        self.batch = ImportBatch(
            started_at=self.now,
            paths=sorted({page.root for page in pages}),
            options={"publish": publish},
            parser_version=PARSER_VERSION,
        )
        self.gazetteer = Gazetteer.from_records(Country.objects.values())
        self.names = KnownNames.from_records(
            Organisation.objects.values(), Programme.objects.values(), Theme.objects.values()
        )
        self.records = Records(self.gazetteer)

    def run(self) -> Iterator[dict]:
        """The report, an entry a page, while the pages come in."""
        if not self.dry_run:
            self.batch.save()
        for page in self.pages:
            line = {"source": page.source, "article": None, "error": None} | self._enter(page)
            self.counts[line["status"]] += 1
            yield line
        if not self.dry_run:
            self.batch.finished_at, self.batch.counts = timezone.now(), dict(self.counts)
            self.batch.save()

    def _enter(self, page: Page) -> dict:
        try:
            with transaction.atomic():
                if self.dry_run:
                    self.batch.save(force_insert=True)
                line = self._load(page)
                transaction.set_rollback(self.dry_run)
        except (OSError, Unreadable, NotFit, DataError) as error:
            line = {"status": Status.FAILED, "error": remedy(page.source, error)}
            if not self.dry_run:
                self._document(page, Status.FAILED, line)
        if self.dry_run or line["status"] == Status.FAILED:
            self.records = Records(self.gazetteer)
            self.batch.pk = self.batch.pk if not self.dry_run else None
        return line

    def _load(self, page: Page) -> dict:
        data = _bytes(page.file)
        text, encoding = decode(data)
        digest = hashlib.sha256(data).hexdigest()
        facts = self.facts.get(page.file, Facts())
        reading = read_page(text, self.gazetteer, self.names, captured=facts.captured, published=facts.published)
        line = entry(reading) | ({} if reading.title else {"error": untitled(page.source)})
        # Two imports of one page take turns here: the second waits until the first has committed its content.
        stored, _made = SourceContent.objects.get_or_create(digest=digest, defaults={"data": data})
        known = _known(page, digest, facts.address)
        keep = partial(self._document, page, content=stored, encoding=encoding)
        if not reading.is_article:
            line |= {"status": Status.NOT_AN_ARTICLE, "error": why_not(page.source, reading.why_not)}
            return self._leave(line, known, keep)
        if digest in self.digests or (known and known.status == Status.DUPLICATE and known.content_id == digest):
            return self._leave(line | {"status": Status.DUPLICATE}, known, keep)
        self.digests.add(digest)
        new = content(reading, self.records, published=facts.published, address=facts.address)
        return self._write(line, new, known and known.article, keep)

    def _leave(self, line: dict, known: SourceDocument | None, keep) -> dict:
        """The page makes no article: it is none, or it is the same as another."""
        article = known.article if known and line["status"] == Status.DUPLICATE else None
        line |= {"article": article and article.pk}
        if known is None or known.status != line["status"]:
            keep(line["status"], line, article=article)
        return line

    def _write(self, line: dict, new: dict, article: Article | None, keep) -> dict:
        last = article and article.versions.filter(awaits_decision=False).first()
        if article is None:
            article, line["status"] = Article(), Status.CREATED
        elif last is None or not last.is_of_an_import:
            return self._propose(line | {"article": article.pk, "status": Status.KEPT}, new, article, keep)
        else:
            line["status"] = Status.UNCHANGED if _same(new, last.content) else Status.UPDATED
        if line["status"] != Status.UNCHANGED:
            versions.restore(article, new)
            search.index(article)
            document = keep(line["status"], line | {"article": article.pk}, article=article)
            versions.keep(article, reason=ArticleVersion.Reason.IMPORT, source=document, now=self.now)
        if self.publish and article.state == Article.State.DRAFT and line["title"]:
            workflow.publish(article, now=self.now)
        return line | {"article": None if self.dry_run and line["status"] == Status.CREATED else article.pk}

    def _propose(self, line: dict, new: dict, article: Article, keep) -> dict:
        """An editor has changed the article since: what the page now says waits, unless it was said before."""
        said = [version.content for version in article.versions.all() if version.source_id]
        if not any(_same(new, content) for content in said):
            versions.propose(article, new, source=keep(Status.KEPT, line, article=article), now=self.now)
        return line

    def _document(self, page: Page, status, line: dict, *, article=None, content=None, encoding="") -> SourceDocument:
        facts = self.facts.get(page.file, Facts())
        return SourceDocument.objects.create(
            batch=self.batch,
            article=article,
            root=page.root,
            path=page.path,
            address=facts.address,
            captured_on=facts.captured,
            published_on=facts.published,
            content=content,
            encoding=encoding,
            parser_version=PARSER_VERSION,
            status=status,
            report={"source": page.source} | line,
        )


def _bytes(file: Path) -> bytes:
    size = file.stat().st_size
    if size > settings.IMPORT_MAX_BYTES:
        raise TooLarge(size)
    return file.read_bytes()


def _known(page: Page, digest: str, address: str) -> SourceDocument | None:
    """The last that was read of the same page."""
    documents = SourceDocument.objects.exclude(status=Status.FAILED).select_related("article").order_by("-pk")
    return (
        (documents.filter(address=address).first() if address else None)
        or documents.filter(root=page.root, path=page.path).first()
        or documents.filter(content_id=digest, article__isnull=False).first()
    )


def _same(new: dict, old: dict) -> bool:
    """Whether the old content says all that the new one does; what an import does not set is not compared."""
    return all(old.get(name) == value for name, value in new.items())

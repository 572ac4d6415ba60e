"""An import: each page read, known again or new, written in a transaction of its own, and reported.

How a page is known again is in known.py. What an editor has changed since is never overwritten: the new reading
waits as a proposal. Imports that run at once take turns, page by page.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import DataError, Error, IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import clearance, search, starting, versions, workflow
from articles.importing import word
from articles.importing.content import content
from articles.importing.inputs import Page
from articles.importing.known import INTO_AN_ARTICLE, Known, facts_before, last_read, place, recall
from articles.importing.manifest import Facts
from articles.importing.messages import PathTooLong, deleted, remedy, untitled, why_not
from articles.importing.names import KnownNames
from articles.importing.page import PARSER_VERSION
from articles.importing.places import Gazetteer
from articles.importing.read_input import Input, read_input
from articles.importing.records import Records
from articles.importing.report import entry
from articles.importing.word_pictures import store, with_pictures
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
from articles.word import WordText
from contacts.models import Country, Mission

ATTEMPTS = 3  # at writing a page, where another process made the same record or held the database
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
        by=None,
        mission: Mission | None = None,
        now: datetime | None = None,
    ):
        """`by` is who begins articles with it, `mission` whose they are, whatever the page says."""
        self.pages, self.facts, self.publish, self.dry_run = pages, facts or {}, publish, dry_run
        self.by, self.mission, self.now = by, mission, now or timezone.now()
        self.counts = Counter()
        self.places = {place(page.root, page.path) for page in pages}
        self.articles: dict[str, int | None] = {}  # those of this run, by the digest of their page
        self.taken: set[int] = set()
        self.batch = ImportBatch(
            started_at=self.now,
            by=by,
            paths=sorted({page.root for page in pages}),
            options={"publish": publish},
            parser_version=PARSER_VERSION,
        )
        self.countries = list(Country.objects.values())
        self.gazetteer = Gazetteer.from_records(self.countries)
        self.names = _checked_names()
        self.records = Records(self.gazetteer)

    def run(self) -> Iterator[dict]:
        """The report, an entry a page, while the pages come in. Raises django.db.Error where the database fails."""
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
            facts = self.facts.get(page.file) or facts_before(page)
            read = read_input(page, facts, self.gazetteer, self.names)
            line = self._write_in_turn(page, read)
        except (DataError, IntegrityError) as error:
            return self._fail(page, error)
        except Error:  # the database itself: no other page would fare better
            raise
        except Exception as error:  # a page never stops the others
            return self._fail(page, error)
        if line["status"] in INTO_AN_ARTICLE and "article" in line:
            self.articles[read.digest] = line["article"]
            self.taken |= {line["article"]} - {None}
        return line

    def _write_in_turn(self, page: Page, read: Input, attempts: int = ATTEMPTS) -> dict:
        try:
            with transaction.atomic():
                self._take_turn()
                line = self._load(page, read)
                transaction.set_rollback(self.dry_run)
            return line
        except (IntegrityError, OperationalError):
            if attempts == 1:
                raise
        return self._write_in_turn(page, read, attempts - 1)

    def _take_turn(self) -> None:
        """Wait for the page that another import is writing, then learn what it added. SQLite waits at BEGIN."""
        if self.dry_run:
            self.batch.pk = None
            self.batch.save()
        ImportBatch.objects.select_for_update().order_by("pk").first()
        self.records.learn()

    def _fail(self, page: Page, error: Exception) -> dict:
        """The page's line; kept in the database too, unless it failed alike before."""
        line = {"status": Status.FAILED, "error": remedy(page.source, error)}
        before = last_read(page)
        is_new = before is None or (before.status, before.report["error"]) != (line["status"], line["error"])
        if is_new and not self.dry_run and not isinstance(error, PathTooLong):
            self._document(page, Status.FAILED, line, self.facts.get(page.file) or facts_before(page))
        return line

    def _load(self, page: Page, read: Input) -> dict:
        reading = read.reading
        line = entry(reading) | ({} if reading.title else {"error": untitled(page.source)})
        stored, _made = SourceContent.objects.get_or_create(digest=read.digest, defaults={"data": read.data})
        known = recall(page, read.digest, read.facts.address, taken=self.taken)
        keep = partial(self._document, page, facts=read.facts, content=stored, encoding=read.encoding)
        if sent := _sent_out(read):
            return self._take_back(line | {"article": sent.pk}, read, sent, keep)
        if not reading.is_article:
            line |= {"status": Status.NOT_AN_ARTICLE, "error": why_not(page.source, reading.why_not)}
            return _leave(line, known, stored, keep)
        if read.digest in self.articles or self._is_copy(known):
            article = self.articles.get(read.digest) or (known.article and known.article.pk)
            return _leave(line | {"status": Status.DUPLICATE, "article": article}, known, stored, keep)
        if known.was_deleted:
            return line | {"status": Status.KEPT, "error": deleted(page.source)}
        return self._write(line, read, known, keep)

    def _is_copy(self, known: Known) -> bool:
        """Another page of this run is the original, or it was read as a copy before."""
        source, here = known.source, known.here
        return source is not None and (
            place(source.root, source.path) in self.places or (here is not None and here.status == Status.DUPLICATE)
        )

    def _write(self, line: dict, read: Input, known: Known, keep) -> dict:
        article = known.article and Article.objects.select_for_update().get(pk=known.article.pk)
        facts = {"published": read.facts.published, "address": read.facts.address}
        new = content(read.reading, self.records, article, body_html=read.body_html, **facts)
        new["images"] = with_pictures(new["images"], read.pictures)
        if self.mission:
            new["mission"] = self.mission.slug
        last = article and article.versions.kept().first()
        if article is None:
            article, line["status"] = Article(created_by=self.by), Status.CREATED
        elif last is not None and last.is_of_an_import and _same(new, last.content):
            line["status"] = Status.UNCHANGED
        elif last is None or not last.is_of_an_import or self._would_change_the_public(article, line):
            self._store(read)
            return self._propose(line | {"article": article.pk, "status": Status.KEPT}, new, article, keep)
        else:
            line["status"] = Status.UPDATED
        if line["status"] != Status.UNCHANGED:
            self._store(read)
            versions.restore(article, new)
            search.index(article)
            document = keep(line["status"], line | {"article": article.pk}, article=article)
            reason = ArticleVersion.Reason.IMPORT
            versions.keep(article, reason=reason, by=self.by, source=document, now=self.now)
        elif known.is_back:
            keep(line["status"], line | {"article": article.pk}, article=article)
        if self.publish and article.state == Article.State.DRAFT and line["title"]:
            workflow.publish(article, now=self.now)
        return line | {"article": None if self.dry_run and line["status"] == Status.CREATED else article.pk}

    def _store(self, read: Input) -> None:
        if not self.dry_run:
            store(read.pictures)

    def _would_change_the_public(self, article: Article, line: dict) -> bool:
        """What readers see changes only where the person who imports says so, and never to a page without a title."""
        return article.state == Article.State.PUBLISHED and not (self.publish and line["title"])

    def _propose(self, line: dict, new: dict, article: Article, keep) -> dict:
        """The article is an editor's or the public's by now: what the page says waits, unless it was said before."""
        said = [version.content for version in article.versions.all() if version.source_id]
        if not any(_same(new, content) for content in said):
            versions.propose(article, new, source=keep(Status.KEPT, line, article=article), now=self.now)
        return line

    def _take_back(self, line: dict, read: Input, article: Article, keep) -> dict:
        """A file written from the article: its new text, where nobody has changed that since and a person answers
        for it; else it waits as a proposal, as it always does where readers would see it.
        """
        article = Article.objects.select_for_update().get(pk=article.pk)
        before = versions.snapshot(article)
        new = word.returned(read.word, before)
        line |= {"error": None, "discarded": _not_taken_back(read.word, article)}
        if _same(new, before):
            return line | {"status": Status.UNCHANGED}
        is_free = article.version == read.word.origin.version and article.state == Article.State.DRAFT
        if not (self.by and is_free):
            return self._propose(line | {"status": Status.KEPT}, before | new, article, keep)
        if starting.has_working_title(article) and new["title"] != article.title:
            new["slug"] = ""
        versions.restore(article, new)
        search.index(article)
        document = keep(Status.UPDATED, line, article=article)
        comment = _("From the Word file of version %(number)d") % {"number": read.word.origin.version}
        facts = {"by": self.by, "source": document, "comment": comment, "now": self.now}
        versions.keep(article, reason=ArticleVersion.Reason.EDIT, **facts)
        return line | {"status": Status.UPDATED}

    def _document(
        self, page: Page, status, line: dict, facts: Facts, *, article=None, content=None, encoding=""
    ) -> SourceDocument:
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


def _checked_names() -> KnownNames:
    """Names that an import found teach it nothing until a person has checked them: a page that is read again, or after
    others, must read the same.
    """
    return KnownNames.from_records(
        Organisation.objects.filter(is_to_check=False).values(),
        Programme.objects.filter(is_to_check=False).values(),
        Theme.objects.values(),
    )


def _not_taken_back(file: WordText, article: Article) -> list[dict]:
    """What is no part of the text; and contacts and corrections that somebody wrote over: they are records."""
    known = clearance.lines_under_the_text(article)
    strange = [block.text for block in file.blocks if block.kind == "aside" and block.text not in known]
    pictures = ((picture.alt or picture.name, "picture") for picture in file.pictures)
    pieces = [*file.left_out, *pictures, *((text, "changed under the text") for text in strange)]
    return [{"text": text, "reason": reason} for text, reason in pieces]


def _sent_out(read: Input) -> Article | None:
    """The article that the file was written from, before it went out for clearance."""
    origin = read.word and read.word.origin
    return Article.objects.filter(uuid=origin.article, revises=None).first() if origin else None


def _leave(line: dict, known: Known, stored: SourceContent, keep) -> dict:
    """The page makes no article: it is none, or it is the same as another."""
    here = known.here
    if here is None or (here.status, here.content_id) != (line["status"], stored.digest):
        keep(line["status"], line, article=Article.objects.filter(pk=line.get("article")).first())
    return line


def _same(new: dict, old: dict) -> bool:
    """Whether the old content says all that the new one does; what an import does not set is not compared."""
    return all(old.get(name) == value for name, value in new.items())

"""An import: its pages read, written some at a time, each time within a transaction of its own, and reported.

What fails for several pages is tried again page by page, so that one never stops the others. Imports that run at once
take turns.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import DataError, Error, IntegrityError, OperationalError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language

from articles.importing.jobs import read_ahead
from articles.importing.journal import Journal, Overtaken
from articles.importing.known import facts_before, last_read, place
from articles.importing.learning import menus_of
from articles.importing.menus import Menus
from articles.importing.messages import remedy
from articles.importing.read_input import Input, Known, has_a_place, read
from articles.importing.records import Records
from articles.importing.turns import turn
from articles.importing.writing import Writing
from articles.inputs.manifest import Facts, captured
from articles.inputs.pages import Page
from articles.models import ImportBatch, NameDecision, Organisation, Programme, SourceDocument, Theme
from articles.parsing.names import KnownNames
from articles.parsing.page import PARSER_VERSION
from articles.parsing.places import Gazetteer
from contacts.models import Country, Mission

ATTEMPTS = 3  # at writing a page, where another process made the same record or held the database
Status = SourceDocument.Status


class Import:
    """One run over the pages; `facts` are what a manifest knows of them."""

    def __init__(
        self,
        pages: list[Page],
        facts: dict[Page, Facts] | None = None,
        *,
        publish: bool = False,
        dry_run: bool = False,
        by=None,
        mission: Mission | None = None,
        now: datetime | None = None,
        jobs: int = 1,
        journal: Journal | None = None,
        missions: Mapping[Page, Mission] | None = None,
        compares: bool = False,
    ):
        """`by` is who begins articles with it, `mission` whose they are, whatever the page says; `jobs` processes
        read. With a `journal`, which has a batch already, the import goes on where it was stopped. `missions` are
        those of single pages; where it `compares`, the report has old and new values of what changes.
        """
        self.pages, self.facts, self.publish, self.dry_run = pages, facts or {}, publish, dry_run
        self.missions, self.compares = missions or {}, compares
        self.by, self.mission, self.now, self.jobs = by, mission, now or timezone.now(), jobs
        self.counts = Counter()
        self.places = {place(page.root, page.path) for page in pages}
        self.addresses = {
            facts.address for page in pages if (facts := captured(page, self.facts.get(page) or Facts()))
        }
        self.articles: dict[str, int | None] = {}  # those of this run, by the digest of their page
        self.captured: dict[str, int | None] = {}  # and by the address at which a crawler found it
        self.taken: dict[int, bool] = {}
        self.journal, self.batch = journal, journal.batch if journal else self._new_batch()
        self.countries = list(Country.objects.values())
        self.gazetteer = Gazetteer.from_records(self.countries)
        self.names = _checked_names()
        self.records, self.changed = Records(self.gazetteer), None
        if journal:
            journal.recall(self)

    def _new_batch(self) -> ImportBatch:
        return ImportBatch(
            started_at=self.now,
            by=self.by,
            paths=sorted({page.root for page in self.pages}),
            page_count=len(self.pages),
            options={"publish": self.publish, "mission": self.mission and self.mission.pk},
            parser_version=PARSER_VERSION,
        )

    def run(self) -> Iterator[dict]:
        """The report, an entry a page, while the pages come in. Raises django.db.Error where the database fails."""
        with _program_set_aside():
            yield from self._lines()

    def _lines(self) -> Iterator[dict]:
        if not (self.dry_run or self.journal):
            self.batch.save()
        menus = menus_of(self)
        left = self.journal.left(self.pages) if self.journal else self.pages
        together = settings.IMPORT_TOGETHER
        some = [left[start : start + together] for start in range(0, len(left), together)]
        for pages, readings in zip(some, self._read(some, menus), strict=True):
            self.batch.page_count += 0 if self.journal else len(readings) - len(pages)  # a file may hold many
            for start in range(0, len(readings), together):
                for line in self._enter(readings[start : start + together]):
                    self.counts[line["status"]] += 1
                    yield line
            if self.journal:
                self.journal.close(len(pages))
        if not (self.dry_run or self.journal):
            self.batch.finished_at, self.batch.counts = timezone.now(), dict(self.counts)
            self.batch.save(update_fields=["finished_at", "counts", "page_count"])

    def document(self, page: Page, line: dict, *, facts: Facts, **fields) -> SourceDocument:
        """What the batch keeps of a page, not saved yet."""
        return SourceDocument(
            batch=self.batch,
            root=page.root,
            path=page.path,
            address=facts.address,
            captured_on=facts.captured,
            published_on=facts.published,
            parser_version=PARSER_VERSION,
            status=line["status"],
            report={"source": page.source} | line,
            **fields,
        )

    def _enter(self, readings: Sequence[tuple[Page, Input | str]]) -> list[dict]:
        """The pages' lines; what could not be read is a sentence."""
        read = dict(self.journal.without_known(readings) if self.journal else readings)
        self.places |= {place(page.root, page.path) for page in read}
        lines = self._write({page: one for page, one in read.items() if isinstance(one, Input)})
        lines |= {page: self._fail(page, one) for page, one in read.items() if isinstance(one, str)}
        return [_whole(page, lines[page]) for page in read]

    def _read(self, some: Iterable[Sequence[Page]], menus: Menus) -> Iterator[list[tuple[Page, Input | str]]]:
        """In this process, or in as many others as there are `jobs`."""
        pages, known = map(self.with_facts, some), Known(self.gazetteer, self.names, menus)
        if self.jobs > 1:
            return read_ahead(pages, known, get_language(), self.jobs)
        return ([pair for page, facts in those for pair in read(page, facts, known)] for those in pages)

    def with_facts(self, pages: Sequence[Page]) -> list[tuple[Page, Facts]]:
        """What a manifest says of each page, or once said; where it says nothing, what the crawler noted."""
        before = facts_before(pages)
        return [(page, captured(page, self.facts.get(page) or before[page])) for page in pages]

    def _write(self, inputs: Mapping[Page, Input], attempts: int = ATTEMPTS) -> dict[Page, dict]:
        """Raises django.db.Error where no other page would fare better."""
        try:
            with turn():
                self._learn()
                writing = Writing(self, inputs)
                lines = writing.lines()
                transaction.set_rollback(self.dry_run)
                if not self.dry_run:
                    self._note(lines, inputs)
            if self.dry_run:
                self._note(lines, inputs)
        except Overtaken:
            raise
        except Exception as error:
            self.records = Records(self.gazetteer)  # some of those known may be gone
            if len(inputs) > 1:
                return {page: line for page in inputs for line in self._write({page: inputs[page]}).values()}
            if isinstance(error, (IntegrityError, OperationalError)) and attempts > 1:
                return self._write(inputs, attempts - 1)
            if isinstance(error, Error) and not isinstance(error, (DataError, IntegrityError)):
                raise
            return {page: self._fail(page, remedy(page.source, error)) for page in inputs}
        self.articles |= writing.articles.maps[0]
        self.captured |= writing.captured.maps[0]
        self.taken |= writing.taken.maps[0]
        return lines

    def _learn(self) -> None:
        """What another import added meanwhile, or what was undone."""
        if self.dry_run and not self.journal:
            self.batch.pk = None
            self.batch.save()
        if (changed := _last_change()) != self.changed:
            self.changed, self.records = changed, Records(self.gazetteer)
        self.records.learn()

    def _fail(self, page: Page, sentence: str) -> dict:
        """The page's line; kept in the database too, unless it failed alike before."""
        line = {"status": Status.FAILED, "error": sentence}
        before = last_read(page)
        is_new = before is None or (before.status, before.report["error"]) != (line["status"], line["error"])
        with turn():
            if is_new and not self.dry_run and has_a_place(page):
                [(page, facts)] = self.with_facts([page])
                self.document(page, line, facts=facts).save()
            self._note({page: line})
        return line

    def _note(self, lines: Mapping[Page, dict], inputs: Mapping[Page, Input] | None = None) -> None:
        if self.journal:
            digests = {page: read.digest for page, read in (inputs or {}).items()}
            self.journal.keep({page: _whole(page, line) for page, line in lines.items()}, digests)


@contextmanager
def _program_set_aside() -> Iterator[None]:
    """The garbage collector looks at the pages that come and go, not at the whole program with them each time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _whole(page: Page, line: dict) -> dict:
    return {"source": page.source, "article": None, "error": None} | line


def _last_change() -> tuple[datetime | None, datetime | None]:
    """When an import was last undone and a name last decided."""
    undone = ImportBatch.objects.aggregate(last=Max("undone_at"))["last"]
    return undone, NameDecision.objects.aggregate(last=Max("decided_at"))["last"]


def _checked_names() -> KnownNames:
    """Names that an import found teach it nothing until a person has checked them: a page that is read again, or after
    others, must read the same.
    """
    return KnownNames.from_records(
        Organisation.objects.filter(is_to_check=False).values(),
        Programme.objects.filter(is_to_check=False).values(),
        Theme.objects.values(),
    )

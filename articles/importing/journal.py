"""What came of each page of an import that works in pieces: written with the pages, in one transaction.

Stopped at any moment, the import goes on with what has no line yet; its report, its counts and its articles are those
of one that was never stopped.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.importing.known import INTO_AN_ARTICLE
from articles.inputs.pages import Page
from articles.models import ImportBatch, ReportLine


class Overtaken(Exception):
    """Somebody has stopped the import, or another task goes on with it: this one writes nothing more."""


class Journal:
    """Of a batch, while this task does its work."""

    def __init__(self, batch: ImportBatch, task_id: UUID):
        self.batch, self.task_id = batch, task_id

    def left(self, pages: Sequence[Page]) -> Sequence[Page]:
        """Those that were not read to their end, always given in one order. Of kept pages, each of which has a line,
        some may be gone since the last piece.
        """
        if not self.batch.is_reread:
            return pages[self.batch.read_count :]
        known = set(self.batch.lines.values_list("place", flat=True))
        return [page for page in pages if key_of(page) not in known]

    def without_known(self, readings: Iterable[tuple[Page, object]]) -> list[tuple[Page, object]]:
        """A page holds others, or was read with others: some may have their line."""
        readings = list(readings)
        keys = {page: key_of(page) for page, _reading in readings}
        known = set(self.batch.lines.filter(place__in=keys.values()).values_list("place", flat=True))
        return [(page, reading) for page, reading in readings if keys[page] not in known]

    def recall(self, run) -> None:
        """What the Import knew of its articles and pages when it was stopped."""
        addresses = {key_of(page): page.site_address for page in run.pages if page.site_address}
        lines = self.batch.lines.filter(status__in=INTO_AN_ARTICLE)
        for place, digest, article in lines.values_list("place", "digest", "article").iterator():
            run.articles[digest] = article
            if article:
                run.taken[article] = True
            if place in addresses:
                run.captured[addresses[place]] = article

    @transaction.atomic
    def keep(self, lines: Mapping[Page, dict], digests: Mapping[Page, str]) -> None:
        """The pages' lines, and what the batch counts. Raises Overtaken."""
        batch = held(self.batch.pk, self.task_id)
        ReportLine.objects.bulk_create(self._lines(lines, digests))
        batch.counts = Counter(batch.counts) + Counter(str(line["status"]) for line in lines.values())
        if batch.is_reread:
            batch.read_count = batch.counts.total()
        batch.seen_at = timezone.now()
        batch.save(update_fields=["counts", "read_count", "seen_at"])

    @transaction.atomic
    def close(self, count: int) -> None:
        """So many pages more are read to their end; kept pages are counted by their lines. Raises Overtaken."""
        if self.batch.is_reread:
            return
        batch = held(self.batch.pk, self.task_id)
        batch.read_count, batch.seen_at = batch.read_count + count, timezone.now()
        batch.save(update_fields=["read_count", "seen_at"])

    def _lines(self, lines: Mapping[Page, dict], digests: Mapping[Page, str]):
        documents = self.batch.documents.filter(path__in=[page.path for page in lines])
        kept = {(root, path): key for root, path, key in documents.values_list("root", "path", "pk")}
        for page, line in lines.items():
            document = kept.get((page.root, page.path))
            yield ReportLine(
                batch=self.batch,
                place=key_of(page),
                status=line["status"],
                digest=digests.get(page, ""),
                article_id=line["article"],
                document_id=document,
                line=None if document else line,
            )


def key_of(page: Page) -> str:
    """A path may be longer than a column."""
    return sha256(f"{page.root}\0{page.path}".encode()).hexdigest()


def held(batch: int, task_id: UUID) -> ImportBatch:
    """The batch's row until the end of the transaction, as long as its work is this task's. Raises Overtaken."""
    found = ImportBatch.objects.select_for_update().filter(pk=batch, task_id=task_id, finished_at=None).first()
    if found is None:
        raise Overtaken(batch)
    return found

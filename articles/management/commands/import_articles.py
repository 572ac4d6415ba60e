import json
import os
from argparse import ArgumentTypeError
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, reset_queries
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles import undoing
from articles.importing import rereading
from articles.importing.loading import Import
from articles.importing.messages import bad_manifest, database_failed
from articles.importing.read_input import limits
from articles.inputs import manifest
from articles.inputs.pages import SUFFIXES, NoPages, find, is_one_of
from articles.models import ImportBatch, SourceDocument
from articles.wording import label
from iomnews.planning import learn_sizes

MOST_JOBS = 64
SHORT = 80  # characters of a value that is shown on the terminal
WRONG_CALL, SOME_FAILED, INTERRUPTED = 2, 1, 130


class Command(BaseCommand):
    @property
    def help(self):
        return _("Turns saved press pages into articles, missions, programmes and press contacts.")

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PATH",
            help=_("Pages as text or HTML, Word files, web archives, feeds; a folder or zip archive of them."),
        )
        parser.add_argument("--report", metavar="FILE", help=_("Write what was read, one JSON object a page."))
        parser.add_argument("--publish", action="store_true", help=_("Publish the articles that are still drafts."))
        parser.add_argument("--dry-run", action="store_true", help=_("Read and report everything, write nothing."))
        parser.add_argument("--jobs", type=_count, default=1, metavar="N", help=_("Read with N processes at once."))
        parser.add_argument(
            "--reread",
            nargs="*",
            metavar="BATCH",
            help=_("Read again what was kept of the pages of these imports, or of all; says what changes."),
        )
        parser.add_argument("--manifest", metavar="CSV", help=_("Columns path, address, captured, published."))

    def handle(self, *, paths, report, publish, dry_run, **options):
        pages, known = _reread(paths, options) if options["reread"] is not None else _given(paths, options["manifest"])
        try:
            run = Import(pages, publish=publish, dry_run=dry_run, jobs=options["jobs"], **known)
            if not run.countries:
                self.stderr.write(_("No country is known yet. Run manage.py load_reference_data, then this again."))
            with _opened(report, pages, options["manifest"]) as stream:
                self._report(run, stream)
            learn_sizes(after=0 if dry_run else run.counts["created"])
        except KeyboardInterrupt:
            text = _("Interrupted. What came in stays; the same command goes on with the rest.")
            raise CommandError(text, returncode=INTERRUPTED) from None
        except OSError as error:
            raise _no_report(report, error.strerror) from error
        except Error as error:
            raise CommandError(database_failed(error), returncode=WRONG_CALL) from error
        self._summarise(run)

    def _report(self, run, stream):
        for line in tqdm(run.run(), total=len(run.pages), disable=None, leave=False):
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            stream.flush()
            if settings.DEBUG:
                reset_queries()  # thousands of them would be kept, with all that they write
            if line.get("changes"):
                with tqdm.external_write_mode():
                    self.stdout.write(printable(_changes(line)))
            if line["error"]:
                with tqdm.external_write_mode():
                    self.stderr.write(printable(line["error"]))

    def _summarise(self, run):
        for status in SourceDocument.Status:
            if run.counts[status]:
                self.stdout.write(_("%(status)s: %(count)d") % {"status": status.label, "count": run.counts[status]})
        if run.dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))
        failed = run.counts[SourceDocument.Status.FAILED]
        if failed:
            text = ngettext("%(count)d page could not be read.", "%(count)d pages could not be read.", failed)
            raise CommandError(text % {"count": failed}, returncode=SOME_FAILED)


def _count(text):
    """A number of processes, for argparse, which says the rest."""
    if not 1 <= int(text) <= MOST_JOBS:
        raise ArgumentTypeError(_("between 1 and %(most)d") % {"most": MOST_JOBS})
    return int(text)


def _given(paths, table):
    if not paths:
        text = _("Give the paths of the pages to import, or --reread to read again what was kept of them.")
        raise CommandError(text, returncode=WRONG_CALL)
    pages = _pages(paths)
    return pages, {"facts": _facts(table, pages)}


def _reread(paths, options):
    """The kept pages of the batches that are named, or of all."""
    if paths or options["manifest"]:
        text = _("With --reread there are no paths and no manifest: what was kept of the pages is read.")
        raise CommandError(text, returncode=WRONG_CALL)
    named = [batch_named(name).pk for name in options["reread"]]
    batches, until = named or list(ImportBatch.objects.values_list("pk", flat=True)), rereading.last()
    pages = rereading.pages(batches, until)
    return pages, {"missions": rereading.missions(batches, pages, until), "compares": True}


def batch_named(name):
    """By its uuid, the beginning of it, or its number."""
    try:
        return undoing.find(name)
    except ImportBatch.DoesNotExist:
        text = _("No import is called “%(name)s”. The admin lists them, under “Import batches”.")
    except ImportBatch.MultipleObjectsReturned:
        text = _("Several imports begin with “%(name)s”. Write more of the one that is meant.")
    raise CommandError(text % {"name": name}, returncode=WRONG_CALL)


def _changes(line):
    """Which fields differ, and of short texts how."""
    said = [_change(label(field), *values) for field, values in line["changes"].items()]
    facts = {"title": line["title"] or line["source"], "article": line["article"], "changes": "; ".join(said)}
    return _("%(title)s (%(article)s): %(changes)s") % facts


def _change(name, old, new):
    is_short = all(isinstance(value, str) and len(value) <= SHORT for value in (old, new))
    return f"{name} “{old}” → “{new}”" if is_short else name


def _pages(paths):
    try:
        return find(paths, limits())
    except NoPages as error:
        sentences = {
            "missing": _("%(path)s does not exist. Check the path."),
            "closed": _("%(path)s cannot be opened: %(detail)s. Check the path, and that you may read it."),
            "empty": _("%(path)s holds no page: nothing below it ends in .zip, %(suffixes)s."),
        }
        suffixes = ", ".join(SUFFIXES)
        facts = {"path": printable(error.path), "detail": error.detail, "suffixes": suffixes}
        raise CommandError(sentences[error.reason] % facts, returncode=WRONG_CALL) from error


def _facts(file, pages):
    try:
        return manifest.read(Path(file), pages) if file else {}
    except manifest.BadManifest as error:
        raise CommandError(printable(bad_manifest(error, file)), returncode=WRONG_CALL) from error


def _opened(report, pages, manifest_file):
    files = [page.file for page in pages] + [Path(manifest_file or os.devnull)]
    if report and is_one_of(files, Path(report)):
        text = _("The report would overwrite %(file)s, which is read here. Give it another name.")
        raise CommandError(text % {"file": report}, returncode=WRONG_CALL)
    return Path(report or os.devnull).open("w", encoding="utf-8")


def _no_report(report, reason):
    text = _("The report cannot be written to %(file)s: %(error)s.")
    return CommandError(text % {"file": report, "error": reason}, returncode=WRONG_CALL)


def printable(text):
    """On one line and without a terminal's commands, whatever a file may be called."""
    return "".join(letter if letter.isprintable() or letter == "\xa0" else ascii(letter)[1:-1] for letter in text)

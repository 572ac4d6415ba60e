import json
import os
from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from tqdm import tqdm

from articles.importing import inputs, manifest
from articles.importing.loading import Import
from articles.importing.messages import bad_manifest, database_failed
from articles.importing.read_input import limits
from articles.models import SourceDocument

MOST_JOBS = 64
WRONG_CALL, SOME_FAILED, INTERRUPTED = 2, 1, 130


class Command(BaseCommand):
    help = gettext_lazy("Turns saved press pages into articles, missions, programmes and press contacts.")

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help=_("Pages as text or HTML, Word files, web archives, feeds; a folder or zip archive of them."),
        )
        parser.add_argument("--report", metavar="FILE", help=_("Write what was read, one JSON object a page."))
        parser.add_argument("--publish", action="store_true", help=_("Publish the articles that are still drafts."))
        parser.add_argument("--dry-run", action="store_true", help=_("Read and report everything, write nothing."))
        parser.add_argument("--jobs", type=_count, default=1, metavar="N", help=_("Read with N processes at once."))
        parser.add_argument("--manifest", metavar="CSV", help=_("Columns path, address, captured, published."))

    def handle(self, *, paths, report, publish, dry_run, **options):
        pages = _pages(paths)
        facts = _facts(options["manifest"], pages)
        try:
            run = Import(pages, facts, publish=publish, dry_run=dry_run, jobs=options["jobs"])
            if not run.countries:
                self.stderr.write(_("No country is known yet. Run manage.py load_reference_data, then this again."))
            with _opened(report, pages, options["manifest"]) as stream:
                self._report(run, stream)
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
            if line["error"]:
                with tqdm.external_write_mode():
                    self.stderr.write(printable(line["error"]))

    def _summarise(self, run):
        for status, label in SourceDocument.Status.choices:
            if run.counts[status]:
                self.stdout.write(_("%(status)s: %(count)d") % {"status": label, "count": run.counts[status]})
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


def _pages(paths):
    try:
        return inputs.find(paths, limits())
    except inputs.NoPages as error:
        sentences = {
            "missing": _("%(path)s does not exist. Check the path."),
            "closed": _("%(path)s cannot be opened: %(detail)s. Check the path, and that you may read it."),
            "empty": _("%(path)s holds no page: nothing below it ends in .zip, %(suffixes)s."),
        }
        suffixes = ", ".join(inputs.SUFFIXES)
        facts = {"path": printable(error.path), "detail": error.detail, "suffixes": suffixes}
        raise CommandError(sentences[error.reason] % facts, returncode=WRONG_CALL) from error


def _facts(file, pages):
    try:
        return manifest.read(Path(file), pages) if file else {}
    except manifest.BadManifest as error:
        raise CommandError(printable(bad_manifest(error, file)), returncode=WRONG_CALL) from error


def _opened(report, pages, manifest_file):
    files = [page.file for page in pages] + [Path(manifest_file or os.devnull)]
    if report and inputs.is_one_of(files, Path(report)):
        text = _("The report would overwrite %(file)s, which is read here. Give it another name.")
        raise CommandError(text % {"file": report}, returncode=WRONG_CALL)
    return Path(report or os.devnull).open("w", encoding="utf-8")


def _no_report(report, reason):
    text = _("The report cannot be written to %(file)s: %(error)s.")
    return CommandError(text % {"file": report, "error": reason}, returncode=WRONG_CALL)


def printable(text):
    """On one line and without a terminal's commands, whatever a file may be called."""
    return "".join(letter if letter.isprintable() or letter == "\xa0" else ascii(letter)[1:-1] for letter in text)

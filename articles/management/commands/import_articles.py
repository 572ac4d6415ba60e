import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from tqdm import tqdm

from articles.importing import inputs, manifest
from articles.importing.loading import Import
from articles.models import SourceDocument

WRONG_CALL, SOME_FAILED = 2, 1


class Command(BaseCommand):
    help = gettext_lazy("Turns saved press pages into articles, missions, programmes and press contacts.")

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("A page saved as text, or a folder of them."))
        parser.add_argument("--report", metavar="FILE", help=_("Write what was read, one JSON object a page."))
        parser.add_argument("--publish", action="store_true", help=_("Publish the articles that are still drafts."))
        parser.add_argument("--dry-run", action="store_true", help=_("Read and report everything, write nothing."))
        parser.add_argument("--manifest", metavar="CSV", help=_("Columns path, address, captured, published."))

    def handle(self, *, paths, report, publish, dry_run, **options):
        pages = _pages(paths)
        facts = _facts(options["manifest"], pages)
        run = Import(pages, facts, publish=publish, dry_run=dry_run)
        with _opened(report) as stream:
            for line in tqdm(run.run(), total=len(pages), disable=None, leave=False):
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                if line["error"]:
                    tqdm.write(line["error"], file=self.stderr)
        self._summarise(run)

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


def _pages(paths):
    try:
        return inputs.find(paths)
    except inputs.NoPages as error:
        sentences = {
            "missing": _("%(path)s does not exist. Check the path."),
            "empty": _("%(path)s holds no page: nothing below it ends in .txt."),
        }
        raise CommandError(sentences[error.reason] % {"path": error.path}, returncode=WRONG_CALL) from error


def _facts(file, pages):
    try:
        return manifest.read(Path(file), pages) if file else {}
    except manifest.BadManifest as error:
        sentences = {
            "unreadable": _("%(file)s cannot be read: %(value)s. Save it as CSV in UTF-8."),
            "columns": _(
                "%(file)s, line 1: the columns are path, address, captured and published. Not known: %(value)s."
            ),
            "date": _("%(file)s, line %(line)d: “%(value)s” is no day. Write 2010-11-05."),
            "address": _("%(file)s, line %(line)d: “%(value)s” is no address. It begins with https:// or http://."),
            "unknown_path": _("%(file)s, line %(line)d: “%(value)s” is not among the pages to import."),
            "twice": _("%(file)s, line %(line)d: “%(value)s” stands in the manifest twice."),
        }
        facts = {"file": file, "line": error.line, "value": error.value}
        raise CommandError(sentences[error.reason] % facts, returncode=WRONG_CALL) from error


def _opened(report):
    try:
        return Path(report or os.devnull).open("w", encoding="utf-8")
    except OSError as error:
        text = _("The report cannot be written to %(file)s: %(error)s.")
        raise CommandError(text % {"file": report, "error": error.strerror}, returncode=WRONG_CALL) from error

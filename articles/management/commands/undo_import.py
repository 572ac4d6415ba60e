from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import undoing
from articles.importing.messages import database_failed

from .import_articles import INTERRUPTED, SOME_FAILED, WRONG_CALL, batch_named, printable


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Takes an import back: what it made goes, what it changed is as before; "
            "what people did since stays, named."
        )

    def add_arguments(self, parser):
        parser.add_argument("batch", metavar="BATCH", help=_("Its uuid or the beginning of it, or its number."))
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would be done, write nothing."))
        parser.add_argument("--published", action="store_true", help=_("Take back what is published too."))

    def handle(self, *, batch, published, dry_run, **options):
        try:
            undo = undoing.Undo(batch_named(batch), published=published)
            for outcome in undo.preview() if dry_run else undo.run():
                self._say(outcome)
        except KeyboardInterrupt:
            text = _("Interrupted. What was taken back stays so; the same command goes on with the rest.")
            raise CommandError(text, returncode=INTERRUPTED) from None
        except Error as error:
            raise CommandError(database_failed(error), returncode=WRONG_CALL) from error
        self._summarise(undo.counts, dry_run)

    def _say(self, outcome):
        if outcome.reason:
            name = f"{outcome.name} ({outcome.article})" if outcome.article else outcome.name
            facts = {"name": name, "action": outcome.action.label, "reason": outcome.reason}
            self.stderr.write(printable(_("%(name)s, %(action)s: %(reason)s") % facts))

    def _summarise(self, counts, dry_run):
        for action in undoing.Action:
            if counts[action]:
                self.stdout.write(_("%(status)s: %(count)d") % {"status": action.label, "count": counts[action]})
        if dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))
        if kept := counts[undoing.Action.KEPT]:
            text = ngettext(
                "%(count)d stays as it is; what is published is taken back with --published.",
                "%(count)d stay as they are; what is published is taken back with --published.",
                kept,
            )
            raise CommandError(text % {"count": kept}, returncode=SOME_FAILED)

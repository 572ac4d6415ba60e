from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.api.dump import alone, last_dump, make_dump


class Command(BaseCommand):
    @property
    def help(self):
        return _("Writes everything that is public to the files that readers take under /api/v1/dump/.")

    def add_arguments(self, parser):
        parser.add_argument("--to", metavar="DIR", type=Path, help=_("Where to; by default DUMP_DIR."))
        text = _("Only where there is none yet, or something in the last one is no longer public.")
        parser.add_argument("--if-needed", action="store_true", help=text)

    def handle(self, *, to, if_needed, **options):
        folder, now = to or Path(settings.DUMP_DIR), timezone.now()
        try:
            with alone(folder):
                last = last_dump(folder)
                if if_needed and last and not last.is_outdated(now):
                    return
                dump = make_dump(folder, now)
        except BlockingIOError:
            self.stdout.write(_("Another process is making a dump in %(folder)s.") % {"folder": folder})
            return
        except OSError as error:
            text = _("The dump cannot be written to %(folder)s: %(error)s.")
            raise CommandError(text % {"folder": folder, "error": error.strerror}) from error
        text = ngettext("%(count)d article in %(folder)s.", "%(count)d articles in %(folder)s.", dump.count)
        self.stdout.write(text % {"count": dump.count, "folder": dump.folder})

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles import reference
from articles.importing.messages import database_failed


class Command(BaseCommand):
    @property
    def help(self):
        return _("Adds the countries, regions, themes, organisations and offices that are missing.")

    def handle(self, *args, **options):
        try:
            counts = reference.load()
        except DatabaseError as error:
            raise CommandError(database_failed(error), returncode=2) from error
        for name, (made, filled) in counts.items():
            self.stdout.write(
                _("%(file)s: %(made)d added, %(filled)d completed") % {"file": name, "made": made, "filled": filled}
            )

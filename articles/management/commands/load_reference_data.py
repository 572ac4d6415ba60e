from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import reference


class Command(BaseCommand):
    help = gettext_lazy("Adds the countries, regions, themes, organisations and offices that are missing.")

    def handle(self, *args, **options):
        for name, (made, filled) in reference.load().items():
            self.stdout.write(
                _("%(file)s: %(made)d added, %(filled)d completed") % {"file": name, "made": made, "filled": filled}
            )

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import search


class Command(BaseCommand):
    @property
    def help(self):
        return _("Learns the words of public titles and leads anew, from which search suggests spellings.")

    def handle(self, **options):
        self.stdout.write(_("Words learnt: %(count)d") % {"count": search.learn_words(timezone.now())})

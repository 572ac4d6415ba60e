from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.duplicates.finding import count_changed, find
from articles.models import NearDuplicate


class Command(BaseCommand):
    @property
    def help(self):
        return _("Looks for articles that came in twice, or in another language, among new and changed ones.")

    def handle(self, **options):
        with tqdm(total=count_changed(), disable=None, leave=False) as bar:
            for count in find():
                bar.update(count)
        waiting = NearDuplicate.objects.filter(state=NearDuplicate.State.OPEN).count()
        self.stdout.write(_("Near-duplicates to decide upon: %(count)d") % {"count": waiting})

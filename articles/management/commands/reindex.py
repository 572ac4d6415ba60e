from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles import search
from articles.models import Article


class Command(BaseCommand):
    @property
    def help(self):
        return _("Writes anew what search knows of the articles, wherever it differs from their texts.")

    def handle(self, **options):
        changed = 0
        with tqdm(total=Article.objects.count(), disable=None, leave=False) as bar:
            for read, written in search.write_all():
                bar.update(read)
                changed += written
        search.make_index_anew()
        self.stdout.write(_("Articles whose words were written anew: %(count)d") % {"count": changed})

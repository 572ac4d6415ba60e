from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles import demo


class Command(BaseCommand):
    @property
    def help(self):
        return _("Fills a newsroom to try: reference data, the sample archive, an account for each role.")

    def handle(self, **options):
        call_command("load_reference_data", stdout=self.stdout)
        for pages, manifest in (
            (demo.ARCHIVE, demo.ARCHIVE.with_suffix(".csv")),
            (demo.FOLDER, demo.FOLDER / "pages.csv"),
        ):
            call_command("import_articles", str(pages), manifest=str(manifest), publish=True, stdout=self.stdout)
        call_command("learn_words", stdout=self.stdout)
        for name, password in demo.furnish().items():
            known = (
                _("password as before") if password is None else _("password %(password)s") % {"password": password}
            )
            self.stdout.write(f"{name:>17}: {known}")
        self.stdout.write(
            _("To set a password again: %(command)s") % {"command": "bin/manage changepassword publisher"}
        )

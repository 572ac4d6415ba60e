from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "iomnews.accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from .roles import restore

        post_migrate.connect(restore, sender=self)

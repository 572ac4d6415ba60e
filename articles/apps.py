from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from articles import replicas  # noqa: F401  its checks

        post_migrate.connect(_watch, sender=self)


def _watch(using, plan=None, **_):
    from articles.tombstones import leave_tombstones
    from articles.watching import watch
    from iomnews.planning import learn_new_indices

    if plan is not None:  # emptied tables keep their triggers
        watch(using)
        leave_tombstones(using)
    if plan:
        learn_new_indices(using)

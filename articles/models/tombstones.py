"""What readers could see once and no longer can: written by the database itself, articles/tombstones.py."""

from django.db import models
from django.db.models import Exists, OuterRef

from .article import Article


class TombstoneQuerySet(models.QuerySet):
    def standing(self, now):
        """Of what has not become public again."""
        return self.exclude(Exists(Article.objects.published(now).filter(uuid=OuterRef("uuid"))))


class Tombstone(models.Model):
    uuid = models.UUIDField(unique=True)
    gone_at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["gone_at", "uuid"], name="tombstone_by_moment")]

    def __str__(self):
        return str(self.uuid)

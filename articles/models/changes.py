"""What has changed for readers. The database's own triggers write it (articles/watching.py); nothing else does."""

from django.db import connections, models, router


class PublicRevision(models.Model):
    """One row. `number` grows with each change; a new `origin` says that the numbers begin anew."""

    number = models.BigIntegerField()
    origin = models.UUIDField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.number} ({self.origin})"

    @classmethod
    def latest(cls) -> tuple | None:
        """(origin, number). Each page asks for it twice: a query by hand takes a fifth of the ORM's time."""
        with connections[router.db_for_read(cls)].cursor() as cursor:
            cursor.execute(f"SELECT origin, number FROM {cls._meta.db_table}")
            return cursor.fetchone()


class PublicChange(models.Model):
    """The record `key` of the table that `what` names, changed by the revision; None until its transaction ends."""

    revision = models.BigIntegerField(null=True, db_index=True)
    what = models.CharField(max_length=20)
    key = models.CharField(max_length=20)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["id"], condition=models.Q(revision=None), name="public_change_of_no_revision")]

    def __str__(self):
        return f"{self.revision}: {self.what} {self.key}"

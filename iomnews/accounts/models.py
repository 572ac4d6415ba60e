from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reach import HEADQUARTERS, ScopedQuerySet


class UserQuerySet(ScopedQuerySet):
    def within(self, reach):
        """Whoever has a role in a mission reached, perhaps among others; superusers are for superusers."""
        if reach.everywhere:
            return self if reach.user.is_superuser else self.filter(is_superuser=False)
        held = Membership.objects.filter(mission__in=reach.missions)
        return self.filter(is_superuser=False, pk__in=held.values("user"))

    def wholly_within(self, reach):
        """Whoever has roles in missions reached, and in no other: whose account itself may be changed."""
        elsewhere = Membership.objects.exclude(mission__in=reach.missions).values("user")
        return self.within(reach) if reach.everywhere else self.within(reach).exclude(pk__in=elsewhere)

    def visible_to(self, user, now):
        return self.within(self._reach(user, "view"))

    def administrators(self):
        """Who can give every role: superusers and the administrators of headquarters."""
        held = Membership.objects.filter(role=Membership.Role.ADMINISTRATOR, mission__kind=HEADQUARTERS)
        return self.filter(models.Q(is_superuser=True) | models.Q(pk__in=held.values("user")), is_active=True)


class PeopleManager(UserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody has this address already.")}
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, blank=True,
        help_text=_("Of the admin and of e-mails."),
    )  # fmt: skip
    sessions_ended_at = models.DateTimeField(null=True, editable=False)

    objects = PeopleManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def save(self, *args, update_fields=None, **kwargs):
        """Disabling an account ends its sessions for good: they do not come back with it."""
        self.is_staff = self.is_staff or self.is_superuser
        if not self.is_active:
            self.sessions_ended_at = timezone.now()
            update_fields = update_fields and {*update_fields, "sessions_ended_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _get_session_auth_hash(self, secret=None):
        """What each session is compared with: another password or another end makes it void."""
        ended_at = self.sessions_ended_at.timestamp() if self.sessions_ended_at else ""
        return f"{super()._get_session_auth_hash(secret)}{ended_at}"

    def is_last_administrator(self) -> bool:
        """Whether nobody could give roles any more without this account."""
        administrators = User.objects.administrators()
        return administrators.filter(pk=self.pk).exists() and not administrators.exclude(pk=self.pk).exists()


class MembershipQuerySet(ScopedQuerySet):
    owner = "mission"

    def visible_to(self, user, now):
        """Those of one's missions, never a superuser's but to superusers."""
        rows = self if user.is_superuser else self.filter(user__is_superuser=False)
        return rows.within(self._reach(user, "view"))


class Membership(models.Model):
    """What a user may do in one mission; one in headquarters holds for the whole organisation."""

    class Role(models.TextChoices):
        CONTRIBUTOR = "contributor", _("Contributor")
        EDITOR = "editor", _("Editor")
        PUBLISHER = "publisher", _("Publisher")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    mission = models.ForeignKey(
        "contacts.Mission", models.CASCADE, related_name="memberships", verbose_name=_("mission")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "mission"], name="one_role_per_user_and_mission"),
            models.CheckConstraint(
                condition=models.Q(role__in=["contributor", "editor", "publisher", "administrator"]),
                name="membership_role_known",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.mission}, {self.get_role_display()}"

    def save(self, *args, **kwargs):
        """A role makes its holder a member of staff."""
        super().save(*args, **kwargs)
        User.objects.filter(pk=self.user_id).update(is_staff=True)

    def delete(self, *args, **kwargs):
        """Whoever loses the last role is no member of staff any more."""
        deleted = super().delete(*args, **kwargs)
        others = Membership.objects.filter(user=self.user_id)
        if not others.exists():
            User.objects.filter(pk=self.user_id, is_superuser=False).update(is_staff=False)
        return deleted

    def is_last_administrators(self) -> bool:
        """Whether it is by this role that somebody can still give every role."""
        makes_one = self.role == self.Role.ADMINISTRATOR and self.mission.kind == HEADQUARTERS
        return makes_one and not self.user.is_superuser and self.user.is_last_administrator()

    def absorb(self, other) -> bool:
        """Of two roles of one user in one mission the higher stays; whether that changed this one."""
        before, roles = self.role, self.Role.values
        self.role = max(self.role, other.role, key=roles.index)
        return self.role != before

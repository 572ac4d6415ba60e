from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody has this address already.")}
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")


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

    def absorb(self, other) -> bool:
        """Of two roles of one user in one mission the higher stays; whether that changed this one."""
        before, roles = self.role, self.Role.values
        self.role = max(self.role, other.role, key=roles.index)
        return self.role != before

"""How far a permission reaches: a role holds in the mission of its membership, one at headquarters everywhere.

A permission given to an account by itself, without a membership, holds everywhere too.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.db import models

HEADQUARTERS = "headquarters"  # contacts.Mission.Kind.HEADQUARTERS: this module stands below contacts


@dataclass(frozen=True)
class Reach:
    """Where one user has one permission; false for nowhere."""

    user: Any
    everywhere: bool
    missions: frozenset[int]

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.missions)

    def holds(self, mission) -> bool:
        """Whether in the mission, given by its key; None is what belongs to no mission."""
        return self.everywhere or mission in self.missions


def reach(user, permission: str) -> Reach:
    """Where the user has the permission, written as Django does: "articles.change_article"."""
    if not user.is_active:
        return Reach(user, False, frozenset())
    if user.is_superuser or permission in user.get_user_permissions():
        return Reach(user, True, frozenset())
    held = [(mission, kind) for mission, kind, granted in _memberships(user) if permission in granted]
    return Reach(
        user, HEADQUARTERS in (kind for _mission, kind in held), frozenset(mission for mission, _kind in held)
    )


def _memberships(user) -> list[tuple[int, str, set[str]]]:
    """(mission, its kind, what the role grants) of each membership; read once for a user of a request."""
    if not hasattr(user, "_reach"):
        memberships = list(user.memberships.values_list("mission", "mission__kind", "role"))
        granted = {role: set() for _mission, _kind, role in memberships}
        permissions = Permission.objects.filter(group__name__in=granted).order_by()
        for role, app, codename in permissions.values_list("group__name", "content_type__app_label", "codename"):
            granted[role].add(f"{app}.{codename}")
        user._reach = [(mission, kind, granted[role]) for mission, kind, role in memberships]
    return user._reach


class ScopedQuerySet(models.QuerySet):
    """What a member of staff may see and change. `owner` leads to the mission; None: the whole organisation's own."""

    owner = None
    added_in_missions = True
    """Whether a role in one mission is enough to add one; else it takes a role at headquarters."""

    def within(self, reach: Reach):
        if reach.everywhere:
            return self
        return self.filter(**{f"{self.owner}__in": reach.missions}) if self.owner else self.none()

    def visible_to(self, user, now):
        """All of them: offices, contacts and what releases are filed under are common knowledge of the staff."""
        return self if self._reach(user, "view") else self.none()

    def changeable_by(self, user):
        return self.within(self._reach(user, "change"))

    def deletable_by(self, user):
        return self.within(self._reach(user, "delete"))

    def may_be_added_by(self, user) -> bool:
        reached = self._reach(user, "add")
        return reached.everywhere or (self.added_in_missions and bool(reached))

    def _reach(self, user, action: str) -> Reach:
        return reach(user, f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}")


class CommonQuerySet(ScopedQuerySet):
    """Of the whole organisation: added and changed from headquarters alone."""

    added_in_missions = False

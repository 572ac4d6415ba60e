"""Offices in the order of a directory: headquarters, then each region, its regional office first."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .models import Mission
from .names import fold


@dataclass
class Group:
    anchor: str
    name: str
    missions: list[Mission] = field(default_factory=list)


def by_region(missions) -> list[Group]:
    """`missions` come with their country's region and their own regions; those of no region are last."""
    groups = {}
    for mission in sorted(missions, key=_place):
        anchor, name = _region(mission)
        groups.setdefault(anchor, Group(anchor, name)).missions.append(mission)
    ends = {"headquarters": 0, "others": 2}
    return sorted(groups.values(), key=lambda group: (ends.get(group.anchor, 1), fold(group.name)))


def _place(mission):
    return mission.kind != Mission.Kind.REGIONAL, fold(mission.name)


def _region(mission) -> tuple[str, str]:
    if mission.kind == Mission.Kind.HEADQUARTERS:
        return "headquarters", _("Headquarters")
    region = next(iter(mission.regions.all()), None) or (mission.country and mission.country.region)
    return (region.slug, region.name) if region else ("others", _("Other offices"))

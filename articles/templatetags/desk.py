"""The first page of the admin: what awaits the user, and all lists in an editor's order."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import desk
from iomnews.accounts.reach import reach

register = template.Library()

UNLISTED = {"SourceContent", "SearchText"}
"""Nothing to open by itself: a source page shows its content, an article its words."""

GROUPS = (
    (_("Articles"), ("Article", "ArticleVersion")),
    (_("Who and where"), ("Mission", "PressContact", "Country", "Region")),
    (_("What things are filed under"), ("Theme", "Programme", "Organisation", "NameDecision")),
    (pgettext_lazy("what was imported", "Import"), ("ImportBatch", "SourceDocument", "MenuLine", "NearDuplicate")),
    (_("People"), ("User", "Membership", "Group")),
)


@register.simple_tag(takes_context=True)
def desk_of_user(context):
    user, now = context["request"].user, timezone.now()
    return {
        "boxes": desk.boxes(user),
        "published": desk.published_last(now),
        "is_empty": desk.is_empty(user, now),
        "may_decide_names": reach(user, "articles.decide_namedecision").everywhere,
    }


@register.simple_tag
def in_groups(app_list):
    """[(group, models)] of the lists that the user may open; one that no group names stands with “Others”."""
    models = {model["object_name"]: model for app in app_list for model in app["models"]}
    models = {name: model for name, model in models.items() if name not in UNLISTED}
    grouped = [(label, [models.pop(name) for name in names if name in models]) for label, names in GROUPS]
    return [(label, chosen) for label, chosen in [*grouped, (_("Others"), list(models.values()))] if chosen]


@register.filter
def change_address(record):
    """Where the admin edits the record."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])

"""What every page of the admin asks first: what this user may see and change; and the links above a page."""

from django.contrib import admin
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .reach import reach


class KeepsWithinReach:
    """A form whose record stays in a mission where its author may work, whatever the list of missions offers."""

    def clean(self):
        cleaned = super().clean()
        owner = self._meta.model._default_manager.all().owner
        is_chosen = owner in self.fields and (self.instance._state.adding or owner in self.changed_data)
        if is_chosen and owner not in self.errors and not self._may_belong_to(self.cleaned_data.get(owner)):
            self.add_error(owner, _("Choose one of your own missions."))
        return cleaned

    def _may_belong_to(self, mission) -> bool:
        """None: only what its author may find again."""
        adding = self.instance._state.adding
        reached = reach(self.author, f"{self._meta.model._meta.app_label}.{self._permission()}")
        if mission or not hasattr(self.instance, "created_by_id"):
            return reached.holds(mission and mission.pk)
        return reached.everywhere or adding or self.instance.created_by_id == self.author.pk

    def _permission(self) -> str:
        """What it takes to write this record: of some, more in one state than in another."""
        name = self._meta.model._meta.model_name
        if self.instance._state.adding:
            return f"add_{name}"
        return getattr(self.instance, "permission_to_change", f"change_{name}")


def within_reach(form, user):
    """The form class, kept to where the user may work."""
    return type(form)(form.__name__, (KeepsWithinReach, form), {"author": user, "__module__": form.__module__})


def _parameter(list_filter) -> str:
    """What an address calls a filter: by its field, with or without a class, or by its own name."""
    field = list_filter if isinstance(list_filter, str) else getattr(list_filter, "parameter_name", None)
    return field or list_filter[0]


LONGEST_SEARCH = 500  # characters
MOST_WORDS = 12


def beginning(search: str) -> str:
    """What counts of a long search: each word is a condition, and a database takes so many of them."""
    return " ".join(search[:LONGEST_SEARCH].replace("\0", "").split()[:MOST_WORDS])


class ScopedAdmin:
    """For models whose manager is a ScopedQuerySet: lists, autocomplete, actions, history and forms keep to it."""

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user, timezone.now())

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, beginning(search_term))

    def get_form(self, request, obj=None, change=False, **kwargs):
        return within_reach(super().get_form(request, obj, change, **kwargs), request.user)

    def lookup_allowed(self, lookup, value, request):
        """By what the list offers and nothing else: what no page shows is not to be guessed letter by letter."""
        offered = {"pk", self.date_hierarchy, *map(_parameter, self.get_list_filter(request))}
        is_offered = lookup in offered or any(lookup.startswith(f"{name}__") for name in offered)
        return is_offered and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self.model._default_manager.all().may_be_added_by(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._reaches(request, obj, "changeable_by")

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._reaches(request, obj, "deletable_by")

    def _reaches(self, request, obj, scope: str) -> bool:
        """Asked once a request for each row, however often Django asks."""
        if obj is None or obj.pk is None:
            return True
        known = request.__dict__.setdefault("_reached", {})
        asked = (scope, self.model, obj.pk)
        if asked not in known:
            rows = getattr(self.model._default_manager.all(), scope)(request.user)
            known[asked] = rows.filter(pk=obj.pk).exists()
        return known[asked]


def without_link(model, name: str):
    """A read-only column that names a person: the account itself, to which Django links, few may open."""

    @admin.display(description=model._meta.get_field(name).verbose_name)
    def shown(self, record):
        return getattr(record, name) or admin.site.empty_value_display

    return shown


class PageTools:
    """Links above a record's page and above the list; each mixin adds its own and calls super()."""

    has_history_page = True
    """Whether what the admin noted of changes is worth a link: not where there are versions, or nothing changes."""

    def page_tools(self, request, obj) -> list[tuple[str, str]]:
        """(label, address) of what can be done with one record."""
        return []

    def list_tools(self, request) -> list[tuple[str, str]]:
        """(label, address) of what can be done beside the list."""
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["page_tools"] = self.page_tools(request, obj) if obj else []
        context["has_history_page"] = self.has_history_page
        context |= {"title": str(obj) if obj else self._what_is_added(), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def render_delete_form(self, request, context):
        """Named in the title; what goes with it is counted, and it is not counted among that itself."""
        context["title"] = _("Delete “%(record)s”?") % {"record": context["object"]}
        counts = context["model_count"]
        context["parts"] = [(name, count) for name, count in counts if name != self.opts.verbose_name_plural]
        return super().render_delete_form(request, context)

    def changelist_view(self, request, extra_context=None):
        context = {"title": capfirst(self.opts.verbose_name_plural), "list_tools": self.list_tools(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def _what_is_added(self) -> str:
        return _("Add: %(name)s") % {"name": self.opts.verbose_name}

"""Where a record is used: its own page, the list that such a line leads to, the column of the list, the deletion."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import PROTECT
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.pointers import Use, uses_of, with_use_counts
from iomnews.numbers import whole_number


@dataclass(frozen=True)
class Line:
    """How many use the record in one way, and how many of these the user may see."""

    use: Use
    total: int
    seen: int
    address: str

    @property
    def users(self) -> str:
        return capfirst(self.use.user._meta.verbose_name_plural)

    @property
    def hidden(self) -> int:
        return self.total - self.seen

    @property
    def protects(self) -> bool:
        return self.use.column.remote_field.on_delete is PROTECT

    def __str__(self):
        return _("%(users)s, %(use)s: %(count)d") % {"users": self.users, "use": self.use.label, "count": self.total}


def lines_of(record, user=None) -> list[Line]:
    """The uses that there are; with a user also what of them that user may see."""
    lines = [_line(record, use, user) for use in uses_of(type(record))]
    return [line for line in lines if line.total]


def _line(record, use: Use, user) -> Line:
    total = use.user._base_manager.filter(**use.lookups(record)).values("pk").distinct().count()
    seen = _seen(use.user, user).filter(**use.lookups(record)).values("pk").distinct().count() if user and total else 0
    return Line(use, total, seen, _address(record, use) if seen else "")


def _seen(model, user):
    everything = model._default_manager.all()
    if hasattr(everything, "visible_to"):
        return everything.visible_to(user, timezone.now()).order_by()
    may = user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
    return everything.order_by() if may else everything.none()


def _address(record, use: Use) -> str:
    """The list of those that use the record, where their list can be narrowed to them."""
    of = use.user._meta
    try:
        address = reverse(f"admin:{of.app_label}_{of.model_name}_changelist")
    except NoReverseMatch:
        return ""
    can_narrow = isinstance(admin.site._registry[use.user], ListOfUsers)
    return f"{address}?uses={record._meta.label_lower}:{record.pk}:{use.code}" if can_narrow else ""


def asked_use(text: str, model) -> tuple[Use, object]:
    """What the address asks for: “contacts.mission:12:co_issuers”."""
    label, key, code = (*text.split(":", 2), "", "")[:3]
    for target in admin.site._registry:
        if target._meta.label_lower == label:
            use = next((use for use in uses_of(target) if (use.user, use.code) == (model, code)), None)
            record = target._base_manager.filter(pk=key).first() if use and _is_key(target, key) else None
            if record:
                return use, record
    raise IncorrectLookupParameters(text)


class UseFilter(admin.SimpleListFilter):
    """The records that use another one in one way; appears where a page “Where is this used?” has led to the list."""

    title = gettext_lazy("use")
    parameter_name = "uses"

    def lookups(self, request, model_admin):
        if not self.value():
            return []
        self.use, self.record = asked_use(self.value(), model_admin.model)
        return [(self.value(), f"{self.use.label}: {self.record}")]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        users = self.use.user._base_manager.filter(**self.use.lookups(self.record))
        return queryset.filter(pk__in=users.values("pk"))


def _is_key(model, key: str) -> bool:
    return whole_number(key) is not None or model._meta.pk.get_internal_type() == "CharField"


class ListOfUsers:
    """For lists of what uses records."""

    use_filter = UseFilter

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), self.use_filter]


class CountedList(ChangeList):
    def get_queryset(self, *args, **kwargs):
        if "use_count" not in self.root_queryset.query.annotations:
            self.root_queryset = with_use_counts(self.root_queryset)
        return super().get_queryset(*args, **kwargs)


class UsagePages(ListOfUsers):
    delete_confirmation_template = "admin/records/delete.html"

    def get_changelist(self, request, **kwargs):
        return CountedList

    @admin.display(description=gettext_lazy("uses"), ordering="use_count")
    def use_count(self, record):
        return record.use_count

    def get_urls(self):
        view = self.admin_site.admin_view(self.usage_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_usage"
        return [path("<path:object_id>/usage/", view, name=name), *super().get_urls()]

    def page_tools(self, request, obj):
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_usage", args=[obj.pk])
        return [(_("Where is this used?"), address), *super().page_tools(request, obj)]

    def usage_view(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        title = _("Where is %(record)s used?") % {"record": record}
        context = {"opts": self.opts, "record": record, "title": title, "lines": lines_of(record, request.user)}
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/records/usage.html", context)

    def get_deleted_objects(self, objs, request):
        """What holds a record is counted, not named: drafts of other missions are among it."""
        uses = [(record, lines_of(record)) for record in objs]
        if not any(lines for _record, lines in uses):
            return super().get_deleted_objects(objs, request)
        held = [f"{record} – {line}" for record, lines in uses for line in lines if line.protects]
        missing = {self.opts.verbose_name for record in objs if not self.has_delete_permission(request, record)}
        return [str(record) for record in objs], {self.opts.verbose_name_plural: len(objs)}, missing, held

    def delete_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        loses = [line for line in lines_of(record) if not line.protects] if record else []
        return super().delete_view(request, object_id, {"loses": loses} | (extra_context or {}))

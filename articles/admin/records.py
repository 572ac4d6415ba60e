"""What is kept as it was: shown, never added, changed or deleted by hand."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from iomnews.accounts.scoped_admin import PageTools, ScopedAdmin


class RecordPermissions:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RecordAdmin(RecordPermissions, ScopedAdmin, PageTools, admin.ModelAdmin):
    has_history_page = False


class RecordInline(RecordPermissions, admin.StackedInline):
    show_change_link = True


def as_lists(value) -> str:
    """A value read from JSON as nested HTML lists, its texts escaped."""
    if isinstance(value, dict):
        rows = ((name, as_lists(part)) for name, part in value.items())
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if isinstance(value, list):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((as_lists(part),) for part in value)))
    return format_html("{}", "–" if value in (None, "") else value)

"""What imports learnt of the sites' menus: a line that is text is said to be so here."""

from django.contrib import admin
from django.contrib.messages import SUCCESS
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import MenuLine
from iomnews.accounts.scoped_admin import PageTools, ScopedAdmin


@admin.register(MenuLine)
class MenuLineAdmin(ScopedAdmin, PageTools, admin.ModelAdmin):
    list_display = ["line", "place", "site", "page_count", "is_text"]
    list_filter = ["place", "is_text"]
    search_fields = ["line", "site"]
    fields = ["line", "place", "site", "page_count", "shown_example", "batch", "is_text"]
    readonly_fields = ["line", "place", "site", "page_count", "shown_example", "batch"]
    actions = ["call_text"]

    @admin.display(description=gettext_lazy("example"))
    def shown_example(self, line):
        """The page itself, where it was kept."""
        page = line.batch.documents.filter(path=line.example).first()
        if page is None:
            return line.example
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_sourcedocument_change", args=[page.pk]), page
        )

    def page_tools(self, request, obj):
        pages = (_("Pages of the import"), reverse("admin:articles_importbatch_change", args=[obj.batch_id]))
        return [pages, *super().page_tools(request, obj)]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """It would be learnt again."""
        return False

    @admin.action(description=gettext_lazy("They are text"), permissions=["change"])
    def call_text(self, request, lines):
        for line in lines.changeable_by(request.user).filter(is_text=False):
            line.is_text = True
            line.save(update_fields=["is_text"])
            self.log_change(request, line, [{"changed": {"fields": ["is_text"]}}])
            self.message_user(request, _("“%(line)s” is text from the next import on.") % {"line": line}, SUCCESS)

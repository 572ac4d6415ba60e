from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from contacts.names import NAME_FIELDS
from contacts.names_admin import PartInline

from . import invitations
from .models import Membership, User
from .reach import reach
from .scoped_admin import PageTools, ScopedAdmin, within_reach

# Kept by libraries for themselves; a role's permissions are made by roles.py.
admin.site.unregister([Authenticator, DBTaskResult, EmailAddress, Group, UserSession])

LAST_ADMINISTRATOR = _("This is the last administrator of headquarters. Give somebody else that role first.")


class MembershipForm(forms.ModelForm):
    def clean(self):
        if self.instance.pk and self.has_changed() and _is_last(self.instance):
            raise ValidationError(LAST_ADMINISTRATOR)
        return super().clean()


class MembershipFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        if any(form.instance.pk and _is_last(form.instance) for form in self.deleted_forms):
            raise ValidationError(LAST_ADMINISTRATOR)


def _is_last(membership: Membership) -> bool:
    """As it stands in the database: a form has changed the one at hand."""
    return Membership.objects.get(pk=membership.pk).is_last_administrators()


class MembershipInline(PartInline):
    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    fields = [("mission", "role")]
    autocomplete_fields = ["mission"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user, timezone.now())

    def get_formset(self, request, obj=None, **kwargs):
        """A new account starts with a role: without one nobody but headquarters would find it again."""
        formset = super().get_formset(request, obj, validate_min=obj is None, **kwargs)
        formset.form = within_reach(formset.form, request.user)
        return formset

    def get_min_num(self, request, obj=None, **kwargs):
        return 0 if obj else 1


@admin.register(User)
class UserAdmin(ScopedAdmin, PageTools, admin.ModelAdmin):
    """People are disabled, never deleted: what they wrote names them. Nobody types a password for somebody else."""

    list_display = ["username", "email", "first_name", "last_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["username", "first_name", "last_name", "email"]
    search_help_text = _("A name or an address.")
    ordering = ["username"]
    person = ["username", "email", "first_name", "last_name", "language"]
    rights = ["is_active"]
    readonly_fields = ["last_login", "date_joined"]
    inlines = [MembershipInline]
    actions = ["send_link"]

    def get_queryset(self, request):
        roles = Membership.objects.visible_to(request.user, timezone.now()).select_related("mission")
        return super().get_queryset(request).prefetch_related(Prefetch("memberships", roles, to_attr="shown_roles"))

    def get_fieldsets(self, request, obj=None):
        rights = [*self.rights, "is_superuser"] if request.user.is_superuser else self.rights
        if obj is None:
            return [(None, {"fields": self.person})]
        return [(None, {"fields": [*self.person, *rights]}), (_("Record"), {"fields": self.readonly_fields})]

    def get_readonly_fields(self, request, obj=None):
        """An account with roles elsewhere too is not changed from here: who has its address has its rights."""
        locked = ["is_active", "is_superuser"] if obj and obj.is_last_administrator() else []
        if obj and not self._whole(request).filter(pk=obj.pk).exists():
            locked = [*self.person, *self.rights]
        return [*self.readonly_fields, *locked]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            transaction.on_commit(lambda: invitations.send(request, obj))
            message = _("%(address)s gets an e-mail with a link to choose a password.")
            self.message_user(request, message % {"address": obj.email})

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(f"{role.get_role_display()} ({role.mission.name})" for role in user.shown_roles) or "–"

    @admin.action(description=_("Send a link to choose a new password"), permissions=["change"])
    def send_link(self, request, queryset):
        allowed = list(queryset.filter(pk__in=self._whole(request).values("pk"), is_active=True))
        for user in allowed:
            invitations.send(request, user)
        if allowed:
            count = len(allowed)
            sent = ngettext("A link was sent to %(count)d person.", "A link was sent to %(count)d people.", count)
            self.message_user(request, sent % {"count": count})
        for user in queryset.exclude(pk__in=[user.pk for user in allowed]):
            refusal = _("%(user)s has roles that you do not give, or is disabled: no link was sent.")
            self.message_user(request, refusal % {"user": user}, messages.ERROR)

    def _whole(self, request):
        return User.objects.wholly_within(reach(request.user, "accounts.change_user"))


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin, PageTools, admin.ModelAdmin):
    form = MembershipForm
    list_display = ["user", "mission", "role"]
    list_filter = ["role", ("mission", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "mission"]
    search_fields = [
        "user__username",
        "user__first_name",
        "user__last_name",
        "user__email",
        *(f"mission__{name}" for name in NAME_FIELDS),
    ]
    autocomplete_fields = ["user", "mission"]
    ordering = ["user__username", "pk"]

    def get_actions(self, request):
        """Taken away one by one: two at once could be the last two."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_readonly_fields(self, request, obj=None):
        return ["user"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.visible_to(request.user, timezone.now())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_last_administrators())
